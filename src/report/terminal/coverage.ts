import type { Report } from '../../model/report.ts';
import { authorshipOf } from '../authorship.ts';
import { clipStart } from '../columns.ts';
import { type Coverage, coverageOf, limitsOf, type NotRun } from '../not-run.ts';
import { count, figure } from '../phrases.ts';
import { visible } from '../visible.ts';
import { heading, type Layout, paragraph } from './layout.ts';
import { shareBar, shareLegend } from './shares.ts';

const MOST_ENTRIES = 8;
const MOST_PATHS = 3;
const LABEL = 9;

/** What did not run, what touches the change first; nothing where everything ran. */
export function notRunLines(layout: Layout, coverage: Coverage): string[] {
  const { palette, marks } = layout;
  const { notRun } = coverage;
  const limits = limitsOf(coverage);
  if (notRun.length === 0 && limits.length === 0) return [];
  const lines = [heading(layout, 'Not analysed')];
  for (const entry of notRun.slice(0, MOST_ENTRIES)) lines.push(...entryLines(layout, entry));
  const rest = notRun.slice(MOST_ENTRIES);
  if (rest.length > 0) {
    const text = `and ${count(rest.length, 'more reason')}; --format json names them all`;
    lines.push(...paragraph(layout, `   ${palette.dim(marks.note)} `, 5, text, palette.dim));
  }
  for (const limit of limits)
    lines.push(...paragraph(layout, `   ${palette.dim(marks.note)} `, 5, visible(limit), palette.dim));
  return [...lines, ''];
}

function entryLines(layout: Layout, entry: NotRun): string[] {
  const { palette, marks } = layout;
  const mark = entry.touchesChange ? palette.yellow(marks.warning) : palette.dim(marks.note);
  const status = entry.status.padEnd(LABEL - 1);
  const head = `   ${mark} ${entry.touchesChange ? palette.yellow(status) : palette.dim(status)} `;
  const analyzers = entry.analyzers.map(visible).join(', ');
  const paths = entry.paths.slice(0, MOST_PATHS).map((path) => clipStart(visible(path), 60, marks.cut));
  const more = entry.paths.length - paths.length;
  const what =
    paths.length === 0 ? analyzers : `${paths.join(', ')}${more > 0 ? ` and ${count(more, 'more file')}` : ''}`;
  const reason = `${visible(entry.reason)}${paths.length === 0 ? '' : ` (${analyzers})`}`;
  return [
    ...paragraph(layout, head, 5 + LABEL, what),
    ...paragraph(layout, ' '.repeat(5 + LABEL), 5 + LABEL, reason, palette.dim),
  ];
}

/** Who wrote the changed lines, as a bar and in figures; nothing where no line was added. */
export function authorshipLines(layout: Layout, report: Report): string[] {
  const { lines, by, tools } = authorshipOf(report);
  if (lines === 0) return [];
  const text = [
    heading(layout, 'Who wrote it', count(lines, 'changed line')),
    `   ${shareBar(layout, by, lines, Math.min(60, layout.width - 6))}`,
    ...shareLegend(layout, by, lines),
  ];
  const names = tools.slice(0, 5).map((share) => `${visible(share.tool)} ${figure(share.lines)}`);
  if (names.length > 0) text.push(...paragraph(layout, '   ', 3, `AI tools: ${names.join(', ')}`, layout.palette.dim));
  return [...text, ...contradictionLines(layout, report), ''];
}

const MOST_CONTRADICTIONS = 4;

/** Sources that are at odds are told, not settled in silence. */
function contradictionLines(layout: Layout, { contradictions = [] }: Report): string[] {
  const { palette, marks } = layout;
  const lines = contradictions
    .slice(0, MOST_CONTRADICTIONS)
    .flatMap(({ commit, because }) =>
      paragraph(layout, `   ${palette.yellow(marks.warning)} `, 5, visible(`${commit.slice(0, 7)}: ${because}`)),
    );
  const more = contradictions.length - MOST_CONTRADICTIONS;
  return more > 0 ? [...lines, `     and ${count(more, 'more contradiction')}`] : lines;
}

/** One line for those who read nothing else. */
export function coveragePhrase(report: Report): string {
  const coverage = coverageOf(report.run);
  const analyzers = count(coverage.analyzers, 'analyzer');
  return `${count(coverage.filesRead, 'file')} read, ${figure(coverage.complete)} of ${analyzers} complete`;
}
