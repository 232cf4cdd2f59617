import type { Hunk } from '../model/change.ts';

interface Stop {
  /** First and last line of base that the hunk stands on; an insertion stands between `last` and `first`. */
  readonly first: number;
  readonly last: number;
  /** What to add to a line of base after the hunk. */
  readonly shift: number;
}

/** Where lines of base stand at head, by the hunks of one file; a look-up takes time logarithmic in their number. */
export class LineMap {
  readonly #stops: readonly Stop[];

  constructor(hunks: readonly Hunk[]) {
    let shift = 0;
    this.#stops = [...hunks]
      .sort((a, b) => a.oldStart - b.oldStart || a.oldLines - b.oldLines)
      .map(({ oldStart, oldLines, newLines }) => {
        shift += newLines - oldLines;
        // "After line oldStart" when nothing was removed.
        const first = oldLines === 0 ? oldStart + 1 : oldStart;
        return { first, last: first + oldLines - 1, shift };
      });
  }

  /** The line at head of the run `start..end` (1-based, inclusive), or null when the change touched or split it. */
  toHead(start: number, end: number): number | null {
    const stops = this.#stops;
    let low = 0;
    let high = stops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (stops[middle]!.last < start) low = middle + 1;
      else high = middle;
    }
    const next = stops[low];
    // An insertion has last = first - 1, so that it counts only when it splits the run.
    if (next !== undefined && next.first <= end && next.last >= start) return null;
    return start + (low === 0 ? 0 : stops[low - 1]!.shift);
  }
}
