import type { SyntaxTree } from '../../../parse/tree.ts';

/** A tree by node numbers: what lowering reads, without an object per node. A missing node is -1, and has no children. */
export class TreeView {
  readonly tree: SyntaxTree;
  private readonly kindNames: readonly string[];

  constructor(tree: SyntaxTree) {
    this.tree = tree;
    this.kindNames = tree.grammar.kindNames;
  }

  kind(node: number): string {
    return node < 0 ? '' : this.kindNames[this.tree.kind[node]!]!;
  }

  text(node: number): string {
    return node < 0 ? '' : this.tree.source.slice(this.tree.start[node], this.tree.end[node]);
  }

  /** First child in the field, or -1. */
  child(node: number, field: string): number {
    if (node < 0) return -1;
    const { last } = this.tree;
    const id = this.tree.grammar.fieldId(field);
    const end = last[node]!;
    for (let i = node + 1; i < end; i = last[i]!) if (this.tree.field[i] === id) return i;
    return -1;
  }

  /** Named children in the field, comments left out. */
  childrenOf(node: number, field: string): number[] {
    const id = this.tree.grammar.fieldId(field);
    return this.named(node).filter((child) => this.tree.field[child] === id);
  }

  /** All children, tokens too. */
  children(node: number): number[] {
    const out: number[] = [];
    if (node < 0) return out;
    const { last } = this.tree;
    for (let i = node + 1; i < last[node]!; i = last[i]!) out.push(i);
    return out;
  }

  /** Named children but comments, which may stand anywhere. */
  named(node: number): number[] {
    const { kind, grammar } = this.tree;
    return this.children(node).filter((child) => grammar.named[kind[child]!] === 1 && !this.isComment(child));
  }

  firstNamed(node: number): number {
    return this.named(node)[0] ?? -1;
  }

  /** First child of the kind, or -1. */
  childOfKind(node: number, kind: string): number {
    return this.children(node).find((child) => this.kind(child) === kind) ?? -1;
  }

  has(node: number, token: string): boolean {
    return this.childOfKind(node, token) >= 0;
  }

  isComment(node: number): boolean {
    const kind = this.kind(node);
    return kind.endsWith('comment') || kind === 'line_continuation';
  }

  /** Every node below, in document order; those for which `skip` holds are given, what is inside them is not. */
  *below(node: number, skip: (node: number) => boolean): Generator<number> {
    if (node < 0) return;
    const { last } = this.tree;
    const end = last[node]!;
    for (let i = node + 1; i < end; ) {
      yield i;
      i = skip(i) ? last[i]! : i + 1;
    }
  }
}
