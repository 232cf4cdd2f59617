import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { attributeReader } from './attributes.ts';
import { clean, cleaningOf } from './line-endings.ts';

const top = mkdtempSync(join(tmpdir(), 'countersign-test-'));

afterAll(() => rmSync(top, { recursive: true, force: true }));

function attributesOf(files: Record<string, string>): (path: string) => Record<string, unknown> {
  rmSync(top, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  const read = attributeReader(top, join(top, 'info'));
  return (path) => Object.fromEntries(read(path));
}

test('the nearest attributes file decides, line by line, and the git directory decides last', () => {
  const read = attributesOf({
    '.gitattributes': '# comment\n* text=auto\n*.bin -text\n/top.txt eol=crlf\n"sp ace.txt" text\n!no text\n',
    'lib/.gitattributes': '*.txt !text\nsub/*.md ident\n',
    info: 'lib/last.bin text\n',
  });
  expect(read('a.ts')).toEqual({ text: 'auto' });
  expect(read('x/a.bin')).toEqual({ text: false });
  expect(read('top.txt')).toEqual({ text: 'auto', eol: 'crlf' });
  expect(read('x/top.txt')).toEqual({ text: 'auto' });
  expect(read('sp ace.txt')).toEqual({ text: true });
  expect(read('lib/a.txt')).toEqual({});
  expect(read('lib/sub/a.md')).toEqual({ text: 'auto', ident: true });
  expect(read('lib/last.bin')).toEqual({ text: true });
});

test('macros are unfolded, and two that name each other come to an end', () => {
  const read = attributesOf({
    '.gitattributes': '[attr]one two filter=a\n[attr]two one -text\n*.x one\n*.png binary\n',
  });
  expect(read('a.x')).toMatchObject({ filter: 'a' });
  expect(read('a.png')).toEqual({ text: false });
});

test('decides as git does how a file is stored', () => {
  const off = { autocrlf: 'false', eol: 'native' } as const;
  const kind = (attributes: [string, string | boolean][], configuration: Parameters<typeof cleaningOf>[1] = off) =>
    cleaningOf(new Map(attributes), configuration).kind;
  expect(kind([])).toBe('as-is');
  expect(kind([], { ...off, autocrlf: 'input' })).toBe('guess');
  expect(kind([['text', false]], { ...off, autocrlf: 'true' })).toBe('as-is');
  expect(kind([['text', 'auto']])).toBe('guess');
  expect(kind([['text', true]])).toBe('text');
  expect(kind([['eol', 'lf']])).toBe('text');
  expect(kind([['filter', 'lfs']])).toBe('unreadable');
  expect(kind([['working-tree-encoding', 'UTF-16']])).toBe('unreadable');
});

test('converts text, leaves what looks binary or has CRLF in the repository', () => {
  const none = new Map();
  const text = (input: string, kind: 'guess' | 'text' | 'as-is', stored = false, attributes = none) =>
    clean(Buffer.from(input), { kind }, attributes, stored).toString();
  expect(text('a\r\nb\rc\r\n', 'text')).toBe('a\nb\rc\n');
  expect(text('a\r\nb\r\n', 'guess')).toBe('a\nb\n');
  expect(text('a\r\nb\r\n', 'guess', true)).toBe('a\r\nb\r\n');
  expect(text('a\r\n\0', 'guess')).toBe('a\r\n\0');
  expect(text('a\r\nb\rc', 'guess')).toBe('a\r\nb\rc');
  expect(text('a\r\n', 'as-is')).toBe('a\r\n');
  expect(text('$Id: abc $ $Id$', 'as-is', false, new Map([['ident', true]]))).toBe('$Id$ $Id$');
});
