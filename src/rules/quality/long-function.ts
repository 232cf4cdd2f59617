import type { ChangeDetector, ChangeView } from '../../analyze/detector.ts';
import { lastName, newlyTouched, twinBefore } from '../../analyze/metric/compare.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Lines that fit on two screens, and by how much a function must have grown to be this change's doing. */
const LONG = 100;
const GROWTH = 30;
const VERY_LONG = 200;

function run(view: ChangeView): void {
  for (const { file, now, firstLine } of newlyTouched(view)) {
    if (now.lines < LONG || now.name.includes('<')) continue;
    const before = twinBefore(view, file, now);
    const was = before?.lines ?? 0;
    if (now.lines - was < GROWTH) continue;
    view.report(file.path, {
      ...firstLine,
      level: now.lines >= VERY_LONG ? 'warning' : 'note',
      message: `\`${lastName(now)}\` has ${now.lines} lines${before ? `, had ${was}` : ''}`,
    });
  }
}

const detect: ChangeDetector = { engine: 'metric', scope: 'change', run };

const LINES = Array.from({ length: 110 }, (_, i) => `  step(${i});\n`).join('');

export default defineRule({
  id: 'quality/long-function',
  title: 'Function is too long to be read at once',
  level: 'warning',
  risk: 'understanding',
  why: 'What does not fit on a screen or two is not read as a whole, neither in this review nor by who changes it next.',
  fix: 'Give its steps names, as functions of their own.',
  cwe: [1080],
  languages: ['javascript', 'typescript', 'python', 'java', 'go', 'csharp', 'ruby', 'php', 'rust', 'c', 'cpp'],
  detect,
  bad: [
    { after: { 'src/setup.js': `«function setUp() {»\n${LINES}}\n` } },
    {
      before: { 'src/setup.py': 'def set_up():\n  step(0)\n' },
      after: { 'src/setup.py': `«def set_up():»\n${LINES.replaceAll(';', '')}` },
    },
  ],
  good: [
    {
      before: { 'src/setup.js': `function setUp() {\n${LINES}}\n` },
      after: { 'src/setup.js': `function setUp() {\n  check();\n${LINES}}\n` },
    },
    { after: { 'src/setup.js': 'function setUp() {\n  step(1);\n}\n' } },
    { after: { 'test/setup.test.js': `function setUp() {\n${LINES}}\n` } },
  ],
});
