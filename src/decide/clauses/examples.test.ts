import { describe, expect, test } from 'vitest';
import { OUTCOMES, type Outcome } from '../../model/decision.ts';
import type { Clause, ClauseExample } from '../clause.ts';
import { DEFAULT_TIERS } from '../default-policy.ts';
import { exampleFacts } from '../example-facts.ts';
import { clausesFor } from '../load-clauses.ts';
import { readOptions } from '../options.ts';
import { readTiers } from '../tiers.ts';

const allClauses = await clausesFor({ clauses: [{ id: 'expression', options: {} }] });
const tiers = readTiers(DEFAULT_TIERS);

/** The worst that a clause says of an example; silence is consent, but no argument. */
function outcomeOf(clause: Clause, { facts, options = {} }: ClauseExample): Outcome {
  const read = readOptions(clause.options, options);
  if ('faults' in read) throw new Error(read.faults.join());
  const answers = clause.evaluate(exampleFacts(facts), read.values, tiers);
  for (const { because } of answers) for (const line of because) expect(line).toMatch(/^[A-Za-z0-9./].*[.?]$/);
  if (clause.argues && answers.length === 0) return 'review';
  return OUTCOMES[Math.max(0, ...answers.map(({ outcome }) => OUTCOMES.indexOf(outcome)))]!;
}

describe.each(allClauses.map((clause) => [clause.id, clause] as const))('%s', (_, clause) => {
  test.each([
    ['ship', clause.ships],
    ['review', clause.reviews],
    ['block', clause.blocks],
  ] as const)('its examples for %s have that outcome', (wanted, examples) => {
    expect(examples.map((example) => outcomeOf(clause, example))).toEqual(examples.map(() => wanted));
  });

  test('has examples on both sides and says why it is there', () => {
    expect(clause.ships.length).toBeGreaterThan(1);
    expect(clause.argues ? 1 : clause.reviews.length + clause.blocks.length).toBeGreaterThan(0);
    expect(clause.why).toMatch(/\.$/);
    expect(clause.title).not.toMatch(/\.$/);
  });
});

test('ids are unique and sorted', () => {
  const ids = allClauses.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
});
