import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decide } from './decide.ts';
import { DEFAULT_CLAUSES, DEFAULT_TIERS, defaultPolicy } from './default-policy.ts';
import { exampleFacts } from './example-facts.ts';
import { arrivingWaivers, readPolicy, withLevels } from './policy.ts';
import { policyJsonSchema } from './policy-schema.ts';

const read = (text: string | null, ruleIds?: readonly string[]) =>
  readPolicy(text, { origin: 'base', source: 'countersign.yaml', ...(ruleIds === undefined ? {} : { ruleIds }) });

/** `line:column message` of each fault. */
async function faults(text: string, ruleIds?: readonly string[]): Promise<readonly string[]> {
  const { faults, policy, waivers } = await read(text, ruleIds);
  // Whatever is wrong, the default judges and says so.
  if (faults.length > 0) {
    expect(policy).toMatchObject({ origin: 'default', tiers: DEFAULT_TIERS, clauses: DEFAULT_CLAUSES });
    expect(policy.fault).toContain('countersign.yaml');
    expect(waivers).toEqual([]);
    expect(decide(exampleFacts({ files: { 'a.ts': 'human' } }), policy).outcome).toBe('review');
  }
  return faults.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

test('without a file the default policy judges', async () => {
  expect(await read(null)).toEqual({ policy: defaultPolicy(), waivers: [], rules: {}, faults: [] });
});

test('a file that says nothing but its version is the default policy, read from the base', async () => {
  const { policy, faults } = await read('# yaml-language-server: $schema=x\nversion: 1\n');
  expect(faults).toEqual([]);
  expect(policy).toEqual({ ...defaultPolicy(), origin: 'base', source: 'countersign.yaml' });
  expect(decide(exampleFacts({ files: { 'a.ts': 'ai' } }), policy).outcome).toBe('ship');
});

const FULL = `
version: 1
extends: starter
tiers:
  - tier: critical
    paths: [src/engine/]
    why: it moves money
  - { tier: contained, paths: ['src/auth/mock/'] }
clauses:
  new-findings: { warning: block, humanWarning: review }
  unread-files: off
waivers:
  - covers: security/eval in legacy/**
    owner: lead@example.org
    reason: goes away with the rewrite
    expires: 2030-12-31
  - { covers: [security/eval, abc] }
baseline: .countersign/baseline.json
rules:
  quality/*: note
  quality/debug-output: off
`;

test('a file says its tiers before those of the pack, options by clause, waivers and levels', async () => {
  const { policy, waivers, rules, baseline, faults } = await read(FULL);
  expect(faults).toEqual([]);
  expect(policy.tiers.slice(0, 2)).toEqual([
    { tier: 'critical', paths: ['src/engine/'] },
    { tier: 'contained', paths: ['src/auth/mock/'] },
  ]);
  expect(policy.tiers.slice(2)).toEqual(DEFAULT_TIERS);
  expect(policy.clauses.map(({ id }) => id)).toEqual(
    DEFAULT_CLAUSES.map(({ id }) => id).filter((id) => id !== 'unread-files'),
  );
  expect(policy.clauses.find(({ id }) => id === 'new-findings')!.options).toEqual({
    warning: 'block',
    humanWarning: 'review',
  });
  expect(waivers.map(({ covers, owner, expires, origin }) => [covers, owner, expires, origin])).toEqual([
    [['security/eval in legacy/**'], 'lead@example.org', '2030-12-31', 'base'],
    [['security/eval', 'abc'], '', '', 'base'],
  ]);
  expect(baseline).toBe('.countersign/baseline.json');
  const ids = ['quality/stub', 'quality/debug-output', 'security/eval'];
  const { findings } = exampleFacts({ findings: ids.map((rule) => ({ path: 'a.ts', rule })) });
  expect(withLevels(findings, rules).map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['quality/stub', 'note'],
    ['security/eval', 'error'],
  ]);
});

test('a list of options asks a clause once for each', async () => {
  const { policy, faults } = await read(
    'version: 1\nclauses:\n  new-findings: [{ error: review }, { note: review }]\n',
  );
  expect(faults).toEqual([]);
  expect(policy.clauses.filter(({ id }) => id === 'new-findings').map(({ options }) => options)).toEqual([
    { error: 'review' },
    { note: 'review' },
  ]);
});

