import { expect, test } from 'vitest';
import { exampleCases, hunksBetween } from './example.ts';
import type { RuleSpec } from './rule.ts';

const rule = { languages: ['javascript', 'typescript', 'python'] } as unknown as RuleSpec;

test('code alone becomes a file in each dialect that the rule names', () => {
  expect(exampleCases(rule, '«a»').map(({ after }) => [...after.keys()])).toEqual([
    ['src/example.js'],
    ['src/example.ts'],
  ]);
});

test('files keep their paths, and only what is there now may be marked', () => {
  const [one] = exampleCases(rule, { before: { 'a.py': 'x' }, after: { 'a.py': '«y»' } });
  expect(one).toEqual({
    before: new Map([['a.py', 'x']]),
    after: new Map([['a.py', { text: 'y', spans: [{ start: 0, end: 1 }] }]]),
  });
});

test('hunks count lines as git does without context', () => {
  expect(hunksBetween('a\nb\nc\n', 'a\nc\n')).toEqual([{ oldStart: 2, oldLines: 1, newStart: 1, newLines: 0 }]);
  expect(hunksBetween('a\nc\n', 'a\nb\nc\n')).toEqual([{ oldStart: 1, oldLines: 0, newStart: 2, newLines: 1 }]);
  expect(hunksBetween('', 'a\nb\n')).toEqual([{ oldStart: 0, oldLines: 0, newStart: 1, newLines: 2 }]);
  expect(hunksBetween('a\nb\nc\n', 'x\nb\ny\n')).toEqual([
    { oldStart: 1, oldLines: 1, newStart: 1, newLines: 1 },
    { oldStart: 3, oldLines: 1, newStart: 3, newLines: 1 },
  ]);
  expect(hunksBetween('a\n', 'a\n')).toEqual([]);
});
