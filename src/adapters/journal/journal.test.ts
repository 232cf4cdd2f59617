import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { JournalEntry, LinePrints } from '../../model/journal.ts';
import { openJournal } from './journal.ts';

const folders: string[] = [];
const folder = (): string => {
  folders.push(mkdtempSync(join(tmpdir(), 'countersign-journal-')));
  return folders.at(-1)!;
};
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

const LINES: LinePrints = {
  hash: Float64Array.from([0, 1, 2 ** 52 - 4_000_000_000, 123_456_789_012]),
  size: Uint16Array.from([0, 1, 2047, 70]),
  trivial: Uint8Array.from([1, 0, 1, 0]),
};
const ENTRY: JournalEntry = {
  at: '2026-01-01T00:00:00.000Z',
  phase: 'after',
  tool: 'claude',
  session: 's',
  model: 'm',
  call: 'c',
  shell: false,
  workTree: '',
  files: [
    { path: 'a', lines: LINES },
    { path: 'gone', lines: null },
    { path: 'big', lines: undefined },
  ],
};

describe('the journal', () => {
  it('gives back what was appended, also through another handle', () => {
    const at = folder();
    openJournal(at).append(ENTRY);
    expect(openJournal(at).read()).toEqual({ entries: [ENTRY], since: ENTRY.at, lost: 0 });
  });

  it('is closed to others on the machine, and says nothing without its secret', () => {
    const at = folder();
    const journal = openJournal(at);
    journal.append(ENTRY);
    const path = join(at, 'countersign', 'journal');
    expect(statSync(path).mode & 0o077).toBe(0);
    writeFileSync(join(at, 'countersign', 'secret'), 'x'.repeat(48));
    expect(openJournal(at).read().entries[0]!.files[0]).not.toEqual(ENTRY.files[0]);
    journal.append(ENTRY);
    const [first, second] = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.includes('claude'));
    expect(first).not.toBe(second);
  });

  it('counts what it cannot read and goes on behind it', () => {
    const at = folder();
    const journal = openJournal(at);
    journal.append(ENTRY);
    appendFileSync(join(at, 'countersign', 'journal'), '{"v":1,"at":"2026');
    journal.lose(ENTRY.at, 'not JSON');
    appendFileSync(
      join(at, 'countersign', 'journal'),
      '{"v":1,"phase":"after","at":"","tool":"","session":"","files":[["a","x"]]}\n[]\n',
    );
    journal.append(ENTRY);
    expect(journal.read()).toMatchObject({ entries: [ENTRY, ENTRY], lost: 4 });
  });

  it('loses nothing when several assistants write at once', async () => {
    const at = folder();
    const script = `const { openJournal } = await import(${JSON.stringify(new URL('./journal.ts', import.meta.url).href)});
      const journal = openJournal(${JSON.stringify(at)});
      const lines = { hash: new Float64Array(2000), size: new Uint16Array(2000), trivial: new Uint8Array(2000) };
      for (let i = 0; i < 40; i++) journal.append({ at: new Date().toISOString(), phase: 'after', tool: process.pid + '',
        session: 's', shell: false, workTree: '', files: [{ path: 'a' + i, lines }] });`;
    const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script];
    await Promise.all(Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, args)));
    const { entries, lost } = openJournal(at).read();
    expect({ entries: entries.length, lost }).toEqual({ entries: 160, lost: 0 });
  });

  it('starts afresh when its secret is damaged, and counts that', () => {
    const at = folder();
    openJournal(at).append(ENTRY);
    writeFileSync(join(at, 'countersign', 'secret'), 'damaged');
    const journal = openJournal(at);
    journal.append(ENTRY);
    expect(openJournal(at).read()).toMatchObject({ entries: [ENTRY], lost: 1 });
  });

  it('is empty where there is none', () => {
    expect(openJournal(folder()).read()).toEqual({ entries: [], since: null, lost: 0 });
  });
});
