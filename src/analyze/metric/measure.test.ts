import { expect, test } from 'vitest';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import type { FunctionMetrics } from '../../model/facts.ts';
import type { ParsedLanguage } from '../../model/language.ts';
import { createParser } from '../../parse/parser.ts';
import { lineStartsOf } from '../place.ts';
import { measureFunctions } from './measure.ts';

const parser = createParser(fileGrammars());

async function measure(text: string, language: ParsedLanguage = 'typescript'): Promise<FunctionMetrics[]> {
  const tree = await parser.parse(text, language);
  if ('unparsed' in tree) throw new Error(tree.unparsed);
  return measureFunctions(tree, lineStartsOf(text));
}

/** `name: cyclomatic cognitive nesting parameters`. */
async function summary(text: string, language?: ParsedLanguage): Promise<string[]> {
  const all = await measure(text, language);
  return all.map((one) => `${one.name}: ${one.cyclomatic} ${one.cognitive} ${one.nesting} ${one.parameters}`);
}

test('a plain function has one path and nothing to think about', async () => {
  expect(await summary('function f(a, b) { return a + b; }')).toEqual(['f: 1 0 0 2']);
});

test('an else-if chain is read from top to bottom, not inwards', async () => {
  expect(await summary('function f() { if (a) {} else if (b) {} else if (c) {} else {} }')).toEqual(['f: 4 4 1 0']);
});

test('depth costs, boolean runs cost once, a switch costs once however many cases', async () => {
  const text =
    'function f() { for (;;) { if (a && b && c || d) { while (x) {} } } switch (y) { case 1: case 2: default: } }';
  expect(await summary(text)).toEqual(['f: 9 9 3 0']);
});

test('a nested function is measured by itself, and named by what surrounds it', async () => {
  const text = `class Cart { total() { const add = (a) => { if (a) {} }; items.map(() => 1); items.map(() => 2); } get x() { return 1 } }
const run = async function (a: number, ...b: string[]) {};
export default { stop() {}, 'go on': () => {} };`;
  expect(await summary(text)).toEqual([
    'Cart.total: 1 0 0 0',
    'Cart.total.add: 2 1 1 1',
    'Cart.total.<1>: 1 0 0 0',
    'Cart.total.<2>: 1 0 0 0',
    'Cart.x: 1 0 0 0',
    'run: 1 0 0 2',
    'stop: 1 0 0 0',
    "'go on': 1 0 0 0",
  ]);
});

test.each<[ParsedLanguage, string, string[]]>([
  [
    'python',
    'class A:\n  def m(self, a, *b):\n    if a and b:\n      pass\n    elif c:\n      pass\n    else:\n      pass\n    for x in y:\n      while z: pass\n    return [i for i in x if i] if q else lambda: 1\n',
    ['A.m: 9 8 2 2', 'A.m.<1>: 1 0 0 0'],
  ],
  [
    'java',
    'class A { int m(int a, String... b) { if (a > 1 && b) {} else if (x) {} else if (y) {} else {} for (int i : c) {} switch (a) { case 1: break; default: } try {} catch (E e) {} return a ? 1 : 2; } A() {} }',
    ['A.m: 9 9 1 2', 'A.A: 1 0 0 0'],
  ],
  [
    'go',
    'package a\nfunc (r *R) M(a, b int, c ...string) error { if x := f(); x || z { return nil } else if y {}\nfor i := range xs {}\nswitch a { case 1: default: }\nreturn nil }',
    ['M: 6 5 1 3'],
  ],
  [
    'csharp',
    'class A { int M(int a) { if (a > 1) {} else if (c) {} foreach (var x in y) {} switch (a) { case 1: break; default: break; } return a ?? 1; } }',
    ['A.M: 6 5 1 1'],
  ],
  [
    'ruby',
    'class A\n def m(a, b = 1)\n  if a && b\n  elsif c\n  else\n  end\n  x if y\n  while z do end\n end\nend',
    ['A.m: 6 6 1 2'],
  ],
  [
    'php',
    '<?php class A { function m($a, $b = 1) { if ($a && $b) {} elseif ($c) {} foreach ($a as $b) {} } } function q() {}',
    ['A.m: 5 4 1 2', 'q: 1 0 0 0'],
  ],
  [
    'rust',
    'impl A { fn m(&self, a: i32) -> i32 { if a > 1 || c {} else if x {} for i in xs { loop {} } match a { 1 => 2, _ => 3 } } }',
    ['A.m: 8 7 2 1'],
  ],
  [
    'c',
    'static char *f(int a, char *b) { if (a && b) {} else if (c) {} do {} while (y); return a ? 1 : 2; }\nint g(void) { return 1; }',
    ['f: 6 5 1 2', 'g: 1 0 0 0'],
  ],
  [
    'cpp',
    'int A::f(int a) { for (auto x : y) {} auto l = [&](int q) { return q; }; return a; }',
    ['A::f: 2 1 1 1', 'A::f.<1>: 1 0 0 1'],
  ],
])('measures %s', async (language, text, expected) => {
  expect(await summary(text, language)).toEqual(expected);
});

test('lines and region cover the whole function', async () => {
  const [one] = await measure('\nfunction f() {\n  return 1;\n}\n');
  expect(one).toMatchObject({ lines: 3, region: { startLine: 2, startColumn: 1, endLine: 4, endColumn: 2 } });
});

test('twenty thousand functions inside each other end, and names stay short', async () => {
  const all = await measure(`${'function abcdefghij() {'.repeat(3000)}${'}'.repeat(3000)}`);
  expect(all).toHaveLength(3000);
  expect(Math.max(...all.map(({ name }) => name.length))).toBeLessThanOrEqual(200);
});
