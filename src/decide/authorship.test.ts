import { expect, test } from 'vitest';
import type { Attribution, Contributor } from '../model/attribution.ts';
import type { ChangedFile, Hunk } from '../model/change.ts';
import { changedLines, onlyRemoves } from './authorship.ts';

const hunk = (newStart: number, newLines: number, oldLines = 1): Hunk => ({
  oldStart: 1,
  oldLines,
  newStart,
  newLines,
});
const file = (...hunks: Hunk[]): ChangedFile => ({
  path: 'a.ts',
  status: 'modified',
  language: 'typescript',
  hunks,
  mode: '100644',
});
const lines = (startLine: number, endLine: number, contributor: Contributor): Attribution => ({
  path: 'a.ts',
  startLine,
  endLine,
  contributor,
  basis: 'recorded',
});

test('counts only lines that the change brings', () => {
  const counts = changedLines(file(hunk(5, 3), hunk(20, 2)), [lines(1, 6, 'human'), lines(7, 100, 'ai')]);
  expect(counts).toEqual({ human: 2, ai: 3, mixed: 0, unknown: 0 });
});

test('a line that nothing speaks of is unknown', () => {
  expect(changedLines(file(hunk(5, 4)), [lines(6, 6, 'human')])).toEqual({ human: 1, ai: 0, mixed: 0, unknown: 3 });
  expect(changedLines(file(hunk(5, 4)), [])).toEqual({ human: 0, ai: 0, mixed: 0, unknown: 4 });
});

test('where records disagree the most suspicious holds', () => {
  const all = [lines(1, 4, 'human'), lines(2, 4, 'unknown'), lines(3, 4, 'mixed'), lines(4, 4, 'ai')];
  expect(changedLines(file(hunk(1, 4)), all)).toEqual({ human: 1, ai: 1, mixed: 1, unknown: 1 });
  expect(changedLines(file(hunk(1, 4)), all.reverse())).toEqual({ human: 1, ai: 1, mixed: 1, unknown: 1 });
});

test('hunks that overlap do not count a line twice', () => {
  expect(changedLines(file(hunk(1, 4), hunk(3, 4)), [lines(1, 9, 'ai')]).ai).toBe(6);
});

test('a hunk of a billion lines costs nothing', () => {
  expect(changedLines(file(hunk(1, 1_000_000_000)), [lines(1, 10, 'human')]).unknown).toBe(999_999_990);
});

test('taking lines away is told from replacing them', () => {
  expect(onlyRemoves(file(hunk(5, 0, 2)))).toBe(true);
  expect(onlyRemoves(file(hunk(5, 1, 2), hunk(7, 3, 0)))).toBe(false);
});
