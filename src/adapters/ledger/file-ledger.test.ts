import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isLedger, openLedger } from './file-ledger.ts';

const root = mkdtempSync(join(tmpdir(), 'countersign-ledger-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A process that appends `count` lines of its own and says each one that was acknowledged. */
function writer(folder: string, name: string, count: number) {
  const source = `
import { openLedger } from ${JSON.stringify(join(import.meta.dirname, 'file-ledger.ts'))};
const ledger = openLedger(${JSON.stringify(folder)});
for (let i = 0; i < ${count}; i++) {
  const line = '${name}-' + i + '-' + 'x'.repeat(300);
  ledger.appendEntries(line + '\\n');
  process.stdout.write(line + '\\n');
}`;
  const file = join(root, `${name}.ts`);
  writeFileSync(file, source);
  const child = spawn(process.execPath, ['--import', 'tsx', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const acknowledged = () => Buffer.concat(said).toString().split('\n').slice(0, -1);
  return { child, ended, acknowledged };
}

const linesIn = (folder: string) => new Set(readFileSync(join(folder, 'entries.log'), 'utf8').split('\n'));

test('writers at once lose nothing and mix nothing', async () => {
  const folder = join(root, 'many');
  const writers = ['a', 'b', 'c'].map((name) => writer(folder, name, 40));
  await Promise.all(writers.map(({ ended }) => ended));
  const lines = readFileSync(join(folder, 'entries.log'), 'utf8').split('\n').filter(Boolean);
  const expected = writers.flatMap(({ acknowledged }) => acknowledged());
  expect(expected).toHaveLength(120);
  expect([...lines].sort()).toEqual([...expected].sort());
});

test('a writer that is killed at any moment has kept all that it acknowledged', async () => {
  const folder = join(root, 'killed');
  for (let round = 0; round < 4; round++) {
    const { child, ended, acknowledged } = writer(folder, `k${round}`, 100_000);
    while (acknowledged().length < 5 + round * 7) await new Promise((resolve) => setTimeout(resolve, 3));
    child.kill('SIGKILL');
    await ended;
    const kept = linesIn(folder);
    expect(acknowledged().filter((line) => !kept.has(line))).toEqual([]);
    // What a cut leaves behind does not spoil the next line.
    truncateSync(join(folder, 'entries.log'), readFileSync(join(folder, 'entries.log')).length - 5);
    openLedger(folder).appendEntries(`after ${round}\n`);
    expect(linesIn(folder).has(`after ${round}`)).toBe(true);
  }
});

test('a folder without a ledger reads as empty, and is not made by reading', () => {
  const folder = join(root, 'none');
  expect(openLedger(folder).read()).toEqual({ entries: '', heads: '' });
  expect(isLedger(folder)).toBe(false);
});

test('what cannot be written is told in a sentence, and a link is not followed', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => openLedger(file).appendEntries('x\n')).toThrow(/^Cannot write .*\.$/);
  const folder = mkdtempSync(join(root, 'link-'));
  symlinkSync(file, join(folder, 'entries.log'));
  expect(() => openLedger(folder).appendEntries('x\n')).toThrow(/^Cannot write .*\.$/);
  expect(readFileSync(file, 'utf8')).toBe('');
});
