import type { Region, Snippet } from '../model/finding.ts';
import type { SyntaxNode } from '../parse/node.ts';
import { SyntaxNode as Node } from '../parse/node.ts';
import type { SyntaxTree } from '../parse/tree.ts';

const CONTEXT_LINES = 1;
const MOST_LINES = 12;
const MOST_COLUMNS = 200;
const MOST_IDENTITY = 400;
/** A statement longer than this is a container; then the line is what makes a place itself. */
const MOST_STATEMENT_LINES = 6;
const STATEMENT = /(?:statement|declaration|definition|assignment|_item|decorator|clause|pair|attribute)$/;

/** Offsets at which lines start; as in git only `\n` ends a line. */
export function lineStartsOf(text: string): Uint32Array {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return Uint32Array.from(starts);
}

/** 0-based index of the line that holds an offset. */
export function lineAt(lineStarts: Uint32Array, offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Offsets (UTF-16 units, end exclusive) as a 1-based region. */
export function regionOf(lineStarts: Uint32Array, start: number, end: number): Region {
  const first = lineAt(lineStarts, start);
  const last = lineAt(lineStarts, Math.max(start, end));
  return {
    startLine: first + 1,
    startColumn: start - lineStarts[first]! + 1,
    endLine: last + 1,
    endColumn: Math.max(start, end) - lineStarts[last]! + 1,
  };
}

/** The lines of a region with a little around it, cut to what a report can show. */
export function snippetOf(text: string, lineStarts: Uint32Array, region: Region): Snippet {
  const first = Math.max(1, region.startLine - CONTEXT_LINES);
  const last = Math.min(lineStarts.length, region.endLine + CONTEXT_LINES, first + MOST_LINES - 1);
  const lines: string[] = [];
  for (let line = first; line <= last; line++) {
    lines.push(lineText(text, lineStarts, line - 1).slice(0, MOST_COLUMNS));
  }
  return { startLine: first, lines };
}

/** The folded text of the smallest statement around a place, else of its line: what survives a move or a reformat. */
export function identityOf(
  text: string,
  lineStarts: Uint32Array,
  tree: SyntaxTree | null,
  start: number,
  end: number,
): string {
  const region = regionOf(lineStarts, start, end);
  const statement = tree === null ? null : statementAround(tree, lineStarts, start, end);
  const own = statement ? text.slice(statement.start, statement.end) : lineText(text, lineStarts, region.startLine - 1);
  return own.replace(/\s+/g, ' ').trim().slice(0, MOST_IDENTITY);
}

function lineText(text: string, lineStarts: Uint32Array, line: number): string {
  const start = lineStarts[line]!;
  const end = line + 1 < lineStarts.length ? lineStarts[line + 1]! - 1 : text.length;
  return text.slice(start, end > start && text[end - 1] === '\r' ? end - 1 : end);
}

function statementAround(tree: SyntaxTree, lineStarts: Uint32Array, start: number, end: number): SyntaxNode | null {
  for (let at = covering(tree, start, end); at >= 0; at = tree.parent[at]!) {
    const lines = lineAt(lineStarts, tree.end[at]!) - lineAt(lineStarts, tree.start[at]!) + 1;
    if (lines > MOST_STATEMENT_LINES) return null;
    if (STATEMENT.test(tree.grammar.kindNames[tree.kind[at]!]!)) return new Node(tree, at);
  }
  return null;
}

/** Index of the innermost node that holds a span; nodes stand in document order, so it is searched, not walked. */
function covering(tree: SyntaxTree, start: number, end: number): number {
  let low = 0;
  let high = tree.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (tree.start[middle]! <= start) low = middle;
    else high = middle - 1;
  }
  let at = low;
  while (at > 0 && tree.end[at]! < end) at = tree.parent[at]!;
  return at;
}
