import type { Finding } from '../model/finding.ts';
import type { ReportInput } from '../model/report.ts';
import { named, QUOTING, quoted } from './quoted.ts';
import { rank } from './selection.ts';

const MOST_FINDINGS = 10;
const MOST_CODE_LINES = 4;

/** New findings that make the outcome what it is and stand in lines that no person is known to have written alone. */
export function decisiveFindings({ report }: ReportInput): readonly Finding[] {
  const { outcome, reasons } = report.decision;
  const named = new Set(reasons.filter((reason) => reason.outcome === outcome).flatMap(({ findings }) => findings));
  return rank(
    report.findings.filter(
      ({ baselineState, contributor, partialFingerprints }) =>
        baselineState === 'new' &&
        contributor !== 'human' &&
        Object.values(partialFingerprints).some((fingerprint) => named.has(fingerprint)),
    ),
  );
}

/** The verdict in a few lines for an assistant that is about to stop; what comes from the repository is quoted. */
export function brief(input: ReportInput): string {
  const { outcome, policy, reasons } = input.report.decision;
  const found = decisiveFindings(input);
  const byId = new Map(input.rules.map((rule) => [rule.id, rule]));
  const because = reasons.filter((reason) => reason.outcome === outcome).flatMap(({ because }) => because.slice(0, 1));
  const asks = {
    block: 'may not ship as it is',
    review: 'needs a person to review it',
    ship: 'may ship',
  };
  const lines = found.slice(0, MOST_FINDINGS).flatMap(({ ruleId, level, path, region, message, snippet }) => {
    const rule = byId.get(ruleId);
    const first = Math.max(0, region.startLine - (snippet?.startLine ?? 0));
    const code = (snippet?.lines ?? []).slice(
      first,
      first + Math.min(MOST_CODE_LINES, 1 + region.endLine - region.startLine),
    );
    return [
      `- ${level} ${named(path)}:${region.startLine} ${ruleId}: ${quoted(message)}`,
      ...code.map((line) => `    ${quoted(line, 200)}`),
      ...(rule === undefined ? [] : [`  Careful version: ${rule.fix}`]),
    ];
  });
  return [
    `Countersign: this change ${asks[outcome]} under ${policy.origin === 'default' ? 'the default policy' : quoted(policy.source)}.`,
    ...because.slice(0, 3).map((text) => `Reason: ${quoted(text)}`),
    ...lines,
    ...(found.length > MOST_FINDINGS ? [`and ${found.length - MOST_FINDINGS} more: run countersign check`] : []),
    ...(found.length > 0
      ? ['Mend these; where one is wrong, say so to the person you work for instead of hiding it.', QUOTING]
      : []),
  ].join('\n');
}
