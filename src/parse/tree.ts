import type { ParsedLanguage } from '../model/language.ts';

/** Names of a grammar's node kinds and fields; shared by all trees of one language. */
export interface GrammarTables {
  readonly language: ParsedLanguage;
  /** By kind id; `ERROR` is `errorKind`. */
  readonly kindNames: readonly string[];
  /** 1 where the kind is named (not a bare token such as `(`). */
  readonly named: Uint8Array;
  /** By field id; 0 is no field. */
  readonly fieldNames: readonly string[];
  /** Kind id by name (named kinds win over tokens of the same name); -1 is never a kind. */
  kindId(name: string): number;
  fieldId(name: string): number;
  readonly errorKind: number;
}

/**
 * A syntax tree, flat: node n's parts stand at index n of each array, nodes in document order, root at 0.
 * Offsets are UTF-16 code units into `source`. The children of n are n+1, then last[n+1], … below last[n].
 */
export interface SyntaxTree {
  readonly grammar: GrammarTables;
  readonly source: string;
  readonly count: number;
  readonly kind: Uint16Array;
  /** -1 at the root. */
  readonly parent: Int32Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly field: Uint16Array;
  /** First node after the subtree of n. */
  readonly last: Uint32Array;
  /** ERROR nodes and places where the parser had to invent a token, as offsets into `source`. */
  readonly errors: readonly { readonly start: number; readonly end: number }[];
}
