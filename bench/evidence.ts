import { generateKeyPairSync, sign } from 'node:crypto';
import { attest } from '../src/attest/attest.ts';
import type { Attested } from '../src/attest/predicates.ts';
import { readPublicKey } from '../src/attest/public-key.ts';
import { verifyEvidence } from '../src/attest/verify.ts';
import { summarizeAuthorship } from '../src/decide/authorship-summary.ts';
import { decide } from '../src/decide/decide.ts';
import { makePolicy } from '../src/decide/default-policy.ts';
import { approval, exampleFacts, type FactsExample } from '../src/decide/example-facts.ts';
import { ladder } from '../src/decide/ladder.ts';
import { clausesFor } from '../src/decide/load-clauses.ts';
import { packs } from '../src/decide/packs.ts';
import { type PastChange, replay } from '../src/decide/replay.ts';
import { sha256 } from '../src/lib/hash.ts';
import type { Facts } from '../src/model/decision.ts';
import type { Signer } from '../src/model/ports.ts';

/**
 * `npx tsx bench/evidence.ts [--changes N]`: verifying 1,000 bundles, judging stored changes by 20 clauses, and what policy,
 * ladder and attestation add to a check. CPU seconds of this process.
 */
const CHANGES = Number(process.argv[process.argv.indexOf('--changes') + 1] || 100_000);
const NOW = '2030-06-15T12:00:00.000Z';
const signal = new AbortController().signal;

async function cpu(what: string, run: () => Promise<unknown> | unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  console.log(`${what.padEnd(60)} ${seconds.toFixed(3)} s`);
  return seconds;
}

const { tiers, clauses } = packs.get('regulated')!;
const expression = {
  id: 'expression',
  options: { require: 'files.all(f, f.tier != "critical" || f.ai + f.mixed <= 20)', because: 'x' },
};
const twenty = [...clauses, ...Array.from({ length: Math.max(0, 20 - clauses.length) }, () => expression)];
const policy = makePolicy({ origin: 'base', source: 'bench', tiers, clauses: twenty });
const all = await clausesFor(policy);

function changeOf(seed: number): FactsExample {
  const files = Array.from({ length: 1 + (seed % 8) }, (_, i) => [
    `${i % 3 === 0 ? 'src/auth' : 'src'}/file${seed}-${i}.ts`,
    { by: (['ai', 'human', 'mixed', 'unknown'] as const)[(seed + i) % 4]!, lines: 5 + (seed % 60), tool: 'claude' },
  ]);
  const safeguards = [approval('lead@example.org'), approval('ci', { kind: 'test', by: { id: 'ci', kind: 'tool' } })];
  const findings = seed % 5 === 0 ? [{ path: String(files[0]![0]), level: 'warning' as const }] : [];
  return {
    files: Object.fromEntries(files),
    findings,
    ...(seed % 2 === 0 ? { safeguards } : {}),
    trailers: ['Assisted-by: Claude'],
  };
}

for (const kind of ['P-256', 'Ed25519'] as const) {
  const { privateKey, publicKey } =
    kind === 'P-256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
  const key = readPublicKey(String(publicKey.export({ type: 'spki', format: 'pem' })));
  if ('fault' in key) throw new Error(key.fault);
  const digest = kind === 'P-256' ? 'sha256' : null;
  const signer: Signer = {
    keyId: sha256(publicKey.export({ type: 'spki', format: 'der' })),
    sign: async (bytes) => sign(digest, bytes, privateKey),
  };
  const attested = (facts: Facts): Attested => {
    const { change, run, attributions, findings, safeguards } = facts;
    const report = {
      version: 1,
      change,
      attributions,
      run,
      findings,
      safeguards,
      decision: decide(facts, policy, all),
    } as const;
    return { report, authorship: summarizeAuthorship(facts, policy), ladder: ladder(facts, policy), at: NOW };
  };
  const texts: string[] = [];
  await cpu(`judge and attest 334 changes (3 bundles each), ${kind}`, async () => {
    for (let i = 0; i < 334; i++) texts.push(await attest(attested(exampleFacts(changeOf(i))), signer, signal));
  });
  await cpu(`verify 1,002 bundles, ${kind}`, async () => {
    for (const text of texts) {
      const { holds } = await verifyEvidence(text, { keys: [key], now: NOW });
      if (!holds) throw new Error('evidence does not hold');
    }
  });
  const facts = exampleFacts({
    files: Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`src/f${i}.ts`, { by: 'ai', lines: 50, tool: 'claude' } as const]),
    ),
  });
  await cpu(`decide, ladder and attestation of one change of 100 files, ${kind}`, () =>
    attest(attested(facts), signer, signal),
  );
}

function* history(): Generator<PastChange> {
  const stored = Array.from({ length: 500 }, (_, i) => JSON.stringify(exampleFacts(changeOf(i))));
  for (let i = 0; i < CHANGES; i++) {
    yield { id: String(i), facts: JSON.parse(stored[i % stored.length]!) as Facts, outcome: 'review' };
  }
}
await cpu(`replay ${CHANGES} stored changes by ${policy.clauses.length} clauses`, () => replay(history(), policy, all));
