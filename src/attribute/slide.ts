import type { LinePrints } from '../model/journal.ts';
import type { LineRange } from './ranges.ts';

/**
 * A block of added lines between equal lines can be cut in several places: git's choice and ours may differ by a brace.
 * Trivial lines at its ends that could as well belong to the other side get the author of what lies between them; a line
 * that says something keeps the author that was found for it.
 */
export function settleSliders({ hash, trivial }: LinePrints, added: readonly LineRange[], authors: Int32Array): void {
  for (const [start, end] of added) {
    const from = start - 1;
    const to = end - 1;
    let down = 0;
    while (
      from + down < to &&
      to + 1 + down < hash.length &&
      trivial[from + down] === 1 &&
      hash[from + down] === hash[to + 1 + down]
    )
      down++;
    let up = 0;
    while (to - up > from && from - 1 - up >= 0 && trivial[to - up] === 1 && hash[to - up] === hash[from - 1 - up])
      up++;
    const first = from + down;
    const last = to - up;
    if (first > last) continue;
    for (let i = from; i < first; i++) authors[i] = authors[first]!;
    for (let i = to; i > last; i--) authors[i] = authors[last]!;
  }
}
