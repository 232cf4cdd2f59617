import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allClauses } from './clauses/index.ts';
import { readPolicy } from './policy.ts';
import { readCases, runCases } from './policy-cases.ts';

const blocks = [...readFileSync('docs/guides/policy.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, text]) => text!,
);

const blockWith = (word: string): string => blocks.find((block) => block.includes(word))!;

test('the policy in the guide is one that can be used', async () => {
  const { policy, faults, waivers } = await readPolicy(blockWith('extends:'), { origin: 'base', source: 'guide' });
  expect(faults).toEqual([]);
  expect(policy.clauses.find(({ id }) => id === 'approvals')!.options).toEqual({ standard: 1, critical: 2 });
  expect(waivers).toHaveLength(1);
});

test('the case in the guide holds under the built-in policy', async () => {
  const read = readCases(blockWith('cases:'));
  const { policy } = await readPolicy(null, { origin: 'base', source: 'guide' });
  expect('cases' in read && runCases(read.cases, policy, allClauses).map(({ passed }) => passed)).toEqual([true]);
});

test('what the guide says of people can be used', async () => {
  const { faults, people } = await readPolicy(`version: 1\n${blockWith('people:')}`, {
    origin: 'base',
    source: 'guide',
  });
  expect(faults).toEqual([]);
  expect(people?.documents).toEqual(['docs/ai-use.md']);
});

test('the expressions in the guide can be used', async () => {
  const { faults } = await readPolicy(`version: 1\n${blockWith('expression:')}`, { origin: 'base', source: 'guide' });
  expect(faults).toEqual([]);
});
