import type { Contributor } from '../model/attribution.ts';
import type { ChangedFile } from '../model/change.ts';
import type { FileFacts, Match, Settled } from '../model/facts.ts';
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
  flows: Pick<GatheredFlows, 'before' | 'after' | 'settled'>,
  rules: ReadonlyMap<string, RuleDescription>,
  contributor: (path: string, startLine: number, endLine: number) => Contributor,
): Finding[] {
  const base = answered(matchesByPath(before, flows.before), flows.settled.before, rules);
  const head = answered(matchesByPath(after, [...changeMatches, ...flows.after]), flows.settled.after, rules);
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

const RANK = { note: 1, warning: 2, error: 3 } as const;

/** Without what a pattern says where a flow was found for the same weakness, or was followed to the end and is harmless. */
function answered(
  byPath: ReadonlyMap<string, readonly Match[]>,
  settled: readonly Settled[],
  rules: ReadonlyMap<string, RuleDescription>,
): Map<string, readonly Match[]> {
  const out = new Map(byPath);
  for (const [path, matches] of byPath) {
    const flows = matches.filter(({ confidence }) => confidence !== 'pattern');
    const answers = [
      ...settled.filter((one) => one.path === path).map((one) => ({ ...one, rank: RANK.error })),
      ...flows.map(({ ruleId, region, level }) => ({
        ...region,
        cwe: rules.get(ruleId)?.cwe ?? [],
        rank: RANK[level],
      })),
    ];
    if (answers.length === 0) continue;
    const isAnswered = ({ ruleId, region, confidence, level }: Match) =>
      confidence === 'pattern' &&
      answers.some(
        ({ startLine, endLine, cwe, rank }) =>
          rank >= RANK[level] &&
          startLine <= region.endLine &&
          endLine >= region.startLine &&
          rules.get(ruleId)?.cwe.some((one) => cwe.includes(one)) === true,
      );
    out.set(
      path,
      matches.filter((match) => !isAnswered(match)),
    );
  }
  return out;
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
