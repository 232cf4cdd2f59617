import { digestOf } from '../lib/hash.ts';
import type { Outcome } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Rung, Waiver } from '../model/safeguard.ts';
import { STATEMENT_TYPE, type Statement, type Subject } from './statement.ts';

export const VSA_TYPE = 'https://slsa.dev/verification_summary/v1';
export const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1';
/** Described in docs/predicates/change-evidence-v1.md; the name is the package's own address of that page. */
export const CHANGE_EVIDENCE_TYPE = 'pkg:npm/countersign#docs/predicates/change-evidence-v1.md';
/** Described in docs/predicates/evidence-pack-v1.md. */
export const PACK_TYPE = 'pkg:npm/countersign#docs/predicates/evidence-pack-v1.md';
const VERIFIER = 'pkg:npm/countersign';

/** Lines of one file, or of all, by who wrote them. */
interface LineShares {
  readonly human: number;
  readonly ai: number;
  readonly mixed: number;
  readonly unknown: number;
}

/** Who wrote the change, as figures: made by the caller, so that evidence rests on what was decided and not on more. */
export interface AuthorshipSummary {
  readonly lines: LineShares;
  /** Lines by grade of the evidence. */
  readonly basis: Readonly<Record<'recorded' | 'declared' | 'inferred' | 'none', number>>;
  readonly tools: readonly { readonly tool: string; readonly model?: string; readonly lines: number }[];
  readonly files: readonly ({ readonly path: string; readonly tier: string } & LineShares)[];
}

/** What is attested: a finished report of a commit, with what is told beside it. */
export interface Attested {
  readonly report: Report;
  readonly authorship: AuthorshipSummary;
  readonly ladder: readonly Rung[];
  /** ISO 8601: when it was decided. */
  readonly at: string;
  /** Where the code can be had, as a URI; a package URL of the repository's name unless told. */
  readonly resource?: string;
}

/** Why this cannot be attested, as a sentence; null when it can. Only what git has an id for has an identity to speak of. */
export function notAttestable({ change, decision }: Report): string | null {
  const { kind, sha, tree } = change.head;
  if (decision.empty || sha === undefined) return 'There is nothing to attest: the change is empty.';
  if (kind !== 'commit' || tree === undefined) {
    return 'Only commits are attested, and the work tree has changes that are not committed: commit them, or name the commits.';
  }
  return null;
}

/** The statements of one change: what is known of it, the verdict for SLSA's readers, and the analysis as a test result. */
export function statementsOf(attested: Attested): readonly Statement[] {
  const subject = subjectOf(attested.report);
  const own = { _type: STATEMENT_TYPE, subject, predicateType: CHANGE_EVIDENCE_TYPE, predicate: evidence(attested) };
  const statements = [
    own,
    { ...own, predicateType: VSA_TYPE, predicate: verificationSummary(attested, digestOf(own)) },
    { ...own, predicateType: TEST_RESULT_TYPE, predicate: testResult(attested) },
  ] as const;
  // What canonical JSON leaves out must not count here either.
  return JSON.parse(JSON.stringify(statements)) as readonly Statement[];
}

function subjectOf({ change }: Report): readonly Subject[] {
  const { sha = '', tree = '' } = change.head;
  return [
    { name: `${change.repo} (commit)`, digest: { gitCommit: sha } },
    { name: `${change.repo} (tree)`, digest: { gitTree: tree } },
  ];
}

/** SLSA knows passed and failed: only `ship` passed. The outcome itself stands in our own predicate. */
export function resultOf(outcome: Outcome): 'PASSED' | 'FAILED' {
  return outcome === 'ship' ? 'PASSED' : 'FAILED';
}

