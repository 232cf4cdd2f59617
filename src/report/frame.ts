import type { Region, Snippet } from '../model/finding.ts';
import { columns, columnsOf } from './columns.ts';
import { visible } from './visible.ts';

/** One line of code as it can be printed: hidden characters written out, tabs as spaces, cut to the window. */
export interface FrameLine {
  readonly number: number;
  /** True for a line of the region. */
  readonly marked: boolean;
  /** The line in three parts; `span` is what the region covers. */
  readonly before: string;
  readonly span: string;
  readonly after: string;
}

/** Lines of a long region that were left out. */
export interface FrameGap {
  readonly omitted: number;
}

export interface FrameOptions {
  /** Columns for the code itself. */
  readonly width: number;
  /** Marks a cut; one column wide. */
  readonly mark: string;
}

const TAB = 4;
const CONTEXT = 2;
const LONGEST_REGION = 7;
/** Of a line longer than this only the part around the span is looked at: minified files have lines of a megabyte. */
const LONGEST_LINE = 4000;

interface Cell {
  readonly text: string;
  readonly column: number;
  readonly size: number;
  readonly spanned: boolean;
}

/** The snippet's lines around the region; a line too long for the width shows the window that holds the span. */
export function codeFrame(snippet: Snippet, region: Region, options: FrameOptions): readonly (FrameLine | FrameGap)[] {
  const width = Math.max(options.width, 16);
  const blank = (number: number) => (snippet.lines[number - snippet.startLine] ?? '').trim() === '';
  let first = Math.max(snippet.startLine, region.startLine - CONTEXT);
  let last = Math.min(snippet.startLine + snippet.lines.length - 1, region.endLine + CONTEXT);
  while (first < region.startLine && blank(first)) first++;
  while (last > region.endLine && blank(last)) last--;
  const long = region.endLine - region.startLine + 1 > LONGEST_REGION;
  const gapFrom = region.startLine + LONGEST_REGION - 3;
  const gapTo = region.endLine - 1;
  const numbers: number[] = [];
  for (let number = first; number <= last; number++) {
    if (long && number > gapFrom && number <= gapTo) number = Math.min(gapTo, last);
    else numbers.push(number);
  }
  const rows = numbers.map((number) => ({
    number,
    cells: cellsOf(snippet.lines[number - snippet.startLine] ?? '', number, region),
  }));
  const start = windowStart(rows.find((row) => row.number >= region.startLine)?.cells ?? [], width);
  const frame: (FrameLine | FrameGap)[] = [];
  let previous = first - 1;
  for (const { number, cells } of rows) {
    if (number > previous + 1) frame.push({ omitted: number - previous - 1 });
    previous = number;
    frame.push({
      number,
      marked: number >= region.startLine && number <= region.endLine,
      ...cut(cells, start, width, options.mark),
    });
  }
  if (previous < last) frame.push({ omitted: last - previous });
  return frame;
}

function cellsOf(line: string, number: number, region: Region): readonly Cell[] {
  const text = line.replace(/[\r\n]+$/, '');
  const inside = number >= region.startLine && number <= region.endLine;
  const from = number === region.startLine ? region.startColumn - 1 : text.length - text.trimStart().length;
  // A region without width still has a place: the character that stands there.
  const to = number === region.endLine ? Math.max(region.endColumn - 1, inside ? from + 1 : 0) : text.length;
  const near = Math.min(inside ? Math.max(0, from) : 0, text.length);
  const low = text.length > LONGEST_LINE ? Math.max(0, near - LONGEST_LINE / 4) : 0;
  const cells: Cell[] = [];
  let index = low;
  let column = low;
  for (const char of text.slice(low, low + LONGEST_LINE)) {
    const shown = char === '\t' ? ' '.repeat(TAB - (column % TAB)) : visible(char);
    const size = shown.length > 2 || char === '\t' ? shown.length : columnsOf(shown);
    cells.push({ text: shown, column, size, spanned: inside && index >= from && index < to });
    index += char.length;
    column += size;
  }
  return cells;
}

/** First column to show: 0 where the span fits, else so far right that the span stands in the window. */
function windowStart(cells: readonly Cell[], width: number): number {
  const spanned = cells.filter((cell) => cell.spanned);
  const first = spanned[0];
  const last = spanned[spanned.length - 1];
  if (!first || !last || last.column + last.size <= width) return 0;
  const size = last.column + last.size - first.column;
  const lead = size < width / 2 ? Math.floor((width - size) / 2) : Math.floor(width / 8);
  return Math.max(0, first.column - lead);
}

function cut(
  cells: readonly Cell[],
  start: number,
  width: number,
  mark: string,
): { readonly before: string; readonly span: string; readonly after: string } {
  const end = start + width;
  const tail = cells[cells.length - 1];
  const leftCut = start > 0 && cells.length > 0;
  const rightCut = tail !== undefined && tail.column + tail.size > end;
  const low = leftCut ? start + 1 : start;
  const high = rightCut ? end - 1 : end;
  let before = leftCut ? mark : '';
  let span = '';
  let after = '';
  for (const cell of cells) {
    if (cell.column < low || cell.column + cell.size > high) continue;
    // A wide character that straddles the left edge leaves a hole: columns of the other lines must not shift.
    const filled = span + after === '' ? start + columns(before) : cell.column;
    if (filled < cell.column) before += ' '.repeat(cell.column - filled);
    if (cell.spanned) span += cell.text;
    else if (span === '') before += cell.text;
    else after += cell.text;
  }
  return rightCut ? { before, span, after: after + mark } : { before, span, after };
}
