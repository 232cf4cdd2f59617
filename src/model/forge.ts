import type { Change } from './change.ts';
import type { FactSource, Outcome } from './decision.ts';
import type { Safeguard } from './safeguard.ts';

/** What a forge says was done about a change; where it could not say it, the source has failed and there is nothing. */
export interface ForgeEvidence {
  readonly safeguards: readonly Safeguard[];
  readonly source: FactSource;
}

/** A finding as it is shown beside the code. */
export interface Annotation {
  readonly path: string;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'error' | 'warning' | 'note';
  readonly title: string;
  readonly message: string;
}

/** A verdict to be shown on a forge; all text is safe Markdown within the limits of a comment. */
export interface Publication {
  readonly outcome: Outcome;
  readonly empty: boolean;
  /** The commit that was judged. */
  readonly head: string;
  /** One line. */
  readonly title: string;
  readonly comment: string;
  /** Most important first. */
  readonly annotations: readonly Annotation[];
  readonly sarif: string;
}

export const PUBLISHED = ['check', 'comment', 'sarif'] as const;
export type Published = (typeof PUBLISHED)[number];

/** What was shown, and what could not be, each as a sentence; a failure here never changes the verdict. */
export interface PublishResult {
  readonly done: readonly string[];
  readonly failed: readonly string[];
}

/** A forge that was asked for by a flag: a repository's own file never leads to one. */
export interface Forge {
  /** For people: `GitHub`. */
  readonly name: string;
  /** What the event of the job is about, as a range in git's words; null where it does not say. */
  readonly range: string | null;
  /** Never rejects but by the signal. */
  reviews(change: Change, signal: AbortSignal): Promise<ForgeEvidence>;
  /** How the tests fared that were named on the command line; null where none was. Never rejects but by the signal. */
  tests(change: Change, signal: AbortSignal): Promise<ForgeEvidence | null>;
  publish(publication: Publication, parts: ReadonlySet<Published>, signal: AbortSignal): Promise<PublishResult>;
}
