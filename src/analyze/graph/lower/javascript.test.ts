import { describe, expect, it } from 'vitest';
import { fileGrammars } from '../../../adapters/grammars/files.ts';
import type { ParsedLanguage } from '../../../model/language.ts';
import { createParser } from '../../../parse/parser.ts';
import type { ModuleIr } from '../ir.ts';
import { printModule } from '../print.ts';
import { verifyModule } from '../verify.ts';
import { lowerJavaScript } from './javascript.ts';

const parser = createParser(fileGrammars());

async function lower(source: string, language: ParsedLanguage = 'typescript'): Promise<ModuleIr> {
  const tree = await parser.parse(source, language);
  if ('unparsed' in tree) throw new Error(tree.unparsed);
  const module = lowerJavaScript(tree, 'a.ts');
  expect(verifyModule(module)).toEqual([]);
  return module;
}

/** Instructions of the named function, without the indentation. */
async function body(source: string, name = 'f', language: ParsedLanguage = 'typescript'): Promise<string[]> {
  const lines = printModule(await lower(source, language)).split('\n');
  const first = lines.findIndex((line) => line.startsWith(`${name}(`));
  const rest = lines.slice(first + 1);
  const end = rest.findIndex((line) => !line.startsWith(' '));
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim());
}

const only = (lines: readonly string[], word: string) => lines.filter((line) => line.includes(word));

