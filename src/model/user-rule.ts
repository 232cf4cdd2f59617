import type { Level } from './finding.ts';
import type { Language } from './language.ts';

/** A rule of a team's own, as its file says it: data only, nothing of it is executed. */
export interface UserRule {
  /** `<folder>/<name>`, and never the id of a built-in rule. */
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  readonly why: string;
  readonly fix: string;
  readonly cwe: readonly number[];
  readonly languages: readonly Language[];
  readonly paths?: readonly string[];
  readonly inTests: boolean;
  /** Code with holes: `$X` is any one thing, `...` any number of them. One of these must match. */
  readonly patterns: readonly string[];
  /** What matches one of these too is left out. */
  readonly except: readonly string[];
  /** Code around the match that must be there, or must not. */
  readonly inside: readonly string[];
  readonly notInside: readonly string[];
  /** By the name of a hole: an expression (RE2) that its text must match. */
  readonly where: Readonly<Record<string, string>>;
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

/** More that the flow rules should know: sources, sinks and sanitizers of a team's own code or of a package. */
export interface UserModel {
  readonly package: string;
  readonly languages: readonly Language[];
  readonly sources: Readonly<Record<string, readonly string[]>>;
  readonly sinks: Readonly<Record<string, readonly string[]>>;
  readonly sanitizers: Readonly<Record<string, readonly string[]>>;
}

export interface UserRules {
  readonly rules: readonly UserRule[];
  readonly models: readonly UserModel[];
}
