import { expect, test } from 'vitest';
import { allClauses } from './clauses/index.ts';
import { decide } from './decide.ts';
import { makePolicy } from './default-policy.ts';
import { approval, exampleFacts, type FactsExample } from './example-facts.ts';
import { readOptions } from './options.ts';
import { packs } from './packs.ts';

function outcome(name: string, example: FactsExample) {
  const { tiers, clauses } = packs.get(name)!;
  return decide(exampleFacts(example), makePolicy({ origin: 'base', source: name, tiers, clauses })).outcome;
}

test.each([...packs])('%s uses clauses that exist with options that fit', (_, { clauses }) => {
  const known = new Map(allClauses.map((clause) => [clause.id, clause]));
  for (const { id, options } of clauses)
    expect([id, readOptions(known.get(id)!.options, options)]).toHaveProperty('1.values');
  expect(new Set(clauses.map(({ id }) => id)).size).toBe(clauses.length);
});

const HUMAN: FactsExample = { files: { 'src/a.ts': { by: 'human', basis: 'declared' } }, trailers: [] };
const AI: FactsExample = { files: { 'src/a.ts': { by: 'ai', tool: 'claude' } }, trailers: [] };
const APPROVED: FactsExample = { ...AI, safeguards: [approval('lead@example.org')] };
const DECLARED = ['Assisted-by: claude'];

test.each([
  ['starter', 'ship', 'ship', 'ship', 'ship'],
  ['strict', 'ship', 'review', 'ship', 'review'],
  ['regulated', 'ship', 'block', 'block', 'block'],
  ['linux', 'ship', 'review', 'review', 'ship'],
  ['llvm', 'ship', 'review', 'review', 'review'],
  ['no-ai', 'ship', 'block', 'block', 'block'],
  ['none', 'review', 'review', 'review', 'review'],
] as const)('%s: human %s, AI %s, AI approved %s, AI declared %s', (name, human, ai, approved, declared) => {
  const outcomes = [HUMAN, AI, APPROVED, { ...AI, trailers: DECLARED }].map((example) => outcome(name, example));
  expect(outcomes).toEqual([human, ai, approved, declared]);
});

test('llvm ships what is declared and approved', () => {
  expect(outcome('llvm', { ...APPROVED, trailers: DECLARED })).toBe('ship');
});
