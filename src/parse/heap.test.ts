import { beforeAll, describe, expect, it } from 'vitest';
import { fileGrammars } from '../adapters/grammars/files.ts';
import { PARSED_LANGUAGES, type ParsedLanguage } from '../model/language.ts';
import { flattenByCursor } from './cursor.ts';
import { sameArrays } from './flat.ts';
import { type Grammar, prepareGrammar } from './grammar.ts';
import { addressOf, type Runtime, startRuntime } from './runtime.ts';
import { wasm } from './wasm.ts';

/** One source a grammar that uses fields, aliases, extras inside rules, long lists and hidden nodes. */
const SAMPLES: Readonly<Record<ParsedLanguage, string>> = {
  javascript:
    '#!/usr/bin/env node\n"use strict";\nimport d, { a as b } from "m";\nexport default class A extends B { #x = 1; static async *g(p = {}, ...[q]) { for await (const { r, ...s } of t) yield* r?.[s] ?? `a${/* c */ b}c${`d${e}`}`; } get z() { return /re[/]/u.test(this.#x); } }\nlabel: for (let i = 0, j; i < 9; i++) { if (i) continue label; else break }\nconst jsx = <p k="v" {...o}>t{x}<b/></p>;\ntry { f`x${y}` } catch { } finally { delete a.b, void 0 }\n',
  typescript:
    'abstract class A<T extends keyof U> implements I { constructor(private readonly x?: number) {} @dec() m<const K>(this: A<T>, a: K): asserts a is string { return a! as unknown as never; } }\ntype F = { [P in keyof T]?: T[P] extends infer R ? `x${R}` : never };\nenum E { A = 1 << 2, B }\ndeclare module "m" { export const y: unique symbol; }\nlet v = <any>w satisfies Z;\nfunction over(a: string): void;\n',
  tsx: 'const C: FC<{ a?: string }> = ({ a }) => (<><D<string> x={a!} y="é">{/* c */}text &amp; {a && <b/>}</D></>);\nexport function useX<T,>(t: T) { return t as const; }\n',
  python:
    '# -*- coding: utf-8 -*-\nfrom __future__ import (annotations, division as d,)\n@dec(1)\nasync def f(a, /, b: int = 1, *args, c, **kw) -> "x":\n    """doc"""\n    async with a as b, c: pass\n    # between\n    match b:\n        case {"k": [x, *_], **rest} if x: return\n        case _: raise E from e\n    return f"{a!r:>{w}} {{}} {b=}" "c" if not a < b <= c else [*y for y in (yield) if y]\nclass A(B, metaclass=M):\n\tx: int = 1\n\tdef m(self): self.x[1:2, ...] @= lambda *a: a\ntry:\n    print >>f, 1\nexcept* (A, B) as e:\n    pass\nelse: del a, b\nfinally: global g\n',
  java: 'package a.b; import static c.D.*;\n@Ann(x = {1, 2}, y = "z") public sealed class A<T extends B & C> extends D implements E permits F {\n  private final int[] a[] = {1, 2}, b; /* c */ static { init(); }\n  record R(int x, String... y) { R { x = 1; } }\n  @Override <U> U m(final int a, U... r) throws X { return switch (o) { case Integer i when i > 0 -> (U) i; case null, default -> { yield null; } }; }\n  void n() { try (var x = new Foo<>(){ int y; }) { l: for (int i = 0; ; i++) { if (a instanceof B b && !b.c()) break l; } } catch (A | B e) { throw e; } Runnable r = A::new; var t = """\n   text "x"\n  """; } }\n',
  go: 'package main\n\nimport (\n\t. "fmt"\n\tx "os/exec"\n)\n\ntype S[T any, U ~int|string] struct {\n\t*E `json:"e"`\n\tf, g func(a, b int, c ...string) (r error)\n}\n\nfunc (s *S[T, U]) M(ch <-chan int) (n int, err error) {\n\tdefer func() { recover() }()\nL:\n\tfor i, v := range []map[string][2]int{{"a": {1, 2}}} {\n\t\tswitch y := v.(type) {\n\t\tcase int, *S[int, int]:\n\t\t\tcontinue L\n\t\tdefault:\n\t\t\tgo f(i, y...)\n\t\t}\n\t}\n\tselect {\n\tcase x, ok := <-ch:\n\tcase ch2 <- 1:\n\t}\n\tif v, err := g(); err != nil { return v &^ 1, err } else { goto L }\n\treturn `raw`, nil\n}\n',
  csharp:
    '#nullable enable\nusing static A.B; using X = C.D<int>;\nnamespace N { [Attr(1, Name = "x")] public partial record class R<T>(int A, string? B = null) : Base(A), I where T : class, new() {\n  public int P { get; init; } = 1; event E Ev; int this[int i] => i;\n  async Task<T> M(ref int a, params object[] r) { await foreach (var (x, _) in Q()) { if (x is { A: > 1 and not 3, B: [1, .., var z] } y) yield return $"a{x,5:F2}{{}}" + @"v""" + """raw"""; }\n    var q = from a in b join c in d on a.x equals c.y where a > 1 orderby a descending select new { a, c }; return x switch { 1 => a!, _ when b => throw e, }; unsafe { int* p = &a; } goto end; end: ; } } }\n',
  ruby: '# frozen_string_literal: true\nmodule A::B\n  class C < D\n    attr_accessor :x, *y\n    def m(a, b = 1, *c, d:, e: 2, **f, &g) = puts("#{a}#{"n#{b}"}")\n    def self.n; yield(1, *[2]) rescue retry unless @x ||= @@y; end\n    x = <<~HERE + <<-\'B\'\n      text #{z}\n    HERE\n    raw\n    B\n    case v\n    in {a: Integer => i, **nil} if i > 0 then %w[a b].map(&:to_s)\n    in [1, *] | nil then lambda { |(p, q), r| _1 }\n    else %q(x) =~ /re#{1}/im\n    end\n    a, (b, *c) = d ? e : f, g&.h\n    begin; 1; ensure; BEGIN { }; end while x until y\n  end\nend\n__END__\ndata\n',
  php: '<html><?= $a ?>\n<?php declare(strict_types=1);\nnamespace A\\B; use C\\{D, function e as f};\n#[Attr(1)] abstract class G extends H implements I { use T { a as protected b; } public function __construct(private readonly ?int $x = null, string ...$r) {} const X = 1; static function m(int|string &$a): static { foreach ($a as [$k => $v, , $w]) { yield $k => <<<"EOT"\n  a {$v[1]->x} ${y} $z[0]\n  EOT; } return match (true) { $a instanceof B, default => fn($x) => $x?->y::$z, }; } }\nif ($a): ?>text<?php elseif (!$b): else: endif;\n$q = "sel {$a[\'k\']} $b->c \\n" . \'x\' . `ls $d`; goto e; e: echo 1, 2; list(, $c) = [1, ...$d]; try { throw new class {}; } catch (A|B) { } finally { unset($a); }\n',
  rust: "#![allow(x)]\nuse a::{self, b::*, c as d};\n/// doc\n#[derive(Debug)]\npub(crate) struct S<'a, T: ?Sized + Tr<Out = u8>, const N: usize>(&'a mut [T; N]) where T: 'a;\nimpl<T> Tr for S<'_, T, 1> { async unsafe fn f(&self, (a, ..): (u8, u8)) -> Result<impl Fn(u8) -> u8, Box<dyn E>> { let Some(x @ 1..=9) = y else { return Err(e)?; }; match z { S { a, ref b, .. } | S(_) if a > 1 => 'l: loop { break 'l 1_u8; }, _ => {} } Ok(move |x| x as u8) } }\nmacro_rules! m { ($($x:expr),* $(,)?) => { [$($x + 1),*] }; }\nfn main() { println!(\"{x:?} {}\", r#\"raw\"#, b'a'); let v = vec![1; 2]; if let Some(a) = b && c {} /* /* nested */ */ }\n",
  c: '#include <stdio.h>\n#define M(a, b) do { a##b; } while (0)\n#if defined(X) && X > 1\nstatic inline const char *const f(int (*cb)(void *, ...), unsigned a[static 3]) __attribute__((noreturn));\n#else\ntypedef union { struct { int x : 3; } s; } U;\n#endif\nenum E { A = 1, B };\nint main(void) { U u = { .s = { 1 }, }; int v[] = { [0] = 1 }; switch (a) { case A: default: goto l; } l: for (;;) { if (!p->q[1]) break; else continue; } return sizeof(int *) + (a ? "x" "y" : L\'c\')[0] * -1; }\n',
  cpp: '#pragma once\nnamespace a::b { template <typename T, int N = 1> requires C<T> class S final : public virtual B<T>, D { public: explicit S(int x = 1) noexcept : B<T>{x}, y_(x) {} ~S() = default; auto operator<=>(const S&) const -> int; friend class F; private: static constexpr int y_{2}; }; }\nusing X = a::b::S<int, (1 > 2)>;\ntemplate <class... Ts> auto f(Ts&&... ts) { return [=, &ts...](auto x) mutable { return (ts + ... + x); }; }\nint main() try { for (const auto& [k, v] : m) if (auto p = dynamic_cast<A*>(k); p) throw p; co_await z; auto s = R"x(raw)x"; return new int[3]{1, 2}, 0; } catch (...) { }\n',
};

