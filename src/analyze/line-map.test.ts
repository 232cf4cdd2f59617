import { expect, test } from 'vitest';
import { LineMap } from './line-map.ts';

const hunk = (oldStart: number, oldLines: number, newStart: number, newLines: number) => ({
  oldStart,
  oldLines,
  newStart,
  newLines,
});

test('without hunks every line stays', () => {
  expect(new LineMap([]).toHead(7, 9)).toBe(7);
});

test('lines after an insertion move down, the line before it stays', () => {
  const map = new LineMap([hunk(3, 0, 4, 2)]);
  expect([1, 3, 4, 5].map((line) => map.toHead(line, line))).toEqual([1, 3, 6, 7]);
});

test('an insertion at the top moves everything', () => {
  expect(new LineMap([hunk(0, 0, 1, 5)]).toHead(1, 1)).toBe(6);
});

test('removed and replaced lines have no place at head', () => {
  const map = new LineMap([hunk(2, 2, 2, 1), hunk(6, 1, 5, 0)]);
  expect([1, 2, 3, 4, 5, 6, 7].map((line) => map.toHead(line, line))).toEqual([1, null, null, 3, 4, null, 5]);
});

test('a run that is split or touched anywhere has no place', () => {
  const map = new LineMap([hunk(5, 0, 6, 1), hunk(10, 1, 12, 1)]);
  expect(map.toHead(4, 6)).toBeNull();
  expect(map.toHead(5, 6)).toBeNull();
  expect(map.toHead(4, 5)).toBe(4);
  expect(map.toHead(6, 9)).toBe(7);
  expect(map.toHead(9, 10)).toBeNull();
  expect(map.toHead(1, 99)).toBeNull();
});

test('agrees with counting line by line over many hunks, given in any order', () => {
  const hunks = [];
  const expected = new Map<number, number | null>();
  let head = 1;
  let seed = 3;
  for (let line = 1; line <= 400; ) {
    seed = (seed * 48_271) % 2_147_483_647;
    const [removed, added] = [seed % 3, (seed >> 5) % 3];
    if (removed + added > 0)
      hunks.push(hunk(removed === 0 ? line - 1 : line, removed, added === 0 ? head - 1 : head, added));
    for (let i = 0; i < removed; i++) expected.set(line++, null);
    head += added;
    for (let i = 0; i < 2; i++) expected.set(line++, head++);
  }
  const map = new LineMap(hunks.reverse());
  expect(hunks.length).toBeGreaterThan(50);
  for (const [line, at] of expected) expect([line, map.toHead(line, line)]).toEqual([line, at]);
});
