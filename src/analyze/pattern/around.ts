import { SyntaxNode } from '../../parse/node.ts';

const MOST_CLIMBED = 500;
const FUNCTIONS =
  /^(?:function_declaration|function_expression|arrow_function|method_definition|generator_function|generator_function_declaration|function_definition|method_declaration|constructor_declaration|lambda|func_literal|function_item|method)$/;

/** True for a node that is a function in one of the languages, also an anonymous one. */
export function isFunction(node: SyntaxNode): boolean {
  return FUNCTIONS.test(node.kind);
}

/** The nearest ancestor that satisfies the condition, within a few hundred levels; null where there is none. */
export function ancestor(node: SyntaxNode, is: (node: SyntaxNode) => boolean): SyntaxNode | null {
  let current = node.parent;
  for (let climbed = 0; current !== null && climbed < MOST_CLIMBED; climbed++) {
    if (is(current)) return current;
    current = current.parent;
  }
  return null;
}

/** The nearest function around a node; the whole file where there is none. */
export function functionAround(node: SyntaxNode): SyntaxNode {
  return ancestor(node, isFunction) ?? ancestor(node, ({ parent }) => parent === null) ?? node;
}

/** Every node below a node (itself included) of the given kinds, in document order. */
export function* descendants(node: SyntaxNode, kinds: ReadonlySet<string>): Generator<SyntaxNode> {
  const { tree } = node;
  for (let index = node.index; index < tree.last[node.index]!; index++) {
    if (kinds.has(tree.grammar.kindNames[tree.kind[index]!]!)) yield new SyntaxNode(tree, index);
  }
}
