import type { SyntaxTree } from './tree.ts';

/** A handle on one node of a flat tree: cheap to make, compares by `index` (two handles on one node are two objects). */
export class SyntaxNode {
  readonly tree: SyntaxTree;
  readonly index: number;

  constructor(tree: SyntaxTree, index: number) {
    this.tree = tree;
    this.index = index;
  }

  get kind(): string {
    return this.tree.grammar.kindNames[this.tree.kind[this.index]!]!;
  }

  get start(): number {
    return this.tree.start[this.index]!;
  }

  get end(): number {
    return this.tree.end[this.index]!;
  }

  get text(): string {
    return this.tree.source.slice(this.start, this.end);
  }

  get named(): boolean {
    return this.tree.grammar.named[this.tree.kind[this.index]!] === 1;
  }

  /** Name of the field it stands in, or ''. */
  get fieldName(): string {
    return this.tree.grammar.fieldNames[this.tree.field[this.index]!] ?? '';
  }

  equals(other: SyntaxNode | null): boolean {
    return other !== null && this.index === other.index && this.tree === other.tree;
  }

  get parent(): SyntaxNode | null {
    const parent = this.tree.parent[this.index]!;
    return parent < 0 ? null : new SyntaxNode(this.tree, parent);
  }

  /** Nearest node around this one that has one of the kinds, or null. */
  ancestor(...kinds: readonly string[]): SyntaxNode | null {
    const { parent, kind, grammar } = this.tree;
    for (let i = parent[this.index]!; i >= 0; i = parent[i]!) {
      if (kinds.includes(grammar.kindNames[kind[i]!]!)) return new SyntaxNode(this.tree, i);
    }
    return null;
  }

  /** All nodes around this one, innermost first. */
  *ancestors(): Generator<SyntaxNode> {
    for (let i = this.tree.parent[this.index]!; i >= 0; i = this.tree.parent[i]!) yield new SyntaxNode(this.tree, i);
  }

  /** All children, tokens included. */
  get children(): SyntaxNode[] {
    const out: SyntaxNode[] = [];
    const end = this.tree.last[this.index]!;
    for (let i = this.index + 1; i < end; i = this.tree.last[i]!) out.push(new SyntaxNode(this.tree, i));
    return out;
  }

  get namedChildren(): SyntaxNode[] {
    return this.children.filter((child) => child.named);
  }

  /** The n-th named child (from 0), or null. */
  namedChild(n: number): SyntaxNode | null {
    const { kind, last, grammar } = this.tree;
    let left = n;
    for (let i = this.index + 1; i < last[this.index]!; i = last[i]!) {
      if (grammar.named[kind[i]!] === 1 && left-- === 0) return new SyntaxNode(this.tree, i);
    }
    return null;
  }

  /** First child that stands in the field, or null. */
  child(field: string): SyntaxNode | null {
    const id = this.tree.grammar.fieldId(field);
    const end = this.tree.last[this.index]!;
    if (id <= 0) return null;
    for (let i = this.index + 1; i < end; i = this.tree.last[i]!) {
      if (this.tree.field[i] === id) return new SyntaxNode(this.tree, i);
    }
    return null;
  }

  /** Every child that stands in the field: tokens between list elements may stand in it too. */
  childrenOf(field: string): SyntaxNode[] {
    const id = this.tree.grammar.fieldId(field);
    return id <= 0 ? [] : this.children.filter((child) => this.tree.field[child.index] === id);
  }

  /** The sibling after this one, tokens included, or null. */
  get next(): SyntaxNode | null {
    const parent = this.tree.parent[this.index]!;
    const after = this.tree.last[this.index]!;
    return parent >= 0 && after < this.tree.last[parent]! ? new SyntaxNode(this.tree, after) : null;
  }

  /** The sibling before this one, tokens included, or null; walks back over that sibling's nodes only upward. */
  get previous(): SyntaxNode | null {
    const parent = this.tree.parent[this.index]!;
    if (parent < 0 || this.index === parent + 1) return null;
    let i = this.index - 1;
    while (this.tree.parent[i]! !== parent) i = this.tree.parent[i]!;
    return new SyntaxNode(this.tree, i);
  }

  /** Every node below this one in document order, of the given kinds where any are given. */
  *descendants(...kinds: readonly string[]): Generator<SyntaxNode> {
    const { kind, last, grammar } = this.tree;
    const end = last[this.index]!;
    for (let i = this.index + 1; i < end; i++) {
      if (kinds.length === 0 || kinds.includes(grammar.kindNames[kind[i]!]!)) yield new SyntaxNode(this.tree, i);
    }
  }
}
