import { describe, expect, it } from 'vitest';
import { fileGrammars } from '../../../adapters/grammars/files.ts';
import { createParser } from '../../../parse/parser.ts';
import type { ModuleIr } from '../ir.ts';
import { printModule } from '../print.ts';
import { verifyModule } from '../verify.ts';
import { lowerJava } from './java.ts';

const parser = createParser(fileGrammars());

async function lower(source: string): Promise<ModuleIr> {
  const tree = await parser.parse(source, 'java');
  if ('unparsed' in tree) throw new Error(tree.unparsed);
  const module = lowerJava(tree, 'A.java');
  expect(verifyModule(module)).toEqual([]);
  return module;
}

/** Instructions of method `m` of a class with these members. */
async function method(members: string, name = 'm'): Promise<string[]> {
  const lines = printModule(await lower(`class A extends B { ${members} }`)).split('\n');
  const rest = lines.slice(lines.findIndex((line) => line.startsWith(`${name}(`)) + 1);
  const end = rest.findIndex((line) => !line.startsWith(' '));
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim());
}

const only = (lines: readonly string[], word: string) => lines.filter((line) => line.includes(word));

describe('lowerJava', () => {
  it('tells locals, fields, static members and classes apart by what is declared', async () => {
    const lines = await method(
      'int f; static int s; void m(int p) { int l = p; f = l; s = f; g(s); h(); inherited = 1; Other.x(); } void g(int i) {} static void h() {}',
    );
    expect(only(lines, 'setField').map((line) => line.replace(/t\d+/g, 't'))).toEqual([
      'setField t.f t',
      'setField t.s t',
      'setField t.inherited t',
    ]);
    expect(only(lines, 'method').map((line) => line.replace(/t\d+/g, 't'))).toEqual([
      't = method t.g(t)',
      't = method t.h()',
      't = method t.x()',
    ]);
    expect(only(lines, 'loadCell A').length).toBe(3);
    expect(only(lines, 'global')).toEqual([expect.stringContaining('global Other')]);
  });

  it('gives lambdas and inner classes the receivers around them', async () => {
    const text = printModule(
      await lower(
        'class A { String s; void m(String p) { run(() -> use(s, p)); new T() { void k() { use(s, this.q); } }; } void use(String a, String b) {} }',
      ),
    );
    expect(text.match(/loadCell this:0/g)?.length).toBeGreaterThanOrEqual(3);
    expect(text).toMatch(/k\(\)\n b0\n {2}t0 = this/);
  });

  it('knows that a declared numeric type makes a number', async () => {
    const lines = await method('void m(Object o) { int i = o.a(); String s = o.b(); long l = (long) o; }');
    expect(only(lines, 'unary +')).toHaveLength(3);
  });

  it('lowers both forms of switch, with patterns, guards and yield', async () => {
    const lines = await method(
      'Object m(Object o) { switch (n()) { case 1: a(); case 2: b(); break; default: c(); } return switch (o) { case "x", "y" -> 1; case Integer i when i > 0 -> { yield i; } default -> throw e(); }; }',
    );
    expect(only(lines, 'compare ==')).toHaveLength(4);
    expect(only(lines, 'compare instanceof')).toHaveLength(1);
    expect(only(lines, 'compare >')).toHaveLength(1);
    expect(only(lines, 'return t')).toHaveLength(1);
  });

  it('opens resources, catches and always runs finally', async () => {
    const lines = await method(
      'String m() { try (var r = open(); s) { return r.read(); } catch (E | F e) { log(e); } finally { end(); } return null; }',
    );
    expect(only(lines, '.end')).toHaveLength(1);
    expect(only(lines, '.open')).toHaveLength(1);
    expect(only(lines, 'attempt').length).toBeGreaterThan(2);
  });

  it('describes classes, overloads, annotations and parameters', async () => {
    const module = await lower(
      'package a.b;\n@C("/x") public class A<T> extends B<T> implements I, p.J { @Inject private Map<String, X> d = make(); A(@Q("v") String s, int... r) { super(s); } @Get(value = "/y", n = 1) static void m() {} void m(int i) {} }',
    );
    expect(module.package).toBe('a.b');
    const [cls] = module.classes;
    expect(cls).toMatchObject({ name: 'A', bases: ['B', 'I', 'p.J'], decorators: [{ name: 'C' }] });
    expect([...cls!.fields]).toEqual([['d', '@Inject Map<String,X>']]);
    const [made, overload] = [module.functions[cls!.methods.get('m')!]!, module.functions[cls!.methods.get('m/1')!]!];
    expect(made).toMatchObject({ isStatic: true, parameters: [], decorators: [{ name: 'Get' }] });
    expect(overload.parameters).toHaveLength(1);
    expect(module.functions[cls!.methods.get('constructor')!]!.parameters).toMatchObject([
      { name: 's', type: 'String', decorators: ['Q'] },
      { name: 'r', type: 'int', rest: 'list' },
    ]);
    expect(printModule(module)).toMatch(/call t\d+\(value=t\d+, n=t\d+\)/);
    expect(printModule(module)).toMatch(/setField t\d+\.d/);
  });

  it('makes what a record and an enum leave unwritten', async () => {
    const module = await lower(
      'record R(String a, int b) { int c() { return b; } }\nenum E { X(1), Y { void q() {} }; E(int i) {} }',
    );
    expect([...module.classes[0]!.methods.keys()].filter((name) => !name.includes('/')).sort()).toEqual([
      'a',
      'b',
      'c',
      'constructor',
    ]);
    const text = printModule(module);
    expect(text).toMatch(/setField t\d+\.X/);
    expect(text).toMatch(/setField t\d+\.a/);
  });

  it('passes arguments on where only a base has a constructor', async () => {
    const lines = await method('int x = 1;', 'constructor');
    expect(only(lines, 'call')).toEqual([expect.stringMatching(/call t\d+\(\*t\d+\)/)]);
  });

  it('names imports and what the file exports', async () => {
    const module = await lower(
      'import a.B; import static c.D.e; import f.*;\nclass A { void m() { B.x(e()); } }\ninterface J {}',
    );
    expect(module.imports).toEqual([
      { module: 'a.B', name: '*' },
      { module: 'c.D', name: '*' },
      { module: 'f.*', name: '*' },
    ]);
    expect(module.exports.map(({ name }) => name)).toEqual(['A', 'J', '*']);
    expect(printModule(module)).toMatch(/method t\d+\.e\(\)/);
  });

  it('reads text blocks, escapes and numbers as constants', async () => {
    const lines = await method(
      'Object m() { return f("a\\u0041\\n", \'c\', 0x1F, 1_000L, 2.5f, """\n      x\n        y "q"\n      """); }',
    );
    expect(only(lines, 'const').map((line) => line.split(' const ')[1])).toEqual([
      '"aA\\n"',
      '"c"',
      '31',
      '1000',
      '2.5',
      '"x\\n  y \\"q\\"\\n"',
    ]);
  });

  it.each(['(', 'f(', '!', 'a ? b : ', '() -> ', 'new int[]{'])('survives 3,000 levels of %s', async (level) => {
    const close = { '(': ')', 'f(': ')', 'new int[]{': '}' }[level] ?? '';
    await lower(`class A { void m() { x = ${level.repeat(3000)}y${close.repeat(3000)}; } }`);
  });

  it('gives fields their first values once for many constructors', async () => {
    const many = (count: number, of: (i: number) => string) => Array.from({ length: count }, (_, i) => of(i)).join(' ');
    const module = await lower(
      `class A { ${many(300, (i) => `int x${i} = ${i};`)} ${many(300, (i) => `A(T${i} a) {}`)} }`,
    );
    const rows = module.functions.reduce((sum, fn) => sum + fn.code.length / 6, 0);
    expect(rows).toBeLessThan(5000);
    expect(printModule(module)).toContain('method t1.<fields>()');
  });

  it('survives deep nesting of blocks and classes', async () => {
    await lower(`class A { void m() { ${'if (a) {'.repeat(2000)}${'}'.repeat(2000)} } }`);
    await lower(`${'class A {'.repeat(500)}${'}'.repeat(500)}`);
  });

  it('survives 20,000 nested classes and lambdas', async () => {
    expect((await lower(`${'class A {'.repeat(20_000)}${'}'.repeat(20_000)}`)).gaps.length).toBeGreaterThan(0);
    const levels = 20_000;
    const module = await lower(`class A { Object f = ${'a -> f(x, '.repeat(levels)}1${')'.repeat(levels)}; }`);
    expect(module.gaps.length).toBeGreaterThan(0);
  });

  it('lowers half-typed code as far as it goes', async () => {
    for (const source of [
      'class A { void m(',
      'class A { int x = ; }',
      'import ;',
      'class',
      'class A { void m() { switch (x) { case',
      'record R(',
    ]) {
      expect((await lower(source)).functions.length).toBeGreaterThan(0);
    }
  });
});
