import type { ClauseUse, TierRule } from '../model/policy.ts';
import { DEFAULT_CLAUSES, DEFAULT_TIERS } from './default-policy.ts';

/** Tiers and clauses to start from; a policy that extends a pack adds to it and changes options. */
export interface Pack {
  readonly title: string;
  readonly tiers: readonly TierRule[];
  readonly clauses: readonly ClauseUse[];
}

export const packs: ReadonlyMap<string, Pack> = new Map<string, Pack>([
  ['starter', { title: 'The built-in policy', tiers: DEFAULT_TIERS, clauses: DEFAULT_CLAUSES }],
  ['none', { title: 'Nothing: every tier and clause is written out', tiers: [], clauses: [] }],
]);
