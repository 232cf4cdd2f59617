import { expect, test } from 'vitest';
import { compileKeywords, findKeywords } from './keywords.ts';

function hits(words: readonly string[], text: string): [string, number][] {
  const table = compileKeywords(words);
  const found: [string, number][] = [];
  findKeywords(table, text, (word, start) => found.push([table.words[word]!, start]));
  return found;
}

test('finds every word in any case with its start', () => {
  expect(hits(['ghp_', 'Token'], 'x GHP_1 tOkEn ghp_')).toEqual([
    ['ghp_', 2],
    ['token', 8],
    ['ghp_', 14],
  ]);
});

test('finds words that overlap, nest and share a suffix', () => {
  expect(hits(['she', 'he', 'hers', 'shers'], 'ushers')).toEqual([
    ['she', 1],
    ['he', 2],
    ['shers', 1],
    ['hers', 2],
  ]);
});

test('finds a word across the border of two chunks, and offsets count UTF-16 units', () => {
  const text = `${'é😀'.repeat(21845)}secret`;
  expect(text.length).toBe(65541);
  expect(hits(['secret'], text)).toEqual([['secret', 65535]]);
});

test('is not hidden by characters whose low byte looks like a letter', () => {
  expect(hits(['abc'], '\u0161\u0162abc').at(-1)).toEqual(['abc', 2]);
});

test('agrees with a plain search on random text', () => {
  let seed = 1;
  const random = (n: number) => {
    seed = (seed * 48271) % 2147483647;
    return seed % n;
  };
  const words = ['aab', 'ab', 'bba', 'abab', 'b-a', 'cc'];
  const text = Array.from({ length: 5000 }, () => 'abcAB-'[random(6)]).join('');
  const expected: string[] = [];
  for (const word of words) {
    for (let at = text.toLowerCase().indexOf(word); at >= 0; at = text.toLowerCase().indexOf(word, at + 1)) {
      expected.push(`${word}@${at}`);
    }
  }
  expect(
    hits(words, text)
      .map(([word, at]) => `${word}@${at}`)
      .sort(),
  ).toEqual(expected.sort());
});

test('an empty table and an empty text have no hits', () => {
  expect(hits([], 'anything')).toEqual([]);
  expect(hits(['abc'], '')).toEqual([]);
});
