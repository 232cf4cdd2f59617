import { z } from 'zod';
import { policyOfChange } from '../../../decide/policy-of-change.ts';
import { readTiers } from '../../../decide/tiers.ts';
import { plain, quoted } from '../../../report/quoted.ts';
import { pathInTree } from '../path.ts';
import type { Tool } from '../tool.ts';

const input = {
  path: z.string().max(4096).optional().describe('A file, to be told its tier. It does not have to exist yet.'),
};

const output = {
  source: z.string().describe('Where the policy stands that judges the next change (quoted).'),
  usable: z
    .boolean()
    .describe('False: the file of the team cannot be used, and the default judges at best with review.'),
  faults: z.array(z.string()),
  tier: z.enum(['contained', 'standard', 'critical']).nullable().describe('How much a mistake in the path costs.'),
  why: z.string().nullable(),
  clauses: z.array(
    z.object({ id: z.string(), asks: z.record(z.string(), z.unknown()).describe('Options as the team set them.') }),
  ),
  tiers: z
    .array(z.object({ tier: z.string(), paths: z.array(z.string()) }))
    .describe('The first that matches decides.'),
};

/** What the policy of the base asks: a policy that the change brings judges only the next one. */
export const policyHere: Tool<typeof input, typeof output> = {
  name: 'policy_here',
  title: 'What does policy ask here',
  description:
    'Which tier a path has (contained, standard, critical) and what the policy of this repository asks of a change there. Ask before editing.',
  input,
  output,
  async answer({ path }, { bench, open }, signal) {
    const ruleIds = [...bench.judge.rules.keys()];
    return open(signal, async ({ ports: { repository }, top, under }) => {
      const asked = path === undefined ? null : pathInTree(path, top, under);
      const { change } = await repository.loadChange({ kind: 'default' }, signal);
      const { team } = await policyOfChange(repository, change, ruleIds, signal);
      const tiers = readTiers(team.policy.tiers);
      const value: z.input<z.ZodObject<typeof output>> = {
        source: quoted(team.policy.source),
        usable: team.faults.length === 0,
        faults: team.faults.map(({ line, column, message }) => quoted(`Line ${line}, column ${column}: ${message}`)),
        tier: asked === null ? null : tiers.ofPath(asked),
        why: asked === null ? null : quoted(tiers.explain(asked)),
        clauses: team.policy.clauses.map(({ id, options }) => ({ id: plain(id), asks: options })),
        tiers: team.policy.tiers.map(({ tier, paths }) => ({ tier, paths: paths.map((one) => plain(one)) })),
      };
      const options = value.clauses.map(({ id, asks }) => `- ${id} ${quoted(JSON.stringify(asks))}`);
      const text = [
        value.why === null ? `Policy: ${value.source}` : `${value.why} Policy: ${value.source}`,
        ...value.faults,
        'Its clauses:',
        ...options,
      ].join('\n');
      return { text, value };
    });
  },
};
