import { expect, test } from 'vitest';
import { starterPolicy } from '../lib/starter-policy.ts';
import { rules } from '../rules/index.ts';
import { defaultPolicy } from './default-policy.ts';
import { readPolicy } from './policy.ts';

const place = { origin: 'base', source: 'countersign.yaml', ruleIds: rules.map((rule) => rule.id) } as const;

test('the policy that init writes judges as the built-in one', async () => {
  const { policy, waivers, rules: levels, faults } = await readPolicy(starterPolicy(), place);
  expect({ faults, waivers, levels }).toEqual({ faults: [], waivers: [], levels: {} });
  expect(policy.digest).toBe(defaultPolicy().digest);
});

test('every example in its comments is accepted once the marks are taken away', async () => {
  const lines = starterPolicy().split('\n');
  const section = /^# (tiers|clauses|rules|waivers):$/;
  const uncommented = lines.map((line) => (section.test(line) || /^# {3}/.test(line) ? line.slice(2) : line));
  expect(uncommented.filter((line) => section.test(`# ${line}`))).toHaveLength(4);
  const { policy, waivers, faults } = await readPolicy(uncommented.join('\n'), place);
  expect(faults).toEqual([]);
  expect(waivers).toHaveLength(1);
  expect(policy.tiers[0]).toEqual({ tier: 'critical', paths: ['src/engine/'] });
});
