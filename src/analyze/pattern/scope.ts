import type { GrammarTables, SyntaxTree } from '../../parse/tree.ts';

const MOST_CLIMBED = 1000;

/** What a name means where it is declared; `value` is a node index, `members` the properties taken out of it. */
export interface Declared {
  readonly imported?: string;
  readonly value?: number;
  readonly members?: readonly string[];
}

/** How a collector tells what it found: the name means this within the node `scope`. */
export type Declare = (name: string, scope: number, what: Declared) => void;

/** Index of the nearest ancestor of one of the kinds; the root where there is none, or none near. */
export function enclosing(tree: SyntaxTree, index: number, isKind: Uint8Array): number {
  let at = tree.parent[index]!;
  for (let climbed = 0; at > 0 && climbed < MOST_CLIMBED; climbed++) {
    if (isKind[tree.kind[at]!] === 1) return at;
    at = tree.parent[at]!;
  }
  return 0;
}

const sets = new WeakMap<GrammarTables, Map<readonly string[], Uint8Array>>();

/**
 * Kind ids by name as a table, made once a grammar and list (so `names` must be a constant); a kind that the grammar does not
 * have is no error: dialects differ.
 */
export function kindSet({ grammar }: SyntaxTree, names: readonly string[]): Uint8Array {
  const known = sets.get(grammar) ?? new Map<readonly string[], Uint8Array>();
  sets.set(grammar, known);
  const wanted = new Set(names);
  const set = known.get(names) ?? Uint8Array.from(grammar.kindNames, (name) => (wanted.has(name) ? 1 : 0));
  known.set(names, set);
  return set;
}

/** A write to a name from somewhere in its scope. */
export interface Write {
  readonly name: string;
  readonly at: number;
  /** Node that is assigned; absent for `x += 1` and the like. */
  readonly value?: number;
}
