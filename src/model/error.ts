/** Closed set per area: a caller can switch over it, and the CLI prints the sentence. */
export type ErrorCode =
  | 'usage/bad-argument'
  | 'usage/unknown-rule'
  | 'config/not-readable'
  | 'config/not-valid'
  | 'path/not-found'
  | 'path/not-readable'
  | 'path/not-writable'
  | 'git/not-installed'
  | 'git/not-a-repository'
  | 'git/unknown-revision'
  | 'git/failed'
  | 'parse/grammar-missing'
  | 'store/locked'
  | 'key/not-usable'
  | 'interrupted';

/** Thrown only for misuse and broken I/O; `message` is one sentence for a person, without a stack. */
export class CountersignError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CountersignError';
    this.code = code;
  }
}
