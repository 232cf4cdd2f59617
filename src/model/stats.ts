import type { Basis, Contributor } from './attribution.ts';
import type { Tier } from './policy.ts';

/** Lines by who wrote them. */
export interface Shares extends Readonly<Record<Contributor, number>> {
  readonly lines: number;
}

/** Lines of assistants by the month of their commit, and those of them that still stand. */
export interface Survival {
  /** `2026-03`, in UTC. */
  readonly month: string;
  readonly added: number;
  readonly standing: number;
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
  /** By month of the commit that brought the lines, oldest first. */
  readonly byMonth: readonly (Shares & { readonly month: string })[];
  /** Where a whole history was counted, oldest month first. */
  readonly survival?: readonly Survival[];
  /** Who stands as author in git: the person who answers for the lines, whoever wrote them. */
  readonly byAuthorOfRecord: readonly (Shares & { readonly author: string })[];
}
