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
  for (const table of tablesOf(stats)) lines.push('', ...tableLines(layout, table));
  const text = `${lines.join('\n')}\n`;
  return options.ascii === true ? ascii(text) : text;
}

/** Name, lines, share of AI and a bar; names give way first where the terminal is narrow. */
function tableLines(layout: Layout, { title, rows }: StatsTable): string[] {
  const { palette, marks, width } = layout;
  const shown = rows.slice(0, MOST_ROWS);
  const barSize = width < 70 ? 6 : 20;
  // What stands beside the name: margins, the figure, the bar and the share.
  const room = Math.max(6, width - barSize - 24);
  const names = shown.map((row) => clipStart(visible(row.name), room, marks.cut));
  const size = Math.max(...names.map(columns));
  const lines = shown.map((row, i) => {
    const name = names[i]! + ' '.repeat(size - columns(names[i]!));
    const share = percent(row.ai + row.mixed, row.lines).padStart(4);
    const bar = shareBar(layout, row, row.lines, barSize);
    return `   ${name}  ${figure(row.lines).padStart(9)}  ${bar} ${palette.dim(`${share} AI`)}`;
  });
  const more = rows.length - shown.length;
  if (more > 0) {
    lines.push(...paragraph(layout, '   ', 3, `and ${figure(more)} more; --format json has them all`, palette.dim));
  }
  return [heading(layout, title), ...lines];
}
