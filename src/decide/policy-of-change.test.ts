import { expect, test } from 'vitest';
import type { ChangedFile } from '../model/change.ts';
import type { Content } from '../model/ports.ts';
import { policyOfChange } from './policy-of-change.ts';

const waiver = (covers: string) => `  - { covers: ${covers}, owner: a, reason: b, expires: 2030-01-31 }\n`;
const POLICY = `version: 1\nclauses: { new-findings: { warning: block } }\nwaivers:\n${waiver('old')}`;

const bytes = (text: string): Content => ({ bytes: new TextEncoder().encode(text) });

function ask(
  base: Content | null,
  head: Content | null,
  revision: string | null = 'abcdef0123456789',
  baseline: Content | null = null,
) {
  const file: ChangedFile = {
    path: 'countersign.yaml',
    status: 'modified',
    language: 'yaml',
    hunks: [],
    blob: 'h',
    previousBlob: 'b',
    mode: '100644',
  };
  const repository = {
    readAt: async (_: string | null, path: string) => (path === 'countersign.yaml' ? base : baseline),
    read: async () => new Map(head === null ? [] : [['h', head]]),
  };
  const change = { base: revision, files: head === null ? [] : [file] };
  return policyOfChange(repository, change, [], new AbortController().signal);
}

test('the policy of the base judges, whatever the change brings', async () => {
  const { team, waivers, faultsAhead } = await ask(bytes(POLICY), bytes(`version: 1\nextends: none\n`));
  expect(team.policy).toMatchObject({ origin: 'base', source: 'countersign.yaml at abcdef012345' });
  expect(team.policy.clauses.length).toBeGreaterThan(0);
  expect(waivers.map(({ covers }) => covers)).toEqual([['old']]);
  expect(faultsAhead).toEqual([]);
});

test('waivers of the change are marked as such', async () => {
  const { waivers } = await ask(bytes(POLICY), bytes(`${POLICY}${waiver('new')}`));
  expect(waivers.map(({ covers, origin }) => [covers[0], origin])).toEqual([
    ['old', 'base'],
    ['new', 'change'],
  ]);
});

test('a policy that only the change brings does not judge it', async () => {
  const { team, waivers } = await ask(null, bytes(POLICY));
  expect(team.policy.origin).toBe('default');
  expect(team.policy.fault).toBeUndefined();
  expect(waivers.map(({ origin }) => origin)).toEqual(['change']);
});

test('without a base the default judges', async () => {
  expect((await ask(bytes(POLICY), null, null)).team.policy.origin).toBe('default');
});

test.each([
  ['broken', bytes('version: [')],
  ['unread', { unread: 'larger than the limit' }],
  ['binary', { bytes: new Uint8Array([0, 1, 2]) }],
  ['not UTF-8', { bytes: new Uint8Array([0x76, 0xff, 0xfe, 0x0a]) }],
])('a policy at base that is %s is a fault', async (_, content) => {
  const { team } = await ask(content, null);
  expect(team.policy).toMatchObject({ origin: 'default' });
  expect(team.policy.fault).toContain('countersign.yaml at abcdef012345');
});

test('a policy that the change breaks is told before it judges anybody', async () => {
  expect((await ask(bytes(POLICY), bytes('version: 3\n'))).faultsAhead).toEqual([
    { line: 1, column: 10, message: 'version must be 1.' },
  ]);
});

test('the baseline that a policy names is read from the same commit', async () => {
  const named = bytes('version: 1\nbaseline: known.json\n');
  const known = bytes('{"version": 1, "findings": [{"path": "a.ts", "fingerprint": "f"}]}');
  const read = await ask(named, null, 'abcdef0123456789', known);
  expect(read.team.faults).toEqual([]);
  expect([read.known.has('a.ts', 'f'), read.known.has('b.ts', 'f')]).toEqual([true, false]);
});

test.each([
  [null, 'it is not there'],
  [bytes('{'), 'it is not JSON'],
  [{ unread: 'Larger than the limit.' }, 'Larger than the limit'],
])('a baseline that cannot be used is a policy that cannot be used', async (content, why) => {
  const { team } = await ask(bytes('version: 1\nbaseline: known.json\n'), null, 'abcdef0123456789', content);
  expect(team.policy.fault).toContain(`The baseline known.json cannot be used: ${why}`);
});
