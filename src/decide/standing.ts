import type { Contributor } from '../model/attribution.ts';
import type { Facts } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Waiver } from '../model/safeguard.ts';
import { authorOf, byPath } from './authorship.ts';
import { readWaivers } from './waivers.ts';

/** A finding that the change brings, with who answers for its lines and who waived it. */
export interface NewFinding {
  readonly finding: Finding;
  readonly author: Contributor;
  readonly waiver: Waiver | null;
}

/** What the change brings, waived or not; findings that were there or went away are not among them. */
export function newFindings(facts: Facts): readonly NewFinding[] {
  const waivers = readWaivers(facts.safeguards, facts.now);
  const attributions = byPath(facts.attributions);
  return facts.findings
    .filter(({ baselineState }) => baselineState === 'new')
    .map((finding) => ({ finding, author: authorOf(finding, attributions), waiver: waivers.of(finding) }));
}

/** `security/sql-injection at src/a.ts:3: SQL built from a string.` */
export function place({ ruleId, path, region, message }: Finding): string {
  return `${ruleId} at ${path}:${region.startLine}: ${message.trim().replace(/\.$/, '')}.`;
}

export function fingerprintsOf(findings: readonly NewFinding[]): readonly string[] {
  return findings.flatMap(({ finding }) => Object.values(finding.partialFingerprints));
}
