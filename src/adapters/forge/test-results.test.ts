import { expect, test } from 'vitest';
import { type TestResult, testEvidence } from './test-results.ts';

const HEAD = '1'.repeat(40);
const result = (name: string, state: TestResult['state'], at = '2030-01-01T00:00:00.000Z'): TestResult => ({
  name,
  state,
  by: `actions/${name}`,
  at,
});
const evidence = (names: readonly string[], ...results: readonly TestResult[]) =>
  testEvidence('tests', names, results, HEAD);

test('a test that passed is a safeguard of exactly this commit', () => {
  expect(evidence(['unit', 'unit'], result('unit', 'passed'), result('other', 'failed'))).toEqual({
    safeguards: [
      {
        kind: 'test',
        covers: ['**'],
        by: { id: 'actions/unit', kind: 'tool' },
        at: '2030-01-01T00:00:00.000Z',
        head: HEAD,
      },
    ],
    source: { name: 'tests', status: 'complete' },
  });
});

test('a test that failed is known, and is no safeguard; of several runs all must have passed', () => {
  const twice = [result('unit', 'passed'), result('unit', 'failed')];
  expect(evidence(['unit'], ...twice)).toMatchObject({ safeguards: [], source: { status: 'complete' } });
});

test('a test that is missing or still runs leaves the truth open', () => {
  expect(evidence(['unit', 'slow'], result('slow', 'running'))).toEqual({
    safeguards: [],
    source: {
      name: 'tests',
      status: 'partial',
      reason: 'there is no "unit" for this commit; "slow" has not finished.',
    },
  });
});
