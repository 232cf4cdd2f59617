import { describe, expect, it } from 'vitest';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import type { ParsedLanguage } from '../../model/language.ts';
import { SyntaxNode } from '../../parse/node.ts';
import { createParser } from '../../parse/parser.ts';
import { compilePattern } from './pattern.ts';

const parser = createParser(fileGrammars());

/** The texts that a pattern matches in a source. */
async function found(pattern: string, source: string, language: ParsedLanguage = 'javascript'): Promise<string[]> {
  const compiled = await compilePattern(pattern, language, parser);
  if ('fault' in compiled) throw new Error(compiled.fault);
  const tree = await parser.parse(source, language);
  if ('unparsed' in tree) throw new Error(tree.unparsed);
  const out: string[] = [];
  for (let index = 0; index < tree.count; index++) {
    const node = new SyntaxNode(tree, index);
    if (node.kind === compiled.kind && compiled.match(node) !== null) out.push(node.text);
  }
  return out;
}

describe('compilePattern', () => {
  it('matches code whatever its layout, its quotes and its comments', async () => {
    const source = "db.raw( 'x' , /* why */ y )\ndb.raw(\"x\", z)\nother.raw('x', y)";
    expect(await found('db.raw("x", y)', source)).toEqual(["db.raw( 'x' , /* why */ y )"]);
  });

  it('lets a hole stand for any one thing, and the same hole for the same thing', async () => {
    expect(await found('$X === $X', 'a.b === a.b; a === b; f( 1) === f(1)')).toEqual(['a.b === a.b']);
    expect(await found('f($A, $B)', 'f(1, 2); f(1); f(1, 2, 3); f(g(), [])')).toEqual(['f(1, 2)', 'f(g(), [])']);
    expect(await found('f($_, $_)', 'f(1, 2)')).toEqual(['f(1, 2)']);
  });

  it('lets three dots stand for any number of things, and in quotes for any text', async () => {
    const source = 'f(); f(1); f(x, 1, y); f(1, 2, z)';
    expect(await found('f(..., 1, ...)', source)).toEqual(['f(1)', 'f(x, 1, y)', 'f(1, 2, z)']);
    expect(await found('f("...")', 'f("a"); f(\'b\'); f(c); f(`d`)')).toEqual(['f("a")', "f('b')"]);
    expect(await found('if ($C) { ... return $X; }', 'if (a) { b(); return c; } if (a) { return; }')).toEqual([
      'if (a) { b(); return c; }',
    ]);
  });

  it.each<[ParsedLanguage, string, string, string]>([
    ['typescript', '$X as any', 'const a = b as any; const c = b as string;', 'b as any'],
    [
      'python',
      'subprocess.run($CMD, ..., shell=True)',
      'subprocess.run(a, check=True, shell=True)\nsubprocess.run(a)',
      'subprocess.run(a, check=True, shell=True)',
    ],
    [
      'java',
      '$S.executeQuery($A + $B)',
      'class A { void m() { s.executeQuery("a" + b); s.executeQuery(c); } }',
      's.executeQuery("a" + b)',
    ],
    [
      'go',
      'exec.Command("sh", ...)',
      'package a\nfunc f() { exec.Command("sh", "-c", x); exec.Command("ls") }',
      'exec.Command("sh", "-c", x)',
    ],
    ['csharp', 'Process.Start($X)', 'class A { void M() { Process.Start(x); Stop(x); } }', 'Process.Start(x)'],
    ['ruby', 'system($X)', 'system(cmd)\nputs(cmd)', 'system(cmd)'],
    ['php', 'eval($X)', '<?php eval($code); run($code);', 'eval($code)'],
    ['rust', '$X.unwrap()', 'fn f() { a.unwrap(); b.expect("x"); }', 'a.unwrap()'],
    ['c', 'strcpy($A, $B)', 'void f() { strcpy(a, b); strncpy(a, b, 3); }', 'strcpy(a, b)'],
    ['cpp', 'system($X)', 'void f() { system(x); run(x); }', 'system(x)'],
  ])('speaks %s', async (language, pattern, source, expected) => {
    expect(await found(pattern, source, language)).toEqual([expected]);
  });

  it.each(['$X', '...', 'f(', 'a; b; c', ''])('says that %j cannot be a pattern', async (pattern) => {
    expect(await compilePattern(pattern, 'javascript', parser)).toHaveProperty('fault');
  });

  it('ends on a list with many rests', async () => {
    const pattern = `f(${Array.from({ length: 30 }, () => '..., 1').join(', ')}, 3)`;
    const source = `f(${Array.from({ length: 400 }, (_, i) => (i % 3 === 0 ? 1 : 2)).join(', ')})`;
    expect(await found(pattern, source)).toEqual([]);
  });
});