const GRAMMARS = fileGrammars();
let runtime: Runtime;

beforeAll(async () => {
  runtime = await startRuntime(GRAMMARS);
});

async function load(language: ParsedLanguage): Promise<Grammar> {
  return prepareGrammar(runtime, await runtime.Language.load(await GRAMMARS.grammar(language)), language);
}

/** Both readings of one parse; null when they agree, else the source. */
function disagreement({ parser, tables, heap }: Grammar, source: string): string | null {
  const tree = parser.parse((index) => source.slice(index, index + 5119))!;
  try {
    const read = heap?.flatten(addressOf(tree), source.length) ?? null;
    return read !== null && sameArrays(read, flattenByCursor(tree, tables.errorKind)) ? null : source;
  } finally {
    tree.delete();
  }
}

/** The sample broken in every way that a fixed generator thinks of: cut, closers dropped, lines doubled, wide characters. */
function variants(sample: string): string[] {
  const out = [
    sample,
    sample.replaceAll('\n', '\r\n'),
    sample.repeat(20),
    `\ufeff${sample}`,
    sample.replace(/[)\]}]/, ''),
  ];
  for (let i = 1; i < 12; i++) {
    const at = Math.floor((sample.length * i) / 12);
    out.push(sample.slice(0, at), sample.slice(at), `${sample.slice(0, at)}😀é\u2028${sample.slice(at)}`);
    out.push(sample.slice(0, at) + sample.slice(at + 7), `${sample.slice(0, at)}}${sample.slice(at)}`);
  }
  return out;
}