function verificationSummary({ report, at, resource }: Attested, evidenceDigest: string): Record<string, unknown> {
  const { change, decision, run } = report;
  const result = resultOf(decision.outcome);
  return {
    verifier: { id: VERIFIER, version: { countersign: run.tool.version } },
    timeVerified: at,
    resourceUri: resource ?? `pkg:generic/${encodeURIComponent(change.repo)}@${change.head.sha}`,
    policy: { uri: decision.policy.source, digest: { sha256: decision.policy.digest } },
    inputAttestations: [{ uri: CHANGE_EVIDENCE_TYPE, digest: { sha256: evidenceDigest } }],
    verificationResult: result,
    verifiedLevels: [result === 'PASSED' ? 'COUNTERSIGN_SHIP' : 'FAILED'],
    slsaVersion: '1.1',
  };
}

/** The analysis as a test: a rule that found something new failed or warned, an analyzer that read everything passed. */
function testResult({ report }: Attested): Record<string, unknown> {
  const { run, decision } = report;
  const counted = new Set(decision.reasons.filter(({ outcome }) => outcome !== 'ship').flatMap((one) => one.findings));
  const open = report.findings.filter((one) => one.baselineState === 'new' && isCounted(one, counted));
  const failed = namesOf(open.filter(({ level }) => level === 'error'));
  const incomplete = run.analyzers.filter(
    ({ status, files }) => status === 'failed' || status === 'partial' || files.some((file) => file.touchesChange),
  );
  const warned = [
    ...namesOf(open.filter(({ level }) => level !== 'error')),
    ...incomplete.map(({ analyzer }) => `analyzer/${analyzer}`),
  ];
  const passed = run.analyzers
    .filter((one) => !incomplete.includes(one) && (one.status === 'complete' || one.status === 'scope'))
    .map(({ analyzer }) => `analyzer/${analyzer}`);
  return {
    result: failed.length > 0 ? 'FAILED' : warned.length > 0 || passed.length === 0 ? 'WARNED' : 'PASSED',
    configuration: [
      { name: 'countersign rules', digest: { sha256: run.rulesDigest } },
      { name: decision.policy.source, digest: { sha256: decision.policy.digest } },
    ],
    passedTests: passed,
    warnedTests: warned,
    failedTests: failed,
  };
}

function isCounted({ partialFingerprints }: Finding, counted: ReadonlySet<string>): boolean {
  return Object.values(partialFingerprints).some((print) => counted.has(print));
}

function namesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ ruleId }) => ruleId))].sort();
}

function evidence({ report, authorship, ladder, at }: Attested): Record<string, unknown> {
  const { change, decision, run, findings, safeguards } = report;
  const fresh = findings.filter(({ baselineState }) => baselineState === 'new');
  return {
    version: 1,
    at,
    tool: run.tool,
    change: {
      repository: change.repo,
      base: change.base,
      head: { commit: change.head.sha, tree: change.head.tree, digest: change.head.digest },
      commits: change.commits.map(({ sha }) => sha),
      files: change.files.length,
    },
    decision: {
      outcome: decision.outcome,
      policy: decision.policy,
      reasons: decision.reasons.map(({ outcome, clause, because }) => ({ outcome, clause, because })),
    },
    authorship,
    findings: fresh.map(({ ruleId, level, path, region, risk, contributor, partialFingerprints }) => ({
      rule: ruleId,
      level,
      path,
      line: region.startLine,
      risk,
      contributor,
      fingerprints: partialFingerprints,
    })),
    safeguards: {
      ladder,
      given: safeguards
        .filter(({ kind }) => kind !== 'waiver')
        .map(({ kind, by, at: given, head, covers }) => ({ kind, by, at: given, head, covers })),
      waivers: safeguards
        .filter((one): one is Waiver => one.kind === 'waiver')
        .map(({ covers, owner, reason, expires, origin }) => ({ covers, owner, reason, expires, origin })),
    },
    analysis: {
      digest: decision.run,
      rules: run.rulesDigest,
      analyzers: run.analyzers.map(({ analyzer, status, reason }) => ({ analyzer, status, reason })),
    },
  };
}
