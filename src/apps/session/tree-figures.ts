import type { GitRepository } from '../../adapters/git/repository.ts';
import { trustedKeyFiles } from '../../adapters/record/record-keys.ts';
import { machineLinesAdded } from '../../attribute/added-lines.ts';
import { stats } from '../../attribute/stats.ts';
import { policyAt } from '../../decide/policy-of-change.ts';
import { aiInventory } from '../../insight/ai-inventory.ts';
import { survival } from '../../insight/survival.ts';
import { pathMatcher } from '../../lib/glob.ts';
import { digestOf } from '../../lib/hash.ts';
import { BUILD, VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import type { AiInventory } from '../../model/inventory.ts';
import type { Policy } from '../../model/policy.ts';
import type { Stats } from '../../model/stats.ts';
import { rules } from '../../rules/index.ts';
import { openCache } from './open.ts';
import { treeAuthors } from './tree-authors.ts';

/** Figures of everything that stands in one commit. */
export interface TreeFigures {
  readonly head: string;
  readonly stats: Stats;
  readonly inventory: AiInventory;
  /** What could not be read, as sentences. */
  readonly gaps: readonly string[];
}

interface Place {
  readonly cache: boolean;
  readonly terminal: { readonly env: Readonly<Record<string, string | undefined>>; readonly signal: AbortSignal };
}

/**
 * Who wrote what stands in a commit, by its whole history. They change only with the commit, the records, the keys that
 * are trusted and the version, so they are kept. Tiers are those of the policy in that commit.
 */
export async function treeFigures(repository: GitRepository, revision: string, place: Place): Promise<TreeFigures> {
  const { signal, env } = place.terminal;
  const head = await repository.commitId(revision, signal);
  if (head === null)
    throw new CountersignError('git/unknown-revision', `There is no commit ${JSON.stringify(revision)}.`);
  const cache = await openCache(repository.gitDirectory, { cache: place.cache, env });
  const trust = trustedKeyFiles(repository.gitDirectory);
  const key = digestOf(['tree-figures', BUILD ?? VERSION, head, await repository.noteTips(signal), trust]);
  const known = (await cache.get([key])).get(key);
  if (known !== undefined) return JSON.parse(known) as TreeFigures;

  const { change, attributions, messages, diffs, notes, gaps } = await treeAuthors(repository, head, signal);
  const ids = rules.map(({ id }) => id);
  const tier = tierOf((await policyAt(repository, head, ids, signal)).policy);
  const shares = stats(attributions, change.commits, tier);
  const added = machineLinesAdded(change.commits, messages, diffs, notes);
  const figures: TreeFigures = {
    head,
    stats: { ...shares, survival: survival(change.commits, added, attributions) },
    inventory: aiInventory(change, attributions, shares, tier),
    gaps,
  };
  await cache.set(new Map([[key, JSON.stringify(figures)]]));
  return figures;
}

/** The tier of a path under a policy. */
export function tierOf({ tiers }: Policy): (path: string) => Policy['tiers'][number]['tier'] {
  const matchers = tiers.map(({ tier, paths }) => ({ tier, matches: pathMatcher(paths) }));
  return (path) => matchers.find(({ matches }) => matches(path))?.tier ?? 'standard';
}
