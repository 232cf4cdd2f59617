import { expect, test } from 'vitest';
import type { Waiver } from '../model/safeguard.ts';
import { exampleFacts } from './example-facts.ts';
import { readWaivers } from './waivers.ts';

function waived(waivers: readonly Partial<Waiver>[], now?: string) {
  const findings = [{ path: 'src/db/a.ts', rule: 'security/sql-injection', fingerprint: 'abc123' }];
  const facts = exampleFacts({ findings, waivers, ...(now === undefined ? {} : { now }) });
  const set = readWaivers(facts.safeguards, facts.now);
  return { by: set.of(facts.findings[0]!), ignored: set.ignored };
}

test.each([
  '**',
  'abc123',
  'security/sql-injection',
  'src/db/',
  'src/**/*.ts',
  'security/sql-injection in src/**',
  'security/sql-injection in src/db',
  'abc123 in src/db/a.ts',
])('covers a finding by %s', (cover) => {
  expect(waived([{ covers: ['nothing', cover] }]).by).not.toBeNull();
});

test.each([
  'abc',
  'security/sql',
  'security/*',
  'docs/**',
  '!docs/**',
  'security/eval in src/**',
  'abc123 in src/db/b.ts',
  'security/sql-injection in docs/**',
  'security/sql-injection in !docs/**',
  '',
])('does not cover a finding by %j', (cover) => {
  expect(waived([{ covers: [cover] }]).by).toBeNull();
});

test('a waiver from the base wins over one that arrives', () => {
  expect(waived([{ origin: 'change' }, { origin: 'base' }]).by!.origin).toBe('base');
});

test('a waiver counts until the end of its last day', () => {
  expect(waived([{ expires: '2030-06-15' }], '2030-06-15T23:59:59.999Z').by).not.toBeNull();
  const { by, ignored } = waived([{ expires: '2030-06-15' }], '2030-06-16T00:00:00.000Z');
  expect(by).toBeNull();
  expect(ignored).toEqual(['The waiver for ** is ignored: it expired on 2030-06-15.']);
});

test.each([
  [{ owner: ' ' }, 'it has no owner'],
  [{ reason: '' }, 'it gives no reason'],
  [{ expires: '' }, 'it has no end'],
  [{ expires: 'never' }, 'never is not a date such as 2030-01-31'],
  [{ expires: '2030-02-31' }, '2030-02-31 is not a date such as 2030-01-31'],
  [{ expires: '12030-01-31' }, '12030-01-31 is not a date such as 2030-01-31'],
])('a waiver with %j is named and ignored', (parts, why) => {
  expect(waived([parts])).toEqual({ by: null, ignored: [`The waiver for ** is ignored: ${why}.`] });
});

test('a waiver that covers nothing is named', () => {
  expect(waived([{ covers: [] }]).ignored).toEqual([
    'The waiver for nothing is ignored: it does not say what it covers.',
  ]);
});
