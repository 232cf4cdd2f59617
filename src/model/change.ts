import type { Language } from './language.ts';

/** A run of lines as `git diff -U0` counts them: 1-based starts, a count of 0 means "after line start". */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
}

export type FileStatus = 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'type-changed';

export interface ChangedFile {
  /** Relative POSIX path; a byte that is not UTF-8 is written as `\xHH`. */
  readonly path: string;
  readonly previousPath?: string;
  readonly status: FileStatus;
  readonly language: Language;
  readonly hunks: readonly Hunk[];
  /** Blob id (hex) of the file at head; computed for the work tree as git would, absent when deleted. */
  readonly blob?: string;
  /** Blob id (hex) at base; absent when the file is new. */
  readonly previousBlob?: string;
  /** Git mode at head (`100644`, `100755`, `120000` link, `160000` submodule). */
  readonly mode: string;
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface Commit {
  readonly sha: string;
  readonly author: Person;
  readonly committer: Person;
  /** Committer time, ISO 8601 in UTC. */
  readonly at: string;
  /** Trailers of the message, as written; absent where the message was not read. */
  readonly trailers?: readonly { readonly key: string; readonly value: string }[];
}

export type HeadKind = 'commit' | 'index' | 'worktree' | 'folder';

interface Head {
  readonly kind: HeadKind;
  /** The commit that head is (kind `commit`) or stands on (`index`, `worktree`). */
  readonly sha?: string;
  readonly tree?: string;
  /** SHA-256 over the sorted (path, mode, blob) of all files of the change: what was judged, whatever its kind. */
  readonly digest?: string;
}

/** What is judged: the difference between base and head, never its content. */
export interface Change {
  /** A name for people (folder name or remote path), never an absolute path. */
  readonly repo: string;
  /** Commit id of the base, `null` when everything is new (first commit, folder). */
  readonly base: string | null;
  readonly head: Head;
  readonly commits: readonly Commit[];
  readonly files: readonly ChangedFile[];
}
