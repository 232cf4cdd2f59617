import type { SyntaxTree } from '../../parse/tree.ts';

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

/** Kind ids by name as a table; a kind that the grammar does not have is no error: dialects differ. */
export function kindSet(tree: SyntaxTree, names: readonly string[]): Uint8Array {
  const wanted = new Set(names);
  return Uint8Array.from(tree.grammar.kindNames, (name) => (wanted.has(name) ? 1 : 0));
}

/** A write to a name from somewhere in its scope. */
export interface Write {
  readonly name: string;
  readonly at: number;
  /** Node that is assigned; absent for `x += 1` and the like. */
  readonly value?: number;
}
