import type { Language, Parser, Tree } from 'web-tree-sitter';
import type { ParsedLanguage } from '../model/language.ts';
import { flattenByCursor } from './cursor.ts';
import { type FlatArrays, sameArrays } from './flat.ts';
import { createHeapFlattener, type HeapFlattener } from './heap.ts';
import { addressOf, type Runtime } from './runtime.ts';
import type { GrammarTables } from './tree.ts';

/** One language, ready to parse. */
export interface Grammar {
  readonly tables: GrammarTables;
  readonly parser: Parser;
  /** Null when the memory layout is not the expected one: then the cursor walks every tree. */
  readonly heap: HeapFlattener | null;
  flatten(tree: Tree, length: number): FlatArrays;
}

/** Text that is a little of everything in any grammar: fields, tokens, wide characters, a comment, an error. */
const PROBE =
  'x = f(a, "é😀") + [1];\n// c\nif (a) { return b }\n<?php function g($h) { return $h; }\n class {\r\n  def (';

/** Makes a loaded grammar usable, and believes its memory layout only after a look at both readings of one text. */
export function prepareGrammar(runtime: Runtime, loaded: Language, language: ParsedLanguage): Grammar {
  const tables = readTables(loaded, language);
  const parser = new runtime.Parser();
  parser.setLanguage(loaded);
  const heap = provenHeap(runtime, loaded, tables, parser);
  return {
    tables,
    parser,
    heap,
    flatten: (tree, length) => heap?.flatten(addressOf(tree), length) ?? flattenByCursor(tree, tables.errorKind),
  };
}

function provenHeap(runtime: Runtime, loaded: Language, tables: GrammarTables, parser: Parser): HeapFlattener | null {
  const address = addressOf(loaded);
  if (address < 0) return null;
  const heap = createHeapFlattener(runtime.memory, address, {
    kinds: tables.errorKind,
    fields: tables.fieldNames.length - 1,
  });
  const tree = parser.parse(PROBE);
  if (heap === null || tree === null || addressOf(tree) < 0) return null;
  try {
    const read = heap.flatten(addressOf(tree), PROBE.length);
    return read !== null && sameArrays(read, flattenByCursor(tree, tables.errorKind)) ? heap : null;
  } finally {
    tree.delete();
  }
}

function readTables(loaded: Language, language: ParsedLanguage): GrammarTables {
  const errorKind = loaded.types.length;
  const kindNames = Array.from(loaded.types, (name) => name ?? '');
  const named = new Uint8Array(errorKind + 1);
  const kinds = new Map<string, number>();
  for (let kind = 0; kind < errorKind; kind++) {
    if (loaded.nodeTypeIsNamed(kind)) named[kind] = 1;
    const name = kindNames[kind]!;
    if (name === '') continue;
    const id = loaded.idForNodeType(name, named[kind] === 1);
    if (id === kind && (named[kind] === 1 || !kinds.has(name))) kinds.set(name, kind);
  }
  kindNames.push('ERROR');
  named[errorKind] = 1;
  kinds.set('ERROR', errorKind);
  const fieldNames = Array.from(loaded.fields, (name) => name ?? '');
  const fields = new Map(fieldNames.map((name, id) => [name, id] as const));
  fields.delete('');
  return {
    language,
    kindNames,
    named,
    fieldNames,
    kindId: (name) => kinds.get(name) ?? -1,
    fieldId: (name) => fields.get(name) ?? -1,
    errorKind,
  };
}
