import type { SyntaxTree } from './tree.ts';

/** A handle on one node of a flat tree: cheap to make, compares by `index`. Grown by the parse layer. */
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

  get parent(): SyntaxNode | null {
    const parent = this.tree.parent[this.index]!;
    return parent < 0 ? null : new SyntaxNode(this.tree, parent);
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
}
