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
    // One that arrives with the change speaks for nobody yet.
    .filter((waiver) => waiver.origin === 'base')
    .map((waiver) => ({ waiver, covers: coverage(waiver.covers) }));
  return (finding) => {
    if (Object.values(finding.partialFingerprints).some((fingerprint) => counted.has(fingerprint))) return null;
    return waivers.find((one) => one.covers(finding))?.waiver ?? null;
  };
}

/** A fingerprint, a rule, a glob of paths, or `RULE in GLOB`, as in the policy. */
function coverage(covers: readonly string[]): (finding: Finding) => boolean {
  const names = new Set(covers);
  const scoped = covers.map((cover) => /^(\S+) in ([^!].*)$/.exec(cover)).filter((match) => match !== null);
  const paths = compileGlobs(covers.filter((cover) => !cover.startsWith('!') && !cover.includes(' in ')));
  const places = scoped.map(([, ruleId, glob]) => ({ ruleId, glob: compileGlobs([glob!]) }));
  return ({ ruleId, path, partialFingerprints }) =>
    [ruleId, ...Object.values(partialFingerprints)].some((name) => names.has(name)) ||
    paths.test(path) ||
    places.some((place) => place.ruleId === ruleId && place.glob.test(path));
}

function isWaiver(safeguard: Safeguard): safeguard is Waiver {
  return safeguard.kind === 'waiver' && 'owner' in safeguard;
}
