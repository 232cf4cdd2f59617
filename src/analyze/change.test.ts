import { expect, test } from 'vitest';
import { analyzeChange } from './change.ts';
import type { ChangedFileView, Detector } from './detector.ts';
import type { RuleSpec } from './rule.ts';
import { selectorOf } from './selection.ts';
import { compileTokenRules } from './token/run.ts';

const SPEC = { title: 'T', level: 'warning', why: '', fix: '', cwe: [], languages: 'any', bad: [], good: [] } as const;

function rule(id: string, detect: Detector, more: Partial<RuleSpec> = {}): RuleSpec {
  return { ...SPEC, id, detect, ...more };
}

function everyFile(engine: 'metric' | 'license' = 'metric'): Detector {
  return {
    engine,
    scope: 'change',
    run: (view) => {
      for (const { path } of view.files) view.report(path, { start: 0, end: 1 });
    },
  };
}

function file(path: string, text: string | null, more: Partial<ChangedFileView> = {}): ChangedFileView {
  const side = text === null ? {} : { after: { text, functions: [] } };
  return { path, status: 'modified', language: 'text', isTest: false, hunks: [], ...side, ...more };
}

function run(rules: readonly RuleSpec[], files: readonly ChangedFileView[]) {
  const prepared = rules.map((one) => ({ rule: one, selects: selectorOf(one) }));
  return analyzeChange(prepared, () => compileTokenRules(rules), { files, projectLicenses: [] });
}

test('a rule sees only the files it is for', () => {
  const files = [file('a.txt', 'x'), file('b.md', 'x'), file('tests/c.txt', 'x', { isTest: true })];
  const { matches, analyzers } = run([rule('quality/a', everyFile(), { paths: ['*.txt'] })], files);
  expect(matches.map(({ path }) => path)).toEqual(['a.txt']);
  expect(analyzers).toEqual([{ analyzer: 'change', status: 'complete' }]);
});

test('a rule that throws makes its analyzer failed, and others still speak', () => {
  const broken: Detector = { engine: 'license', scope: 'change', run: () => void JSON.parse('{') };
  const { matches, analyzers } = run([rule('legal/x', broken), rule('quality/a', everyFile())], [file('a.txt', 'x')]);
  expect(analyzers.map(({ analyzer, status }) => [analyzer, status])).toEqual([
    ['license', 'failed'],
    ['change', 'complete'],
  ]);
  expect(matches).toHaveLength(1);
});

test('a report about a file that is not in the change is a failure, not a finding', () => {
  const astray: Detector = {
    engine: 'metric',
    scope: 'change',
    run: (view) => view.report('b.txt', { start: 0, end: 1 }),
  };
  const { matches, analyzers } = run([rule('quality/a', astray)], [file('a.txt', 'x')]);
  expect(matches).toEqual([]);
  expect(analyzers[0]).toMatchObject({ status: 'failed' });
});

test('a file that is gone is quoted as it was', () => {
  const gone = file('a.txt', null, { status: 'deleted', before: { text: 'old text', functions: [] } });
  const { matches } = run([rule('quality/a', everyFile())], [gone]);
  expect(matches[0]?.snippet?.lines).toEqual(['old text']);
});

test('a secret beside the place is not quoted', () => {
  const leak: Detector = {
    engine: 'token',
    scope: 'file',
    keywords: ['s3cr3t'],
    scan: (context, hits) => context.report({ start: hits[0]!, end: hits[0]! + 6, masked: 's…' }),
  };
  const { matches } = run([rule('quality/a', everyFile()), rule('leakage/key', leak)], [file('a.txt', 'x = s3cr3t')]);
  expect(matches.map(({ ruleId }) => ruleId)).toEqual(['quality/a']);
  expect(JSON.stringify(matches)).not.toContain('s3cr3t');
});

test('without rules about changes nothing ran', () => {
  expect(run([], [file('a.txt', 'x')])).toEqual({ analyzers: [], matches: [] });
});
