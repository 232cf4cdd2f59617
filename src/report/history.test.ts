import { expect, test } from 'vitest';
import type { HistoryReport } from '../model/history.ts';
import { historyFormats } from './history.ts';

const finding = {
  ruleId: 'leakage/aws-key',
  level: 'error',
  confidence: 'likely',
  message: 'AWS access key id (AKIA********)',
  commit: 'a'.repeat(40),
  path: 'deploy/\u001b[31mred.ini',
  line: 7,
  inHead: null,
  at: '2024-03-05T10:00:00.000Z',
} as const;
const report: HistoryReport = {
  version: 1,
  kind: 'history',
  head: 'b'.repeat(40),
  commits: 1200,
  blobs: 4000,
  bytes: 12_400_000,
  unread: { binary: 3 },
  findings: [
    finding,
    { ...finding, level: 'warning', inHead: { path: 'now.ini', line: 9 } },
    { ...finding, level: 'note' },
  ],
};

test('what still stands in HEAD comes first, notes are only counted, and what was not read is said', async () => {
  const text = (await historyFormats.terminal())(report, { width: 80 });
  expect(text.indexOf('now.ini:9')).toBeGreaterThan(0);
  expect(text.indexOf('now.ini:9')).toBeLessThan(text.indexOf('Gone from HEAD'));
  expect(text).toContain('entered in aaaaaaaaaa on 2024-03-05');
  expect(text).toContain('1 note about tests');
  expect(text).toContain('Not looked at: 3 binary.');
  expect(text.split('\n').every((line) => line.length <= 80)).toBe(true);
});

test('a hostile path cannot colour the terminal', async () => {
  expect((await historyFormats.terminal())(report)).not.toContain('\u001b');
});

test('JSON is the report itself', async () => {
  expect(JSON.parse((await historyFormats.json())(report))).toEqual(report);
});
