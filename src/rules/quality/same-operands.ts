import { inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

const OPERATORS = /^(?:===?|<=?|>=?|&&|\|\||and|or|-|\/|%|==)$/;

export default defineRule({
  id: 'quality/same-operands',
  title: 'Both sides of the operator are the same',
  level: 'warning',
  why: 'The result is known before it runs: one side was meant to be something else.',
  fix: 'Write the side that was meant.',
  cwe: [570, 571],
  languages: [...JAVASCRIPT, 'python', 'java', 'csharp', 'go', 'c', 'cpp', 'php'],
  detect: nodes(
    {
      ...inJavaScript('binary_expression'),
      python: ['comparison_operator', 'boolean_operator'],
      java: ['binary_expression'],
      csharp: ['binary_expression'],
      go: ['binary_expression'],
      c: ['binary_expression'],
      cpp: ['binary_expression'],
      php: ['binary_expression'],
    },
    (node) => {
      const [left, right] =
        node.kind === 'comparison_operator' ? node.namedChildren : [node.child('left'), node.child('right')];
      if (!left || !right || left.end - left.start !== right.end - right.start || node.namedChildren.length > 2)
        return false;
      const operator = node.child('operator')?.text ?? node.children.find(({ named }) => !named)?.text ?? '';
      if (!OPERATORS.test(operator) || left.text !== right.text) return false;
      // `x !== x` asks for NaN; constants are arithmetic that somebody wrote out; a call may answer differently.
      if (/[()]|\+\+|--|\bawait\b|\byield\b|=>/.test(left.text) || literalOf(left) !== undefined) return false;
      return !/^["'`\d]/.test(left.text) && node;
    },
  ),
  bad: [
    'if («cart.total === cart.total») pay();\nif («a.open && a.open») pay();',
    'const days = «(end.day - end.day)»;'.replace('«(', '(«').replace(')»', '»)'),
    { after: { 'cart.py': 'if «cart.total == cart.total»:\n    pay()\n' } },
  ],
  good: [
    'if (x !== x) isNaN();\nif (next() === next()) pay();',
    'const area = a * a + b * b;\nconst week = 7 - 7;\nif (a.open && b.open) pay();',
    { after: { 'cart.py': 'if cart.total != cart.total:\n    nan()\nif a < b < a:\n    pass\n' } },
  ],
});
