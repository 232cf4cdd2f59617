import { expect, test } from 'vitest';
import { clip, clipStart, columns, wrap } from './columns.ts';
import { ascii, safeJson, visible } from './visible.ts';

test('writes out whatever a terminal would obey', () => {
  expect(visible('a\x1b[31m\x07\n\r\t\x7f\u009b')).toBe('a\\x1b[31m\\x07\\x0a\\x0d\\x09\\x7f\\x9b');
});

test('writes out what turns, hides or breaks text', () => {
  expect(visible('\u202e\u2066\u200b\u200d\ufeff\u00ad\u2028\u3164\u{e0041}\u{e0100}\ud800')).toBe(
    '\\u202e\\u2066\\u200b\\u200d\\ufeff\\xad\\u2028\\u3164\\u{e0041}\\u{e0100}\\ud800',
  );
});

test('leaves letters of every script and pictures as they are', () => {
  const text = 'Ünïcödé 日本語 עברית العربية ไทย 👍 e\u0301 ❤\ufe0f';
  expect(visible(text)).toBe(text);
});

test('writes JSON that means the same and holds no character that hides', () => {
  const value = { a: '\x1b\x7f\u009b\u202e\u2028\u{e0041}\ud800"\\\n', '\u202e': ['日本'] };
  const text = safeJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text.replaceAll('\n', '')).toBe(visible(text.replaceAll('\n', '')));
});

test('leaves nothing but ASCII and colour where the terminal knows no more', () => {
  expect(ascii('\x1b[1mé日👍\x1b[0m\n')).toBe('\x1b[1m\\xe9\\u65e5\\u{1f44d}\x1b[0m\n');
});

test('wraps at spaces, and inside a word only where it is longer than a line', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('a bbbbbbbbbb c', 4)).toEqual(['a', 'bbbb', 'bbbb', 'bb c']);
  expect(wrap('', 10)).toEqual(['']);
  expect(wrap('日本語', 4)).toEqual(['日本', '語']);
});

test('clips at whole characters, mark included', () => {
  expect(clip('日本語', 5, '…')).toBe('日本…');
  expect(clip('日本語', 4, '…')).toBe('日…');
  expect(clip('abc', 3, '…')).toBe('abc');
  expect(clipStart('src/very/long/path.ts', 8, '…')).toBe('…path.ts');
  expect(columns('日e\u0301')).toBe(3);
});
