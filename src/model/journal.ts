/** What an assistant's hook told us: it starts, or is about to use or has used a tool that can change files. */
export interface AssistantEvent {
  readonly phase: 'start' | 'before' | 'after';
  readonly tool: string;
  /** The assistant's own id of the conversation; `unknown` where it gives none. */
  readonly session: string;
  readonly model?: string;
  /** Pairs a `before` with its `after`, where the assistant numbers its calls. */
  readonly call?: string;
  readonly cwd?: string;
  /** Files it names, absolute or relative to `cwd`; it may change them and no others, unless `shell`. */
  readonly paths: readonly string[];
  /** A program was run: any file may change. */
  readonly shell: boolean;
  /** What was replaced in `paths[0]`, for assistants that only tell afterwards; never stored. */
  readonly edits?: readonly { readonly before: string; readonly after: string }[];
}

/**
 * The lines of one version of a file as numbers that tell equality and nothing else: blind to white space, and made with
 * a secret of the clone. `size` counts what is not white space.
 */
export interface LinePrints {
  readonly hash: Float64Array;
  readonly size: Uint16Array;
  /** 1 for a brace, an import alone and the like, which must never decide where a line came from. */
  readonly trivial: Uint8Array;
}

/** `null`: there is no such file; `undefined` prints: there is one that was not read (binary, too large). */
export interface FileState {
  readonly path: string;
  readonly lines: LinePrints | null | undefined;
}

/** One line of the journal: an event with the state of the files it may touch. */
export interface JournalEntry {
  /** ISO 8601 in UTC; the order of the journal counts, not the clock. */
  readonly at: string;
  readonly phase: AssistantEvent['phase'];
  readonly tool: string;
  readonly session: string;
  readonly model?: string;
  readonly call?: string;
  readonly shell: boolean;
  /** Name of the work tree: empty for the main one. */
  readonly workTree: string;
  /** The commit that was checked out: it has what a shell command's other files were before. */
  readonly head?: string;
  readonly files: readonly FileState[];
}
