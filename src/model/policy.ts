export const TIERS = ['contained', 'standard', 'critical'] as const;
export type Tier = (typeof TIERS)[number];

export interface TierRule {
  readonly tier: Tier;
  readonly paths: readonly string[];
}

export interface ClauseUse {
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The team's policy as data; the code of a clause is `decide/clauses/<id>.ts`. */
export interface Policy {
  /** SHA-256 of the canonical JSON of `tiers` and `clauses`. */
  readonly digest: string;
  /** `default` is built in, `base` stood in the change's base, `worktree` is a preview. */
  readonly origin: 'default' | 'base' | 'worktree';
  /** Where it was read, for the report: `countersign.yaml at 1a2b3c4`. */
  readonly source: string;
  /** The first matching rule decides; nothing matching is `standard`. */
  readonly tiers: readonly TierRule[];
  readonly clauses: readonly ClauseUse[];
  /** Set when the team's own policy could not be used: the default judged, at best with `review`. */
  readonly fault?: string;
}
