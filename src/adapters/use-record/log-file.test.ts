import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptKey, openLog } from './log-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('openLog', () => {
  it('hands each line the one before it, also after it was closed and opened again', async () => {
    const path = join(folder, 'deep', 'use.jsonl');
    for (const names of [['a', 'b'], ['c']]) {
      const log = await openLog(path);
      await Promise.all(names.map((name) => log.append((last) => `${name}(${last})`)));
      await log.close();
    }
    expect(readFileSync(path, 'utf8')).toBe('a()\nb(a())\nc(b(a()))\n');
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('ends a line that a crash cut, and keeps it', async () => {
    const path = join(folder, 'use.jsonl');
    writeFileSync(path, 'a\n{"cut');
    const log = await openLog(path);
    await log.append((last) => `after ${last}`);
    await log.close();
    expect(readFileSync(path, 'utf8')).toBe('a\n{"cut\nafter {"cut\n');
  });

  it('says so when it cannot write', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(openLog(join(folder, 'file', 'use.jsonl'))).rejects.toThrow();
  });
});

describe('keptKey', () => {
  it('is the same from run to run, and for its owner alone', () => {
    const path = join(folder, 'key');
    const key = keptKey(path);
    expect([...keptKey(path)]).toEqual([...key]);
    expect(statSync(path).mode & 0o077).toBe(0);
    writeFileSync(path, 'short');
    expect(keptKey(path)).toHaveLength(32);
  });
});
