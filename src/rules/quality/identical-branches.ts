import type { SyntaxNode } from '../../analyze/detector.ts';
import { inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

/** The block of an `else`, where it is one and not the next `if`. */
function elseBlock(other: SyntaxNode): SyntaxNode | null {
  if (/block$|compound_statement/.test(other.kind)) return other;
  if (other.kind !== 'else_clause') return null;
  const body = other.child('body') ?? other.namedChildren.find(({ kind }) => kind !== 'comment');
  return body && body.kind !== 'if_statement' ? body : null;
}

const folded = (node: SyntaxNode) =>
  node.text
    .replace(/\s+/g, ' ')
    .replace(/^\{ ?| ?\}$/g, '')
    .trim();

export default defineRule({
  id: 'quality/identical-branches',
  title: 'Both branches do the same',
  level: 'warning',
  why: 'Whatever the condition says, the same happens: one of the branches was meant to be different.',
  fix: 'Write the branch that was meant, or drop the condition.',
  cwe: [1164],
  languages: [...JAVASCRIPT, 'python', 'java', 'csharp', 'go', 'c', 'cpp', 'php'],
  detect: nodes(
    {
      ...inJavaScript('if_statement', 'ternary_expression'),
      python: ['if_statement'],
      java: ['if_statement'],
      csharp: ['if_statement'],
      go: ['if_statement'],
      c: ['if_statement'],
      cpp: ['if_statement'],
      php: ['if_statement'],
    },
    (node) => {
      const then = node.child('consequence') ?? node.child('body');
      const other = node.child('alternative');
      if (!then || !other || then.end - then.start > 5000) return false;
      if (node.kind === 'ternary_expression') return then.text === other.text && node;
      if (node.namedChildren.some(({ kind }) => kind === 'elif_clause' || kind === 'else_if_clause')) return false;
      // In a chain the last two branches may be equal for the sake of order.
      if (node.parent?.kind === 'else_clause' || node.parent?.kind === 'if_statement') return false;
      const block = elseBlock(other);
      return block !== null && folded(then) !== '' && folded(then) === folded(block) && other;
    },
  ),
  bad: [
    'if (cart.open) {\n  close(cart);\n} «else {\n  close(cart);\n}»',
    'const price = «isMember ? full : full»;',
    { after: { 'cart.py': 'if cart.open:\n    close(cart)\n«else:\n    close(cart)»\n' } },
  ],
  good: [
    'if (cart.open) {\n  close(cart);\n} else {\n  open(cart);\n}\nif (a) {} else {}',
    'if (a) one();\nelse if (b) two();\nelse two();',
    {
      after: { 'cart.py': 'if cart.open:\n    close(cart)\nelif cart.full:\n    send(cart)\nelse:\n    close(cart)\n' },
    },
  ],
});
