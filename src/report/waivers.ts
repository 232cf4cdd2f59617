import { waiverCover } from '../lib/waiver-cover.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Safeguard, Waiver } from '../model/safeguard.ts';

/**
 * Finds the waiver that a finding rests on: by fingerprint, rule or path. Whether a waiver holds (an owner, an end that has not
 * come) was decided already, so a finding that still counts against the change is not waived, whatever covers it.
 */
export function waiverFinder(report: Pick<Report, 'safeguards' | 'decision'>): (finding: Finding) => Waiver | null {
  const counted = new Set(
    report.decision.reasons.filter((reason) => reason.outcome !== 'ship').flatMap((reason) => reason.findings),
  );
  const waivers = report.safeguards
    .filter(isWaiver)
    // One that arrives with the change speaks for nobody yet.
    .filter((waiver) => waiver.origin === 'base')
    .map((waiver) => ({ waiver, covers: waiverCover(waiver.covers) }));
  return (finding) => {
    if (Object.values(finding.partialFingerprints).some((fingerprint) => counted.has(fingerprint))) return null;
    return waivers.find((one) => one.covers(finding))?.waiver ?? null;
  };
}

function isWaiver(safeguard: Safeguard): safeguard is Waiver {
  return safeguard.kind === 'waiver' && 'owner' in safeguard;
}
