import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, interleaved, median, table } from './lib/measure.ts';

/**
 * `npx tsx bench/speed.ts --repo PATH [--ext .js] [--runs 5]`: the same 500-line change judged in a repository with a long
 * history and in a new one that holds only the changed files, without and with the cache; start-up; bare node for scale.
 */
const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    ext: { type: 'string', default: '.js' },
    runs: { type: 'string', default: '5' },
  },
});
if (values.repo === undefined) throw new Error('name a repository: --repo PATH');
const main = join(import.meta.dirname, '..', 'dist', 'main.js');
const work = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });

const FILES = 10;
const LINES = 500;

/** Files of middling size, spread over the tree. */
function chosen(repo: string): string[] {
  const all = git(repo, 'ls-files', '-z')
    .split('\0')
    .filter((path) => path.endsWith(values.ext));
  const sized = all.filter((path) => {
    const size = statSync(join(repo, path)).size;
    return size > 4_000 && size < 30_000;
  });
  const step = Math.max(1, Math.floor(sized.length / FILES));
  return sized.filter((_, index) => index % step === 0).slice(0, FILES);
}

/** Repeats 50 of the file's own lines inside a comment-free copy at its end: real code, new lines. */
function change(repo: string, paths: readonly string[]): void {
  for (const path of paths) {
    const lines = readFileSync(join(repo, path), 'utf8').split('\n');
    const count = LINES / paths.length;
    const added = Array.from(
      { length: count },
      (_, i) => `const bench${i} = ${JSON.stringify(lines[i % lines.length])}.length + ${i};`,
    );
    appendFileSync(join(repo, path), `\n${added.join('\n')}\n`);
  }
  git(repo, 'commit', '-qam', 'Bench: a change of 500 lines');
}

const large = join(work, 'large');
const small = join(work, 'small');
// Not `--shared`: a repository that borrows objects from outside is refused.
git(work, 'clone', '-q', values.repo, large);
const paths = chosen(large);
mkdirSync(small);
git(small, 'init', '-q');
for (const path of paths) {
  mkdirSync(dirname(join(small, path)), { recursive: true });
  writeFileSync(join(small, path), readFileSync(join(large, path)));
}
git(small, 'add', '-A');
git(small, 'commit', '-qm', 'The files as they were');
change(large, paths);
change(small, paths);

const check = (repo: string, ...flags: string[]) => [
  process.execPath,
  main,
  '-C',
  repo,
  ...flags,
  'check',
  '--commit',
  'HEAD',
  '--format',
  'json',
];
const commands: Command[] = [
  { name: 'node -e 0', argv: [process.execPath, '-e', '0'] },
  { name: 'countersign --help', argv: [process.execPath, main, '--help'] },
  { name: 'check, new repository, cold', argv: check(small, '--no-cache') },
  { name: 'check, long history, cold', argv: check(large, '--no-cache') },
  { name: 'check, long history, warm', argv: check(large) },
  { name: 'git diff of the same change', argv: ['git', '-C', large, 'diff', '-U0', 'HEAD~1..HEAD'] },
];
const samples = interleaved(commands, Number(values.runs));
const refused = [...samples].filter(([, list]) => list.some((one) => one.exit === 2)).map(([name]) => name);
if (refused.length > 0) throw new Error(`could not run: ${refused.join(', ')}`);
const commits = git(large, 'rev-list', '--count', 'HEAD').trim();
console.log(
  `${paths.length} files, ${LINES} added lines; long history: ${commits} commits. Node ${process.version}.\n`,
);
console.log(table(samples));
const cpu = (name: string) => median(samples.get(name)!.map((one) => one.cpu));
console.log(`\n--help above bare node: ${((cpu('countersign --help') - cpu('node -e 0')) * 1000).toFixed(0)} ms CPU`);
console.log(`long history to new repository, cold: ${(cpu(commands[3]!.name) / cpu(commands[2]!.name)).toFixed(2)}`);
rmSync(work, { recursive: true, force: true });
