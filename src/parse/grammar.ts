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
  const parser = new runtime.Parser();
  parser.setLanguage(loaded);
  const errorKind = loaded.types.length;
  const address = addressOf(loaded);
  const expected = { kinds: errorKind, fields: loaded.fields.length - 1 };
  const candidate = address < 0 ? null : createHeapFlattener(runtime.memory, address, expected);
  const heap = candidate !== null && isRight(candidate, parser, errorKind) ? candidate : null;
  return {
    tables: readTables(loaded, language, heap?.kindOf ?? null),
    parser,
    heap,
    flatten: (tree, length) => heap?.flatten(addressOf(tree), length) ?? flattenByCursor(tree, errorKind),
  };
}

function isRight(heap: HeapFlattener, parser: Parser, errorKind: number): boolean {
  const tree = parser.parse(PROBE);
  if (tree === null) return false;
  try {
    const read = addressOf(tree) < 0 ? null : heap.flatten(addressOf(tree), PROBE.length);
    return read !== null && sameArrays(read, flattenByCursor(tree, errorKind));
  } finally {
    tree.delete();
  }
}

/** `kindOf` gives the kind that a symbol is shown as; without it the library is asked, which costs a search per name. */
function readTables(loaded: Language, language: ParsedLanguage, kindOf: Uint16Array | null): GrammarTables {
  const errorKind = loaded.types.length;
  const kindNames = Array.from(loaded.types, (name) => name ?? '');
  const named = new Uint8Array(errorKind + 1);
  const kinds = new Map<string, number>();
  for (let kind = 0; kind < errorKind; kind++) {
    if (loaded.nodeTypeIsNamed(kind)) named[kind] = 1;
    const name = kindNames[kind]!;
    if (name === '') continue;
    const shown = kindOf === null ? loaded.idForNodeType(name, named[kind] === 1) : kindOf[kind];
    if (shown === kind && (named[kind] === 1 || !kinds.has(name))) kinds.set(name, kind);
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
