import { clip, clipStart, columns } from '../columns.ts';
import type { ReportOptions } from '../format.ts';
import { CONTRIBUTOR_NAMES, count } from '../phrases.ts';
import { heading, type Layout, layoutOf, paragraph } from '../terminal/layout.ts';
import { contributorStyle, shareBar, shareLegend } from '../terminal/shares.ts';
import { ascii, visible } from '../visible.ts';
import { type BlamedLine, type BlameInput, blamedLines, sharesOfLines } from './lines.ts';

/** Characters of a commit id. */
const COMMIT = 7;
const MOST_CONTRADICTIONS = 10;

/** Every line with who wrote it and how that is known; what repeats is said once. */
export function blameTerminal(input: BlameInput, options: ReportOptions = {}): string {
  const layout = layoutOf(options, 400);
  const { palette, marks } = layout;
  const lines = blamedLines(input);
  const by = sharesOfLines(lines);
  const prose = layoutOf(options);
  const words = lines.map((line) => (line.first ? wordsOf(line) : ''));
  const room = Math.min(Math.max(...words.map(columns), 10), Math.floor(layout.width / 3));
  const text = [
    '',
    heading(prose, clipStart(visible(input.report.path), prose.width - 20, marks.cut), count(lines.length, 'line')),
    ...(lines.length === 0 ? [] : [`   ${shareBar(prose, by, lines.length, Math.min(60, prose.width - 6))}`]),
    ...shareLegend(prose, by, lines.length),
    '',
    ...lines.map((line, i) => row(layout, line, words[i]!, room, String(lines.length).length)),
    '',
  ];
  const contradictions = input.contradictions ?? [];
  if (contradictions.length > 0) text.push(heading(prose, 'Contradictions'));
  for (const sentence of contradictions.slice(0, MOST_CONTRADICTIONS)) {
    text.push(...paragraph(prose, `   ${palette.yellow(marks.warning)} `, 5, visible(sentence)));
  }
  const more = contradictions.length - MOST_CONTRADICTIONS;
  if (more > 0) text.push(`   and ${count(more, 'more contradiction')}`);
  if (contradictions.length > 0) text.push('');
  const whole = text.join('\n');
  return options.ascii === true ? ascii(whole) : whole;
}

function row(layout: Layout, line: BlamedLine, words: string, room: number, digits: number): string {
  const { palette, marks, width } = layout;
  const who = line.attribution?.contributor ?? 'unknown';
  const style = contributorStyle(layout, who);
  const label = clip(words, room, marks.cut);
  const padded = label + ' '.repeat(room - columns(label));
  const number = String(line.number).padStart(digits);
  const commit = line.first ? visible(line.attribution?.commit ?? '').slice(0, COMMIT) : '';
  const code = clip(visible(line.text.replaceAll('\t', '    ')), width - room - COMMIT - digits - 6, marks.cut);
  return ` ${style(padded)} ${palette.dim(commit.padEnd(COMMIT))} ${style(marks.shares[who])} ${palette.dim(number)} ${code}`.trimEnd();
}

/** `AI claude, recorded` */
function wordsOf({ attribution }: BlamedLine): string {
  if (!attribution) return CONTRIBUTOR_NAMES.unknown;
  const { contributor, tool, basis } = attribution;
  const named = contributor === 'mixed' ? `${tool} and human` : `${CONTRIBUTOR_NAMES[contributor]} ${tool}`;
  const who = tool === undefined ? CONTRIBUTOR_NAMES[contributor] : named;
  return visible(basis === 'none' ? who : `${who}, ${basis}`);
}
