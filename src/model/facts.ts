import type { Confidence, Fix, FlowStep, Level, Region, Snippet } from './finding.ts';
import type { Language } from './language.ts';

/** A rule's answer about one file, before it is known whether it is new and who wrote the lines. */
export interface Match {
  readonly ruleId: string;
  readonly level: Level;
  readonly message: string;
  readonly path: string;
  readonly region: Region;
  readonly confidence: Confidence;
  readonly codeFlow?: readonly FlowStep[];
  readonly fix?: Fix;
  /**
   * What makes this place itself, without line numbers: normalised text of the statement, say. Absent for leakage, where
   * even a digest would tell; then rule, path and ordinal identify it.
   */
  readonly identity?: string;
  readonly snippet?: Snippet;
}

/** Measures of one function, for rules that compare before and after. */
export interface FunctionMetrics {
  /** Qualified by enclosing classes and functions: `Cart.total`; anonymous ones by position: `Cart.<2>`. */
  readonly name: string;
  readonly region: Region;
  readonly lines: number;
  readonly parameters: number;
  /** McCabe: 1 + decisions. */
  readonly cyclomatic: number;
  /** Decisions weighted by their nesting. */
  readonly cognitive: number;
  readonly nesting: number;
}

/** How one analyzer fared on one file. */
export interface AnalyzerFacts {
  readonly analyzer: string;
  readonly status: 'complete' | 'partial' | 'failed' | 'skipped' | 'not-applicable';
  readonly reason?: string;
  /** Lines (1-based, inclusive) that were not understood; absent means the whole file where the status is not `complete`. */
  readonly gaps?: readonly (readonly [start: number, end: number])[];
}

/** What a file is where it is not hand-written code of the product: recognised by path and content, and told apart. */
export type CodeKind = 'test' | 'generated' | 'vendored' | 'minified';

/** All that is kept of one blob: JSON, so that it can cross threads and lie in the cache. */
export interface FileFacts {
  readonly path: string;
  readonly blob: string;
  readonly lines: number;
  /** Rules about quality and understanding are silent in generated, vendored and minified code. */
  readonly kind?: CodeKind;
  readonly analyzers: readonly AnalyzerFacts[];
  readonly matches: readonly Match[];
  readonly functions: readonly FunctionMetrics[];
}

/** A text of a program whose flows are followed. */
export interface ProgramFile {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  /** True where its exports are offered to anybody, by a published package. */
  readonly offered?: boolean;
  /** True where it is read for what it gives the others: nothing is looked for in it. */
  readonly support?: boolean;
}

/** Lines (1-based) where flows were followed to the end for some weaknesses: what a pattern alone says of them is answered. */
export interface Settled {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly cwe: readonly number[];
}

/** What was found by following values through files that may import each other; JSON, as `FileFacts`. */
export interface FlowFacts {
  readonly matches: readonly Match[];
  readonly settled?: readonly Settled[];
  /** How the analyzer `taint` fared, by path. */
  readonly files: readonly (readonly [path: string, facts: AnalyzerFacts])[];
}
