import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRecording } from '../src/adapters/record/recording.ts';
import { linePrints, printKey } from '../src/attribute/line-prints.ts';
import { writeNote } from '../src/attribute/note-writer.ts';
import { addedRanges, diffsByCommit, type LineRange } from '../src/attribute/ranges.ts';
import { addedBy, readRecords } from '../src/attribute/recorded.ts';
import { recover } from '../src/attribute/recover.ts';

/**
 * `npx tsx bench/recovery.ts --repo PATH [--merges 60]`: takes the merges of a real history as pull requests, plants records on the
 * commits of their branches, rebuilds the main branch as a forge that squashes would have made it, and lets `recover` bring
 * the records home. Truth is git's own blame of the merge as it was. Nothing of the repository is kept.
 */
const { values } = parseArgs({ options: { repo: { type: 'string' }, merges: { type: 'string', default: '60' } } });
if (values.repo === undefined) throw new Error('name --repo PATH');
const work = mkdtempSync(join(tmpdir(), 'countersign-recovery-'));
const clone = join(work, 'clone.git');
const git = (...args: readonly string[]): string => {
  const env = {
    ...process.env,
    GIT_AUTHOR_DATE: at,
    GIT_COMMITTER_DATE: at,
    ...Object.fromEntries(
      ['AUTHOR', 'COMMITTER'].flatMap((who) => [
        [`GIT_${who}_NAME`, 'forge'],
        [`GIT_${who}_EMAIL`, 'forge@localhost'],
      ]),
    ),
  };
  const done = spawnSync('git', args, { cwd: work, env, encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024 });
  if (done.status !== 0) throw new Error(`git ${args[0]}: ${done.stderr}`);
  return done.stdout;
};
let at = '1700000000 +0000';
git('clone', '-q', '--bare', '--no-hardlinks', values.repo, clone);
const inClone = (...args: readonly string[]): string[] =>
  git('-C', clone, ...args)
    .split('\n')
    .filter(Boolean);

/** The first parents from before the oldest merge that is looked at, oldest first; each becomes one commit. */
const merges = inClone('rev-list', '--first-parent', '--merges', `-n${values.merges}`, 'HEAD');
const oldest = inClone('rev-parse', `${merges.at(-1)}^1`)[0]!;
const row = inClone('rev-list', '--first-parent', '--reverse', 'HEAD', `^${oldest}`);
let tip = oldest;
const targets = new Map<string, { merge: string; first: string; branch: ReadonlySet<string> }>();
const isMerge = new Set(merges);
for (const commit of row) {
  at = git('-C', clone, 'log', '-1', '--format=%ct +0000', commit).trim();
  const before = tip;
  tip = git('-C', clone, 'commit-tree', `${commit}^{tree}`, '-p', before, '-m', 'Squashed').trim();
  if (!isMerge.has(commit)) continue;
  const branch = inClone('rev-list', '--no-merges', commit, `^${commit}^1`, `^${oldest}`);
  if (branch.length > 0 && branch.length <= 100)
    targets.set(tip, { merge: commit, first: `${commit}^1`, branch: new Set(branch) });
}

const signal = new AbortController().signal;
const recording = await openRecording(clone, signal);
const stranded = [...new Set([...targets.values()].flatMap(({ branch }) => [...branch]))];
const PEOPLE = [
  { contributor: 'ai', tool: 'claude', session: 's_0123456789abcd', conversation: 'a' },
  { contributor: 'ai', tool: 'codex', session: 's_abcdef01234567', conversation: 'b' },
  { contributor: 'human', session: 'h_0123456789abcd' },
] as const;
/** Who is said to have written the lines of a hunk. */
const planted = (commit: string, path: string, start: number): (typeof PEOPLE)[number] =>
  PEOPLE[
    [...`${commit}${path}${start}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % PEOPLE.length
  ]!;
const diffs = diffsByCommit(await recording.diffs(stranded, signal));
const truth = new Map<string, Map<string, { range: LineRange; who: (typeof PEOPLE)[number] }[]>>();
const notes = new Map<string, string>();
for (const [commit, parents] of diffs) {
  const files = new Map(
    [...addedRanges(parents)].map(
      ([path, ranges]) => [path, ranges.map((range) => ({ range, who: planted(commit, path, range[0]) }))] as const,
    ),
  );
  truth.set(commit, files);
  const author = { name: 'Ada', email: 'ada@example.com' };
  const entries = new Map(
    [...files].map(([path, list]) => [path, list.map(({ range, who }) => ({ author: who, ranges: [range] }))] as const),
  );
  notes.set(commit, writeNote({ version: 'bench', base: null, author, files: entries, source: 'hook', from: [] }).text);
}
await recording.writeNotes('refs/notes/countersign/planted', notes, signal);
const key = printKey(Buffer.from('0123456789abcdef'));
const started = process.cpuUsage();
const found = await recover({ recording, key, tip, ref: 'refs/notes/countersign/home', version: 'bench', signal });
const cpu = process.cpuUsage(started);

const figures = { surviving: 0, home: 0, wrong: 0, recovered: 0 };
const records = readRecords(
  [...found.notes].map(([commit, text]) => ({ ref: 'refs/notes/countersign/home', commit, text })),
  addedBy(await recording.diffs([...found.notes.keys()], signal)),
).byCommit;
for (const [target, { merge, first, branch }] of targets) {
  const changed = git('-C', clone, 'diff', '--name-only', '--no-renames', '--diff-filter=AM', '-z', first, merge)
    .split('\0')
    .filter(Boolean);
  for (const path of changed) {
    const [bytes] = await recording.files([{ commit: merge, path }], signal);
    if (!bytes || bytes.includes(0)) continue;
    const text = Buffer.from(bytes).toString('latin1').split('\n');
    const prints = linePrints(bytes, key);
    const blamed = inClone('blame', '--incremental', `${first}..${merge}`, '--', path);
    let open: [string, number, number, number] | undefined;
    const recovered = records.get(target)?.get(path);
    for (const line of blamed) {
      const [, sha, from, start, count] = /^([0-9a-f]{40}) (\d+) (\d+) (\d+)$/.exec(line) ?? [];
      if (sha !== undefined) open = [sha, Number(from), Number(start), Number(count)];
      if (!line.startsWith('filename ') || !open) continue;
      const [commit, origin, here, lines] = open;
      const name = line.slice(9);
      for (let i = 0; i < lines; i++) {
        const who = branch.has(commit)
          ? truth
              .get(commit)
              ?.get(name)
              ?.find(({ range }) => range[0] <= origin + i && origin + i <= range[1])?.who
          : undefined;
        const said = recovered?.get(here + i);
        const trivial = prints.trivial[here + i - 1] === 1 || text[here + i - 1] === undefined;
        if (said) figures.recovered++;
        const right =
          said !== undefined &&
          who !== undefined &&
          said.contributor === who.contributor &&
          said.session === who.session;
        if (who !== undefined && !trivial) {
          figures.surviving++;
          if (right) figures.home++;
        }
        if (said && !right && !trivial) figures.wrong++;
      }
    }
  }
}
recording.close();
rmSync(work, { recursive: true, force: true });
const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(whole, 1)).toFixed(2)}%`;
console.log(
  `${targets.size} squashed merges, ${stranded.length} stranded commits, ${figures.surviving} surviving lines that say something: ` +
    `${percent(figures.home, figures.surviving)} home; of ${figures.recovered} recovered lines ${percent(figures.wrong, figures.recovered)} false; ` +
    `${((cpu.user + cpu.system) / 1e6).toFixed(1)} s of CPU.`,
);
