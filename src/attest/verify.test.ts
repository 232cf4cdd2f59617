import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { summarizeAuthorship } from '../decide/authorship-summary.ts';
import { decide } from '../decide/decide.ts';
import { defaultPolicy } from '../decide/default-policy.ts';
import { exampleFacts, type FactsExample } from '../decide/example-facts.ts';
import { ladder } from '../decide/ladder.ts';
import { sha256 } from '../lib/hash.ts';
import type { Signer } from '../model/ports.ts';
import { attest } from './attest.ts';
import type { Envelope } from './dsse.ts';
import { type Attested, notAttestable, statementsOf } from './predicates.ts';
import { readPublicKey, type TrustedKey } from './public-key.ts';
import { verifyEvidence } from './verify.ts';

const AT = '2030-06-15T12:00:00.000Z';
const never = new AbortController().signal;

function attested(example: FactsExample): Attested {
  const facts = exampleFacts(example);
  const policy = defaultPolicy();
  const { change, run, attributions, findings, safeguards } = facts;
  const report = {
    version: 1,
    change,
    attributions,
    run,
    findings,
    safeguards,
    decision: decide(facts, policy),
  } as const;
  return { report, authorship: summarizeAuthorship(facts, policy), ladder: ladder(facts, policy), at: AT };
}

function pair(limits = ''): { signer: Signer; key: TrustedKey } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = readPublicKey(`${limits}\n${publicKey.export({ type: 'spki', format: 'pem' })}`);
  if ('fault' in key) throw new Error(key.fault);
  const keyId = sha256(publicKey.export({ type: 'spki', format: 'der' }));
  return { key, signer: { keyId, sign: async (bytes) => sign(null, bytes, privateKey) } };
}

