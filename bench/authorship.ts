import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { linePrints, printKey } from '../src/attribute/line-prints.ts';
import { replay } from '../src/attribute/replay.ts';
import { HOOKS } from '../src/lib/hook-script.ts';
import type { JournalEntry } from '../src/model/journal.ts';
import { makeHistory } from './lib/history.ts';
import { type Command, interleaved, median, type Sample, table } from './lib/measure.ts';

/**
 * `npx tsx bench/authorship.ts --repo PATH --file FILE [--runs 7] [--commits 5000]`: blame against git's own, cold and warm;
 * the hook of an assistant against bare node and the hook of git against an empty one, at p95; `stats` on a generated
 * history with two notes a commit; the replay of a journal of 3,000 snapshots of 500 lines. Needs a build.
 */
const { values } = parseArgs({
  options: {
    repo: { type: 'string' },
    file: { type: 'string' },
    runs: { type: 'string', default: '7' },
    commits: { type: 'string', default: '5000' },
  },
});
if (values.repo === undefined || values.file === undefined) throw new Error('name --repo PATH and --file FILE');
const dist = join(import.meta.dirname, '..', 'dist');
const main = join(dist, 'main.js');
const work = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
const env = { XDG_STATE_HOME: join(work, 'state') };
const hooked = join(work, 'hooked');
spawnSync('git', ['init', '-q', hooked]);
const source = Array.from({ length: 500 }, (_, i) => `const v${i} = compute(${i}, "text ${i}");`);
writeFileSync(join(hooked, 'a.ts'), `${source.join('\n')}\n`);
const payload = join(work, 'payload.json');
const edited = { tool_name: 'Edit', tool_input: { file_path: join(hooked, 'a.ts') } };
writeFileSync(payload, JSON.stringify({ hook_event_name: 'PostToolUse', session_id: 's', cwd: hooked, ...edited }));

const clone = join(work, 'clone');
spawnSync('git', ['clone', '-q', '--no-hardlinks', values.repo, clone]);
const forget = () => rmSync(join(clone, '.git', 'countersign'), { recursive: true, force: true });
const blame = { argv: [process.execPath, main, 'blame', values.file, 'HEAD'], cwd: clone, env };
const blames: Command[] = [
  { name: 'git blame -w', argv: ['git', 'blame', '-w', 'HEAD', '--', values.file], cwd: clone },
  { name: 'countersign blame, cold', ...blame, before: forget },
  { name: 'countersign blame, warm', ...blame },
  { name: 'bare node', argv: [process.execPath, '-e', '0'], cwd: clone },
];
console.log(table(interleaved(blames, Number(values.runs))));

const history = join(work, 'history');
mkdirSync(history);
makeHistory(history, Number(values.commits));
const whole = { argv: [process.execPath, main, 'stats', '--all'], cwd: history, env };
const forgetFigures = () => rmSync(join(history, '.git', 'countersign'), { recursive: true, force: true });
const figures: Command[] = [
  { name: `stats --all, ${values.commits} commits, cold`, ...whole, before: forgetFigures },
  { name: `stats --all, ${values.commits} commits, warm`, ...whole },
];
console.log(`\n${table(interleaved(figures, 3))}`);

// The launcher as `init` writes it, in a folder of the same shape; `run` does nothing, so that only what git waits for counts.
const hooks = join(hooked, '.git', 'countersign', 'hooks');
mkdirSync(hooks, { recursive: true });
const [postCommit, empty, run] = [join(hooks, 'post-commit'), join(work, 'empty'), join(hooks, '..', 'run')];
writeFileSync(postCommit, HOOKS.find(({ name }) => name === 'post-commit')!.launcher, { mode: 0o755 });
writeFileSync(run, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
writeFileSync(empty, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
const busy = join(hooks, '..', 'worker');
const hookRuns: Command[] = [
  { name: 'bare node', argv: [process.execPath, '-e', '0'], cwd: hooked },
  {
    name: 'hook of an edit',
    argv: ['sh', '-c', 'exec "$0" "$1" hook claude <"$2"', process.execPath, join(dist, 'hook.cjs'), payload],
    cwd: hooked,
  },
  { name: 'empty hook of git', argv: [empty], cwd: hooked },
  {
    name: 'post-commit, starts the worker',
    argv: [postCommit],
    cwd: hooked,
    before: () => rmSync(busy, { force: true }),
  },
  {
    name: 'post-commit, worker at work',
    argv: [postCommit],
    cwd: hooked,
    before: () => writeFileSync(busy, `${process.pid}\n`),
  },
];
const samples = interleaved(hookRuns, 8 * Number(values.runs));
console.log('\n| hook | CPU ms, median | p95 | wall ms, median | p95 |\n|---|---|---|---|---|');
for (const [name, list] of samples) {
  const ms = (of: (one: Sample) => number, share: number): string => {
    const sorted = list.map((one) => of(one) * 1000).sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(0);
  };
  const [cpu, wall] = [(one: Sample) => one.cpu, (one: Sample) => one.wall];
  console.log(`| ${name} | ${ms(cpu, 0.5)} | ${ms(cpu, 0.95)} | ${ms(wall, 0.5)} | ${ms(wall, 0.95)} |`);
}

const key = printKey(Buffer.from('0123456789abcdef'));
const entries: JournalEntry[] = [];
for (let n = 0; n < 1500; n++) {
  const event = { tool: 'claude', session: 's', call: `${n}`, shell: false, workTree: '' };
  const at = new Date(1_780_000_000_000 + n * 1000).toISOString();
  const files = () => [{ path: `f${n % 20}`, lines: linePrints(Buffer.from(source.join('\n')), key) }];
  entries.push({ ...event, at, phase: 'before', files: files() });
  source[(n * 37) % source.length] = `changed ${n} by a machine`;
  entries.push({ ...event, at, phase: 'after', files: files() });
}
const replays = Array.from({ length: 3 }, () => {
  const start = process.cpuUsage();
  replay(entries, key, () => undefined);
  return process.cpuUsage(start).user / 1e6;
});
console.log(`\nReplay of ${entries.length} snapshots of ${source.length} lines: ${median(replays).toFixed(2)} CPU s`);
rmSync(work, { recursive: true });
