import { expect, test } from 'vitest';
import { hostile, huge } from '../../tests/report/hostile-inputs.ts';
import { block, inputOf, keyFinding, sqlFinding } from '../../tests/report/inputs.ts';
import { gitlab, gitlabSast } from './gitlab.ts';

test('lists what is there, new or not, with a fingerprint of its own for each', () => {
  const entries = JSON.parse(gitlab(block));
  expect(entries).toHaveLength(4);
  expect(entries[1]).toEqual({
    description: 'The query text is built from `req.query.id`, which comes from the request.',
    check_name: 'security/sql-injection',
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    severity: 'critical',
    location: { path: 'src/db.ts', lines: { begin: 42, end: 42 } },
  });
  const prints = JSON.parse(gitlab(huge)).map((entry: { fingerprint: string }) => entry.fingerprint);
  expect(new Set(prints).size).toBe(5000);
});

test('keeps the fingerprint of a finding that only moved', () => {
  const moved = { ...sqlFinding, path: 'src/moved.ts', region: { ...sqlFinding.region, startLine: 40 } };
  const print = (finding: typeof sqlFinding) => JSON.parse(gitlab(inputOf({ findings: [finding] })))[0].fingerprint;
  expect(print(moved)).toBe(print(sqlFinding));
  expect(print(keyFinding)).not.toBe(print(sqlFinding));
});

test('names security findings as vulnerabilities, with their weaknesses and a time', () => {
  const report = JSON.parse(gitlabSast(block));
  expect(report.scan).toMatchObject({ type: 'sast', status: 'success', start_time: '2026-01-02T03:04:05' });
  expect(report.vulnerabilities).toHaveLength(2);
  expect(report.vulnerabilities[1]).toMatchObject({
    name: 'SQL built from a string',
    severity: 'High',
    solution: 'Pass `id` as a parameter of the query.',
    location: { file: 'src/db.ts', start_line: 42, end_line: 42 },
    identifiers: [{ value: 'security/sql-injection' }, { type: 'cwe', name: 'CWE-89', value: '89' }],
  });
});

test('takes the time it is told, and none that no reader follows', () => {
  const time = (now: string) => JSON.parse(gitlabSast(block, { now })).scan.start_time;
  expect(time('2030-05-06T07:08:09.123Z')).toBe('2030-05-06T07:08:09');
  expect(time('not a time')).toBe('1970-01-01T00:00:00');
  expect(time('+275760-01-01T00:00:00Z')).toBe('1970-01-01T00:00:00');
});

test('says that a scan failed where an analyzer failed', () => {
  const analyzers = [{ analyzer: 'rules', status: 'failed' as const, reason: 'x', files: [] }];
  const broken = inputOf({ run: { ...block.report.run, analyzers } });
  expect(JSON.parse(gitlabSast(broken)).scan.status).toBe('failure');
});

test('survives hostile names', () => {
  expect(JSON.parse(gitlab(hostile))[0].location.path).toBe(hostile.report.findings[0]!.path);
  expect(JSON.parse(gitlabSast(hostile)).vulnerabilities).toHaveLength(1);
});
