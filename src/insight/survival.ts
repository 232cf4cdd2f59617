import type { Attribution } from '../model/attribution.ts';
import type { Commit } from '../model/change.ts';
import type { Survival } from '../model/stats.ts';

/**
 * By month of the commit, oldest first: lines of assistants that were added, and those that still stand unchanged. A line
 * that was moved or only indented otherwise counts as added again by the commit that did it, as git sees it.
 */
export function survival(
  commits: readonly Commit[],
  added: ReadonlyMap<string, number>,
  standing: readonly Attribution[],
): Survival[] {
  const monthOf = new Map(commits.map(({ sha, at }) => [sha, at.slice(0, 7)]));
  const months = new Map<string, { added: number; standing: number }>();
  const rowOf = (month: string): { added: number; standing: number } => {
    const row = months.get(month) ?? { added: 0, standing: 0 };
    months.set(month, row);
    return row;
  };
  for (const [sha, lines] of added) {
    const month = monthOf.get(sha);
    if (month !== undefined) rowOf(month).added += lines;
  }
  for (const { commit, contributor, startLine, endLine } of standing) {
    const month = commit === undefined ? undefined : monthOf.get(commit);
    if (month !== undefined && (contributor === 'ai' || contributor === 'mixed')) {
      rowOf(month).standing += endLine - startLine + 1;
    }
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, row]) => ({ month, added: Math.max(row.added, row.standing), standing: row.standing }));
}
