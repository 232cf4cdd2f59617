import type { Attribution } from './attribution.ts';
import type { Change, Hunk } from './change.ts';
import type { FileFacts, FlowFacts, ProgramFile } from './facts.ts';
import type { Forge } from './forge.ts';
import type { Language } from './language.ts';

/** Which change is meant, in git's words. */
export type ChangeRequest =
  /** What the upstream branch lacks (else the remote's default branch, else the last commit) plus work tree and untracked files. */
  | { readonly kind: 'default' }
  | { readonly kind: 'staged' }
  | { readonly kind: 'commit'; readonly revision: string }
  /** `A..B`, `A...B`, or a single revision (`A..HEAD`). */
  | { readonly kind: 'range'; readonly range: string }
  /** Every file as if added: of the work tree (`revision` absent) or of a commit. */
  | { readonly kind: 'tree'; readonly revision?: string; readonly under?: string };

/** Something that could not be read, by name; it ends up in Run. `path` is `.` for the whole change. */
export interface Gap {
  readonly path: string;
  readonly reason: string;
}

export interface LoadedChange {
  readonly change: Change;
  /** Full commit messages by commit id, for the commits of the change. */
  readonly messages: ReadonlyMap<string, string>;
  readonly gaps: readonly Gap[];
  /** What was judged, as a phrase: `2 commits and the work tree against origin/main`. */
  readonly scope: string;
  /** For an index or work tree: what it changes against `change.head.sha`, so that its lines are not given to a commit. */
  readonly uncommitted?: readonly FileDiff[];
}

export interface ContentRequest {
  readonly path: string;
  readonly blob: string;
}

export type Content = { readonly bytes: Uint8Array } | { readonly unread: string };

/** One file of a diff, without content; a path that is not listed did not change. */
export interface FileDiff {
  readonly path: string;
  readonly previousPath?: string;
  readonly hunks: readonly Hunk[];
}

/** What one commit did against one of its parents, for carrying authors along. */
export interface CommitDiff {
  readonly sha: string;
  readonly parent: string | null;
  readonly files: readonly FileDiff[];
}

/** Lines that git blames on one commit; `commit` is null for lines that are not committed. */
export interface BlamedRange {
  /** 1-based line in the file that was asked about, and how many. */
  readonly start: number;
  readonly lines: number;
  readonly commit: string | null;
  /** Where the lines stood in that commit. */
  readonly path: string;
  readonly originalStart: number;
}

/** A git note as it stands, unparsed. */
export interface NoteRecord {
  readonly ref: string;
  readonly commit: string;
  readonly text: string;
}

/** A repository or a plain folder, read only; nothing in it is executed or trusted as configuration. */
export interface Repository {
  /** For people: the folder's name. */
  readonly name: string;
  /** False for a folder that git does not know. */
  readonly isGit: boolean;
  loadChange(request: ChangeRequest, signal: AbortSignal): Promise<LoadedChange>;
  /** Contents by blob id; in one batch. A blob over the size cap, missing or behind a filter is `unread` with its reason. */
  read(requests: readonly ContentRequest[], signal: AbortSignal): Promise<ReadonlyMap<string, Content>>;
  /** A file at a revision (commit id), or in the work tree when `revision` is null; null when it is not there. */
  readAt(revision: string | null, path: string, signal: AbortSignal): Promise<Content | null>;
  /** Diffs of the commits `base..head` (each against each of its parents), newest first; what is left out goes to `onGap`. */
  commitDiffs(
    base: string | null,
    head: string,
    signal: AbortSignal,
    onGap?: (gap: Gap) => void,
  ): Promise<readonly CommitDiff[]>;
  /** Notes of these commits from every notes ref that records authorship. */
  notes(
    commits: readonly string[],
    signal: AbortSignal,
  ): Promise<{ notes: readonly NoteRecord[]; gaps: readonly Gap[] }>;
}

export interface FileJob {
  readonly path: string;
  readonly blob: string;
  readonly language: Language;
  readonly bytes: Uint8Array;
}

/** Reads files and gives facts back, in the order asked; one thread or many is the adapter's affair. */
export interface Analysts {
  analyze(
    jobs: readonly FileJob[],
    signal: AbortSignal,
    onDone?: (files: number) => void,
  ): Promise<readonly FileFacts[]>;
  /** Follows flows through programs that know nothing of each other. */
  follow(
    programs: readonly (readonly ProgramFile[])[],
    signal: AbortSignal,
    onDone?: (files: number) => void,
  ): Promise<readonly FlowFacts[]>;
  close(): Promise<void>;
}

/** Per-file results by key; may forget at any time, never lies: a corrupt entry is a miss. */
export interface Cache {
  get(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  set(entries: ReadonlyMap<string, string>): Promise<void>;
}

/** The parser's own parts: the library, the bytes of its WebAssembly runtime, and of one grammar a language. */
export interface Grammars {
  /**
   * A new copy of the library `web-tree-sitter`. It keeps its WebAssembly in a global, so only a new copy gives memory back or
   * goes on after hostile input made the old one abort.
   */
  library(): Promise<unknown>;
  runtime(): Promise<Uint8Array>;
  grammar(name: string): Promise<Uint8Array>;
}

interface Clock {
  /** ISO 8601 in UTC. */
  now(): string;
}

/** Signs with a key that only the adapter sees: a file, a token, a key service. */
export interface Signer {
  /** What signatures name the key by: SHA-256 (hex) of the DER of its public half. */
  readonly keyId: string;
  /** Over exactly these bytes: ECDSA with SHA-256 as DER for P-256, plain Ed25519; throws `key/not-usable`. */
  sign(bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
}

/** What a long step tells while it runs. */
export interface Progress {
  update(step: string, done: number, total: number): void;
}

/** Fills in who wrote lines that are not committed yet, as far as the journal of this clone saw it. */
export type PendingAuthors = (
  attributions: readonly Attribution[],
  change: Change,
  signal: AbortSignal,
) => Promise<readonly Attribution[]>;

/**
 * Who wrote the files of a whole tree, of the work tree where `revision` is absent: as many as a bounded effort allows, the first
 * ones first. A file that is left out is not in the answer.
 */
export type FileAuthors = (
  paths: readonly string[],
  revision: string | undefined,
  signal: AbortSignal,
) => Promise<readonly Attribution[]>;

export interface Ports {
  readonly repository: Repository;
  readonly analysts: Analysts;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Absent where no journal is kept. */
  readonly pending?: PendingAuthors;
  /** Absent where there is no history. */
  readonly fileAuthors?: FileAuthors;
  /** Absent unless a flag asked for one: nothing leaves the machine by itself. */
  readonly forge?: Pick<Forge, 'reviews' | 'tests'>;
}