test('a waiver without owner, reason or end does not break the policy, and does not count', async () => {
  const { policy, waivers, faults } = await read(FULL);
  const example = { files: { 'a.ts': 'ai' }, findings: [{ path: 'a.ts', rule: 'security/eval' }] } as const;
  expect(faults).toEqual([]);
  expect(decide(exampleFacts({ ...example, waivers }), policy).outcome).toBe('block');
});

test('extending nothing leaves no clause, and no clause ships nothing', async () => {
  const { policy } = await read('version: 1\nextends: none\n');
  expect(policy).toMatchObject({ tiers: [], clauses: [] });
  expect(decide(exampleFacts({ files: { 'a.ts': 'human' } }), policy).outcome).toBe('review');
});

test.each([
  ['', '1:1 The file is empty; remove it to use the built-in policy.'],
  ['# nothing\n', '1:1 The file is empty; remove it to use the built-in policy.'],
  ['version: 2\n', '1:10 version must be 1.'],
  ['extends: starter\n', '1:1 version is missing.'],
  ['version: 1\nwaviers: []\n', '2:1 There is no key waviers here. Did you mean waivers?'],
  ['version: 1\ncolour: red\n', '2:1 There is no key colour here.'],
  [
    'version: 1\nextends: stater\n',
    '2:10 extends must be one of starter, strict, regulated, linux, llvm, no-ai, none. Did you mean starter?',
  ],
  ['version: 1\nclauses:\n  new-finding: off\n', '3:3 There is no key new-finding here. Did you mean new-findings?'],
  ['version: 1\nclauses:\n  new-findings:\n    eror: ship\n', '4:5 There is no key eror here. Did you mean error?'],
  [
    'version: 1\nclauses:\n  new-findings: { error: blok }\n',
    '3:26 clauses.new-findings.error must be one of ship, review, block. Did you mean block?',
  ],
  [
    'version: 1\nclauses:\n  new-findings: true\n',
    '3:17 clauses.new-findings must be off, a map of options or a list of them.',
  ],
  [
    'version: 1\nclauses:\n  new-findings: [{}, { error: blok }]\n',
    '3:31 clauses.new-findings[1].error must be one of ship, review, block. Did you mean block?',
  ],
  ['version: 1\nclauses:\n  analysis-complete: off\n', '3:22 The clause analysis-complete cannot be switched off.'],
  ['version: 1\nclauses: []\n', '2:10 clauses must be a map.'],
  [
    'version: 1\ntiers:\n  - { tier: critcal, paths: [a] }\n',
    '3:13 tiers[0].tier must be one of contained, standard, critical. Did you mean critical?',
  ],
  [
    'version: 1\ntiers:\n  - { tier: critical, path: [a] }\n',
    '3:5 tiers[0].paths is missing.|3:23 There is no key path here. Did you mean paths?',
  ],
  ['version: 1\ntiers:\n  - { tier: critical, paths: [] }\n', '3:30 tiers[0].paths must not be empty.'],
  ["version: 1\ntiers:\n  - { tier: critical, paths: [''] }\n", '3:31 tiers[0].paths[0] must not be empty.'],
  ['version: 1\nwaivers:\n  - { owner: me }\n', '3:5 waivers[0].covers must be a text or a list of texts.'],
  [
    'version: 1\nrules: { quality/*: of }\n',
    '2:21 rules.quality/* must be one of off, error, warning, note. Did you mean off?',
  ],
  ['version: 1\nversion: 1\n', '2:1 The key version is there twice.'],
  [
    'version: 1\nclauses:\n  unread-files: off\n  new-findings: off\n  unread-files: {}\n',
    '5:3 The key unread-files is there twice.',
  ],
  ['version: 1\n? [a]\n: b\n', '2:3 A key must be a plain word.'],
  ['version: 1\n<<: { extends: none }\n', '2:1 There is no key << here.'],
  ['version: 1\n__proto__: { clauses: {} }\n', '2:1 There is no key __proto__ here.'],
  ['- version: 1\n', '1:1 The file must be a map.'],
  ['just text', '1:1 The file must be a map.'],
])('a fault has its place, a sentence and the nearest right word: %j', async (text, wanted) => {
  expect((await faults(text)).join('|')).toBe(wanted);
});

