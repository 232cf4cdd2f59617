import { expect, test } from 'vitest';
import { isContained, rawPath, shownPath, unquote } from './raw-path.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

test('shows UTF-8 names as they are and every other byte as an escape', () => {
  expect(shownPath(bytes('src/ü/日本.ts'))).toBe('src/ü/日本.ts');
  expect(shownPath('caf\xe9.txt')).toBe('caf\\xe9.txt');
  expect(shownPath(`\xff${bytes('é')}\xc3`)).toBe('\\xffé\\xc3');
});

test('finds the bytes behind every shown name, and shows no two names alike', () => {
  const names = ['a\xff', 'a\\xff', 'a\\x5cxff', '\\\xff', '\\x5c', 'a\nb"c', '-f', bytes('ü\\xfc'), '\xfc\\xfc', '\\'];
  for (const name of names) expect(rawPath(shownPath(name))).toBe(name);
  expect(new Set(names.map(shownPath)).size).toBe(names.length);
});

test('reads the names that git quotes', () => {
  expect(unquote('"a\\nb\\"c\\\\d\\303\\274"')).toBe(`a\nb"c\\d${bytes('ü')}`);
  expect(unquote('plain "name"')).toBe('plain "name"');
});

test('knows a name that would leave the tree or enter the git directory', () => {
  for (const name of ['../a', 'a/../b', '/etc/passwd', 'a//b', '.git/config', 'a/.GIT/x', '..', '.', '', 'a/', 'a\0b'])
    expect(isContained(name), JSON.stringify(name)).toBe(false);
  for (const name of ['a', '.gitignore', 'a/..b', '...', '-x', 'a.git/b']) expect(isContained(name)).toBe(true);
});
