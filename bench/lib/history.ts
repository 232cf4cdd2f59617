import { spawnSync } from 'node:child_process';

/**
 * A repository of so many commits in so many files, each commit with a note of two writers: every third by an assistant.
 * Made by `git fast-import` in seconds; the same every time.
 */
export function makeHistory(path: string, commits: number, files = 200): void {
  git(path, ['init', '-q', '-b', 'main', '--template=', path]);
  const lines = Array.from({ length: files }, () => [] as string[]);
  const parts: string[] = [];
  const touched: { file: number; from: number; count: number }[] = [];
  for (let i = 0; i < commits; i++) {
    const file = (i * 7) % files;
    const own = lines[file]!;
    const from = own.length === 0 ? 0 : (i * 13) % own.length;
    const count = 3 + (i % 9);
    own.splice(
      from,
      i % 4 === 0 ? 3 : 0,
      ...Array.from({ length: count }, (_, n) => `const v${i}_${n} = f(${i * n});`),
    );
    touched.push({ file, from, count });
    const text = `${own.join('\n')}\n`;
    parts.push(
      `commit refs/heads/main\nmark :${i + 1}\ncommitter Ada <ada@example.com> ${1_700_000_000 + i * 3600} +0000\n`,
      `data 6\nChange\n${i === 0 ? '' : `from :${i}\n`}M 100644 inline src/f${file}.ts\ndata ${Buffer.byteLength(text)}\n${text}\n`,
    );
  }
  const marks = `${path}/.git/marks`;
  git(path, ['fast-import', '--quiet', `--export-marks=${marks}`], parts.join(''));
  const ids = git(path, ['rev-list', '--reverse', 'main']).split('\n').filter(Boolean);
  for (const writer of ['one', 'two']) {
    const notes = [`commit refs/notes/countersign/${writer}\ncommitter c <c@localhost> 1700000000 +0000\ndata 1\nn\n`];
    for (const [i, { file, from, count }] of touched.entries()) {
      const note = noteText(`src/f${file}.ts`, from + 1, from + count, i % 3 === 0);
      notes.push(`N inline ${ids[i]}\ndata ${Buffer.byteLength(note)}\n${note}\n`);
    }
    git(path, ['fast-import', '--quiet'], notes.join(''));
  }
  git(path, ['reset', '-q', '--hard']);
}

function noteText(file: string, from: number, to: number, isMachine: boolean): string {
  const person = 'Ada <ada@example.com>';
  const agent = { tool: 'claude', id: 'c', model: 'a-model' };
  const metadata = {
    schema_version: 'authorship/3.0.0',
    base_commit_sha: '',
    prompts: {},
    humans: isMachine ? {} : { h_0123456789abcd: { author: person } },
    sessions: isMachine ? { s_0123456789abcd: { agent_id: agent, human_author: person } } : {},
    countersign: { source: 'hook', people: 'inferred' },
  };
  return `${file}\n  ${isMachine ? 's' : 'h'}_0123456789abcd ${from}-${to}\n---\n${JSON.stringify(metadata)}\n`;
}

function git(cwd: string, args: readonly string[], input = ''): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' };
  const done = spawnSync('git', args, { cwd, env, input, encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024 });
  if (done.status !== 0) throw new Error(`git ${args[0]} failed: ${done.stderr}`);
  return done.stdout;
}
