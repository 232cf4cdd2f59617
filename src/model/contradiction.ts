export const CONTRADICTIONS = [
  'phantom-lines',
  'orphan',
  'faulty-note',
  'notes-disagree',
  'tool-mismatch',
  'human-line-of-assistant',
  'gap',
  // The signature of the record does not fit; it was left out.
  'forged',
  'swapped',
  'replayed',
  'untrusted',
  'unsigned',
] as const;

/** Two traces that cannot both be right, or one that cannot be right at all: told, never settled in silence. */
export interface Contradiction {
  readonly kind: (typeof CONTRADICTIONS)[number];
  readonly commit: string;
  /** The notes ref that is at odds; absent where a commit contradicts itself. */
  readonly ref?: string;
  /** One sentence. */
  readonly because: string;
}
