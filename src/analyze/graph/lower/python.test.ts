import { describe, expect, it } from 'vitest';
import { fileGrammars } from '../../../adapters/grammars/files.ts';
import { createParser } from '../../../parse/parser.ts';
import type { ModuleIr } from '../ir.ts';
import { printModule } from '../print.ts';
import { verifyModule } from '../verify.ts';
import { lowerPython } from './python.ts';

const parser = createParser(fileGrammars());

async function lower(source: string): Promise<ModuleIr> {
  const tree = await parser.parse(source, 'python');
  if ('unparsed' in tree) throw new Error(tree.unparsed);
  const module = lowerPython(tree, 'a.py');
  expect(verifyModule(module)).toEqual([]);
  return module;
}

/** Instructions of the last function of the source, without the indentation. */
async function body(source: string): Promise<string[]> {
  const lines = printModule(await lower(source)).split('\n');
  return lines.slice(lines.findLastIndex((line) => !line.startsWith(' ')) + 1).map((line) => line.trim());
}

const only = (lines: readonly string[], word: string) => lines.filter((line) => line.includes(word));

describe('lowerPython', () => {
  it('lowers calls with every kind of argument', async () => {
    expect(await body('def f(x):\n  g(x, *x, k=x, **x)\n')).toEqual([
      'b0',
      't0 = global g',
      't1 = load s0',
      't2 = load s0',
      't3 = load s0',
      't4 = load s0',
      't5 = call t0(t1, *t2, k=t3, **t4)',
      'return -',
    ]);
  });

  it.each([
    ['f"a{x}b{x!r:>{w}}{{"', 'concat (t0, t1, t2, t3, t4)'],
    ['"a%sb" % x', 'concat (t1, t0, t2)'],
    ['"%s-%s" % (x, y)', 'concat (t0, t2, t1)'],
    ['"{}-{n}".format(x, n=y)', 'concat (t0, t2, t1)'],
  ])('makes one text of the format %s', async (source, concat) => {
    const lines = await body(`def f(x, y, w):\n  return ${source}\n`);
    expect(only(lines, 'concat')).toHaveLength(1);
    expect(only(lines, 'concat')[0]).toContain(concat);
  });

  it('knows that a numeric format makes a number', async () => {
    expect(only(await body('def f(x):\n  return "%d" % x\n'), 'unary')).toEqual(['t1 = unary + t0']);
  });

  it('branches once for each part of a condition', async () => {
    const lines = await body('def f(a, b, c):\n  if not (a and b) or c:\n    return 1\n  return 2\n');
    expect(only(lines, 'branch')).toHaveLength(3);
    expect(only(lines, 'unary')).toEqual([]);
  });

  it('compares each neighbour of a chain and reads the middle once', async () => {
    const lines = await body('def f(a):\n  return 0 < a() <= 9\n');
    expect(only(lines, 'compare')).toEqual(['t3 = compare < t0 t2', 't5 = compare <= t2 t4']);
    expect(only(lines, 'call')).toHaveLength(1);
  });

  it('takes patterns of targets apart', async () => {
    const lines = await body('def f(v):\n  a, (b, *c), *d, e.x, g["k"] = v\n');
    expect(only(lines, 'index').length).toBe(5);
    expect(only(lines, 'slice').length).toBe(2);
    expect(only(lines, 'setField')).toHaveLength(1);
    expect(only(lines, 'setIndex')).toHaveLength(1);
  });

  it('keeps the variables of a comprehension inside it', async () => {
    const lines = await body('def f(v):\n  x = 1\n  y = [x for x in v if x]\n  return x\n');
    const [, first] = only(lines, 'store')[0]!.split(' ');
    expect(only(lines, 'load').at(-1)).toContain(`load ${first}`);
    expect(only(lines, '.append')).toHaveLength(1);
  });

  it('runs finally on every way out', async () => {
    const module = await lower(
      'def f(x):\n  for i in x:\n    try:\n      if i: break\n      return g(i)\n    finally:\n      h()\n',
    );
    const text = printModule(module);
    const calls = text.split('\n').filter((line) => line.includes('global h'));
    expect(calls).toHaveLength(1);
    expect(text.split('\n').filter((line) => /^ {2}return t/.test(line))).toHaveLength(1);
  });

  it('lets every block of a try body reach its handlers', async () => {
    const lines = await body('def f(x):\n  try:\n    a(x)\n    if x:\n      b(x)\n  except E as e:\n    c(e)\n');
    const targets = only(lines, 'attempt').map((line) => line.split(' or ')[1]);
    expect(targets.length).toBeGreaterThanOrEqual(3);
    expect(new Set(targets).size).toBe(1);
  });

  it('shares what inner functions use through cells and leaves the rest in slots', async () => {
    const module = await lower('def f(a, b):\n  n = 0\n  def g():\n    nonlocal n\n    n = a\n  g()\n  return n + b\n');
    expect(module.cells.map(({ name }) => name).sort()).toEqual(['a', 'f', 'n']);
    const text = printModule(module);
    expect(text).toContain('storeCell n');
    expect(text).toMatch(/loadCell n\n.*\n.*binary \+/);
  });

  it('resolves names as Python does: whole-function locals, global, class bodies out of sight', async () => {
    const text = printModule(
      await lower('x = 1\nclass A:\n  x = 2\n  def m(self):\n    return x\ndef g():\n  global x\n  x = y\n  y = 1\n'),
    );
    expect(text).toMatch(/m\(self\)\n b0\n {2}t0 = loadCell x\n/);
    expect(text).toMatch(/g\(\)\n b0\n {2}t0 = load s0\n {2}storeCell x t0\n/);
    expect(text).toContain('.x ');
  });

  it('describes classes, methods, decorators and parameters', async () => {
    const module = await lower(
      '@d\nclass A(B, m.C, metaclass=M):\n  n: int = 1\n  def __init__(self, q: "str", *, k: int = 2, **r): pass\n  @staticmethod\n  @app.route("/x")\n  async def s(): yield 1\n',
    );
    const [cls] = module.classes;
    expect(cls).toMatchObject({ name: 'A', bases: ['B', 'm.C'], decorators: [{ name: 'd' }] });
    expect([...cls!.methods.keys()]).toEqual(['constructor', 's']);
    expect(cls!.fields.get('n')).toBe('int');
    const init = module.functions[cls!.methods.get('constructor')!]!;
    expect(init.receiverFirst).toBe(true);
    expect(init.parameters.map(({ name, rest, optional, type }) => [name, rest, optional, type])).toEqual([
      ['self', 'none', false, ''],
      ['q', 'none', false, '"str"'],
      ['k', 'none', true, 'int'],
      ['r', 'names', false, ''],
    ]);
    expect(module.functions[cls!.methods.get('s')!]).toMatchObject({
      isStatic: true,
      isAsync: true,
      isGenerator: true,
    });
  });

  it('names imports and exports', async () => {
    const module = await lower('import a.b, c.d as e\nfrom . import f as g\nfrom ..h import *\n');
    expect(module.imports).toEqual([
      { module: 'a.b', name: '*' },
      { module: 'a', name: '*' },
      { module: 'c.d', name: '*' },
      { module: '.', name: 'f' },
      { module: '..h', name: '*' },
    ]);
    expect(module.exports.map(({ name }) => name).sort()).toEqual(['*', 'a', 'e', 'g']);
  });

  it('tests the cases of a match in order and binds what they capture', async () => {
    const lines = await body(
      'def f(v):\n  match v:\n    case "a" | b.c: return 1\n    case (x, *y) if x: return y\n    case {"k": z}: return z\n    case _: return v\n',
    );
    expect(only(lines, 'compare')).toHaveLength(2);
    expect(only(lines, 'return')).toHaveLength(4);
  });

  it('reads decorators, text and names that are also names of Object', async () => {
    const lines = await body(
      'def f(constructor):\n  toString = constructor\n  return __proto__(toString, "\\x41\\u00e9\\n" r"\\x")\n',
    );
    expect(only(lines, 'global')).toEqual(['t1 = global __proto__']);
    expect(only(lines, 'const')).toEqual(['t3 = const "Aé\\n\\\\x"']);
  });

  it.each(['(', '[', 'f(', '-', 'not ', 'lambda: ', 'a if b else '])('survives 3,000 levels of %s', async (level) => {
    const close = level === '(' || level === 'f(' ? ')' : level === '[' ? ']' : '';
    const module = await lower(`x = ${level.repeat(3000)}secret${close.repeat(3000)}\n`);
    expect(level === 'lambda: ' || module.gaps.length > 0).toBe(true);
  });

  it('follows a long sum without nesting', async () => {
    const module = await lower(`def f(x):\n  return x${' + x'.repeat(5000)}\n`);
    expect(module.gaps).toEqual([]);
  });

  it('survives functions nested 20,000 deep', async () => {
    const module = await lower(`x = ${'lambda a: f(a, x, '.repeat(20_000)}1${')'.repeat(20_000)}\n`);
    expect(module.gaps.length).toBeGreaterThan(0);
  });

  it('lowers half-typed code as far as it goes', async () => {
    for (const source of [
      'def f(',
      'class A(:\n  def',
      'x = = 1\ny = 2\n',
      'for x in\n',
      'try:\n',
      'import\n',
      'a.b.\n',
      'del\n',
    ]) {
      expect((await lower(source)).functions.length).toBeGreaterThan(0);
    }
  });
});
