export const SAFEGUARD_KINDS = [
  'review',
  'test',
  'scan',
  'training',
  'comprehension',
  'waiver',
  'authorship',
  'acknowledgement',
  'interactive-test',
  'threat-model',
  'red-team',
] as const;

export type SafeguardKind = (typeof SAFEGUARD_KINDS)[number];

/** Something that was done to make the change fit to ship, and by whom. */
export interface Safeguard {
  readonly kind: SafeguardKind;
  /** Paths (globs), rule ids or finding fingerprints that it speaks for; `**` is all. */
  readonly covers: readonly string[];
  readonly by: { readonly id: string; readonly kind: 'person' | 'agent' | 'tool' };
  /** ISO 8601. */
  readonly at: string;
  /** The commit it was given for; a later push makes it stale. */
  readonly head?: string;
  /** Paths (globs, in order: the last that matches decides) for which whoever gave it is a code owner; absent for none. */
  readonly owns?: readonly string[];
}

/** A waiver lowers nothing unless it says who answers for it, why, and until when. */
export interface Waiver extends Safeguard {
  readonly kind: 'waiver';
  readonly owner: string;
  readonly reason: string;
  /** ISO 8601 date; a waiver without an end is not valid. */
  readonly expires: string;
  /** `base`: it was there before the change, and stands. `change`: it arrives with the change, and only lowers block to review. */
  readonly origin: 'base' | 'change';
}

/** One layer of protection that a change can have; none of them is enough alone. */
export interface Rung {
  readonly layer: string;
  readonly state: 'present' | 'partial' | 'missing';
  /** True when the policy asks for it somewhere in this change. */
  readonly asked: boolean;
  /** One sentence: what there is, or what is not there. */
  readonly because: string;
}
