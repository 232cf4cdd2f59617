import type { Level, Risk } from '../model/finding.ts';
import type { Language } from '../model/language.ts';
import type { Detector, FlowDetector } from './detector.ts';
import type { Repair } from './repair.ts';

/** Files by path; `«»` marks the expected span, `\\«` is the character itself. */
export type ExampleFiles = Readonly<Record<string, string>>;

/** Code alone, or files where a rule needs a path, several files, or what was there before. */
export type Example = string | { readonly before?: ExampleFiles; readonly after: ExampleFiles };

/** One rule, one file; its examples are its tests, its page, its `explain` answer and its lesson. */
export interface RuleSpec {
  /** Folder and file name under `src/rules/`: `security/sql-injection`. */
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  /** Where the folder does not say it: security and dependencies are `insecure`, assistants too. */
  readonly risk?: Risk;
  /** One or two sentences: what goes wrong. */
  readonly why: string;
  /** One or two sentences: what the careful version looks like. */
  readonly fix: string;
  readonly cwe: readonly number[];
  /** Files that the rule is asked about; `any` is every text file. */
  readonly languages: readonly Language[] | 'any';
  /** Globs that narrow (or, with `!`, exclude) paths. */
  readonly paths?: readonly string[];
  /** True where test code is judged too; by default a rule about running systems is silent there. */
  readonly inTests?: boolean;
  readonly detect: Detector;
  /** The same defect in languages where it takes following values to see it, beside a `detect` that looks at one file. */
  readonly flows?: FlowDetector;
  /** What `--fix` does, where that is safe; `fix` says it in words. */
  readonly repair?: Repair;
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
}

/** Identity with a type: what a rule file exports. */
export function defineRule(spec: RuleSpec): RuleSpec {
  return spec;
}

const RISK_OF_FOLDER: Readonly<Record<string, Risk>> = {
  security: 'insecure',
  dependencies: 'insecure',
  assistants: 'insecure',
  quality: 'quality',
  legal: 'legal',
  leakage: 'leakage',
};

/** The rule's own risk, else its folder's. */
export function riskOf(spec: Pick<RuleSpec, 'id' | 'risk'>): Risk {
  const folder = spec.id.slice(0, spec.id.indexOf('/'));
  return spec.risk ?? (Object.hasOwn(RISK_OF_FOLDER, folder) ? RISK_OF_FOLDER[folder]! : 'quality');
}
