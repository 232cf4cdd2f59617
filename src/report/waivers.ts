import { compileGlobs } from '../lib/glob.ts';
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
    .sort((a, b) => Number(a.origin === 'change') - Number(b.origin === 'change'))
    .map((waiver) => {
      const covers = waiver.covers.filter((pattern) => !pattern.startsWith('!'));
      return { waiver, names: new Set(covers), paths: compileGlobs(covers) };
    });
  return (finding) => {
    const fingerprints = Object.values(finding.partialFingerprints);
    if (waivers.length === 0 || fingerprints.some((fingerprint) => counted.has(fingerprint))) return null;
    const names = [finding.ruleId, ...fingerprints];
    const found = waivers.find((one) => names.some((name) => one.names.has(name)) || one.paths.test(finding.path));
    return found?.waiver ?? null;
  };
}

function isWaiver(safeguard: Safeguard): safeguard is Waiver {
  return safeguard.kind === 'waiver' && 'owner' in safeguard;
}
