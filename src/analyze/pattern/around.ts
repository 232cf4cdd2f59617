import { SyntaxNode } from '../../parse/node.ts';
import type { SyntaxTree } from '../../parse/tree.ts';

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

/** The next node beside a node, tokens included; in constant time, where `children` of the parent is not. */
export function nextSibling(node: SyntaxNode): SyntaxNode | null {
  const { tree, index } = node;
  const parent = tree.parent[index]!;
  const next = tree.last[index]!;
  return parent >= 0 && next < tree.last[parent]! ? new SyntaxNode(tree, next) : null;
}

/** The leaf right before a node where it is a node beside it: enough for comments, in constant time. */
export function leafBefore(node: SyntaxNode): SyntaxNode | null {
  const { tree, index } = node;
  return index > 0 && tree.parent[index - 1] === tree.parent[index] ? new SyntaxNode(tree, index - 1) : null;
}

/** Whether the file says something anywhere; looked up once a file, however often it is asked. */
export function fileSays(pattern: RegExp): (node: SyntaxNode) => boolean {
  const answers = new WeakMap<SyntaxTree, boolean>();
  return ({ tree }) => {
    const answer = answers.get(tree) ?? pattern.test(tree.source);
    answers.set(tree, answer);
    return answer;
  };
}

/** Whether a Python function handles a request in sight: there the rules that follow values say what reaches a call and what not. */
export function handlesRequest(node: SyntaxNode): boolean {
  const around = functionAround(node);
  return around.kind === 'function_definition' && /\brequest\b/.test(around.text.slice(0, 50_000));
}
