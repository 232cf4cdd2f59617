import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, interleaved, median, sample, table } from './lib/measure.ts';
import { eslintOver } from './lib/peers.ts';

/**
 * `npx tsx bench/scan.ts --root PATH [--ext .ts,.tsx] [--peer-lines 20000] [--runs 3]`: a whole tree scanned with every rule, in lines
 * a second and MB; and a part of the same files with ESLint and its security and sonarjs plugins beside it, in turn.
 */
const { values } = parseArgs({
  options: {
    root: { type: 'string' },
    ext: { type: 'string', default: '.ts,.tsx' },
    'peer-lines': { type: 'string', default: '20000' },
    runs: { type: 'string', default: '3' },
  },
});
if (values.root === undefined) throw new Error('name a tree: --root PATH');
const root = values.root;
const main = join(import.meta.dirname, '..', 'dist', 'main.js');
const endings = values.ext.split(',');
const linesIn = (path: string) => readFileSync(path, 'latin1').split('\n').length;

const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !/\/(?:node_modules|\.git)\//.test(path) && statSync(path).size < 1_000_000)
  .sort();
const work = mkdtempSync(join(tmpdir(), 'countersign-scan-'));
const all = join(work, 'all');
const part = join(work, 'part');

/** Copies files until there are enough lines; the same files every time. */
function copy(into: string, paths: readonly string[], enough: number): number {
  let lines = 0;
  for (const path of paths) {
    if (lines >= enough) break;
    const target = join(into, relative(root, path));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(path, target);
    lines += linesIn(path);
  }
  return lines;
}
const total = copy(all, files, Number.POSITIVE_INFINITY);
// Every n-th file, so that the part is like the whole.
const step = Math.max(1, Math.floor(total / Number(values['peer-lines'])));
const shared = copy(
  part,
  files.filter((_, index) => index % step === 0),
  Number(values['peer-lines']),
);

const scan = (folder: string): readonly string[] => [
  process.execPath,
  main,
  'scan',
  folder,
  '--no-cache',
  '--format',
  'json',
];
const whole: Command = { name: `countersign scan, ${total} lines`, argv: scan(all) };
const eslint = eslintOver();
const commands: Command[] = [
  { name: `countersign scan, ${shared} lines`, argv: scan(part) },
  { name: `ESLint ${eslint.version}, ${shared} lines`, argv: eslint.argv, cwd: part },
];
const samples = new Map([
  [whole.name, Array.from({ length: Number(values.runs) }, () => sample(whole))],
  ...interleaved(commands, Number(values.runs)),
]);
console.log(`${files.length} files (${values.ext}), Node ${process.version}\n\n${table(samples)}\n`);
const rate = (name: string, lines: number, of: 'cpu' | 'wall') =>
  Math.round(lines / median(samples.get(name)!.map((one) => one[of])));
for (const [name, lines] of [
  [whole.name, total],
  [commands[0]!.name, shared],
  [commands[1]!.name, shared],
] as const) {
  console.log(`${name}: ${rate(name, lines, 'wall')} lines/s, ${rate(name, lines, 'cpu')} lines per CPU second`);
}
rmSync(work, { recursive: true, force: true });
