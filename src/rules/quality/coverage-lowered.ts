import type { ChangeDetector } from '../../analyze/detector.ts';
import { defineRule } from '../../analyze/rule.ts';

/** One threshold: its name, its number, and where the number stands. */
interface Threshold {
  readonly name: string;
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

const THRESHOLD =
  /["']?\b(branches|functions|lines|statements|perFile|fail[_-]under|cov-fail-under|check-coverage|min(?:imum)?[_-]?coverage|coverage[_-]?threshold|target|threshold)\b["']?\s*[:= ]\s*["']?(-?\d+(?:\.\d+)?)(%?)/gi;
const SPEAKS_OF_COVERAGE = /coverage|fail[_-]under|thresholds?\b|\bnyc\b|\bc8\b|codecov/i;

function thresholds(text: string): Threshold[] {
  if (text.length > 200_000 || !SPEAKS_OF_COVERAGE.test(text)) return [];
  return [...text.matchAll(THRESHOLD)].map((found) => {
    const start = found.index + found[0].length - found[2]!.length - found[3]!.length;
    return { name: found[1]!.toLowerCase(), value: Number(found[2]), start, end: start + found[2]!.length };
  });
}

/** The n-th threshold of a name before is the n-th of that name after. */
const detect: ChangeDetector = {
  engine: 'metric',
  scope: 'change',
  run(view) {
    for (const file of view.files) {
      if (!file.before || !file.after) continue;
      const before = thresholds(file.before.text);
      const seen = new Map<string, number>();
      for (const now of thresholds(file.after.text)) {
        const nth = seen.get(now.name) ?? 0;
        seen.set(now.name, nth + 1);
        const old = before.filter(({ name }) => name === now.name)[nth];
        if (old === undefined || now.value >= old.value || now.value < 0 || old.value < 0) continue;
        view.report(file.path, {
          start: now.start,
          end: now.end,
          message: `Coverage threshold \`${now.name}\` lowered from ${old.value} to ${now.value}`,
        });
      }
    }
  },
};

export default defineRule({
  id: 'quality/coverage-lowered',
  title: 'Coverage threshold lowered',
  level: 'warning',
  why: 'The bar was moved instead of the code: from now on less has to be tested, for every change that follows.',
  fix: 'Test what the change brings; if the threshold must go down, do it in a change of its own that says why.',
  cwe: [],
  languages: 'any',
  paths: [
    'package.json',
    '{jest,vitest,vite,karma,nyc}.config.*',
    '.nycrc*',
    '.c8rc*',
    'pyproject.toml',
    'setup.cfg',
    'tox.ini',
    '.coveragerc',
    '{.,}codecov.y*ml',
    '.github/**',
    '.gitlab-ci.yml',
    'Makefile',
  ],
  inTests: true,
  detect,
  bad: [
    {
      before: {
        'vitest.config.ts': 'export default { test: { coverage: { thresholds: { lines: 90, branches: 80 } } } };\n',
      },
      after: {
        'vitest.config.ts': 'export default { test: { coverage: { thresholds: { lines: «60», branches: 80 } } } };\n',
      },
    },
    {
      before: { 'pyproject.toml': '[tool.coverage.report]\nfail_under = 95\n' },
      after: { 'pyproject.toml': '[tool.coverage.report]\nfail_under = «70.5»\n' },
    },
  ],
  good: [
    {
      before: { 'vitest.config.ts': 'export default { test: { coverage: { thresholds: { lines: 90 } } } };\n' },
      after: { 'vitest.config.ts': 'export default { test: { coverage: { thresholds: { lines: 95 } } } };\n' },
    },
    {
      before: { 'package.json': '{ "config": { "lines": 90 } }\n' },
      after: { 'package.json': '{ "config": { "lines": 60 } }\n' },
    },
  ],
});
