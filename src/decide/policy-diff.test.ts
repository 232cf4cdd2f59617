import { expect, test } from 'vitest';
import { allClauses } from './clauses/index.ts';
import { defaultPolicy, makePolicy } from './default-policy.ts';
import { exampleFacts } from './example-facts.ts';
import { packs } from './packs.ts';
import { diffPolicies } from './policy-diff.ts';
import { replay } from './replay.ts';

const pack = (name: string) => {
  const { tiers, clauses } = packs.get(name)!;
  return makePolicy({ origin: 'base', source: name, tiers, clauses });
};
const changed = (clauses: ReturnType<typeof defaultPolicy>['clauses']) => makePolicy({ ...defaultPolicy(), clauses });

test('a policy does not differ from itself', () => {
  expect(diffPolicies(defaultPolicy(), pack('starter'), allClauses)).toEqual({ changes: [], looser: [], stricter: [] });
});

test('a clause left out makes a policy looser, and it is said where', () => {
  const clauses = defaultPolicy().clauses.filter(({ id }) => id !== 'critical-authors');
  const { changes, looser, stricter } = diffPolicies(defaultPolicy(), changed(clauses), allClauses);
  expect(changes).toEqual(['The clause critical-authors is no longer asked.']);
  expect(looser).toContainEqual({ change: 'src/auth/a.ts (ai)', before: 'review', after: 'ship' });
  expect(stricter).toEqual([]);
});

test('an option is told with its old and new value', () => {
  const clauses = defaultPolicy().clauses.map((use) =>
    use.id === 'new-findings' ? { id: use.id, options: { humanWarning: 'block' } } : use,
  );
  const { changes, stricter } = diffPolicies(defaultPolicy(), changed(clauses), allClauses);
  expect(changes).toEqual(['The clause new-findings has humanWarning: default → "block".']);
  expect(stricter).toEqual([
    { change: 'src/a.ts (human), a finding in src/a.ts (new warning)', before: 'ship', after: 'block' },
  ]);
});

test('tiers are compared by their patterns, and by their order', () => {
  const { tiers } = defaultPolicy();
  const more = makePolicy({ ...defaultPolicy(), tiers: [{ tier: 'contained', paths: ['src/auth/'] }, ...tiers] });
  expect(diffPolicies(defaultPolicy(), more, allClauses).changes).toEqual(['New in the tiers: contained src/auth/.']);
  expect(diffPolicies(more, defaultPolicy(), allClauses).changes).toEqual([
    'No longer in the tiers: contained src/auth/.',
  ]);
  const turned = makePolicy({ ...defaultPolicy(), tiers: [...tiers].reverse() });
  expect(diffPolicies(defaultPolicy(), turned, allClauses).changes).toEqual([
    'The tiers are looked at in another order.',
  ]);
});

test('going from strict to starter is looser only, and back stricter only', () => {
  expect(diffPolicies(pack('strict'), pack('starter'), allClauses).stricter).toEqual([]);
  expect(diffPolicies(pack('starter'), pack('strict'), allClauses).looser).toEqual([]);
});

test('a replay counts outcomes then and now, and names the changes that flip', () => {
  const history = (['ai', 'human'] as const).map((by, index) => ({
    id: `c${index}`,
    facts: exampleFacts({ files: { 'src/a.ts': { by, basis: 'declared' } } }),
    outcome: 'ship' as const,
  }));
  const { before, after, flips } = replay(history, pack('no-ai'), allClauses);
  expect(before).toEqual({ ship: 2, review: 0, block: 0 });
  expect(after).toEqual({ ship: 1, review: 0, block: 1 });
  expect(flips.map(({ id, before, decision }) => [id, before, decision.outcome])).toEqual([['c0', 'ship', 'block']]);
});
