import type { ChangeDetector, ChangeView } from '../../analyze/detector.ts';
import { lastName, newlyTouched, twinBefore } from '../../analyze/metric/compare.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Cognitive complexity from which a reader needs to make notes, and by how much it must have grown to be this change's doing. */
const HARD = 20;
const GROWTH = 8;
const VERY_HARD = 35;

function run(view: ChangeView): void {
  for (const { file, now, firstLine } of newlyTouched(view)) {
    if (now.cognitive < HARD) continue;
    const before = twinBefore(view, file, now);
    const was = before?.cognitive ?? 0;
    if (now.cognitive - was < GROWTH) continue;
    const told = before ? `complexity ${now.cognitive}, was ${was}` : `complexity ${now.cognitive}`;
    view.report(file.path, {
      ...firstLine,
      level: now.cognitive >= VERY_HARD ? 'warning' : 'note',
      message: `\`${lastName(now)}\` is hard to follow (cognitive ${told})`,
    });
  }
}

const detect: ChangeDetector = { engine: 'metric', scope: 'change', run };

const BRANCHES = Array.from(
  { length: 6 },
  (_, i) =>
    `    if (order.kind === ${i}) {\n      for (const item of order.items) {\n        if (item.open) total += item.price;\n      }\n    }\n`,
).join('');
const PYTHON = Array.from(
  { length: 6 },
  (_, i) =>
    `    if order.kind == ${i}:\n        for item in order.items:\n            if item.open:\n                total += item.price\n`,
).join('');

export default defineRule({
  id: 'quality/complexity-jump',
  title: 'Function became hard to follow',
  level: 'warning',
  risk: 'understanding',
  why: 'Nested and branching code is read wrong more often: who changes it next will not see all its paths.',
  fix: 'Take the cases apart into functions with names, return early, or put the cases into a table.',
  cwe: [1121],
  languages: ['javascript', 'typescript', 'python', 'java', 'go', 'csharp', 'ruby', 'php', 'rust', 'c', 'cpp'],
  detect,
  bad: [
    {
      before: { 'src/order.ts': 'export function price(order) {\n  let total = 0;\n  return total;\n}\n' },
      after: {
        'src/order.ts': `«export function price(order) {»\n  let total = 0;\n${BRANCHES}  return total;\n}\n`.replace(
          '«export function',
          'export «function',
        ),
      },
    },
    { after: { 'src/order.py': `«def price(order):»\n    total = 0\n${PYTHON}    return total\n` } },
  ],
  good: [
    {
      before: { 'src/order.ts': `export function price(order) {\n  let total = 0;\n${BRANCHES}  return total;\n}\n` },
      after: { 'src/order.ts': `export function price(order) {\n  let total = 1;\n${BRANCHES}  return total;\n}\n` },
    },
    {
      before: { 'src/order.py': `def price(order):\n    total = 0\n${PYTHON}    return total\n` },
      after: { 'src/order.py': '', 'src/price.py': `def price(order):\n    total = 0\n${PYTHON}    return total\n` },
    },
  ],
});
