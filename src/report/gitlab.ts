import { digestOf } from '../lib/hash.ts';
import type { Finding, Level } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Format } from './format.ts';
import { rank } from './selection.ts';
import { newestTime, secondsOf } from './time.ts';
import { safeJson, visible } from './visible.ts';

const QUALITY_SEVERITY: Readonly<Record<Level, string>> = { error: 'critical', warning: 'major', note: 'info' };
const SAST_SEVERITY: Readonly<Record<Level, string>> = { error: 'High', warning: 'Medium', note: 'Low' };

/** GitLab Code Quality: all that is there, since GitLab itself compares it with the target branch. */
export const gitlab: Format = ({ report }) =>
  safeJson(
    present(report).map((finding) => ({
      description: visible(finding.message),
      check_name: finding.ruleId,
      fingerprint: fingerprintOf(finding),
      severity: QUALITY_SEVERITY[finding.level],
      location: {
        path: finding.path,
        lines: { begin: finding.region.startLine, end: finding.region.endLine },
      },
    })),
  );

/** GitLab SAST report, schema 15: findings that are about security; it must name a time, so that is told or the newest commit's. */
export const gitlabSast: Format = ({ report, rules }, options = {}) => {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const { name, version } = report.run.tool;
  const program = { id: name, name, version, vendor: { name } };
  const time = secondsOf(options.now ?? newestTime(report.change));
  return safeJson({
    version: '15.0.7',
    scan: {
      analyzer: program,
      scanner: program,
      type: 'sast',
      start_time: time,
      end_time: time,
      status: report.run.analyzers.some((analyzer) => analyzer.status === 'failed') ? 'failure' : 'success',
    },
    vulnerabilities: present(report)
      .filter((finding) => finding.risk === 'insecure' || finding.risk === 'leakage')
      .map((finding) => {
        const rule = byId.get(finding.ruleId);
        const fix = finding.fix?.description ?? rule?.fix;
        return {
          id: fingerprintOf(finding),
          name: visible(rule?.title ?? finding.ruleId),
          description: visible(rule ? `${finding.message} ${rule.why}` : finding.message),
          severity: SAST_SEVERITY[finding.level],
          ...(fix === undefined ? {} : { solution: visible(fix) }),
          location: { file: finding.path, start_line: finding.region.startLine, end_line: finding.region.endLine },
          identifiers: [
            { type: `${name}_rule`, name: finding.ruleId, value: finding.ruleId },
            ...finding.cwe.map((cwe) => ({ type: 'cwe', name: `CWE-${cwe}`, value: String(cwe) })),
          ],
        };
      }),
  });
};

function present(report: Report): Finding[] {
  return rank(report.findings.filter((finding) => finding.baselineState !== 'absent'));
}

/** One identifier of fixed length; made of the finding's own fingerprints, so it survives what they survive. */
function fingerprintOf(finding: Finding): string {
  return digestOf([finding.ruleId, finding.partialFingerprints]);
}
