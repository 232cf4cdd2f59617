import type { SyntaxNode } from '../../analyze/detector.ts';
import { descendants } from '../../analyze/pattern/around.ts';
import { nodes } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

const LEAVES: ReadonlySet<string> = new Set([
  'break_statement',
  'return_statement',
  'raise_statement',
  'yield',
  'await',
]);
const CHANGES: ReadonlySet<string> = new Set([
  'assignment',
  'augmented_assignment',
  'named_expression',
  'for_statement',
  'with_item',
  'global_statement',
  'nonlocal_statement',
  'function_definition',
  'lambda',
  'delete_statement',
]);
const SIDES = /^(?:identifier|integer|float|unary_operator)$/;

export default defineRule({
  id: 'quality/endless-loop',
  title: 'Loop whose condition never changes',
  level: 'warning',
  why: 'Nothing inside changes what the condition looks at, and nothing leaves the loop: once entered, it never ends.',
  fix: 'Change the counter inside the loop, or write it as `for`.',
  cwe: [835],
  languages: ['python'],
  detect: nodes(
    { python: ['while_statement'] },
    (node) => {
      const condition = node.child('condition');
      const body = node.child('body');
      if (condition?.kind !== 'comparison_operator' || !body) return false;
      // A comparison of plain numbers: what an object holds may be changed by anything that is called.
      const sides = condition.namedChildren;
      const names = sides.filter(({ kind }) => kind === 'identifier').map(({ text }) => text);
      if (names.length === 0 || !sides.every((side) => SIDES.test(side.kind) || literalOf(side) !== undefined))
        return false;
      if (!sides.some((side) => typeof literalOf(side)?.value === 'number')) return false;
      for (const each of descendants(body, LEAVES)) if (each.index >= 0) return false;
      for (const each of descendants(body, CHANGES)) if (mentions(each, names)) return false;
      return condition;
    },
    ['while'],
  ),
  bad: [
    'def wait(queue):\n    i = 0\n    while «i < 10»:\n        queue.next()\n',
    'left = 5\nwhile «left > 0»:\n    print(left)\n    done += 1\n',
  ],
  good: [
    'def wait(queue):\n    i = 0\n    while i < 10:\n        queue.next()\n        i += 1\n',
    'def wait(queue):\n    i = 0\n    while i < 10:\n        if queue.next():\n            break\n',
    'while self.running:\n    step()\nwhile len(items) > 0:\n    items.pop()\n',
  ],
});

function mentions(node: SyntaxNode, names: readonly string[]): boolean {
  const target = node.child('left') ?? node.child('name') ?? node;
  const words = target.text.slice(0, 5000).split(/\W+/);
  return names.some((name) => words.includes(name));
}
