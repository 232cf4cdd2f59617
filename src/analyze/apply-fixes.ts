import type { Finding, Region } from '../model/finding.ts';
import { lineStartsOf } from './place.ts';

/** One file with the fixes of some findings made in it. */
export interface FixedText {
  readonly text: string;
  readonly applied: readonly Finding[];
  /** Left out because another fix changes the same place, or because the fix is about other files too. */
  readonly skipped: readonly Finding[];
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Makes the fixes of findings in one file, in the order of the text. Each fix is made whole or not at all, and of two that
 * touch each other only the first: the other is found again in the result, if it still stands.
 */
export function applyFixes(path: string, text: string, findings: readonly Finding[]): FixedText {
  const lineStarts = lineStartsOf(text);
  const applied: Finding[] = [];
  const skipped: Finding[] = [];
  const made: Change[] = [];
  for (const finding of findings) {
    const changes = changesOf(path, text, lineStarts, finding);
    if (changes === null || changes.some((one) => made.some((other) => touches(one, other)))) skipped.push(finding);
    else {
      made.push(...changes);
      applied.push(finding);
    }
  }
  let out = '';
  let at = 0;
  for (const { start, end, text: replacement } of made.sort((a, b) => a.start - b.start)) {
    out += text.slice(at, start) + replacement;
    at = end;
  }
  return { text: out + text.slice(at), applied, skipped };
}

function changesOf(path: string, text: string, lineStarts: Uint32Array, { fix }: Finding): Change[] | null {
  if (fix === undefined || fix.replacements.length === 0) return null;
  const changes: Change[] = [];
  for (const { path: at, region, text: replacement } of fix.replacements) {
    const start = offsetOf(lineStarts, region.startLine, region.startColumn);
    const end = offsetOf(lineStarts, region.endLine, region.endColumn);
    if (at !== path || start === null || end === null || end < start || end > text.length) return null;
    changes.push({ start, end, text: replacement });
  }
  return changes;
}

function offsetOf(lineStarts: Uint32Array, line: Region['startLine'], column: number): number | null {
  const start = lineStarts[line - 1];
  return start === undefined || column < 1 ? null : start + column - 1;
}

function touches(a: Change, b: Change): boolean {
  return a.start <= b.end && b.start <= a.end;
}
