import { expect, test } from 'vitest';
import { compileGlobs, pathMatcher } from './glob.ts';

/** Every pattern with paths that it matches and paths that it does not. */
const CASES: readonly [pattern: string, yes: readonly string[], no: readonly string[]][] = [
  ['*.md', ['a.md', 'x/y/a.md', '.md'], ['a.mdx', 'md', 'a.md/b']],
  ['/*.md', ['a.md'], ['x/a.md']],
  ['docs/*', ['docs/a', 'docs/.b'], ['docs/a/b', 'docs', 'x/docs/a']],
  ['docs/', ['docs/a', 'docs/a/b', 'x/docs/a'], ['docs', 'mydocs/a']],
  ['src/auth', ['src/auth', 'src/auth/a/b.ts'], ['src/auth.ts', 'src/authors/a', 'x/src/auth']],
  ['Makefile', ['Makefile', 'x/Makefile'], ['Makefile.am', 'aMakefile']],
  ['**', ['a', 'a/b/c'], []],
  ['**/auth/**', ['auth/a', 'x/auth/a/b'], ['auth', 'x/oauth/a', 'x/auth']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b', 'a/b/c'], ['ab', 'a/xb', 'x/a/b']],
  ['a/**', ['a/b', 'a/b/c'], ['a', 'ab']],
  ['**/*.test.*', ['a.test.ts', 'x/a.test.ts'], ['a.test', 'atest.ts']],
  ['a**c', ['ac', 'abc', 'x/abbc'], ['a/c']],
  ['a?c/x', ['abc/x', 'aéc/x', 'a😀c/x'], ['ac/x', 'a/c/x']],
  ['*.{ts,tsx}', ['a.ts', 'x/b.tsx'], ['a.js', 'a.{ts,tsx}']],
  ['{a,b/{c,d}}/e', ['a/e', 'b/c/e', 'b/d/e'], ['c/e', 'b/e']],
  ['{a,}x', ['ax', 'x'], ['bx']],
  ['{a}', ['{a}'], ['a']],
  ['a{b,c', ['a{b,c'], ['ab', 'ac']],
  ['a}b', ['a}b'], ['ab']],
  ['file?.[ch]', ['file1.c', 'x/fileA.h'], ['file.c', 'file1.o', 'file/.c']],
  ['[!a-c]b', ['db', 'éb', '😀b'], ['ab', 'cb', '/b', 'db/x']],
  ['[]-]x', [']x', '-x'], ['[]-]x']],
  ['app/\\[id]/x', ['app/[id]/x'], ['app/i/x']],
  ['a[b', ['a[b'], ['ab']],
  ['\\*.md', ['*.md'], ['a.md']],
  ['a\\{b,c}', ['a{b,c}'], ['ab']],
  ['', [], ['a']],
];

test.each(CASES)('%j matches what it says and nothing else', (pattern, yes, no) => {
  const globs = compileGlobs([pattern]);
  expect({
    yes: yes.filter((path) => !globs.test(path)),
    no: no.filter((path) => globs.test(path)),
  }).toEqual({ yes: [], no: [] });
});

test('the last pattern that matches decides, and can be named', () => {
  const globs = compileGlobs(['**/*auth*', '!**/*author*', '**/*authoriz*']);
  expect(globs.test('src/oauth.ts')).toBe(true);
  expect(globs.test('src/author.ts')).toBe(false);
  expect(globs.test('src/authorize.ts')).toBe(true);
  expect(globs.decidedBy('src/author.ts')).toBe('!**/*author*');
  expect(globs.decidedBy('src/x.ts')).toBeNull();
});

test('a list of exceptions alone starts from everything, an empty list from nothing', () => {
  expect(compileGlobs(['!**/test/**']).test('src/a.ts')).toBe(true);
  expect(compileGlobs(['!**/test/**']).test('src/test/a.ts')).toBe(false);
  expect(compileGlobs([]).test('a')).toBe(false);
  expect(pathMatcher([])('a')).toBe(true);
  expect(pathMatcher(['*.ts', '!*.test.ts'])('a.test.ts')).toBe(false);
});

test('case is kept unless told otherwise', () => {
  expect(compileGlobs(['docs/']).test('Docs/a')).toBe(false);
  expect(compileGlobs(['DOCS/'], { ignoreCase: true }).test('Docs/A')).toBe(true);
});

test('agrees with a plain backtracking matcher on all short patterns', () => {
  const pieces = ['a', 'b', '*', '?', '/', '**'];
  const paths: string[] = [];
  for (const x of ['a', 'b', 'ab', 'a/b', 'b/a/b', 'ab/a', 'a/a/a', 'b/ab']) paths.push(x);
  let compared = 0;
  for (let code = 0; code < pieces.length ** 4; code++) {
    // A leading slash and a final wildcard switch off anchoring and "covers what lies below".
    let pattern = '';
    for (let rest = code, i = 0; i < 4; i++, rest = Math.floor(rest / pieces.length)) {
      pattern += pieces[rest % pieces.length];
    }
    if (!/[*?]$/.test(pattern) || /\*\*[^/]|[^/]\*\*|\/\/|^\//.test(pattern)) continue;
    const globs = compileGlobs([`/${pattern}`]);
    for (const path of paths) {
      compared++;
      expect([pattern, path, globs.test(path)]).toEqual([pattern, path, slow(pattern, path)]);
    }
  }
  expect(compared).toBeGreaterThan(1_000);
});

function slow(pattern: string, path: string): boolean {
  if (pattern === '') return path === '';
  if (pattern === '**') return path !== '';
  if (pattern.startsWith('**/')) {
    const rest = pattern.slice(3);
    if (slow(rest, path)) return true;
    for (let i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1))
      if (slow(rest, path.slice(i + 1))) return true;
    return false;
  }
  if (pattern[0] === '*')
    return slow(pattern.slice(1), path) || (path !== '' && path[0] !== '/' && slow(pattern, path.slice(1)));
  if (path === '' || (pattern[0] === '?' ? path[0] === '/' : pattern[0] !== path[0])) return false;
  return slow(pattern.slice(1), path.slice(1));
}

test('patterns that make other matchers explode end at once', () => {
  const choices = compileGlobs([`${'{a,b,c}'.repeat(60)}x`]);
  expect(choices.test(`${'abc'.repeat(20)}x`)).toBe(true);
  const stars = compileGlobs([`${'*a'.repeat(60)}b`]);
  expect(stars.test('a'.repeat(20_000))).toBe(false);
  const deep = compileGlobs([`${'{a,'.repeat(20_000)}b${'}'.repeat(20_000)}`]);
  expect(deep.test('b')).toBe(true);
  const wide = compileGlobs([`{${'a,'.repeat(300_000)}b}`]);
  expect(wide.test('b')).toBe(true);
  expect(compileGlobs(['['.repeat(500_000)]).test('b')).toBe(false);
});

test('a set over more characters than are kept as classes stays right', () => {
  const globs = compileGlobs(['[^x]y']);
  for (let code = 0x100; code < 0x100 + 5_000; code++) expect(globs.test(`${String.fromCodePoint(code)}y`)).toBe(true);
  expect([globs.test('xy'), globs.test('yy')]).toEqual([false, true]);
});

test('more states than are kept are computed anew, not wrongly', () => {
  const globs = compileGlobs([`*a${'?'.repeat(13)}`]);
  let seed = 7;
  for (let i = 0; i < 300; i++) {
    let path = '';
    for (let j = 0; j < 60; j++) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      path += seed & 65_536 ? 'a' : 'b';
    }
    expect(globs.test(path)).toBe(path.at(-14) === 'a');
  }
});
