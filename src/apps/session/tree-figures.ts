import type { GitRepository } from '../../adapters/git/repository.ts';
import { trustedKeyFiles } from '../../adapters/record/record-keys.ts';
import { digestOf } from '../../lib/hash.ts';
import { BUILD, VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import type { AiInventory } from '../../model/inventory.ts';
import type { Stats } from '../../model/stats.ts';
import { openCache } from './kept.ts';

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
 * are trusted and the version, so they are kept; what makes them is only loaded where they are not.
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

  const { makeTreeFigures } = await import('./tree-figures-made.ts');
  const figures = await makeTreeFigures(repository, head, signal);
  await cache.set(new Map([[key, JSON.stringify(figures)]]));
  return figures;
}
