import type { SyntaxNode } from '../../analyze/detector.ts';
import { nextSibling } from '../../analyze/pattern/around.ts';
import { inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const BLOCKS =
  /^(?:statement_block|block|program|module|compound_statement|switch_case|switch_default|statement_list)$/;
/** Declarations that hold wherever they stand, and labels that something else may jump to. */
const HARMLESS =
  /^(?:function_declaration|generator_function_declaration|class_declaration|function_definition|class_definition|type_alias_declaration|interface_declaration|ambient_declaration|enum_declaration|export_statement|import_statement|labeled_statement|empty_statement|comment|case_statement|default_statement|ERROR|break_statement|hash_bang_line)$/;

function next(node: SyntaxNode): SyntaxNode | undefined {
  const block = node.parent;
  if (block === null || !BLOCKS.test(block.kind)) return undefined;
  for (let after = nextSibling(node); after !== null; after = nextSibling(after)) {
    if (after.named && after.kind !== 'comment') return after;
  }
  return undefined;
}

/** `yield` that is never reached still makes a generator of a Python function: that is what it is there for. */
function makesGenerator(node: SyntaxNode): boolean {
  return node.kind === 'expression_statement' && node.namedChildren[0]?.kind === 'yield';
}

const JUMPS = ['return_statement', 'throw_statement', 'break_statement', 'continue_statement'];

export default defineRule({
  id: 'quality/unreachable-code',
  title: 'Code that is never reached',
  level: 'warning',
  why: 'It stands behind a statement that always leaves: whoever wrote it believes that it runs.',
  fix: 'Move it before the statement that leaves, or delete it.',
  cwe: [561],
  languages: [...JAVASCRIPT, 'python', 'php', 'go'],
  detect: nodes(
    {
      ...inJavaScript(...JUMPS),
      python: ['return_statement', 'raise_statement', 'break_statement', 'continue_statement'],
      php: ['return_statement', 'break_statement', 'continue_statement'],
      go: ['return_statement', 'break_statement', 'continue_statement'],
    },
    (node) => {
      const dead = next(node);
      if (dead === undefined || HARMLESS.test(dead.kind) || makesGenerator(dead)) return false;
      // `var x;` without a value only names it for the whole function.
      if (dead.kind === 'variable_declaration' && !dead.text.includes('=')) return false;
      // Two statements on what should be one: the second begins the value that `return` lost.
      return dead;
    },
  ),
  bad: [
    'function total(cart) {\n  return sum(cart);\n  «log("done");»\n}',
    'for (const item of cart) {\n  if (!item) { throw new Error("no item"); «cleanUp();» }\n  continue;\n  «use(item);»\n}',
    'function total() {\n  return\n    «{ sum: 1 }»\n}',
    { after: { 'cart.py': 'def total(cart):\n    raise ValueError(cart)\n    «return 0»\n' } },
    { after: { 'cart.go': 'package cart\n\nfunc Total() int {\n\treturn 1\n\t«log()»\n}\n' } },
  ],
  good: [
    'function total(cart) {\n  return add(cart);\n  function add(c) { return c; }\n}',
    'switch (kind) {\n  case 1:\n    return 1;\n    break;\n  default:\n    return 2;\n}',
    'function total() {\n  if (a) return 1;\n  return 2; // the end\n}',
    { after: { 'cart.py': 'def items():\n    return\n    yield\n' } },
    { after: { 'cart.go': 'package cart\n\nfunc Total() int {\n\tif a {\n\t\treturn 1\n\t}\n\treturn 2\n}\n' } },
  ],
});
