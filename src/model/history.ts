import type { Confidence, Level } from './finding.ts';

/** One content of a file, where it first stood. */
export interface HistoryBlob {
  readonly commit: string;
  readonly path: string;
  readonly blob: string;
  /** Null where it could not be read or is too large. */
  readonly bytes: Uint8Array | null;
}

/** One secret, however many versions of however many files it stood in; never carries the secret. */
export interface HistoryFinding {
  readonly ruleId: string;
  readonly level: Level;
  readonly confidence: Confidence;
  readonly message: string;
  /** Where it entered. */
  readonly commit: string;
  readonly path: string;
  /** 1-based, in that version of the file. */
  readonly line: number;
  /** Where it stands in HEAD; null where it is gone from there, which does not take it out of the history. */
  readonly inHead: { readonly path: string; readonly line: number } | null;
}

/** What a look through the whole history found, and how far it could look. */
export interface HistoryReport {
  readonly version: 1;
  readonly kind: 'history';
  readonly head: string | null;
  readonly commits: number;
  readonly blobs: number;
  readonly bytes: number;
  /** Contents that were not looked at, by reason. */
  readonly unread: Readonly<Record<string, number>>;
  /** With the time at which the commit was made, ISO 8601 in UTC. */
  readonly findings: readonly (HistoryFinding & { readonly at: string })[];
}
