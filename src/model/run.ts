export type FileRunStatus = 'complete' | 'partial' | 'failed' | 'skipped' | 'not-applicable';

export interface FileRun {
  readonly path: string;
  readonly status: FileRunStatus;
  /** One sentence; absent when `complete`. */
  readonly reason?: string;
  /** True when what was not understood overlaps the change: only that asks for review. */
  readonly touchesChange: boolean;
}

/** `scope`: a budget ended the search for far-away code; told, but not held against the change. */
export type AnalyzerStatus = 'complete' | 'partial' | 'failed' | 'skipped' | 'scope';

export interface AnalyzerRun {
  readonly analyzer: string;
  readonly status: AnalyzerStatus;
  readonly reason?: string;
  /** Every file of the change that the analyzer was asked about. */
  readonly files: readonly FileRun[];
}

/** What ran and what did not: findings mean nothing without it. */
export interface Run {
  readonly tool: { readonly name: string; readonly version: string };
  /** SHA-256 over package version, options and the bytes of user rules. */
  readonly rulesDigest: string;
  /** What was asked to be judged, as a sentence: `3 commits and the work tree against origin/main`. */
  readonly scope: string;
  readonly analyzers: readonly AnalyzerRun[];
}
