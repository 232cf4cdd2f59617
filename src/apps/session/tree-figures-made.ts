import type { GitRepository } from '../../adapters/git/repository.ts';
import { machineLinesAdded } from '../../attribute/added-lines.ts';
import { stats } from '../../attribute/stats.ts';
import { policyAt } from '../../decide/policy-of-change.ts';
import { aiInventory } from '../../insight/ai-inventory.ts';
import { survival } from '../../insight/survival.ts';
import { pathMatcher } from '../../lib/glob.ts';
import type { Policy } from '../../model/policy.ts';
import { rules } from '../../rules/index.ts';
import { treeAuthors } from './tree-authors.ts';
import type { TreeFigures } from './tree-figures.ts';

/** The figures of one commit, from its whole history. Tiers are those of the policy in that commit. */
export async function makeTreeFigures(
  repository: GitRepository,
  head: string,
  signal: AbortSignal,
): Promise<TreeFigures> {
  const { change, attributions, messages, diffs, notes, gaps } = await treeAuthors(repository, head, signal);
  const ids = rules.map(({ id }) => id);
  const tier = tierOf((await policyAt(repository, head, ids, signal)).policy);
  const shares = stats(attributions, change.commits, tier);
  const added = machineLinesAdded(change.commits, messages, diffs, notes);
  return {
    head,
    stats: { ...shares, survival: survival(change.commits, added, attributions) },
    inventory: aiInventory(change, attributions, shares, tier),
    gaps,
  };
}

/** The tier of a path under a policy. */
export function tierOf({ tiers }: Policy): (path: string) => Policy['tiers'][number]['tier'] {
  const matchers = tiers.map(({ tier, paths }) => ({ tier, matches: pathMatcher(paths) }));
  return (path) => matchers.find(({ matches }) => matches(path))?.tier ?? 'standard';
}
