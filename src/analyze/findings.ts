import type { Contributor } from '../model/attribution.ts';
import type { ChangedFile } from '../model/change.ts';
import type { FileFacts, Match } from '../model/facts.ts';
import type { Finding } from '../model/finding.ts';
import type { RuleDescription } from '../model/report.ts';
import { compareToBaseline } from './baseline.ts';
import type { Gathered } from './gather.ts';
import type { GatheredFlows } from './gather-flows.ts';
import { type RuleSpec, riskOf } from './rule.ts';

/** Matches of both sides become findings: new, unchanged or absent, with the author of their lines; by path and place. */
export function findingsOf(
  files: readonly ChangedFile[],
  { before, after, changeMatches }: Pick<Gathered, 'before' | 'after' | 'changeMatches'>,
  flows: Pick<GatheredFlows, 'before' | 'after'>,
  rules: ReadonlyMap<string, RuleDescription>,
  contributor: (path: string, startLine: number, endLine: number) => Contributor,
): Finding[] {
  const base = matchesByPath(before, flows.before);
  const head = matchesByPath(after, [...changeMatches, ...flows.after]);
  const compared = compareToBaseline({ files, before: base, after: head });
  const findings = compared.flatMap(({ match, partialFingerprints, baselineState }): Finding[] => {
    const rule = rules.get(match.ruleId);
    if (rule === undefined) return [];
    const { ruleId, level, message, path, region, confidence, codeFlow, fix, snippet } = match;
    return [
      {
        ruleId,
        level,
        message,
        path,
        region,
        ...(codeFlow === undefined ? {} : { codeFlow }),
        cwe: rule.cwe,
        risk: rule.risk,
        partialFingerprints,
        baselineState,
        contributor: baselineState === 'absent' ? 'unknown' : contributor(path, region.startLine, region.endLine),
        ...(fix === undefined ? {} : { fix }),
        confidence,
        ...(snippet === undefined ? {} : { snippet }),
      },
    ];
  });
  return findings.sort(byPlace);
}

/** What reports show of a rule. */
export function describeRule(rule: RuleSpec): RuleDescription {
  const { id, title, level, why, fix, cwe } = rule;
  return { id, title, level, risk: riskOf(rule), why, fix, cwe };
}

function matchesByPath(facts: ReadonlyMap<string, FileFacts>, others: readonly Match[]): Map<string, readonly Match[]> {
  const byPath = new Map<string, readonly Match[]>([...facts.values()].map(({ path, matches }) => [path, matches]));
  for (const match of others) byPath.set(match.path, [...(byPath.get(match.path) ?? []), match]);
  return byPath;
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.path, b.path) ||
    a.region.startLine - b.region.startLine ||
    a.region.startColumn - b.region.startColumn ||
    compare(a.ruleId, b.ruleId) ||
    compare(a.baselineState, b.baselineState)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