const own = pair();
const ships = attested({ files: { 'src/a.ts': 'ai' } });
const blocks = attested({ files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts' }] });
const verify = (text: string, more = {}) => verifyEvidence(text, { keys: [own.key], now: AT, ...more });
/** Every sentence that does not hold. */
const faults = async (text: string, more = {}) =>
  (await verify(text, more)).checks.filter(({ holds }) => holds === false).map(({ said }) => said);

test('only ship is a pass for those who read SLSA', () => {
  const result = (one: Attested) => statementsOf(one)[1]!.predicate;
  expect(result(ships)).toMatchObject({ verificationResult: 'PASSED', verifiedLevels: ['COUNTERSIGN_SHIP'] });
  expect(result(blocks)).toMatchObject({ verificationResult: 'FAILED', verifiedLevels: ['FAILED'] });
  expect(result(attested({ files: { 'src/auth/a.ts': 'ai' } }))).toMatchObject({ verificationResult: 'FAILED' });
});

test('the analysis is a test result: rules that found something failed', () => {
  expect(statementsOf(ships)[2]!.predicate).toMatchObject({ result: 'PASSED', failedTests: [] });
  expect(statementsOf(blocks)[2]!.predicate).toMatchObject({ result: 'FAILED', failedTests: ['security/example'] });
  const half = attested({ files: { 'src/a.ts': 'ai' }, analyzers: { flow: 'failed' } });
  expect(statementsOf(half)[2]!.predicate).toMatchObject({ result: 'WARNED', warnedTests: ['analyzer/flow'] });
});

test('subjects are the commit and its tree', () => {
  for (const { subject } of statementsOf(ships)) {
    expect(subject.map(({ digest }) => digest)).toEqual([{ gitCommit: '1'.repeat(40) }, { gitTree: '2'.repeat(40) }]);
  }
});

test('what is not a commit is not attested', () => {
  const { report } = ships;
  expect(notAttestable(report)).toBeNull();
  for (const kind of ['worktree', 'index', 'folder'] as const) {
    const change = { ...report.change, head: { ...report.change.head, kind } };
    expect(notAttestable({ ...report, change })).toContain('Only commits are attested');
  }
  expect(notAttestable({ ...report, decision: { ...report.decision, empty: true } })).toContain('nothing to attest');
});

test('evidence verifies with its key alone, and says what was looked at', async () => {
  const { holds, outcome, checks } = await verify(await attest(ships, own.signer, never));
  expect(holds).toBe(true);
  expect(outcome).toBe('ship');
  expect(checks.map(({ said }) => said).join('\n')).toContain('3 statements are signed by Ed25519 key');
});

test('no byte of the file changes unseen', async () => {
  const text = (await attest(ships, own.signer, never)).split('\n')[1]!;
  const silent: string[] = [];
  for (let at = 0; at < text.length; at++) {
    for (const other of [String.fromCharCode(text.charCodeAt(at) ^ 1), 'A', ' ', '0']) {
      if (other === text[at]) continue;
      const { holds } = await verify(text.slice(0, at) + other + text.slice(at + 1));
      if (holds) silent.push(`${at}: ${text.slice(Math.max(0, at - 10), at + 10)} with ${other}`);
    }
  }
  expect(silent).toEqual([]);
});

test('evidence that is cut short at any byte does not verify', async () => {
  const text = (await attest(ships, own.signer, never)).split('\n')[1]!;
  for (let length = 0; length < text.length; length++) {
    expect(await faults(text.slice(0, length)), `${length}`).toHaveLength(1);
  }
});

test('a lone verdict is told to lack what it rests on', async () => {
  const [, verdict] = (await attest(ships, own.signer, never)).split('\n');
  const { holds, checks } = await verify(verdict!);
  expect(holds).toBe(true);
  expect(checks.map(({ said }) => said)).toContain('The evidence that the verdict rests on is not in this file.');
});

test('a verdict that contradicts its evidence does not hold', async () => {
  const statements = statementsOf(blocks);
  const verdict = { ...statements[1]!, predicate: { ...statements[1]!.predicate, verificationResult: 'PASSED' } };
  const { writeBundle } = await import('./bundle.ts');
  const { sealEnvelope } = await import('./dsse.ts');
  const { statementBytes, STATEMENT_MEDIA_TYPE } = await import('./statement.ts');
  const lines: string[] = [];
  for (const one of [statements[0]!, verdict]) {
    lines.push(writeBundle(await sealEnvelope(STATEMENT_MEDIA_TYPE, statementBytes(one), own.signer, never)));
  }
  expect(await faults(lines.join('\n'))).toEqual(['The verdict says PASSED, the evidence that it rests on block.']);
});

test('what was asked for is compared: another commit, another outcome', async () => {
  const text = await attest(blocks, own.signer, never);
  expect(await faults(text)).toEqual([]);
  expect(await faults(text, { outcome: 'ship' })).toEqual(['The outcome was block, and ship was asked for.']);
  expect(await faults(text, { commit: '9'.repeat(40) })).toEqual(['Nothing in it is about commit 999999999999.']);
  expect(await faults(text, { commit: '1'.repeat(40), outcome: 'block' })).toEqual([]);
});

test('a repository at hand is asked for the tree', async () => {
  const text = await attest(ships, own.signer, never);
  const tree = (id: string | null) => ({ treeOf: async () => id });
  expect(await faults(text, tree('2'.repeat(40)))).toEqual([]);
  expect(await faults(text, tree('3'.repeat(40)))).toEqual([
    'Commit 111111111111 has another tree here: 333333333333, not 222222222222.',
  ]);
  const missing = await verify(text, tree(null));
  expect(missing.checks).toContainEqual({ holds: null, said: 'Commit 111111111111 is not in this repository.' });
});

test('keys are held to their time', async () => {
  const limited = pair('Not-Before: 2030-01-01T00:00:00Z\nNot-After: 2030-12-31T00:00:00Z');
  const text = await attest(ships, limited.signer, never);
  const at = (now: string, more = {}) => faults(text, { keys: [limited.key], now, ...more });
  expect(await at(AT)).toEqual([]);
  expect(await at('2031-02-01T00:00:00Z')).toEqual([
    expect.stringMatching(/^The key .* expired on 2030-12-31.* --at /),
  ]);
  expect(await at('2031-02-01T00:00:00Z', { known: '2030-07-01' })).toEqual([]);
  expect(await at('2031-02-01T00:00:00Z', { known: '2031-01-15' })).toHaveLength(1);
  const late = await attest({ ...ships, at: '2031-01-05T00:00:00.000Z' }, limited.signer, never);
  expect(await faults(late, { keys: [limited.key], now: '2031-02-01T00:00:00Z', known: '2030-07-01' })).toEqual([
    expect.stringContaining('had expired on 2030-12-31'),
  ]);
  const early = await attest({ ...ships, at: '2029-12-31T00:00:00.000Z' }, limited.signer, never);
  expect(await faults(early, { keys: [limited.key] })).toEqual([
    expect.stringContaining('was not valid before 2030-01-01'),
  ]);
});

test('clocks may differ by minutes, not by days', async () => {
  const text = await attest(ships, own.signer, never);
  expect(await faults(text, { now: '2030-06-15T11:57:00.000Z' })).toEqual([]);
  expect(await faults(text, { now: '2030-06-13T12:00:00.000Z' })).toEqual([
    expect.stringContaining('one of the two clocks is wrong'),
  ]);
});

test('every other file is one clear sentence', async () => {
  const [bundle] = (await attest(ships, own.signer, never)).split('\n');
  const value = JSON.parse(bundle!) as { verificationMaterial: object; dsseEnvelope: Envelope };
  const texts = [
    '',
    'hello',
    '{}',
    '[]',
    '[1]\n{}',
    JSON.stringify({ ...value, mediaType: 'application/vnd.dev.sigstore.bundle.v0.9+json' }),
    JSON.stringify({ ...value, verificationMaterial: undefined }),
    JSON.stringify({ ...value, verificationMaterial: { ...value.verificationMaterial, tlogEntries: [{}] } }),
    JSON.stringify({ ...value, verificationMaterial: { ...value.verificationMaterial, publicKey: { hint: 'x' } } }),
    JSON.stringify({ ...value, verificationMaterial: { certificate: { rawBytes: '' } } }),
    JSON.stringify({ ...value, dsseEnvelope: { ...value.dsseEnvelope, payload: 'e30=' } }),
    JSON.stringify({ ...value, dsseEnvelope: { ...value.dsseEnvelope, signatures: [] } }),
    `${bundle}\n{"a":1}`,
    '['.repeat(100_000),
  ];
  for (const text of texts) {
    const said = await faults(text);
    expect(said, text.slice(0, 80)).toEqual([expect.stringMatching(/^[A-Z][^\n]*\.$/)]);
  }
  expect(await faults(bundle!, { keys: [] })).toEqual([expect.stringContaining('--key')]);
});
