import { expect, test } from 'vitest';
import { pathMatcher } from './glob.ts';

test.each<[string, string[], string[]]>([
  ['*.ts', ['a.ts', 'src/deep/a.ts'], ['a.tsx', 'a.ts/b']],
  ['src/*.ts', ['src/a.ts'], ['src/deep/a.ts', 'a.ts', 'x/src/a.ts']],
  ['src/**/*.ts', ['src/a.ts', 'src/deep/er/a.ts'], ['lib/a.ts']],
  ['**/test/**', ['test/a.ts', 'x/test/y/a.ts'], ['latest/a.ts', 'test']],
  ['docs/', ['docs/a.md', 'x/docs/a.md'], ['docs', 'mydocs/a.md']],
  ['/docs/', ['docs/a.md'], ['x/docs/a.md']],
  ['**', ['a', 'a/b'], []],
  ['{auth,login}/**', ['auth/a.ts', 'login/b/c.ts'], ['authz/a.ts']],
  ['file?.[ch]', ['file1.c', 'fileA.h'], ['file.c', 'file1.o', 'file/.c']],
  ['[!a]b', ['cb'], ['ab']],
  ['a.b', ['a.b'], ['axb']],
  ['src/**', ['src/a', 'src/a/b'], ['src', 'srcx/a']],
  ['a**b', [], ['axb/c']],
])('%s matches as in an ignore file', (glob, yes, no) => {
  const is = pathMatcher([glob]);
  expect(yes.filter((path) => !is(path))).toEqual([]);
  expect(no.filter(is)).toEqual([]);
});

test('an exclusion wins, and a list of exclusions alone means everything else', () => {
  expect(pathMatcher(['*.ts', '!*.test.ts'])('a.test.ts')).toBe(false);
  expect(pathMatcher(['!*.test.ts'])('a.py')).toBe(true);
  expect(pathMatcher([])('a.py')).toBe(true);
});

test('a glob made to backtrack ends', () => {
  expect(pathMatcher([`${'*a'.repeat(40)}b`])('a'.repeat(5000))).toBe(false);
});

test('braces made to explode are capped', () => {
  expect(pathMatcher(['{a,b}'.repeat(30)])('x')).toBe(false);
});
