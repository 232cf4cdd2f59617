import type { Outcome } from '../../model/decision.ts';
import type { Level } from '../../model/finding.ts';
import { columns, wrap } from '../columns.ts';
import type { ReportOptions } from '../format.ts';
import { type Palette, PLAIN } from '../palette.ts';

/** The characters that are not text; the ASCII set is as wide as the other. */
interface Marks {
  readonly block: string;
  readonly review: string;
  readonly ship: string;
  readonly error: string;
  readonly warning: string;
  readonly note: string;
  readonly gutter: string;
  readonly rule: string;
  readonly cut: string;
  readonly dot: string;
  readonly shares: Readonly<Record<'ai' | 'mixed' | 'human' | 'unknown', string>>;
}

const UNICODE: Marks = {
  block: '✖',
  review: '▲',
  ship: '✔',
  error: '✖',
  warning: '▲',
  note: '•',
  gutter: '│',
  rule: '─',
  cut: '…',
  dot: '·',
  shares: { ai: '█', mixed: '▓', human: '▒', unknown: '░' },
};

const ASCII: Marks = {
  block: 'x',
  review: '!',
  ship: '+',
  error: 'x',
  warning: '!',
  note: '-',
  gutter: '|',
  rule: '-',
  cut: '~',
  dot: '-',
  shares: { ai: '#', mixed: '%', human: '=', unknown: '.' },
};

/** What every section of the terminal report is laid out with. */
export interface Layout {
  readonly width: number;
  readonly palette: Palette;
  readonly marks: Marks;
}

/** Lines of one sentence: names and messages of a hostile repository have no length that one could trust. */
const LONGEST_PARAGRAPH = 8;

type Style = (text: string) => string;

/** Prose wider than 120 columns is hard to read, whatever the window; tables and code may say otherwise. */
export function layoutOf(options: ReportOptions, widest = 120): Layout {
  const asked = options.width ?? 80;
  return {
    // A pipe may say 0 or NaN.
    width: Math.min(widest, Math.max(40, Number.isFinite(asked) ? Math.floor(asked) : 80)),
    palette: options.palette ?? PLAIN,
    marks: options.ascii === true ? ASCII : UNICODE,
  };
}

/** A paragraph with a hanging indent: `head` (already `columns` wide as given) stands before the first line. */
export function paragraph(layout: Layout, head: string, headColumns: number, text: string, style?: Style): string[] {
  const lines = wrap(text, Math.max(20, layout.width - headColumns));
  if (lines.length > LONGEST_PARAGRAPH) {
    lines.length = LONGEST_PARAGRAPH;
    lines.push(layout.marks.cut);
  }
  return lines.map((line, i) => (i === 0 ? head : ' '.repeat(headColumns)) + (style ? style(line) : line));
}

/** A word in a column of its own, then text that wraps beside it. */
export function labelled(
  layout: Layout,
  indent: number,
  label: string,
  size: number,
  text: string,
  style?: Style,
): string[] {
  const padding = ' '.repeat(Math.max(1, size - columns(label)));
  const head = `${' '.repeat(indent)}${layout.palette.dim(label)}${padding}`;
  return paragraph(layout, head, indent + Math.max(size, columns(label) + 1), text, style);
}

/** A section's name and, where there is room, what it counts. */
export function heading(layout: Layout, text: string, beside = ''): string {
  const name = ` ${layout.palette.bold(text)}`;
  if (beside === '' || text.length + beside.length + 3 > layout.width) return name;
  return `${name}  ${layout.palette.dim(beside)}`;
}

export function levelStyle(palette: Palette, level: Level): Style {
  return level === 'error' ? palette.red : level === 'warning' ? palette.yellow : palette.cyan;
}

export function outcomeStyle(palette: Palette, outcome: Outcome): Style {
  return outcome === 'block' ? palette.red : outcome === 'review' ? palette.yellow : palette.green;
}
