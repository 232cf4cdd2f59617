import { clipStart, columns } from '../columns.ts';
import type { ReportOptions } from '../format.ts';
import { count, figure, percent } from '../phrases.ts';
import { heading, type Layout, layoutOf, paragraph } from '../terminal/layout.ts';
import { shareBar, shareLegend } from '../terminal/shares.ts';
import { ascii, visible } from '../visible.ts';
import { type StatsInput, type StatsTable, tablesOf } from './tables.ts';

const MOST_ROWS = 15;

/** Who wrote how much, as a whole and by tool, model, tier, path and author of record. */
export function statsTerminal({ stats, scope }: StatsInput, options: ReportOptions = {}): string {
  const layout = layoutOf(options);
  const { total, byBasis } = stats;
  const grades = [
    `recorded ${figure(byBasis.recorded)}`,
    `declared ${figure(byBasis.declared)}`,
    `inferred ${figure(byBasis.inferred)}`,
    `without evidence ${figure(byBasis.none)}`,
  ];
  const lines = ['', heading(layout, 'Who wrote it', count(total.lines, 'line'))];
  lines.push(...paragraph(layout, '   ', 3, visible(scope), layout.palette.dim));
  if (total.lines > 0) {
    lines.push(`   ${shareBar(layout, total, total.lines, Math.min(60, layout.width - 6))}`);
    lines.push(...shareLegend(layout, total, total.lines));
    lines.push(...paragraph(layout, '   ', 3, `Evidence: ${grades.join(', ')}`, layout.palette.dim));
  }
  const tables = tablesOf(stats);
  const barSize = layout.width < 70 ? 5 : 20;
  // What stands beside a name: margins, the figure, the bar and the share.
  const room = Math.max(5, layout.width - barSize - 30);
  const nameOf = (name: string) => clipStart(visible(name), room, layout.marks.cut);
  const names = tables.flatMap((table) => table.rows.slice(0, MOST_ROWS).map((row) => columns(nameOf(row.name))));
  const sizes = { name: Math.max(...names, 0), bar: barSize };
  for (const table of tables) lines.push('', ...tableLines(layout, table, nameOf, sizes));
  lines.push(...survivalLines(layout, stats.survival ?? []));
  const text = `${lines.join('\n')}\n`;
  return options.ascii === true ? ascii(text) : text;
}

/** The last year and a half: what of each month's lines of assistants still stands. */
function survivalLines(layout: Layout, survival: NonNullable<StatsInput['stats']['survival']>): string[] {
  const rows = survival.filter(({ added }) => added > 0).slice(-18);
  if (rows.length === 0) return [];
  const { palette } = layout;
  const shown = rows.map(({ month, added, standing }) => {
    const share = palette.dim(percent(standing, added).padStart(4));
    const of = `${figure(standing)} of ${figure(added)}`;
    return `   ${month}  ${share}  ${of}${layout.width < 60 ? '' : palette.dim(' lines are still there')}`;
  });
  return ['', heading(layout, 'What is left of the lines of AI'), ...shown];
}

/** Name, lines, a bar and the share that AI had a hand in, in the same columns in every table. */
function tableLines(
  layout: Layout,
  { title, rows }: StatsTable,
  nameOf: (name: string) => string,
  sizes: { readonly name: number; readonly bar: number },
): string[] {
  const { palette } = layout;
  const shown = rows.slice(0, MOST_ROWS);
  const lines = shown.map((row) => {
    const name = nameOf(row.name);
    const padding = ' '.repeat(sizes.name - columns(name));
    const share = percent(row.ai + row.mixed, row.lines).padStart(4);
    const bar = shareBar(layout, row, row.lines, sizes.bar);
    return `   ${name}${padding}  ${figure(row.lines).padStart(9)}  ${bar} ${palette.dim(`${share} with AI`)}`;
  });
  const more = rows.length - shown.length;
  if (more > 0) {
    lines.push(...paragraph(layout, '   ', 3, `and ${figure(more)} more; --format json has them all`, palette.dim));
  }
  return [heading(layout, title), ...lines];
}
