import { expect, test } from 'vitest';
import { readPolicy } from './policy.ts';
import { withBaseline, withWaiver } from './policy-edit.ts';

const waiver = {
  covers: 'security/x in legacy/**',
  owner: 'lead@example.org',
  reason: 'goes: away',
  expires: '2030-12-31',
};

test.each([
  ['a file without waivers', 'version: 1\n# about rules\nrules:\n  quality/*: note # quiet\n'],
  ['a file that does not end in a line break', 'version: 1'],
  [
    'a list',
    'version: 1\nwaivers:\n  # old\n  - covers: a/b\n    owner: x\n    reason: y # why\n    expires: 2030-01-01\n# end\nrules: {}\n',
  ],
  [
    'a list without indentation',
    'version: 1\nwaivers:\n- covers: a/b\n  owner: x\n  reason: y\n  expires: 2030-01-01\nrules: {}\n',
  ],
  [
    'a list at the end',
    'version: 1\nwaivers:\n    - covers: a/b\n      owner: x\n      reason: y\n      expires: 2030-01-01',
  ],
  ['a key without a value', 'version: 1\nwaivers: # none yet\nrules: {}\n'],
])('a waiver is added to %s, and every line that was there stays', async (_, text) => {
  const after = withWaiver(text, waiver);
  const lines = after!.split('\n');
  for (const line of text.split('\n').filter(Boolean)) expect(lines).toContain(line);
  const { waivers, faults } = await readPolicy(after!, { origin: 'base', source: 'x' });
  expect(faults).toEqual([]);
  expect(waivers.at(-1)).toMatchObject({ ...waiver, covers: [waiver.covers] });
});

test('two waivers can be added one after the other', async () => {
  const twice = withWaiver(withWaiver('version: 1\n', waiver)!, { ...waiver, covers: '**' })!;
  const { waivers } = await readPolicy(twice, { origin: 'base', source: 'x' });
  expect(waivers.map(({ covers }) => covers)).toEqual([[waiver.covers], ['**']]);
});

test('what cannot be added to without rewriting it is left alone', () => {
  for (const text of [
    '{version: 1}',
    'version: 1\nwaivers: [{covers: x}]\n',
    'version: [',
    '- 1\n',
    'version: 1\nwaivers: 3\n',
  ]) {
    expect(withWaiver(text, waiver), text).toBeNull();
  }
});

test('a baseline is named once', () => {
  expect(withBaseline('version: 1\n', 'known.json')).toBe('version: 1\nbaseline: known.json\n');
  expect(withBaseline('version: 1\nbaseline: known.json\n', 'known.json')).toBe('version: 1\nbaseline: known.json\n');
  expect(withBaseline('version: 1\nbaseline: other.json\n', 'known.json')).toBeNull();
});