describe('lowerJavaScript', () => {
  it('lowers calls, methods and construction with spread arguments', async () => {
    const lines = await body('function f(x) { g(x, ...x); x.a["b"].m(1); new A.B(x); (x!).n(); }');
    expect(only(lines, 'call')).toEqual(['t3 = call t0(t1, *t2)']);
    expect(only(lines, 'field')).toHaveLength(3);
    expect(only(lines, 'method')).toHaveLength(2);
    expect(only(lines, 'construct')).toHaveLength(1);
  });

  it('makes one text of a template and gives a tag its texts and values', async () => {
    const lines = await body('function f(x) { return `a${x}b\\n` + t`c${x}d`; }');
    expect(only(lines, 'concat')).toEqual(['t3 = concat (t0, t1, t2)']);
    expect(only(lines, 'const')[1]).toBe('t2 = const "b\\n"');
    expect(only(lines, 'call')).toEqual(['t9 = call t4(t8, t6)']);
    expect(only(lines, 'binary')).toHaveLength(1);
  });

  it('takes patterns apart, with defaults, holes and rests', async () => {
    const lines = await body('function f({ a = 1, b: { c }, ["d"]: e, ...r }, [x, , ...y]) { return a }');
    expect(only(lines, '.a')).toHaveLength(1);
    expect(only(lines, '.c')).toHaveLength(1);
    expect(only(lines, '.d')).toHaveLength(1);
    expect(only(lines, 'slice')).toHaveLength(1);
    expect(only(lines, 'const 2')).toHaveLength(1);
    expect(only(lines, 'object (**')).toHaveLength(1);
    expect(only(lines, 'compare ===')).toHaveLength(1);
  });

  it('branches once for each part of a condition', async () => {
    const lines = await body('function f(a, b, c) { if (!(a && b) || c) return 1; return 2; }');
    expect(only(lines, 'branch')).toHaveLength(3);
    expect(only(lines, 'unary')).toEqual([]);
  });

  it('follows let, const and var to the scope they belong to', async () => {
    const lines = await body('function f(p) { let x = 1; { let x = p; var v = x; } return g(x, v); }');
    const slots = only(lines, 'store').map((line) => line.split(' ')[1]);
    expect(new Set(slots).size).toBe(3);
  });

  it('shares captured variables and gives arrow functions the receiver around them', async () => {
    const source = 'function f(a, b) { let n = 0; each(() => { n = a; this.x(); }); return n + b; }';
    const module = await lower(source);
    expect(module.cells.map(({ name }) => name).sort()).toEqual(['a', 'n', 'this']);
    const text = printModule(module);
    expect(text).toContain('storeCell n');
    expect(text).toContain('loadCell this');
    expect(text).toMatch(/loadCell n\n.*\n.*binary \+/);
  });

  it('makes functions before anything of their block runs', async () => {
    const lines = await body('function f() { g(); function g() {} }');
    expect(lines.findIndex((line) => line.includes('closure'))).toBe(1);
  });

  it('falls through the cases of a switch and starts at the default where none fits', async () => {
    const lines = await body('function f(x) { switch (x) { case 1: a(); default: b(); break; case "c": c(); } d(); }');
    expect(only(lines, 'compare ===')).toHaveLength(2);
    expect(only(lines, 'global b')).toHaveLength(1);
  });

  it('leaves loops and blocks by label, and finally runs on the way', async () => {
    const lines = await body(
      'function f(xs) { out: for (const x of xs) { for (const k in x) { try { if (k) continue out; if (x) break out; return 1; } finally { h(); } } } block: { if (xs) break block; g(); } }',
    );
    expect(only(lines, 'global h')).toHaveLength(1);
    expect(only(lines, 'iterate')).toHaveLength(2);
    expect(only(lines, 'keys')).toHaveLength(1);
  });

  it('names what a module imports and exports, in both systems', async () => {
    const module = await lower(
      'import d, { a as b, type T } from "m"; import * as n from "p"; import type { U } from "u"; export { b as c }; export * from "q"; export { x as y } from "r"; export const e = 1, { g } = d; export default function h() {}; const r = require("s"); module.exports = r; exports.z = n; import("w");',
    );
    expect(module.imports).toEqual([
      { module: 'm', name: 'default' },
      { module: 'm', name: 'a' },
      { module: 'p', name: '*' },
      { module: 'q', name: '*' },
      { module: 'r', name: 'x' },
      { module: 's', name: '*' },
      { module: 'w', name: '*' },
    ]);
    const names = module.exports.map(({ name, cell }) => `${name}${cell < 0 ? ' passed on' : ''}`);
    expect(names).toEqual(['default', 'c', '* passed on', 'y passed on', 'e', 'g', '*', 'z']);
  });

  it('takes require for a function where the file declares it', async () => {
    expect((await lower('function require(x) {} require("a");')).imports).toEqual([]);
  });

  it('describes classes: bases, methods, fields, parameters and decorators', async () => {
    const module = await lower(
      '@C("x") export class A extends b.B implements I { n = 1; static s = 2; q: Map<string, X>; constructor(private readonly d: Dep, e?: string) { super(e); } @Get("/") async *m(@Body() b: Dto, ...r: any[]) {} get g() { return 1 } static t() {} }',
    );
    const [cls] = module.classes;
    expect(cls).toMatchObject({ name: 'A', bases: ['b.B', 'I'], decorators: [{ name: 'C' }] });
    expect([...cls!.methods.keys()].sort()).toEqual(['constructor', 'get g', 'm', 't']);
    expect([...cls!.fields]).toEqual([
      ['q', 'Map<string,X>'],
      ['d', 'Dep'],
    ]);
    const method = module.functions[cls!.methods.get('m')!]!;
    expect(method).toMatchObject({ isAsync: true, isGenerator: true, decorators: [{ name: 'Get' }] });
    expect(method.parameters).toMatchObject([
      { name: 'b', type: 'Dto', decorators: ['Body'] },
      { name: 'r', rest: 'list' },
    ]);
    const made = printModule(module);
    expect(made).toMatch(/setField t\d+\.d/);
    expect(made).toMatch(/setField t\d+\.n/);
    expect(made).toMatch(/setField t\d+\.s/);
  });

  it('makes a constructor for the first values of fields', async () => {
    const lines = await body('class A extends B { x = f(this); }', 'constructor');
    expect(only(lines, 'global super')).toHaveLength(1);
    expect(only(lines, 'setField')).toHaveLength(1);
  });

  it('calls jsx with the element, its attributes and its children', async () => {
    const lines = await body('const f = (p) => <A b="1" {...p}><i>{p.x}</i></A>;', 'f', 'tsx');
    expect(only(lines, 'call')).toHaveLength(2);
    expect(only(lines, 'object')[0]).toMatch(/b=t\d+, \*\*t\d+/);
  });

  it('keeps regular expressions and text as constants', async () => {
    const lines = await body(
      'function f() { return [/a\\/b/gi, "\\x41\\u{1F600}\\n", 0x10, 1_000n, null, undefined, , true]; }',
    );
    expect(only(lines, 'const').map((line) => line.split(' const ')[1])).toEqual([
      '/a\\/b/gi',
      '"A😀\\n"',
      '16',
      '1000',
      'nothing',
      'nothing',
      'nothing',
      'true',
    ]);
  });

  it('takes names of Object.prototype for names', async () => {
    const lines = await body('function f(toString) { constructor(toString, hasOwnProperty.__proto__); }');
    expect(only(lines, 'global')).toEqual(['t0 = global constructor', 't2 = global hasOwnProperty']);
  });

  it.each(['(', '[', 'f(', '!', '() => ', 'a ? b : ', '{', 'if (x) ', 'x => {'])(
    'survives 3,000 levels of %s',
    async (level) => {
      const close = { '(': ')', '[': ']', 'f(': ')', '{': '}', 'x => {': '}' }[level] ?? '';
      await lower(
        `x = ${level.repeat(3000)}y${close.repeat(3000)};\n${level.repeat(3000)}y${close.repeat(3000)}`,
        'javascript',
      );
    },
  );

  it('follows a long sum and a long else-if chain without nesting', async () => {
    const chain = Array.from({ length: 2000 }, (_, i) => `if (x === ${i}) y(${i});`).join(' else ');
    const module = await lower(`function f(x) { ${chain} return x${' + x'.repeat(5000)}; }`);
    expect(module.gaps).toEqual([]);
  });

  it('survives functions nested 20,000 deep', async () => {
    const module = await lower(`x = ${'(a) => f(a, x, '.repeat(20_000)}1${')'.repeat(20_000)};`, 'javascript');
    expect(module.gaps.length).toBeGreaterThan(0);
  });

  it('lowers half-typed code as far as it goes', async () => {
    for (const source of [
      'function f(',
      'class A { m(',
      'const { a',
      'import {',
      'export',
      'for (',
      'switch (x) { case',
      'x.',
      '`a${',
      'new',
    ]) {
      expect((await lower(source)).functions.length).toBeGreaterThan(0);
    }
  });
});
