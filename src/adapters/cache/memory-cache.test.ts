import { expect, test } from 'vitest';
import { noCache } from './disk-cache.ts';
import { memoryCache, readThrough } from './memory-cache.ts';

test('what was written is there again without asking below', async () => {
  const asked: string[][] = [];
  const cache = memoryCache({
    get: async (keys) => {
      asked.push([...keys]);
      return new Map();
    },
    set: async () => undefined,
  });
  await cache.set(new Map([['a', '1']]));
  expect(await cache.get(['a', 'b'])).toEqual(new Map([['a', '1']]));
  expect(asked).toEqual([['b']]);
});

test('what was read below is asked for once', async () => {
  let reads = 0;
  const cache = memoryCache({
    get: async (keys) => {
      reads++;
      return new Map(keys.map((key) => [key, `text of ${key}`]));
    },
    set: async () => undefined,
  });
  await cache.get(['a']);
  expect(await cache.get(['a'])).toEqual(new Map([['a', 'text of a']]));
  expect(reads).toBe(1);
});

test('the entries used least lately make room, and an entry replaced counts once', async () => {
  const cache = memoryCache(noCache, 10);
  await cache.set(new Map([['a', '1234']]));
  await cache.set(new Map([['a', '5678']]));
  await cache.set(new Map([['b', '1234']]));
  await cache.get(['a']);
  await cache.set(new Map([['c', '1234']]));
  expect([...(await cache.get(['a', 'b', 'c'])).keys()]).toEqual(['a', 'c']);
});

test('what lies on disk is read once and never written', async () => {
  const asked: string[][] = [];
  const disk = {
    get: async (keys: readonly string[]) => {
      asked.push([...keys]);
      return new Map(keys.filter((key) => key === 'a').map((key) => [key, 'from disk']));
    },
    set: () => Promise.reject(new Error('written')),
  };
  const cache = readThrough(memoryCache(noCache), disk);
  await cache.set(new Map([['b', 'from memory']]));
  const both = new Map([
    ['a', 'from disk'],
    ['b', 'from memory'],
  ]);
  expect(await cache.get(['a', 'b'])).toEqual(both);
  expect(await cache.get(['a', 'b'])).toEqual(both);
  expect(asked).toEqual([['a']]);
});
