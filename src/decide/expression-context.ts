import type { Facts } from '../model/decision.ts';
import { byPath, changedLines } from './authorship.ts';
import { newFindings } from './standing.ts';
import type { Tiers } from './tiers.ts';

type Value = string | bigint | boolean | readonly Value[] | { readonly [key: string]: Value };

/** The facts as an expression sees them: whole numbers are CEL integers, nothing is missing. */
export type ExpressionContext = Readonly<Record<string, Value>>;

/**
 * `files[]{path tier status language human ai mixed unknown}`, `lines{human ai mixed unknown}`,
 * `findings[]{rule level risk path line author waived}` (what the change brings), `safeguards[]{kind by byKind covers head}`,
 * `commits[]{sha author committer trailers[]{key value}}`, `actor{id kind}`, `head`, `now`.
 */
export function expressionContext(facts: Facts, tiers: Tiers): ExpressionContext {
  const { change, safeguards, actor, now } = facts;
  const attributions = byPath(facts.attributions);
  const total = { human: 0, ai: 0, mixed: 0, unknown: 0 };
  const files = change.files.map((file) => {
    const lines = changedLines(file, attributions.get(file.path) ?? []);
    for (const who of ['human', 'ai', 'mixed', 'unknown'] as const) total[who] += lines[who];
    return { path: file.path, tier: tiers.of(file), status: file.status, language: file.language, ...integers(lines) };
  });
  return {
    files,
    lines: integers(total),
    findings: newFindings(facts).map(({ finding, author, waiver }) => ({
      rule: finding.ruleId,
      level: finding.level,
      risk: finding.risk,
      path: finding.path,
      line: BigInt(finding.region.startLine),
      author,
      waived: waiver?.origin === 'base',
    })),
    safeguards: safeguards.map(({ kind, by, covers, head = '' }) => ({
      kind,
      by: by.id,
      byKind: by.kind,
      covers,
      head,
    })),
    commits: change.commits.map(({ sha, author, committer, trailers = [] }) => ({
      sha,
      author: author.email,
      committer: committer.email,
      trailers: trailers.map(({ key, value }) => ({ key, value })),
    })),
    actor: { id: actor.id, kind: actor.kind },
    head: change.head.sha ?? '',
    now,
  };
}

function integers(counts: Readonly<Record<string, number>>): Readonly<Record<string, bigint>> {
  return Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, BigInt(count)]));
}
