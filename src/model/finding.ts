import type { Contributor } from './attribution.ts';

export type Level = 'error' | 'warning' | 'note';

/** `proved`: source to sink, every step understood. `likely`: a step was guessed. `pattern`: no flow involved. */
export type Confidence = 'proved' | 'likely' | 'pattern';

export const RISKS = ['insecure', 'quality', 'legal', 'leakage', 'understanding'] as const;
export type Risk = (typeof RISKS)[number];

/** 1-based; columns count UTF-16 code units; the end column is exclusive, as in SARIF. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface FlowStep {
  readonly path: string;
  readonly region: Region;
  readonly message: string;
}

/** One replacement, applied to the file as it was analysed; regions of one fix do not overlap. */
interface Replacement {
  readonly path: string;
  readonly region: Region;
  readonly text: string;
}

export interface Fix {
  readonly description: string;
  readonly replacements: readonly Replacement[];
}

export type BaselineState = 'new' | 'unchanged' | 'absent';

/** A place where something could go wrong, in SARIF's words. Never carries a secret: `message` and `snippet` are masked. */
export interface Finding {
  readonly ruleId: string;
  readonly level: Level;
  readonly message: string;
  readonly path: string;
  readonly region: Region;
  /** From source to sink, for flow rules. */
  readonly codeFlow?: readonly FlowStep[];
  readonly cwe: readonly number[];
  readonly risk: Risk;
  /** Survives a rename and a moved line; for leakage it is rule, path and ordinal, since a digest of a secret can be guessed. */
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly baselineState: BaselineState;
  readonly contributor: Contributor;
  readonly fix?: Fix;
  readonly confidence: Confidence;
  /** The lines around the place as they may be shown (secrets masked); absent where nothing may be shown. */
  readonly snippet?: Snippet;
}

export interface Snippet {
  /** 1-based line of `lines[0]`. */
  readonly startLine: number;
  readonly lines: readonly string[];
}
