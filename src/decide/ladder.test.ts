import { expect, test } from 'vitest';
import { defaultPolicy, makePolicy } from './default-policy.ts';
import { approval, exampleFacts, type FactsExample } from './example-facts.ts';
import { ladder } from './ladder.ts';
import { packs } from './packs.ts';

const rungs = (example: FactsExample, policy = defaultPolicy()) =>
  new Map(ladder(exampleFacts(example), policy).map((rung) => [rung.layer, rung]));

test('every change has the same rungs, in the same order', () => {
  const empty = [...rungs({}).keys()];
  expect([...rungs({ files: { 'src/auth/a.ts': 'ai' } }).keys()]).toEqual(empty);
  expect(empty).toHaveLength(11);
});

test('authorship counts lines that somebody recorded or declared', () => {
  const files = { 'a.ts': 'ai', 'b.ts': 'unknown', 'c.ts': { by: 'human', basis: 'inferred' } } as const;
  expect(rungs({ files }).get('authorship recorded')).toMatchObject({
    state: 'partial',
    because: '10 of 30 changed lines are recorded or declared.',
  });
  expect(rungs({ files: { 'a.ts': 'ai' } }).get('authorship recorded')!.state).toBe('present');
  expect(rungs({ files: { 'a.ts': {} } }).get('authorship recorded')!.state).toBe('missing');
});

test('an analyzer that did not run is a rung that is missing or partial, with its reason', () => {
  const files = { 'a.ts': 'ai' } as const;
  const found = rungs({ files, analyzers: { license: 'complete', snippet: 'skipped', dependency: 'skipped' } });
  expect(found.get('static analysis')!.state).toBe('present');
  expect(found.get('licences')!.state).toBe('partial');
  expect(found.get('dependencies')!.state).toBe('missing');
  expect(rungs({ files, noRun: true }).get('secrets')).toMatchObject({
    state: 'missing',
    because: 'No token analyzer ran.',
  });
});

test('only independent approvals of this commit are a review', () => {
  const files = { 'a.ts': 'ai' } as const;
  expect(rungs({ files, safeguards: [approval('lead@example.org')] }).get('independent review')!.state).toBe('present');
  expect(rungs({ files, safeguards: [approval('dev@example.org')] }).get('independent review')).toMatchObject({
    state: 'missing',
    because:
      'No file is approved by somebody who did not write it. The review by dev@example.org does not count: it was given by an author of the change.',
  });
});

test('a rung is asked for where the policy asks for it in a tier that the change touches', () => {
  const asked = (example: FactsExample, name: string) => {
    const { tiers, clauses } = packs.get(name)!;
    const policy = makePolicy({ origin: 'base', source: name, tiers, clauses });
    return [...rungs(example, policy).values()].filter((rung) => rung.asked).map(({ layer }) => layer);
  };
  expect(asked({ files: { 'src/a.ts': 'ai' } }, 'starter')).toEqual(['static analysis', 'secrets']);
  expect(asked({ files: { 'src/auth/a.ts': 'ai' } }, 'starter')).toContain('independent review');
  expect(asked({ files: { 'src/a.ts': 'ai' } }, 'regulated')).toEqual([
    'authorship recorded',
    'static analysis',
    'secrets',
    'tests',
    'independent review',
  ]);
});
