import { expect, test } from 'vitest';
import { personalFormats } from './personal.ts';

const place = { path: 'data/\u001b[31mred.csv', line: 3, column: 1, kind: 'email', label: 'e-mail address' };
const report = {
  version: 1,
  kind: 'personal',
  files: 12,
  unread: ['big.csv'],
  places: [place, { ...place, line: 4 }],
} as const;

test('files are told with how many of what they hold, and what was not read is said', async () => {
  const text = (await personalFormats.terminal())(report, { width: 80 });
  expect(text).toContain('2 e-mail address');
  expect(text).toContain('12 files looked at, 1 file not read');
  expect(text).not.toContain('\u001b');
});

test('JSON is the report itself', async () => {
  expect(JSON.parse((await personalFormats.json())(report))).toEqual(report);
});
