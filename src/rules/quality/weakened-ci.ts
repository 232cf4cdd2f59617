import type { FileContext, TokenDetector } from '../../analyze/detector.ts';
import { lineAt } from '../../analyze/place.ts';
import { firstOf, flipped, matching, removedWord } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';

const CHECK =
  /\b(?:tests?|lint(?:er|ing)?|check|audit|verify|validate|typecheck|tsc|eslint|biome|prettier|jest|vitest|mocha|playwright|cypress|pytest|tox|nox|mypy|ruff|flake8|pylint|bandit|snyk|trivy|sast|clippy|vet|golangci-lint|rubocop|rspec|phpunit|phpstan|coverage|gitleaks|countersign)\b/i;
/** What makes a failure look like success, and what it is called in the message. */
const WEAKER: readonly (readonly [RegExp, string])[] = [
  [/\|\|\s*(?:true\b|:(?=\s|$|["'])|exit\s+0\b|echo\b)/g, 'A failing check is taken as passed'],
  [/^\s*-?\s*continue-on-error:\s*["']?true["']?/g, 'The step may fail without failing the job'],
  [/^\s*allow_failure:\s*["']?true["']?/g, 'The job may fail without failing the pipeline'],
  [/--no-verify\b/g, 'Git hooks are skipped'],
  [
    /--passWithNoTests\b|--pass-with-no-tests\b|--exit-zero\b/g,
    'The check passes when it found nothing to check, or whatever it found',
  ],
  [/^\s*-?\s*if:\s*(?:\$\{\{\s*)?["']?false["']?(?:\s*\}\})?\s*(?=#|$)/g, 'The step never runs'],
];

/** The command that a `||` belongs to: in JSON scripts it begins at the quote. */
function commandBefore(line: string, index: number, { language }: FileContext): string {
  const start = language === 'json' ? line.lastIndexOf('"', index) + 1 : 0;
  return line.slice(start, index);
}

/** Judges the line of each keyword once. */
function scan(context: FileContext, hits: readonly number[]): void {
  let last = -1;
  for (const hit of hits) {
    const index = lineAt(context.lineStarts, hit);
    if (index === last) continue;
    last = index;
    const start = context.lineStarts[index]!;
    const line = context.text.slice(start, context.lineStarts[index + 1]).trimEnd();
    if (line.length > 2000 || /^\s*(?:#|\/\/)/.test(line)) continue;
    for (const [pattern, message] of WEAKER) {
      for (const found of line.matchAll(pattern)) {
        // `grep … || true` is how a script says that finding nothing is fine: only a check is weakened.
        if (found[0].startsWith('||') && !CHECK.test(commandBefore(line, found.index, context))) continue;
        const lead = found[0].length - found[0].trimStart().length;
        context.report({
          start: start + found.index + lead,
          end: start + found.index + found[0].trimEnd().length,
          message,
        });
      }
    }
  }
}

const detect: TokenDetector = {
  engine: 'token',
  scope: 'file',
  keywords: [
    '|| true',
    '||true',
    '|| :',
    '|| exit',
    '|| echo',
    'continue-on-error',
    'allow_failure',
    '--no-verify',
    '--passwithnotests',
    '--pass-with-no-tests',
    '--exit-zero',
    'if: false',
    'if: ${{',
  ],
  scan,
};

export default defineRule({
  id: 'quality/weakened-ci',
  title: 'Check that cannot fail any more',
  level: 'warning',
  why: 'A check that reports success whatever it finds keeps its green mark and protects nothing.',
  fix: 'Let the check fail, and repair what it finds; if one finding must wait, exclude that one by name.',
  cwe: [],
  languages: 'any',
  paths: [
    '.github/**',
    '.gitlab-ci.yml',
    '.gitlab/**',
    '.circleci/**',
    'azure-pipelines*.yml',
    'bitbucket-pipelines.yml',
    '.travis.yml',
    'Jenkinsfile*',
    'package.json',
    'Makefile',
    '*.mk',
    'justfile',
    '.husky/**',
    'lefthook.yml',
    '.pre-commit-config.yaml',
    'tox.ini',
    '.ci/**',
    '!*.md',
  ],
  inTests: true,
  detect,
  repair: firstOf(flipped, matching(/^\|\|/, removedWord)),
  bad: [
    {
      after: {
        '.github/workflows/ci.yml':
          'jobs:\n  test:\n    steps:\n      - run: npm test «|| true»\n      - run: npm audit\n        «continue-on-error: true»\n',
      },
    },
    {
      after: {
        'package.json': '{ "scripts": { "lint": "eslint . «|| exit 0»", "test": "jest «--passWithNoTests»" } }\n',
      },
    },
    { after: { '.gitlab-ci.yml': 'unit:\n  script: pytest\n  «allow_failure: true»\n' } },
    { after: { Makefile: 'release:\n\tgit push «--no-verify»\n' } },
  ],
  good: [
    {
      after: {
        '.github/workflows/ci.yml':
          'jobs:\n  test:\n    steps:\n      - run: npm test\n      - run: pgrep server || true\n        continue-on-error: ${{ matrix.experimental }}\n',
      },
    },
    { after: { 'package.json': '{ "scripts": { "lint": "eslint .", "clean": "rm -r dist || true" } }\n' } },
    { after: { 'src/run.sh': 'npm test || true\n' } },
    { after: { '.github/workflows/ci.yml': '# npm test || true hides failures\njobs: {}\n' } },
  ],
});
