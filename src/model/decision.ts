import type { Attribution } from './attribution.ts';
import type { Change } from './change.ts';
import type { Finding } from './finding.ts';
import type { Run } from './run.ts';
import type { Safeguard } from './safeguard.ts';

export const OUTCOMES = ['ship', 'review', 'block'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One clause's answer; a reason with outcome `ship` is said too, so that the whole decision can be read. */
export interface Reason {
  readonly outcome: Outcome;
  readonly clause: string;
  /** Sentences, most general first. */
  readonly because: readonly string[];
  /** Fingerprints of the findings it rests on. */
  readonly findings: readonly string[];
}

export interface Decision {
  readonly outcome: Outcome;
  readonly reasons: readonly Reason[];
  /** Digest, origin and source of the policy that judged. */
  readonly policy: { readonly digest: string; readonly origin: string; readonly source: string };
  /** What was judged: the commit id, or the digest of a work tree. */
  readonly head: string;
  /** Digest of the Run it rests on. */
  readonly run: string;
  /** True when there was nothing to judge: exit 0, and it is said. */
  readonly empty: boolean;
}

/** Whether a fact could be had: a forge that answered 500 is not "no approvals". */
export interface FactSource {
  readonly name: string;
  readonly status: 'complete' | 'partial' | 'failed' | 'skipped';
  readonly reason?: string;
}

export interface Actor {
  readonly id: string;
  readonly kind: 'person' | 'agent' | 'tool' | 'unknown';
}

/** Everything a decision may rest on. What is not in here cannot change it. */
export interface Facts {
  readonly change: Change;
  readonly run: Run;
  readonly attributions: readonly Attribution[];
  readonly findings: readonly Finding[];
  readonly safeguards: readonly Safeguard[];
  /** ISO 8601. */
  readonly now: string;
  readonly actor: Actor;
  readonly sources: readonly FactSource[];
}
