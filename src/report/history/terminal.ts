import type { HistoryReport } from '../../model/history.ts';
import type { ReportOptions } from '../format.ts';
import { count, countLevels, figure, LEVELS } from '../phrases.ts';
import { heading, type Layout, layoutOf, levelStyle, paragraph } from '../terminal/layout.ts';
import { ascii, visible } from '../visible.ts';

const MOST = 60;
const SHORT_ID = 10;

/** What the history holds: first what still stands in HEAD, then what is gone from there, the worst first. */
export function historyTerminal(report: HistoryReport, options: ReportOptions = {}): string {
  const layout = layoutOf(options);
  const { palette } = layout;
  const serious = report.findings.filter(({ level }) => level !== 'note');
  const lines = ['', heading(layout, 'Secrets in the history', countLevels(serious))];
  const looked = `${count(report.commits, 'commit')} of all branches and tags, ${count(report.blobs, 'version')} of files, ${size(report.bytes)}`;
  lines.push(...paragraph(layout, '   ', 3, looked, palette.dim));
  const sections = [
    ['Still in HEAD', serious.filter(({ inHead }) => inHead !== null)],
    ['Gone from HEAD, in the history of every clone', serious.filter(({ inHead }) => inHead === null)],
  ] as const;
  for (const [title, findings] of sections) {
    if (findings.length === 0) continue;
    lines.push('', heading(layout, title, figure(findings.length)));
    const sorted = [...findings].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
    for (const finding of sorted.slice(0, MOST)) lines.push(...findingLines(layout, finding));
    const more = sorted.length - MOST;
    if (more > 0) lines.push(...paragraph(layout, '   ', 3, `and ${figure(more)} more; --format json has them all`));
  }
  lines.push('', ...footer(layout, report, serious.length));
  const text = `${lines.join('\n')}\n`;
  return options.ascii === true ? ascii(text) : text;
}

function findingLines(layout: Layout, finding: HistoryReport['findings'][number]): string[] {
  const { palette, marks } = layout;
  const { level, message, ruleId, inHead, at } = finding;
  const style = levelStyle(palette, level);
  const entered = `entered in ${finding.commit.slice(0, SHORT_ID)} on ${at.slice(0, 10) || 'an unknown day'}`;
  const first = `${visible(finding.path)}:${finding.line}`;
  const now = inHead === null ? '' : `${visible(inHead.path)}:${inHead.line}`;
  return [
    ...paragraph(layout, ` ${style(marks[level])} `, 3, `${visible(message)}  ${ruleId}`),
    ...(now === '' || now === first ? [] : paragraph(layout, '     ', 5, now)),
    ...paragraph(
      layout,
      '     ',
      5,
      now === '' || now === first ? `${first}, ${entered}` : `${entered} at ${first}`,
      palette.dim,
    ),
  ];
}

function footer(layout: Layout, report: HistoryReport, serious: number): string[] {
  const notes = report.findings.length - serious;
  const unread = Object.entries(report.unread).map(([reason, n]) => `${figure(n)} ${reason}`);
  const said = [
    ...(serious > 0
      ? ['Withdraw each of them at its provider: deleting a line, or rewriting the history, does not reach the clones.']
      : []),
    ...(notes > 0 ? [`${count(notes, 'note')} about tests and examples: --format json has them.`] : []),
    ...(unread.length > 0 ? [`Not looked at: ${unread.join(', ')}.`] : []),
  ];
  return said.flatMap((sentence) => paragraph(layout, '   ', 3, sentence, layout.palette.dim));
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${figure(Math.ceil(bytes / 1000))} kB` : `${figure(Math.round(bytes / 1e6))} MB`;
}
