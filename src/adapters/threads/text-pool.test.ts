import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTextPool, type TextPool } from './text-pool.ts';

/** Answers with lengths; hangs, dies or refuses where a text says so. */
const THREAD = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, texts }) => {
  if (texts.includes('hang')) for (;;);
  if (texts.includes('die')) process.exit(3);
  if (texts.includes('throw')) throw new Error('thrown');
  if (texts.includes('refuse')) return parentPort.postMessage({ id, failure: 'refused' });
  parentPort.postMessage({ id, reports: texts.map((text) => text.length) });
});`;

let folder: string;
let pool: TextPool<number>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-texts-'));
  writeFileSync(join(folder, 'thread.mjs'), THREAD);
  const entry = pathToFileURL(join(folder, 'thread.mjs'));
  pool = createTextPool({ entry, workerData: null, threads: 2, patience: 1_500, patiencePerMillion: 1_000 });
});
afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('createTextPool', () => {
  it('answers in the order asked, many at once', async () => {
    const asked = Array.from({ length: 30 }, (_, i) => pool.scan(['a'.repeat(i), 'bb']));
    expect(await Promise.all(asked)).toEqual(asked.map((_, i) => [i, 2]));
  });

  it.each([
    ['hang', 'ScanTimeout'],
    ['die', 'ScanFailure'],
    ['throw', 'ScanFailure'],
    ['refuse', 'ScanFailure'],
  ])('rejects where a detector does this: %s; and goes on with the next', async (text, name) => {
    await expect(pool.scan([text])).rejects.toMatchObject({ name });
    expect(await pool.scan(['abc'])).toEqual([3]);
  });

  it('rejects what is under way when it is closed', async () => {
    const hanging = pool.scan(['hang']);
    const waiting = expect(hanging).rejects.toThrow('ended');
    await pool.close();
    await waiting;
  });
});
