import type { Attribution } from './attribution.ts';
import type { Change } from './change.ts';
import type { Contradiction } from './contradiction.ts';
import type { Decision } from './decision.ts';
import type { Finding, Level, Risk } from './finding.ts';
import type { Tier } from './policy.ts';
import type { Run } from './run.ts';
import type { Rung, Safeguard } from './safeguard.ts';

/** What a report needs to know of a rule: reports do not import rules. */
export interface RuleDescription {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  readonly risk: Risk;
  readonly why: string;
  readonly fix: string;
  readonly cwe: readonly number[];
}

/** The JSON of `--format json`, version 1; every other format is made from this object. */
export interface Report {
  readonly version: 1;
  readonly change: Change;
  readonly attributions: readonly Attribution[];
  readonly run: Run;
  readonly findings: readonly Finding[];
  readonly safeguards: readonly Safeguard[];
  readonly decision: Decision;
  /** Evidence of authorship that cannot all be right; absent where there is none. */
  readonly contradictions?: readonly Contradiction[];
}

/** One file of a reading order; why it stands where it does is told in sentences. */
export interface ReadingStep {
  readonly path: string;
  readonly tier: Tier;
  /** Lines that the change added or rewrote. */
  readonly lines: number;
  readonly because: readonly string[];
  /** 1-based lines of new findings, worst first: where to look in it. */
  readonly at: readonly number[];
  readonly minutes: number;
}

/** What the formats get: the report, the rules its findings name, and what is told beside the verdict. */
export interface ReportInput {
  readonly report: Report;
  readonly rules: readonly RuleDescription[];
  /** What to do, all of it, for the change to ship; absent where that was not asked, or where nothing would help. */
  readonly steps?: readonly string[];
  /** Which layers of protection the change has, in their order; absent where nobody asked. */
  readonly ladder?: readonly Rung[];
  /** The changed files in the order in which to read them; absent where nobody asked. */
  readonly reading?: readonly ReadingStep[];
}
