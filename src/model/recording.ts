import type { Commit } from './change.ts';
import type { BlamedRange, CommitDiff, Gap, NoteRecord } from './ports.ts';

/** One step of HEAD, as its reflog tells it. */
export interface HeadMovement {
  readonly from: string;
  readonly to: string;
  /** ISO 8601 in UTC, in whole seconds. */
  readonly at: string;
  /** What git says it did: `commit (amend): title`, `rebase (pick): title`; empty for plumbing. */
  readonly action: string;
}

export interface CommitFacts {
  readonly commit: Commit;
  readonly parents: readonly string[];
  readonly message: string;
  /** When it was written first: a rebase keeps it. Seconds since the epoch and zone, as git stores them. */
  readonly authored: string;
}

export interface FileAt {
  readonly commit: string;
  readonly path: string;
}

/** What recording needs of a repository, in batches: each call starts a constant number of git processes. */
export interface Recording {
  /** Name of the work tree: empty for the main one. */
  readonly workTree: string;
  /** Null before the first commit. */
  head(signal: AbortSignal): Promise<string | null>;
  /** Of this work tree, oldest first; empty where git keeps no reflog. */
  movements(): readonly HeadMovement[];
  /** Commits that a tool replaced and deleted, with those in their place, as its map of commits says. */
  replaced(): ReadonlyMap<string, string>;
  /** Local branches and what was fetched, with their commits; newest first. */
  tips(signal: AbortSignal): Promise<readonly { readonly ref: string; readonly sha: string }[]>;
  /** Commits reachable from some and not from others, newest first, at most `cap`. */
  reachable(from: readonly string[], not: readonly string[], cap: number, signal: AbortSignal): Promise<string[]>;
  commits(shas: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, CommitFacts>>;
  /** Diffs of exactly these commits, each against each of its parents. */
  diffs(shas: readonly string[], signal: AbortSignal): Promise<readonly CommitDiff[]>;
  /** Files as the commits have them, in the order asked; undefined where there is none or it is not read. */
  files(requests: readonly FileAt[], signal: AbortSignal): Promise<readonly (Uint8Array | undefined)[]>;
  blame(commit: string, path: string, signal: AbortSignal): Promise<readonly BlamedRange[]>;
  notes(
    commits: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly notes: readonly NoteRecord[]; readonly gaps: readonly Gap[] }>;
  /** Every notes ref that records authorship, in order of name. */
  recordRefs(signal: AbortSignal): Promise<readonly string[]>;
  /** Commits that have a note in this ref. */
  noted(ref: string, signal: AbortSignal): Promise<ReadonlySet<string>>;
  /** Sets the notes of these commits in one ref, in one write. */
  writeNotes(ref: string, notes: ReadonlyMap<string, string>, signal: AbortSignal): Promise<void>;
}
