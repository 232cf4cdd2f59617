export type Contributor = 'human' | 'ai' | 'mixed' | 'unknown';

/** Grade of the evidence, strongest first. */
export type Basis = 'recorded' | 'declared' | 'inferred' | 'none';

export type AttributionSource = 'hook' | 'note' | 'trace' | 'trailer' | 'author' | 'recovered';

/** Who wrote a run of lines, and how we know. No evidence is `unknown`, never `human`. */
export interface Attribution {
  readonly path: string;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  readonly contributor: Contributor;
  readonly tool?: string;
  readonly model?: string;
  readonly session?: string;
  readonly basis: Basis;
  readonly source?: AttributionSource;
  /** The commit that brought the lines; absent for lines that are not committed. */
  readonly commit?: string;
  readonly contentHash?: string;
}
