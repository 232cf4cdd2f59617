import { expect, test } from 'vitest';
import { identityOf, lineStartsOf, regionOf, snippetOf } from './place.ts';

test('regions count lines and columns from 1, the end column exclusive', () => {
  const starts = lineStartsOf('ab\ncd\n');
  expect(regionOf(starts, 3, 5)).toEqual({ startLine: 2, startColumn: 1, endLine: 2, endColumn: 3 });
  expect(regionOf(starts, 0, 4)).toEqual({ startLine: 1, startColumn: 1, endLine: 2, endColumn: 2 });
  expect(regionOf(starts, 6, 6)).toEqual({ startLine: 3, startColumn: 1, endLine: 3, endColumn: 1 });
});

test('only a line feed ends a line, as in git', () => {
  expect([...lineStartsOf('a\rb\u2028c\r\nd')]).toEqual([0, 7]);
});

test('a snippet has a line around the place, no carriage returns, and ends of long lines cut', () => {
  const text = `one\r\ntwo\r\n${'x'.repeat(500)}\r\nfour`;
  const starts = lineStartsOf(text);
  expect(snippetOf(text, starts, regionOf(starts, 5, 8))).toEqual({
    startLine: 1,
    lines: ['one', 'two', 'x'.repeat(200)],
  });
});

test('a snippet of a long place shows its beginning', () => {
  const text = 'line\n'.repeat(100);
  const starts = lineStartsOf(text);
  expect(snippetOf(text, starts, regionOf(starts, 0, text.length)).lines.length).toBeLessThanOrEqual(14);
});

test('without a tree the line is what makes a place itself', () => {
  const text = 'a\n  b  =  c \n';
  expect(identityOf(text, lineStartsOf(text), null, 4, 5)).toBe('b = c');
});
