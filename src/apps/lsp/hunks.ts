import { align } from '../../attribute/align.ts';
import type { Hunk } from '../../model/change.ts';

/** What changed between two texts, line by line, as `git diff -U0` counts it. */
export function hunksBetween(before: string, after: string): readonly Hunk[] {
  const numbers = new Map<string, number>();
  const [old, now] = [before, after].map((text) => Float64Array.from(linesOf(text), (line) => numberOf(line, numbers)));
  const match = align(old!, now!);
  const hunks: Hunk[] = [];
  let oldAt = 0;
  let newAt = 0;
  const close = (oldEnd: number, newEnd: number): void => {
    const [oldLines, newLines] = [oldEnd - oldAt, newEnd - newAt];
    if (oldLines === 0 && newLines === 0) return;
    // A side without lines is named by the line before it.
    hunks.push({
      oldStart: oldLines === 0 ? oldAt : oldAt + 1,
      oldLines,
      newStart: newLines === 0 ? newAt : newAt + 1,
      newLines,
    });
  };
  for (const [line, oldLine] of match.entries()) {
    if (oldLine < 0) continue;
    close(oldLine, line);
    oldAt = oldLine + 1;
    newAt = line + 1;
  }
  close(old!.length, now!.length);
  return hunks;
}

function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function numberOf(line: string, numbers: Map<string, number>): number {
  const known = numbers.get(line) ?? numbers.size;
  numbers.set(line, known);
  return known;
}
