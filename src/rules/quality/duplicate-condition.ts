import type { SyntaxNode } from '../../analyze/detector.ts';
import { inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const MOST_BRANCHES = 200;

/** The next `if` of a chain, also through an `else` clause. */
function nextIf(node: SyntaxNode): SyntaxNode | null {
  const other = node.child('alternative');
  if (other === null) return null;
  if (other.kind === 'if_statement') return other;
  return other.kind === 'else_clause'
    ? (other.namedChildren.find(({ kind }) => kind === 'if_statement') ?? null)
    : null;
}

/** Conditions in the order in which they are asked. */
function conditions(first: SyntaxNode): SyntaxNode[] {
  const all: SyntaxNode[] = [];
  const push = (node: SyntaxNode | null) => {
    const condition = node?.child('condition');
    // With a statement of its own before it (`if x := f(); x`), the same words ask something new.
    if (condition && !node?.child('initializer')) all.push(condition);
  };
  let node: SyntaxNode | null = first;
  for (let step = 0; node !== null && step < MOST_BRANCHES; step++) {
    push(node);
    for (const clause of node.namedChildren)
      if (clause.kind === 'elif_clause' || clause.kind === 'else_if_clause') push(clause);
    node = nextIf(node);
  }
  return all;
}

/** Asking it twice gives the same answer: no call, no assignment, no counting. */
function isStill(condition: SyntaxNode): boolean {
  return !/[\w)\]]\s*\(|\+\+|--|[^=!<>]=[^=]|\bawait\b|\byield\b|:=/.test(condition.text.replace(/^\(|\)$/g, ''));
}

const folded = ({ text }: SyntaxNode) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^\((.*)\)$/, '$1')
    .trim();

export default defineRule({
  id: 'quality/duplicate-condition',
  title: 'Condition that was asked before',
  level: 'warning',
  why: 'The same condition stands earlier in the chain: this branch is never taken, and the case that was meant is missing.',
  fix: 'Ask for the case that was meant, or remove the branch.',
  cwe: [561, 571],
  languages: [...JAVASCRIPT, 'python', 'java', 'csharp', 'go', 'c', 'cpp', 'php'],
  detect: nodes(
    {
      ...inJavaScript('if_statement'),
      python: ['if_statement'],
      java: ['if_statement'],
      csharp: ['if_statement'],
      go: ['if_statement'],
      c: ['if_statement'],
      cpp: ['if_statement'],
      php: ['if_statement'],
    },
    (node, context) => {
      // Only from the head of a chain: the others are part of it.
      if (
        node.parent?.kind === 'else_clause' ||
        (node.parent?.kind === 'if_statement' && node.parent.child('alternative')?.index === node.index)
      )
        return false;
      const asked = new Set<string>();
      for (const condition of conditions(node)) {
        const text = folded(condition);
        if (asked.has(text) && isStill(condition)) context.report({ start: condition.start, end: condition.end });
        asked.add(text);
      }
      return false;
    },
  ),
  bad: [
    'if (kind === "a") one();\nelse if (kind === "b") two();\nelse if «(kind === "a")» three();',
    'if (a && b) {\n} else {\n  if (c) {} else if «(c)» {}\n}',
    { after: { 'kind.py': 'if kind == 1:\n    one()\nelif kind == 2:\n    two()\nelif «kind == 1»:\n    three()\n' } },
    { after: { 'Kind.java': 'class K { void f(int k) { if (k == 1) { a(); } else if «(k == 1)» { b(); } } }\n' } },
  ],
  good: [
    'if (kind === "a") one();\nelse if (kind === "b") two();\nif (kind === "a") three();',
    'if (next()) one();\nelse if (next()) two();\nelse if (i++ > 1) a();\nelse if (i++ > 1) b();',
    { after: { 'kind.py': 'if kind == 1:\n    one()\nelif kind == 2:\n    two()\n' } },
    {
      after: {
        'kind.go':
          'package k\n\nfunc f() {\n\tif err := a(); err != nil {\n\t} else if err := b(); err != nil {\n\t}\n}\n',
      },
    },
  ],
});
