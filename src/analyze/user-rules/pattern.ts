import type { ParsedLanguage } from '../../model/language.ts';
import { SyntaxNode } from '../../parse/node.ts';
import type { SyntaxTree } from '../../parse/tree.ts';
import type { TreeParser } from '../analyze.ts';

/** What the holes of a pattern stand for at one place; the source text of each. */
export type Holes = ReadonlyMap<string, string>;

/** Code with holes, made ready for one language. */
export interface CompiledPattern {
  /** The kind that a matching node has. */
  readonly kind: string;
  match(node: SyntaxNode): Holes | null;
}

const HOLE = 'csHole_';
const REST = 'csRest_';
const ANY_TEXT = 'csText_';
const MOST_NODES = 400;
const PUNCTUATION = /^[()[\]{},;'"`]$/;

/** Around an expression or a statement where a language does not take one at the top of a file. */
const FRAMES: Readonly<Record<ParsedLanguage, readonly (readonly [string, string])[]>> = {
  javascript: [
    ['', ''],
    ['async function f() {', '}'],
    ['(', ')'],
  ],
  typescript: [
    ['', ''],
    ['async function f() {', '}'],
    ['(', ')'],
  ],
  tsx: [
    ['', ''],
    ['async function f() {', '}'],
    ['(', ')'],
  ],
  python: [['', '']],
  java: [
    ['class C { void m() { ', '; } }'],
    ['class C { void m() { ', ' } }'],
    ['class C { ', ' }'],
    ['', ''],
  ],
  go: [
    ['package p\nfunc f() { ', ' }'],
    ['package p\n', ''],
  ],
  csharp: [
    ['class C { void M() { ', '; } }'],
    ['class C { void M() { ', ' } }'],
    ['class C { ', ' }'],
    ['', ''],
  ],
  ruby: [['', '']],
  php: [
    ['<?php ', ';'],
    ['<?php ', ''],
  ],
  rust: [
    ['fn f() { ', '; }'],
    ['fn f() { ', ' }'],
    ['', ''],
  ],
  c: [
    ['void f() { ', '; }'],
    ['void f() { ', ' }'],
    ['', ''],
  ],
  cpp: [
    ['void f() { ', '; }'],
    ['void f() { ', ' }'],
    ['', ''],
  ],
};

/** Compiles a pattern; a sentence where it is not one expression or statement of the language. */
export async function compilePattern(
  written: string,
  language: ParsedLanguage,
  parser: TreeParser,
): Promise<CompiledPattern | { readonly fault: string }> {
  const code = withoutHoles(written.trim());
  for (const [before, after] of FRAMES[language]) {
    const tree = await parser.parse(before + code + after, language);
    if ('unparsed' in tree || tree.errors.length > 0) continue;
    const root = nodeAt(tree, before.length, before.length + code.length);
    if (root === null) continue;
    if (tree.count > MOST_NODES) return { fault: 'it is too large for a pattern' };
    if (holeIn(root) !== null || isRest(root)) return { fault: 'a pattern must be more than a hole' };
    return { kind: root.kind, match: (node) => matchAt(root, node) };
  }
  return { fault: `it is not one expression or statement of ${language}` };
}

/** Holes become names that every grammar takes. */
function withoutHoles(code: string): string {
  return code
    .replace(/(["'])\.\.\.\1/g, `$1${ANY_TEXT}$1`)
    .replace(/\$([A-Z][A-Z0-9_]*|_)(?![\w$])/g, `${HOLE}$1`)
    .replace(/(?<=[{;}]\s*)\.\.\.(?=\s*[\w$])/g, `${REST};`)
    .replace(/\.\.\.(?=\s*(?:[,;)\]}]|$))/gm, REST);
}

const FILE = /^(?:program|module|source_file|translation_unit|compilation_unit)$/;
/** Nodes that add nothing to the one thing in them. */
const SHELL =
  /^(?:program|module|source_file|translation_unit|compilation_unit|expression_statement|statement_list|statement|global_statement)$/;

/** The outermost node that covers exactly the pattern; of a statement that is only an expression, the expression. */
function nodeAt(tree: SyntaxTree, start: number, end: number): SyntaxNode | null {
  for (let index = 0; index < tree.count; index++) {
    const node = new SyntaxNode(tree, index);
    if (node.start !== start || node.end < end || !node.named) continue;
    if (node.end > end + 1) continue;
    const only = node.namedChildren;
    if (SHELL.test(node.kind) && only.length === 1 && only[0]!.start === start) continue;
    return FILE.test(node.kind) ? null : node;
  }
  return null;
}

function holeIn(node: SyntaxNode): string | null {
  const { text } = node;
  return text.startsWith(HOLE) && /^\w+$/.test(text) ? text.slice(HOLE.length) : null;
}

function isRest(node: SyntaxNode): boolean {
  return node.text.replace(/;$/, '') === REST;
}

/** Children that mean something: no punctuation, no comments. */
function parts(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter(({ kind, named }) => (named ? !/comment/.test(kind) : !PUNCTUATION.test(kind)));
}

function matchAt(pattern: SyntaxNode, node: SyntaxNode): Holes | null {
  const holes = new Map<string, string>();
  return matches(pattern, node, holes) ? holes : null;
}

/** Depth is bounded by the pattern, which is small. */
function matches(pattern: SyntaxNode, node: SyntaxNode, holes: Map<string, string>): boolean {
  const hole = holeIn(pattern);
  if (hole !== null) return fill(hole, node, holes);
  if (pattern.kind !== node.kind) return false;
  const wanted = parts(pattern);
  if (wanted.length === 0) return pattern.text === node.text;
  if (/string/.test(pattern.kind) && pattern.text.includes(ANY_TEXT)) return true;
  return matchList(wanted, parts(node), holes);
}

function fill(hole: string, node: SyntaxNode, holes: Map<string, string>): boolean {
  if (!node.named) return false;
  if (hole === '_') return true;
  const text = node.text.replace(/\s+/g, ' ');
  const known = holes.get(hole);
  if (known !== undefined) return known === text;
  holes.set(hole, text);
  return true;
}

/** One after the other; a rest takes as few as it can, and gives way when what follows does not fit. */
function matchList(wanted: readonly SyntaxNode[], given: readonly SyntaxNode[], holes: Map<string, string>): boolean {
  let [at, from] = [0, 0];
  let retry: { readonly at: number; from: number; readonly holes: Map<string, string> } | null = null;
  while (at < wanted.length || from < given.length) {
    const pattern = wanted[at];
    if (pattern !== undefined && isRest(pattern)) {
      retry = { at, from, holes: new Map(holes) };
      at++;
      continue;
    }
    const before = new Map(holes);
    if (pattern !== undefined && from < given.length && matches(pattern, given[from]!, holes)) {
      at++;
      from++;
      continue;
    }
    restore(holes, before);
    if (retry === null || retry.from >= given.length) return false;
    restore(holes, retry.holes);
    retry.from++;
    [at, from] = [retry.at + 1, retry.from];
  }
  return true;
}

function restore(holes: Map<string, string>, to: ReadonlyMap<string, string>): void {
  holes.clear();
  for (const [name, text] of to) holes.set(name, text);
}
