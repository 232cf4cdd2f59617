import type { Annotation } from '../model/forge.ts';
import type { ReportInput } from '../model/report.ts';
import { clip } from './columns.ts';
import { rank } from './selection.ts';
import { visible } from './visible.ts';

const LONGEST = 2_000;

/** New findings as notes beside the code, worst first; a path that no forge could find again has none. */
export function annotations({ report, rules }: ReportInput): readonly Annotation[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return rank(report.findings.filter(({ baselineState }) => baselineState === 'new'))
    .filter(({ path }) => !path.includes('\\x'))
    .map(({ ruleId, path, region, level, message, fix }) => {
      const rule = byId.get(ruleId);
      const careful = fix?.description ?? rule?.fix;
      const parts = [
        message,
        ...(rule === undefined ? [] : [rule.why]),
        ...(careful === undefined ? [] : [`Fix: ${careful}`]),
      ];
      return {
        path,
        startLine: region.startLine,
        endLine: Math.max(region.startLine, region.endLine),
        level,
        title: clip(visible(ruleId), 200, '…'),
        message: parts.map((part) => clip(visible(part.slice(0, 2 * LONGEST)), LONGEST, '…')).join('\n'),
      };
    });
}
