import { describe, expect, it } from 'vitest';
import { fileGrammars } from '../../../adapters/grammars/files.ts';
import { createParser } from '../../../parse/parser.ts';
import type { ModuleIr } from '../ir.ts';
import { printModule } from '../print.ts';
import { verifyModule } from '../verify.ts';
import { lowerGo } from './go.ts';

const parser = createParser(fileGrammars());

async function lower(source: string): Promise<ModuleIr> {
  const tree = await parser.parse(`package p\n${source}`, 'go');
  if ('unparsed' in tree) throw new Error(tree.unparsed);
  const module = lowerGo(tree, 'dir/a.go');
  expect(verifyModule(module)).toEqual([]);
  return module;
}

/** Instructions of function `f`, values without their numbers. */
async function body(source: string, name = 'f'): Promise<string[]> {
  const lines = printModule(await lower(source)).split('\n');
  const rest = lines.slice(lines.findIndex((line) => line.startsWith(`${name}(`)) + 1);
  const end = rest.findIndex((line) => !line.startsWith(' '));
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.trim().replace(/\bt\d+/g, 't'));
}

const only = (lines: readonly string[], word: string) => lines.filter((line) => line.includes(word));

describe('lowerGo', () => {
  it('takes the results of a call apart, and the value of v, ok forms', async () => {
    const lines = await body(
      'func f(m map[string]string) { a, err := g(); b, ok := m["k"]; c, ok := a.(T); _, _, _, _ = b, c, err, ok }',
    );
    expect(only(lines, 'const 1')).toHaveLength(1);
    expect(only(lines, '= index')).toHaveLength(3);
    expect(only(lines, 'unknown')).toHaveLength(2);
  });

  it('evaluates all of the right side before it assigns', async () => {
    const lines = await body('func f(a, b int) { a, b = b, a }');
    expect(lines.slice(1, 5)).toEqual(['t = load s1', 't = load s0', 'store s0 t', 'store s1 t']);
  });

  it('declares with := only what the block has not declared', async () => {
    const lines = await body('func f(a int) { x := a; if a > 0 { x := 1; x, y := 2, 3; g(x, y) }; h(x) }');
    const slots = new Set(only(lines, 'store').map((line) => line.split(' ')[1]));
    expect(slots.size).toBe(3);
  });

  it('returns a tuple, and the named results where nothing is written', async () => {
    expect(only(await body('func f() (int, error) { return 1, nil }'), 'list tuple')).toHaveLength(1);
    const named = await body('func f() (n int, err error) { n = 1; return }');
    expect(only(named, 'list tuple')).toEqual(['t = list tuple(t, t)']);
  });

  it('makes one text of Sprintf with a literal format', async () => {
    const lines = await body(
      'import "fmt"\nfunc f(a string, n int) string { return fmt.Sprintf("x %s-%+v %05d %%", a, a, n) }',
    );
    expect(only(lines, 'concat')).toHaveLength(1);
    expect(only(lines, 'unary +')).toHaveLength(1);
    expect(only(await body('func f(fmt T) string { return fmt.Sprintf("%s", 1) }'), 'method')).toHaveLength(1);
  });

  it('knows make, new, append and conversions, unless the file declares them anew', async () => {
    const lines = await body(
      'func f(x []string, s string) { x = append(x, s, "b"); x = append(x, x...); m := make(map[string]int); n := int(s); p := new(T); g(m, n, p, []byte(s)) }',
    );
    expect(only(lines, 'list list').map((line) => line.split(' = list ')[1])).toEqual([
      'list(*t, t, t)',
      'list(*t, *t)',
    ]);
    expect(only(lines, 'object ()')).toHaveLength(1);
    expect(only(lines, 'unary +')).toHaveLength(1);
    expect(only(lines, 'construct')).toHaveLength(1);
    expect(only(await body('func append(a, b int) {}\nfunc f() { append(1, 2) }'), 'call')).toHaveLength(1);
  });

  it('fills structs by name and by position, lists and maps by key', async () => {
    const lines = await body(
      'type S struct { A, B string }\nfunc f(v string) { x := &S{B: v}; y := S{v, "b"}; z := map[string][]S{"k": {{A: v}}}; w := http.Cookie{Name: v}; g(x, y, z, w) }',
    );
    expect(only(lines, 'setField').map((line) => line.split(' ')[1])).toEqual(['t.B', 't.A', 't.B', 't.A', 't.Name']);
    expect(only(lines, 'object (k=t)')).toHaveLength(1);
  });

  it('runs one case of a switch, the next by fallthrough, and binds the value of a type switch', async () => {
    const lines = await body(
      'func f(x any) { switch y := x.(type) { case int, string: a(y); default: b(y) }; switch { case x == nil: fallthrough; case g(): c() }; select { case v := <-ch: d(v); case ch <- x: default: } }',
    );
    expect(only(lines, 'compare instanceof')).toHaveLength(2);
    expect(only(lines, 'iterate')).toHaveLength(1);
    expect(only(lines, 'setIndex')).toHaveLength(1);
    expect(lines.filter((line) => line.endsWith('global c'))).toHaveLength(1);
  });

  it('loops over clauses, conditions and ranges, with labels and goto', async () => {
    const lines = await body(
      'func f(m map[string]int) { out: for i := 0; i < 9; i++ { for k, v := range m { if v > i { continue out }; if k == "" { break out } } }; for m != nil { g() }; for range m { }; goto end; end: h() }',
    );
    expect(only(lines, 'keys')).toHaveLength(1);
    expect(only(lines, '= iterate')).toHaveLength(2);
    expect(only(lines, 'global h')).toHaveLength(1);
  });

  it('describes types, methods and packages', async () => {
    const module = await lower(
      'type S struct { *B; io.Reader; A map[string]*T `json:"a"` }\nfunc (s *S) M(a, b int, r ...string) error { return s.A }\nfunc (o Other[T]) N() {}\nvar V, W = 1, f()\nfunc init() {}',
    );
    expect(module.package).toBe('dir/p');
    const [s, other] = module.classes;
    expect(s).toMatchObject({ name: 'S', bases: ['B', 'io.Reader'] });
    expect([...s!.fields]).toEqual([['A', 'map[string]*T']]);
    expect(other).toMatchObject({ name: 'Other' });
    const method = module.functions[s!.methods.get('M')!]!;
    expect(method.receiverFirst).toBe(true);
    expect(method.parameters.map(({ name, type, rest }) => `${name} ${type} ${rest}`)).toEqual([
      's *S none',
      'a int none',
      'b int none',
      'r string list',
    ]);
    expect(module.exports.map(({ name }) => name).sort()).toEqual(['S', 'V', 'W']);
  });

  it('binds imports by the name of the package', async () => {
    const module = await lower(
      'import (\n"net/http"\ny "a/b"\n"c/d/v2"\n"gopkg.in/e.v3"\n_ "f"\n)\nfunc f() { http.Get(y.X, d.Y, e.Z) }',
    );
    expect(module.imports.map(({ module: path }) => path)).toEqual(['net/http', 'a/b', 'c/d/v2', 'gopkg.in/e.v3', 'f']);
    expect(printModule(module).match(/global/g)).toBeNull();
  });

  it('shares captured variables with function literals', async () => {
    const text = printModule(await lower('func f(a string) { n := 0; go func() { n = g(a) }(); h(n) }'));
    expect(text).toContain('storeCell n');
    expect(text).toContain('loadCell a');
  });

  it.each(['(', 'g(', '-', '[]T{', 'func() { x := ', '{'])('survives 3,000 levels of %s', async (level) => {
    const close = { '(': ')', 'g(': ')', '[]T{': '}', 'func() { x := ': '}', '{': '}' }[level] ?? '';
    await lower(
      `func f() { ${level === '{' ? '' : 'x := '}${level.repeat(3000)}${level === '{' ? '' : '1'}${close.repeat(3000)} }`,
    );
  });

  it('follows long chains without nesting', async () => {
    const chain = Array.from({ length: 300 }, (_, i) => `if x == ${i} { y(${i}) }`).join(' else ');
    expect((await lower(`func f(x int) { ${chain}; g(x${' + x'.repeat(5000)}) }`)).gaps).toEqual([]);
  });

  it('passes by chains and circles of goto', async () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `l${i}: goto l${i + 1}\n`).join('');
    const [only] = (await lower(`func f() { ${chain} l20000: g() }`)).functions.slice(1);
    expect(only!.blocks.length).toBeLessThan(5);
    await lower('func f() { a: goto b; b: goto a }');
  });

  it('lowers half-typed code as far as it goes', async () => {
    for (const source of [
      'func f(',
      'type S struct {',
      'func (s',
      'var',
      'func f() { x, := 1 }',
      'func f() { switch { case',
      'import (',
    ]) {
      expect((await lower(source)).functions.length).toBeGreaterThan(0);
    }
  });
});
