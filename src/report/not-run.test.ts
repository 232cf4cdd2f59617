import { expect, test } from 'vitest';
import { runOf } from '../../tests/report/inputs.ts';
import type { AnalyzerRun, FileRunStatus } from '../model/run.ts';
import { coverageOf, limitsOf } from './not-run.ts';

const file = (path: string, status: FileRunStatus, reason?: string, touchesChange = false) => ({
  path,
  status,
  touchesChange,
  ...(reason === undefined ? {} : { reason }),
});
const analyzer = (name: string, status: AnalyzerRun['status'], files: AnalyzerRun['files'], reason?: string) => ({
  analyzer: name,
  status,
  files,
  ...(reason === undefined ? {} : { reason }),
});
const coverage = (...analyzers: AnalyzerRun[]) => coverageOf(runOf([], { analyzers }));

test('tells one reason once, with all analyzers and files that it concerns', () => {
  const big = (path: string) => file(path, 'skipped', 'larger than 2 MB', true);
  const { notRun } = coverage(
    analyzer('token', 'partial', [big('b'), big('a')]),
    analyzer('pattern', 'partial', [big('a'), big('b')], '2 files were not read'),
  );
  expect(notRun).toEqual([
    {
      status: 'skipped',
      reason: 'larger than 2 MB',
      analyzers: ['pattern', 'token'],
      paths: ['a', 'b'],
      touchesChange: true,
    },
  ]);
});

test('puts what touches the change first, then what is missing as a whole', () => {
  const { notRun } = coverage(
    analyzer('a', 'partial', [file('x', 'partial', 'macros'), file('y', 'partial', 'macros')]),
    analyzer('b', 'skipped', [], 'not there yet'),
    analyzer('c', 'partial', [file('z', 'failed', 'crashed', true)]),
  );
  expect(notRun.map((entry) => entry.reason)).toEqual(['crashed', 'not there yet', 'macros']);
});

test('holds a failed analyzer against the change, and one with a budget not', () => {
  const { notRun } = coverage(analyzer('a', 'failed', []), analyzer('b', 'scope', [], 'far away'));
  expect(notRun.map((entry) => [entry.status, entry.touchesChange, entry.reason])).toEqual([
    ['failed', true, 'no reason given'],
    ['scope', false, 'far away'],
  ]);
});

test('tells a picture, that nobody reads, from a script that is searched as text only', () => {
  const covered = coverage(
    analyzer('token', 'complete', [
      file('run.sh', 'complete'),
      file('a.ts', 'complete'),
      file('p.png', 'not-applicable'),
    ]),
    analyzer('pattern', 'complete', [
      file('run.sh', 'not-applicable'),
      file('a.ts', 'complete'),
      file('p.png', 'not-applicable'),
    ]),
  );
  expect(covered.notRun).toEqual([]);
  expect(covered).toMatchObject({ filesRead: 2, complete: 2, analyzers: 2 });
  expect(limitsOf(covered)).toEqual([
    '1 file to which not every analyzer applies (not pattern)',
    '1 file to which no analyzer applies',
  ]);
});