describe.each(PARSED_LANGUAGES)('reading %s trees from memory', (language) => {
  let grammar: Grammar;
  beforeAll(async () => {
    grammar = await load(language);
  });

  it('passes the self-test that switches it on', () => {
    expect(grammar.heap).not.toBeNull();
  });

  it('names kinds as the library does', async () => {
    const { Language } = runtime;
    const library = await Language.load(await GRAMMARS.grammar(language));
    const { kindNames, kindId, errorKind, named } = grammar.tables;
    const names = new Set(kindNames.slice(0, errorKind).filter((name) => name !== ''));
    const asked = (name: string) => library.idForNodeType(name, named[kindId(name)] === 1);
    for (const name of names) expect([name, kindId(name)]).toEqual([name, asked(name)]);
    expect(named[errorKind]).toBe(1);
  });

  it('parses the sample without an error, so that it tests what it should', () => {
    const tree = grammar.parser.parse(SAMPLES[language])!;
    const { errors } = grammar.flatten(tree, SAMPLES[language].length);
    tree.delete();
    expect(errors.map(({ start, end }) => SAMPLES[language].slice(start - 20, end + 20))).toEqual([]);
  });

  it('agrees with the cursor node by node on whole, broken and wide-character sources', () => {
    for (const source of variants(SAMPLES[language])) expect(disagreement(grammar, source)).toBeNull();
  });

  it('agrees with the cursor on empty, blank, endless and deep sources', () => {
    const deep = `x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}`;
    for (const source of [
      '',
      ' ',
      '\n\n',
      '\r',
      '\0',
      '\ud800',
      '"',
      `x = "${'y'.repeat(300_000)}"`,
      'a,'.repeat(5000),
      deep,
    ]) {
      expect(disagreement(grammar, source)).toBeNull();
    }
  });
});

describe('when the memory layout is not the expected one', () => {
  it('walks by the cursor and gives the same tree', async () => {
    const elsewhere = { ...runtime, memory: new wasm.Memory({ initial: 512, maximum: 512 }) };
    const language = await runtime.Language.load(await GRAMMARS.grammar('python'));
    const slow = prepareGrammar(elsewhere, language, 'python');
    const fast = await load('python');
    const tree = fast.parser.parse(SAMPLES.python)!;
    expect(slow.heap).toBeNull();
    expect(sameArrays(slow.flatten(tree, 0), fast.flatten(tree, SAMPLES.python.length))).toBe(true);
    tree.delete();
  });
});
