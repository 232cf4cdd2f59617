import { expect, test } from 'vitest';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import type { ParsedLanguage } from '../../model/language.ts';
import { SyntaxNode } from '../../parse/node.ts';
import { createParser } from '../../parse/parser.ts';
import { apiPath } from './api-path.ts';
import { Call } from './call.ts';
import { literalOf } from './literal.ts';

const parser = createParser(fileGrammars());

async function nodesOf(text: string, kinds: readonly string[], language: ParsedLanguage): Promise<SyntaxNode[]> {
  const tree = await parser.parse(text, language);
  if ('unparsed' in tree) throw new Error(tree.unparsed);
  return Array.from({ length: tree.count }, (_, index) => new SyntaxNode(tree, index)).filter(({ kind }) =>
    kinds.includes(kind),
  );
}

/** API paths of every call in the text whose callee contains `target`. */
async function paths(text: string, language: ParsedLanguage = 'javascript'): Promise<(string | null)[]> {
  const calls = await nodesOf(text, ['call_expression', 'new_expression', 'call'], language);
  return calls
    .flatMap((node) => Call.of(node) ?? [])
    .filter(({ callee }) => callee.text.includes('target'))
    .map(({ path }) => path);
}

test.each([
  ['import { hash as target } from "node:m"; target()', 'm.hash'],
  ['import target from "m"; target()', 'm'],
  ['import { default as target } from "m"; target()', 'm'],
  ['import * as ns from "m"; ns.target()', 'm.target'],
  ['const { hash: target } = require("m"); target()', 'm.hash'],
  ['const { a: { b: target } } = require("m"); target()', 'm.a.b'],
  ['const target = require("m").hash; target()', 'm.hash'],
  ['const ns = await import("m"); ns.target()', 'm.target'],
  ['const app = make(); app.target()', 'make().target'],
  ['let ns; ns = require("m"); ns.target()', 'm.target'],
  ['new (require("m").target)()', 'm.target'],
  ['window.target()', 'target'],
  ['target()', 'target'],
  ['ns["target"]()', 'ns.target'],
  ['const name = "target"; ns[name](target)', null],
  ['function f(target) { target() }', null],
  ['const f = target => target()', null],
  ['import { target } from "m"; function f() { function target() {} target() }', null],
  ['import { target } from "m"; { const target = 1 } target()', 'm.target'],
  ['let ns = require("m"); ns = other; ns.target()', null],
  ['const [target] = require("m"); target()', null],
  ['const { target = x } = require("m"); target()', null],
  ['const target = target; target()', null],
  ['this.target()', null],
  ['class A { ns = require("m"); f() { this.ns.target() } }', 'm.target'],
  ['class A { constructor() { this.ns = require("m") } f() { this.ns.target() } }', 'm.target'],
  ['class A { constructor() { this.ns = require("m"); this.ns = other } f() { this.ns.target() } }', null],
  ['class A { ns = require("m") } class B { f() { this.ns.target() } }', null],
  ['const target = require("util").promisify(require("m").run); target()', 'm.run'],
])('names a call in its library’s words: %s', async (text, path) => {
  expect((await paths(text)).at(-1) ?? null).toBe(path);
});

test.each([
  ['import a.b as t\nt.target()', 'a.b.target'],
  ['import a.b\na.b.target()', 'a.b.target'],
  ['from a.b import c as target\ntarget()', 'a.b.c'],
  ['from . import target\ntarget()', '..target'],
  ['try:\n  import fast as t\nexcept ImportError:\n  import slow as t\nt.target()', 'fast.target'],
  ['with open("x") as f:\n  f.target()', 'open().target'],
  ['x = make()\nx.target()', 'make().target'],
  ['x = make()\nx = other()\nx.target()', null],
  ['def target(): pass\ntarget()', null],
  ['def f(target): target()', null],
  ['def f(target=1): target()', null],
  ['def f(*target): target()', null],
  ['[target() for target in x]', null],
  ['lambda target: target()', null],
  ['class A:\n  def __init__(self): self.x = make()\n  def f(self): self.x.target()', 'make().target'],
  ['class A:\n  def f(self): self.x.target()', null],
  ['target()', 'target'],
  ['builtins.target()', 'target'],
])('names a Python call in its library’s words: %j', async (text, path) => {
  expect((await paths(text, 'python')).at(-1) ?? null).toBe(path);
});

test.each<[string, unknown]>([
  ["x('a\\n')", 'a\n'],
  ['x(`a`)', 'a'],
  ['x(-1)', -1],
  ['x(0o777)', 0o777],
  ['x(1_000n)', 1000],
  ['x(null)', null],
  ['const a = "b"; x(a)', 'b'],
  ['x("b" as const)', 'b'],
  ['x(`a${b}`)', undefined],
  ['let a = "b"; a = c; x(a)', undefined],
  ['const { a } = { a: 1 }; x(a)', undefined],
])('reads the constant in %s', async (text, value) => {
  const [node] = await nodesOf(text, ['call_expression'], 'typescript');
  expect(Call.of(node!)?.literal(0)?.value).toBe(value);
});

test.each<[string, unknown]>([
  ['x("a" "b")', 'ab'],
  ['x(b"a\\x41")', 'aA'],
  ['x(r"\\n")', '\\n'],
  ['x(None)', null],
  ['x(True)', true],
  ['x(f"a{b}")', undefined],
  ['A = 3\nx(A)', 3],
])('reads the Python constant in %s', async (text, value) => {
  const [node] = await nodesOf(text, ['call'], 'python');
  const argument = Call.of(node!)?.arguments[0];
  expect(argument && literalOf(argument)?.value).toBe(value);
});

test('finds an option through a name, in quotes, and as a keyword; the last one written wins', async () => {
  const [call] = await nodesOf('const o = { a: 1, "b": 2, b: 3 }; x(1, o)', ['call_expression'], 'javascript');
  expect(Call.of(call!)?.optionLiteral('b')?.value).toBe(3);
  expect(Call.of(call!)?.optionsAreKnown).toBe(true);
  const [python] = await nodesOf('x(1, b=2, *rest, **more)', ['call'], 'python');
  expect(Call.of(python!)?.optionLiteral('b')?.value).toBe(2);
  expect(Call.of(python!)?.arguments).toHaveLength(1);
  expect(Call.of(python!)?.optionsAreKnown).toBe(false);
});

test('a chain of a hundred thousand members and a name that means itself end', async () => {
  const deep = `import a from "a"; a${'.b'.repeat(20_000)}.target()`;
  expect(await paths(deep)).toEqual([null]);
  expect(await paths('var a = b, b = a; a.target()')).toEqual([null]);
});

test('a method called constructor or toString is not mistaken for something built in', async () => {
  expect(await paths('toString.target(); constructor.target()')).toEqual(['toString.target', 'constructor.target']);
});

test('literalOf does not read what is not a constant', async () => {
  const [node] = await nodesOf('x(a ?? "b")', ['binary_expression'], 'javascript');
  expect(literalOf(node!)).toBeUndefined();
  expect(apiPath(node!)).toBeNull();
});
