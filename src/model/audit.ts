import type { ReportInput } from './report.ts';

/** What a control can rest on here; `controls/` maps each framework to these. */
export const EVIDENCE_KINDS = [
  'policy',
  'decisions',
  'signed-evidence',
  'ledger',
  'authorship',
  'approved-assistants',
  'static-analysis',
  'secrets',
  'dependencies',
  'licences',
  'inventory',
  'tests',
  'interactive-tests',
  'reviews',
  'comprehension',
  'threat-model',
  'red-team',
  'waivers',
  'no-open-errors',
  'training',
  'acknowledgement',
  'assistant-configuration',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** How much of one kind of evidence the period has, and the sentence that an auditor can check. */
export interface EvidenceFact {
  readonly kind: EvidenceKind;
  readonly state: 'present' | 'partial' | 'missing';
  readonly because: string;
  /** Files of the pack where it stands. */
  readonly files: readonly string[];
}

/** One control of a framework: its number there, what it wants in our words, and what it rests on here. */
interface Control {
  readonly id: string;
  readonly title: string;
  /** Empty: nothing that this tool keeps speaks for it. */
  readonly evidence: readonly EvidenceKind[];
  /** Set where this evidence alone can never be enough: why, as a sentence. */
  readonly limit?: string;
}

/** A framework as data: whose it is, which edition, and when it was mapped. */
export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly edition: string;
  readonly source: string;
  /** Day of the mapping, ISO 8601. */
  readonly mapped: string;
  readonly controls: readonly Control[];
}

export type ControlState = 'satisfied' | 'partial' | 'not covered';

export interface ControlResult {
  readonly control: Control;
  readonly state: ControlState;
  readonly because: readonly string[];
  readonly files: readonly string[];
}

export interface FrameworkResult {
  readonly framework: Framework;
  readonly results: readonly ControlResult[];
}

/** One commit of the period, with what was kept of it. */
export interface AuditedCommit {
  readonly sha: string;
  readonly at: string;
  readonly author: string;
  /** Whom the message or the evidence names as reviewers. */
  readonly reviewers: readonly string[];
  /** Whom the message names as assistants. */
  readonly assisted: readonly string[];
  /** Evidence that was kept of it; `holds` is null where no key was given to check it with. */
  readonly evidence: { readonly outcome: string; readonly holds: boolean | null; readonly because: string } | null;
}

/** A part of the repository that assistants wrote in, examined apart. */
export interface AssistedArea {
  readonly path: string;
  readonly lines: number;
  /** AI or mixed lines among them. */
  readonly assisted: number;
  /** New findings on such lines: about licences, about known advisories, about structure, about security. */
  readonly licences: number;
  readonly advisories: number;
  readonly structure: number;
  readonly security: number;
}

/** Everything that an evidence pack is made from. */
export interface Audit {
  readonly repository: string;
  /** Days, ISO 8601, both inclusive. */
  readonly from: string;
  readonly to: string;
  readonly madeAt: string;
  readonly base: string | null;
  readonly head: string;
  /** The whole period judged as one change. */
  readonly input: ReportInput;
  readonly commits: readonly AuditedCommit[];
  readonly areas: readonly AssistedArea[];
  readonly facts: readonly EvidenceFact[];
  readonly frameworks: readonly FrameworkResult[];
  /** What could not be looked at, as sentences. */
  readonly gaps: readonly string[];
}
