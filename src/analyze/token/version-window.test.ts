import { expect, test } from 'vitest';
import { VersionWindow } from './version-window.ts';

const bytes = (lines: readonly string[]) => Buffer.from(`${lines.join('\n')}\n`);
const many = (n: number, word = 'line') => Array.from({ length: n }, (_, i) => `${word} ${i} ${'x'.repeat(40)}`);

function cut(window: ReturnType<VersionWindow['next']>, content: Buffer): string {
  return content.subarray(window.start, window.end).toString();
}

test('of a large file only the changed lines and a margin are taken, with the lines before them counted', () => {
  const versions = new VersionWindow();
  const lines = many(2000);
  const first = bytes(lines);
  expect(versions.next('a', first, false)).toEqual({ start: 0, end: first.length, linesBefore: 0 });
  const changed = bytes(lines.with(1000, 'something else'));
  const window = versions.next('a', changed, false);
  const text = cut(window, changed);
  expect(text).toContain('something else');
  expect(text.length).toBeLessThan(10_000);
  expect(text.split('\n')[0]).toBe(lines[window.linesBefore]);
});

test('an insertion, a deletion at an end and an unchanged version all keep to the file', () => {
  const versions = new VersionWindow();
  const lines = many(2000);
  versions.next('a', bytes(lines), false);
  for (const next of [lines.toSpliced(5, 0, 'new'), lines.slice(0, -3), lines.slice(3), lines]) {
    const content = bytes(next);
    const window = versions.next('a', content, false);
    expect(window.start).toBeGreaterThanOrEqual(0);
    expect(window.end).toBeLessThanOrEqual(content.length);
    expect(window.start).toBeLessThan(window.end);
  }
  const inserted = bytes(lines.toSpliced(5, 0, 'new'));
  expect(cut(versions.next('a', inserted, false), inserted)).toContain('new');
});

test('small files, files that must be whole, and the first of a path are taken whole', () => {
  const versions = new VersionWindow();
  const small = bytes(many(10));
  versions.next('a', small, false);
  expect(versions.next('a', small, false)).toMatchObject({ start: 0, end: small.length });
  const large = bytes(many(2000));
  versions.next('b', large, false);
  expect(versions.next('b', large, true)).toMatchObject({ start: 0, end: large.length });
  expect(versions.next('c', large, false)).toMatchObject({ start: 0, end: large.length });
});
