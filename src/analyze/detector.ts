import type { FileStatus, Hunk } from '../model/change.ts';
import type { FunctionMetrics } from '../model/facts.ts';
import type { Confidence, FlowStep, Level, Snippet } from '../model/finding.ts';
import type { Language, ParsedLanguage } from '../model/language.ts';
import type { SyntaxNode } from '../parse/node.ts';
import type { SyntaxTree } from '../parse/tree.ts';
import type { MisuseKind, SinkKind, SourceKind } from './taint/kinds.ts';

/** Where a rule points; offsets are UTF-16 code units into the file's text. */
export interface Spot {
  readonly start: number;
  readonly end: number;
  /** Replaces the rule's title as the message. */
  readonly message?: string;
  readonly level?: Level;
  readonly confidence?: Confidence;
  readonly codeFlow?: readonly FlowStep[];
  /** Set by leakage rules: the place is never quoted, `masked` is shown instead of the span. */
  readonly masked?: string;
  readonly snippet?: Snippet;
}

/** Text to put in place of a span; offsets as in a spot. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One file as a rule sees it; no file system, no clock. */
export interface FileContext {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  /** True for test code, by path and by content. */
  readonly isTest: boolean;
  /** Null where the language has no grammar. */
  readonly tree: SyntaxTree | null;
  /** 0-based offset of the start of each line. */
  readonly lineStarts: Uint32Array;
  report(spot: Spot): void;
}

/**
 * Literal keywords first, then the detector's own look: `scan` runs once a file, and only when a keyword occurs.
 * `hits` holds the offsets of the keywords (case-insensitive), ascending.
 */
export interface TokenDetector {
  readonly engine: 'token';
  readonly scope: 'file';
  /** Lower case, at least three characters each; empty means: look at every file. */
  readonly keywords: readonly string[];
  /** True for a general look at names and values: its spots give way to those of a rule that knows what the thing is. */
  readonly yields?: boolean;
  scan(context: FileContext, hits: readonly number[]): void;
}

/** Called for every node of the given kinds; one walk serves all rules. */
export interface PatternDetector {
  readonly engine: 'pattern';
  readonly scope: 'file';
  /** Words (any case), one of which stands in every text that can match; absent means: every file is looked at. */
  readonly keywords?: readonly string[];
  readonly kinds: Readonly<Partial<Record<ParsedLanguage, readonly string[]>>>;
  visit(node: SyntaxNode, context: FileContext): void;
}

/** One side of a changed file. */
export interface FileSide {
  readonly text: string;
  readonly functions: readonly FunctionMetrics[];
}

export interface ChangedFileView {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: FileStatus;
  readonly language: Language;
  readonly isTest: boolean;
  readonly hunks: readonly Hunk[];
  readonly before?: FileSide;
  readonly after?: FileSide;
}

/** What a rule about the change itself sees: both sides, and a little of the project around it. */
export interface ChangeView {
  readonly files: readonly ChangedFileView[];
  /** SPDX ids found in the base's licence file or manifest; empty when none was found. */
  readonly projectLicenses: readonly string[];
  report(path: string, spot: Spot): void;
}

/** Compares before and after: a complexity jump, a licence header that is gone, a check that was switched off. */
export interface ChangeDetector {
  readonly engine: 'metric' | 'license' | 'pattern' | 'token';
  readonly scope: 'change';
  run(view: ChangeView): void;
}

/** An untrusted value that reaches a sink: answered by the flow engine over all files that import each other. */
export interface FlowDetector {
  readonly engine: 'taint';
  readonly scope: 'program';
  readonly to: readonly (SinkKind | MisuseKind)[];
  readonly from: readonly SourceKind[];
}

export type Detector = TokenDetector | PatternDetector | ChangeDetector | FlowDetector;

export type { SyntaxNode } from '../parse/node.ts';
