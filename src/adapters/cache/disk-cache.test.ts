import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheSecret, diskCache } from './disk-cache.ts';

const KEY = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);
const secret = new Uint8Array(32).fill(7);
let top: string;
let folder: string;

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'countersign-cache-'));
  folder = join(top, 'countersign', 'cache');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

describe('diskCache', () => {
  it('gives back what was set, and nothing for an unknown key', async () => {
    const cache = diskCache(folder, { secret });
    await cache.set(new Map([[KEY, '{"a":1}']]));
    expect([...(await cache.get([KEY, OTHER]))]).toEqual([[KEY, '{"a":1}']]);
  });

  it('treats an entry that was changed, cut or forged as a miss', async () => {
    const cache = diskCache(folder, { secret });
    const path = join(folder, 'ab', KEY.slice(2));
    await cache.set(new Map([[KEY, '{"matches":[]}']]));
    const whole = readFileSync(path, 'utf8');
    for (const broken of [
      '',
      'x',
      whole.slice(0, -1),
      whole.replace('[]', '[1]'),
      `${'0'.repeat(64)}\n{"matches":[]}`,
    ]) {
      writeFileSync(path, broken);
      expect((await cache.get([KEY])).size, JSON.stringify(broken)).toBe(0);
    }
    writeFileSync(path, whole);
    expect((await cache.get([KEY])).size).toBe(1);
  });

  it('does not take an entry that another user sealed, nor one moved to another key', async () => {
    await diskCache(folder, { secret: new Uint8Array(32).fill(8) }).set(new Map([[KEY, 'theirs']]));
    const cache = diskCache(folder, { secret });
    expect((await cache.get([KEY])).size).toBe(0);
    await cache.set(new Map([[KEY, 'mine']]));
    mkdirSync(join(folder, 'cd'));
    writeFileSync(join(folder, 'cd', OTHER.slice(2)), readFileSync(join(folder, 'ab', KEY.slice(2))));
    expect((await cache.get([OTHER])).size).toBe(0);
  });

  it('follows no link, neither as the folder nor as an entry', async () => {
    const elsewhere = mkdtempSync(join(top, 'elsewhere-'));
    mkdirSync(join(top, 'countersign'));
    symlinkSync(elsewhere, folder);
    const cache = diskCache(folder, { secret });
    await cache.set(new Map([[KEY, 'text']]));
    expect(readdirSync(elsewhere)).toEqual([]);
    expect((await cache.get([KEY])).size).toBe(0);
  });

  it('serves two writers of the same keys at once', async () => {
    const caches = [diskCache(folder, { secret }), diskCache(folder, { secret })];
    const keys = Array.from({ length: 200 }, (_, i) => i.toString(16).padStart(2, '0').repeat(32).slice(0, 64));
    await Promise.all(caches.map((cache) => cache.set(new Map(keys.map((key) => [key, `value of ${key}`])))));
    const found = await caches[0]!.get(keys);
    for (const key of keys) expect(found.get(key)).toBe(`value of ${key}`);
  });

  it('stays below its size by dropping the oldest entries', async () => {
    const cache = diskCache(folder, { secret, maxBytes: 40_000 });
    const text = 'x'.repeat(1000);
    for (let i = 0; i < 8; i++) {
      const keys = Array.from({ length: 100 }, (_, j) => (i * 100 + j).toString(16).padStart(4, '0').repeat(16));
      await cache.set(new Map(keys.map((key) => [key, text])));
    }
    const size = readdirSync(folder).flatMap((shard) => readdirSync(join(folder, shard))).length;
    expect(size).toBeLessThan(600);
    expect(size).toBeGreaterThan(0);
  });

  it('only costs time where the folder cannot be written', async () => {
    writeFileSync(join(top, 'countersign'), 'a file is in the way');
    const cache = diskCache(folder, { secret });
    await cache.set(new Map([[KEY, 'text']]));
    expect((await cache.get([KEY])).size).toBe(0);
  });
});

describe('cacheSecret', () => {
  it('is made once and then kept', async () => {
    const first = await cacheSecret(join(top, 'state'));
    expect(first.length).toBe(32);
    expect(Buffer.from(await cacheSecret(join(top, 'state')))).toEqual(Buffer.from(first));
  });
});