test.each([
  ['a key without a value', 'version: 1\nclauses:\n'],
  ['a bracket that is not closed', 'version: 1\ntiers: [\n'],
  ['a tab as indentation', 'version: 1\nclauses:\n\tnew-findings: off\n'],
  ['two documents', 'version: 1\n---\nversion: 1\n'],
  ['a tag of some application', 'version: !!js/function 1\n'],
  ['an alias to nothing', 'version: *one\n'],
  ['bytes that are no text', '\u0000\ufffd\u0001'],
])('%s is a fault', async (_, text) => {
  const found = await faults(text);
  expect(found.length).toBeGreaterThan(0);
  for (const one of found) expect(one).toMatch(/^\d+:\d+ \S.*[^.]\.$/);
});

test('all faults of a file are told, in the order of the file', async () => {
  const { policy, faults: found } = await read('version: 1\nb: 1\na: 2\nextends: 3\n');
  expect(found.map(({ line }) => line)).toEqual([2, 3, 4]);
  expect(policy.fault).toBe('countersign.yaml, line 2, column 1: There is no key b here (and 2 more)');
});

test('settings for rules that do not exist are faults where the rules are known', async () => {
  const ids = ['security/eval', 'quality/stub'];
  const text = 'version: 1\nrules:\n  security/evl: off\n  quality/*: off\n  legal/*: off\n';
  expect(await faults(text)).toEqual([]);
  expect(await faults(text, ids)).toEqual([
    '3:3 There is no rule security/evl. Did you mean security/eval?',
    '5:3 There is no rule legal/*.',
  ]);
});

test('a policy that could not be had is a policy that cannot be used', async () => {
  const { policy, faults } = await readPolicy({ unread: 'missing blob.' }, { origin: 'base', source: 'x' });
  expect(faults).toEqual([{ line: 1, column: 1, message: 'The file could not be read: missing blob.' }]);
  expect(decide(exampleFacts({ files: { 'a.ts': 'human' } }), policy).outcome).toBe('review');
});

test('an expression that cannot be used is a fault with its place', async () => {
  const text =
    'version: 1\nclauses:\n  expression:\n    - { require: lines.ai < 5 }\n    - { require: robots == 0 }\n    - {}\n';
  expect(await faults(text)).toEqual([
    '5:18 The expression cannot be used: Unknown variable: robots.',
    '6:7 The clause expression needs require.',
  ]);
});

test('files made to exhaust the parser are refused with a sentence', async () => {
  const bomb = `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 20 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]\n`).join('')}`;
  expect(await faults(bomb)).toEqual(['1:1 Aliases in the file expand to too much.']);
  expect(await faults('x'.repeat(1_000_001))).toEqual(['1:1 The file is larger than 1 MB.']);
  expect(await faults('['.repeat(900_000))).toEqual(['1:101 The file nests deeper than 100 levels.']);
  expect(await faults('- '.repeat(400_000))).toEqual(['1:1 The file nests deeper than 100 levels.']);
  const stairs = Array.from({ length: 1_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  expect(await faults(stairs)).toEqual(['101:1 The file nests deeper than 100 levels.']);
});

test('an alias in its place is fine', async () => {
  const text = 'version: 1\ntiers:\n  - { tier: critical, paths: &p [a] }\n  - { tier: standard, paths: *p }\n';
  expect(await faults(text)).toEqual([]);
});

test('only waivers that the base does not have arrive with a change', async () => {
  const waiver = (covers: string) => `  - { covers: ${covers}, owner: a, reason: b, expires: 2030-01-31 }\n`;
  const base = `version: 1\nwaivers:\n${waiver('one')}`;
  const arrived = await arrivingWaivers(base, `${base}${waiver('two')}`);
  expect(arrived.map(({ covers, origin }) => [covers, origin])).toEqual([[['two'], 'change']]);
  expect(await arrivingWaivers(null, base)).toHaveLength(1);
  expect(await arrivingWaivers(base, null)).toEqual([]);
  expect(await arrivingWaivers(base, 'version: [')).toEqual([]);
  expect(await arrivingWaivers('version: [', base)).toHaveLength(1);
});

test('the published schema is the one that is checked', () => {
  const published = JSON.parse(readFileSync('schemas/countersign.schema.json', 'utf8'));
  expect(published).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
});
