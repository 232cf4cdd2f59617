import type { Attribution, Basis, Contributor } from '../model/attribution.ts';
import type { Commit } from '../model/change.ts';
import type { Tier } from '../model/policy.ts';
import type { Shares, Stats } from '../model/stats.ts';

/** Counts lines, not runs; lines that are not committed have no author of record. */
export function stats(
  attributions: readonly Attribution[],
  commits: readonly Commit[],
  tierOf: (path: string) => Tier,
): Stats {
  const authors = new Map(commits.map(({ sha, author }) => [sha, `${author.name} <${author.email}>`]));
  const total = new Tally();
  const tools = new Tally();
  const models = new Tally();
  const paths = new Tally();
  const tiers = new Tally();
  const people = new Tally();
  const months = new Tally();
  const monthOf = new Map(commits.map(({ sha, at }) => [sha, at.slice(0, 7)]));
  const byBasis: Record<Basis, number> = { recorded: 0, declared: 0, inferred: 0, none: 0 };
  for (const { path, startLine, endLine, contributor, tool, model, commit, basis } of attributions) {
    const lines = endLine - startLine + 1;
    byBasis[basis] += lines;
    total.add('', contributor, lines);
    paths.add(path, contributor, lines);
    tiers.add(tierOf(path), contributor, lines);
    if (tool !== undefined) tools.add(tool, contributor, lines);
    if (model !== undefined) models.add(model, contributor, lines);
    const author = commit === undefined ? undefined : authors.get(commit);
    const month = commit === undefined ? undefined : monthOf.get(commit);
    if (month !== undefined) months.add(month, contributor, lines);
    if (author !== undefined) people.add(author, contributor, lines);
  }
  return {
    version: 1,
    total: total.rows()[0]?.[1] ?? NOTHING,
    byBasis,
    byTool: tools.rows().map(([tool, shares]) => ({ tool, ...shares })),
    byModel: models.rows().map(([model, shares]) => ({ model, ...shares })),
    byPath: paths.rows().map(([path, shares]) => ({ path, ...shares })),
    byTier: tiers.rows().map(([tier, shares]) => ({ tier: tier as Tier, ...shares })),
    byMonth: months
      .rows()
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, shares]) => ({ month, ...shares })),
    byAuthorOfRecord: people.rows().map(([author, shares]) => ({ author, ...shares })),
  };
}

const NOTHING: Shares = { lines: 0, human: 0, ai: 0, mixed: 0, unknown: 0 };

class Tally {
  readonly #rows = new Map<string, { lines: number } & Record<Contributor, number>>();

  add(key: string, contributor: Contributor, lines: number): void {
    const row = this.#rows.get(key) ?? { ...NOTHING };
    row.lines += lines;
    row[contributor] += lines;
    this.#rows.set(key, row);
  }

  rows(): [string, Shares][] {
    return [...this.#rows].sort(([a, { lines: n }], [b, { lines: m }]) => m - n || (a < b ? -1 : 1));
  }
}
