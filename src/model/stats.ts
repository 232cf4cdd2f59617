import type { Basis, Contributor } from './attribution.ts';
import type { Tier } from './policy.ts';

/** Lines by who wrote them. */
export interface Shares extends Readonly<Record<Contributor, number>> {
  readonly lines: number;
}

/** The JSON of `countersign stats`: every table is sorted by its lines, most first. */
export interface Stats {
  readonly version: 1;
  readonly total: Shares;
  readonly byBasis: Readonly<Record<Basis, number>>;
  readonly byTool: readonly (Shares & { readonly tool: string })[];
  readonly byModel: readonly (Shares & { readonly model: string })[];
  readonly byPath: readonly (Shares & { readonly path: string })[];
  readonly byTier: readonly (Shares & { readonly tier: Tier })[];
  /** Who stands as author in git: the person who answers for the lines, whoever wrote them. */
  readonly byAuthorOfRecord: readonly (Shares & { readonly author: string })[];
}
