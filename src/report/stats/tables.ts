import type { Stats } from '../../model/stats.ts';

/** What the formats of `stats` get. */
export interface StatsInput {
  readonly stats: Stats;
  /** What was counted, as a phrase: `HEAD~100..HEAD`. */
  readonly scope: string;
}

/** One table of the statistics with its rows named alike. */
export interface StatsTable {
  readonly title: string;
  readonly rows: readonly (Stats['total'] & { readonly name: string })[];
}

/** The tables that have rows, in the order in which they are read. */
export function tablesOf(stats: Stats): readonly StatsTable[] {
  const tables = [
    { title: 'By tool', rows: stats.byTool.map(({ tool, ...shares }) => ({ name: tool, ...shares })) },
    { title: 'By model', rows: stats.byModel.map(({ model, ...shares }) => ({ name: model, ...shares })) },
    { title: 'By tier', rows: stats.byTier.map(({ tier, ...shares }) => ({ name: tier, ...shares })) },
    {
      title: 'By month of the commit',
      rows: stats.byMonth.map(({ month, ...shares }) => ({ name: month, ...shares })),
    },
    { title: 'By path', rows: stats.byPath.map(({ path, ...shares }) => ({ name: path, ...shares })) },
    {
      title: 'By author of record',
      rows: stats.byAuthorOfRecord.map(({ author, ...shares }) => ({ name: author, ...shares })),
    },
  ];
  return tables.filter((table) => table.rows.length > 0);
}
