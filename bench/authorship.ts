import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { linePrints, printKey } from '../src/attribute/line-prints.ts';
import { replay } from '../src/attribute/replay.ts';
import type { JournalEntry } from '../src/model/journal.ts';
import { type Command, interleaved, median, table } from './lib/measure.ts';

/**
 * `npx tsx bench/authorship.ts --repo PATH --file FILE [--runs 7]`: blame against git's own, the hook of an assistant
 * against bare node, and the replay of a journal of 3,000 snapshots of 500 lines.
 */
const { values } = parseArgs({
  options: { repo: { type: 'string' }, file: { type: 'string' }, runs: { type: 'string', default: '7' } },
});
if (values.repo === undefined || values.file === undefined) throw new Error('name --repo PATH and --file FILE');
const main = join(import.meta.dirname, '..', 'dist', 'main.js');
const work = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
spawnSync('git', ['init', '-q', work]);
const source = Array.from({ length: 500 }, (_, i) => `const v${i} = compute(${i}, "text ${i}");`);
writeFileSync(join(work, 'a.ts'), `${source.join('\n')}\n`);
const payload = join(work, 'payload.json');
writeFileSync(
  payload,
  JSON.stringify({
    hook_event_name: 'PostToolUse',
    session_id: 's',
    cwd: work,
    tool_name: 'Edit',
    tool_input: { file_path: join(work, 'a.ts') },
  }),
);

const commands: Command[] = [
  { name: 'git blame', argv: ['git', 'blame', '-w', 'HEAD', '--', values.file], cwd: values.repo },
  { name: 'countersign blame', argv: [process.execPath, main, 'blame', values.file, 'HEAD'], cwd: values.repo },
  { name: 'bare node', argv: [process.execPath, '-e', '0'], cwd: work },
  {
    name: 'hook of an edit',
    argv: ['sh', '-c', '"$0" "$1" hook claude <"$2"', process.execPath, main, payload],
    cwd: work,
  },
];
console.log(table(interleaved(commands, Number(values.runs))));

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
