import { expect, test } from 'vitest';
import type { Region } from '../model/finding.ts';
import { columns } from './columns.ts';
import { codeFrame, type FrameLine } from './frame.ts';

const at = (startLine: number, startColumn: number, endLine: number, endColumn: number): Region => ({
  startLine,
  startColumn,
  endLine,
  endColumn,
});
const frame = (lines: readonly string[], region: Region, width = 60, startLine = 1) =>
  codeFrame({ startLine, lines }, region, { width, mark: '…' });
const line = (lines: readonly string[], region: Region, width?: number) =>
  frame(lines, region, width).find((row): row is FrameLine => 'marked' in row && row.marked)!;

test('keeps two lines around the region and numbers them as in the file', () => {
  const rows = frame(['a', 'b', 'c', 'd', 'e', 'f', 'g'], at(13, 1, 13, 2), 60, 10);
  expect(rows.map((row) => ('number' in row ? row.number : null))).toEqual([11, 12, 13, 14, 15]);
});

test('shows no blank line at either end', () => {
  const rows = frame(['', 'b', 'c', ' ', ''], at(3, 1, 3, 2));
  expect(rows.map((row) => ('number' in row ? row.number : null))).toEqual([2, 3]);
  expect(frame(['', '', ''], at(2, 1, 2, 1))).toHaveLength(1);
});

test('counts a tab up to the next stop, so that the underline stands under the span', () => {
  const { before, span } = line(['\tab\tcd'], at(1, 5, 1, 7));
  expect(columns(before)).toBe(8);
  expect(span).toBe('cd');
});

test('counts a wide character as two columns and a combining one as none', () => {
  expect(columns(line(['無e\u0301x'], at(1, 4, 1, 5)).before)).toBe(3);
  expect(line(['無e\u0301x'], at(1, 4, 1, 5)).span).toBe('x');
  expect(columns(line(['👍x'], at(1, 3, 1, 4)).before)).toBe(2);
});

test('writes hidden characters out and still marks the right ones', () => {
  const { before, span } = line(['a\x1b[2Jb\u202ec'], at(1, 6, 1, 7));
  expect(before).toBe('a\\x1b[2J');
  expect(span).toBe('b');
});

test('shows the window of a long line that holds the span', () => {
  const text = `${'x'.repeat(200)}SPAN${'y'.repeat(200)}`;
  const { before, span, after } = line([text], at(1, 201, 1, 205), 40);
  expect(span).toBe('SPAN');
  expect(before.startsWith('…x')).toBe(true);
  expect(after.endsWith('y…')).toBe(true);
  expect(columns(before + span + after)).toBe(40);
});

test('finds the span in a line of a megabyte and looks at little of it', () => {
  const text = `${'x'.repeat(600_000)}SPAN${'y'.repeat(600_000)}`;
  const { before, span, after } = line([text], at(1, 600_001, 1, 600_005), 40);
  expect(span).toBe('SPAN');
  expect(columns(before + span + after)).toBe(40);
});

test('keeps columns aligned where a wide character straddles the cut', () => {
  const text = `${'無'.repeat(40)}SPAN`;
  for (const width of [20, 21, 22, 23]) {
    const row = line([text], at(1, 41, 1, 45), width);
    expect(row.span).toBe('SPAN');
    expect(columns(row.before + row.span + row.after)).toBeLessThanOrEqual(width);
  }
});

test('leaves out the middle of a long region and says how much', () => {
  const rows = frame(
    [...Array(100).keys()].map((i) => `line ${i + 1}`),
    at(1, 1, 100, 5),
  );
  expect(rows.map((row) => ('number' in row ? row.number : -row.omitted))).toEqual([1, 2, 3, 4, 5, -94, 100]);
});

test('marks every line of a region of several lines, from its first character that is not blank', () => {
  const rows = frame(['  try {', '    a()', '  } catch {}', 'x'], at(1, 3, 3, 4));
  expect(rows.map((row) => 'span' in row && row.span)).toEqual(['try {', 'a()', '}', '']);
});

test('marks one character where the region has no width', () => {
  expect(line(['abc'], at(1, 2, 1, 2))).toMatchObject({ before: 'a', span: 'b', after: 'c' });
});

test('survives a region that the snippet does not cover', () => {
  expect(frame(['a'], at(50, 1, 60, 1))).toEqual([]);
  expect(frame([], at(1, 1, 1, 1))).toEqual([]);
  expect(line(['ab'], at(1, 90, 1, 95)).before).toBe('ab');
  expect(line(['ab'], at(1, 0, 1, 0)).before).toBe('ab');
});
