import type { LinePrints } from '../model/journal.ts';
import type { LineRange } from './ranges.ts';

/** Lines of one file on one side of a commit: those it deleted, or those it added. */
export interface Side {
  readonly path: string;
  readonly prints: LinePrints;
  readonly ranges: readonly LineRange[];
}

/** A block that a commit took from one place and put in another, maybe in another file. Lines are counted from 0. */
export interface MovedBlock<S extends Side = Side> {
  readonly source: S;
  readonly from: { readonly path: string; readonly line: number };
  readonly to: { readonly path: string; readonly line: number };
  readonly lines: number;
}

/** A block must say this much, in characters that are no white space, to be recognised elsewhere. */
const SAYS_ENOUGH = 24;

/**
 * Blocks among the added lines that stood, in the same order, among the deleted ones. Each deleted line moves once; the
 * longest block from a start is taken, and it must hold more than trivial lines.
 */
export function movedBlocks<S extends Side>(deleted: readonly S[], added: readonly Side[]): MovedBlock<S>[] {
  const places = new Map<number, { side: S; line: number }[]>();
  const gone = new Map<S, Uint8Array>();
  for (const side of deleted) {
    const left = new Uint8Array(side.prints.hash.length);
    gone.set(side, left);
    for (const line of linesOf(side.ranges)) {
      left[line] = 1;
      if (side.prints.trivial[line] === 1) continue;
      const list = places.get(side.prints.hash[line]!);
      if (list) list.push({ side, line });
      else places.set(side.prints.hash[line]!, [{ side, line }]);
    }
  }
  const blocks: MovedBlock<S>[] = [];
  for (const side of added) {
    for (const [start, end] of side.ranges) {
      for (let line = start - 1; line < end; ) {
        const best = longestAt(side, line, start - 1, end, places, gone);
        if (best) {
          blocks.push(best.block);
          best.left.fill(0, best.block.from.line, best.block.from.line + best.block.lines);
        }
        line = best ? best.block.to.line + best.block.lines : line + 1;
      }
    }
  }
  return blocks;
}

/** The longest block around an added line that is not trivial; it may reach back over trivial lines before it. */
function longestAt<S extends Side>(
  side: Side,
  line: number,
  first: number,
  end: number,
  places: ReadonlyMap<number, readonly { side: S; line: number }[]>,
  gone: ReadonlyMap<S, Uint8Array>,
): { block: MovedBlock<S>; left: Uint8Array } | undefined {
  let best: { block: MovedBlock<S>; left: Uint8Array } | undefined;
  for (const place of (places.get(side.prints.hash[line]!) ?? []).slice(0, 64)) {
    const left = gone.get(place.side)!;
    const old = place.side.prints;
    if (left[place.line] !== 1) continue;
    let back = 0;
    while (
      line - back > first &&
      side.prints.trivial[line - back - 1] === 1 &&
      left[place.line - back - 1] === 1 &&
      old.hash[place.line - back - 1] === side.prints.hash[line - back - 1]
    )
      back++;
    let ahead = 1;
    while (
      line + ahead < end &&
      left[place.line + ahead] === 1 &&
      old.hash[place.line + ahead] === side.prints.hash[line + ahead]
    )
      ahead++;
    const lines = back + ahead;
    let said = 0;
    for (let i = line - back; i < line + ahead; i++) if (side.prints.trivial[i] === 0) said += side.prints.size[i]!;
    if (said < SAYS_ENOUGH || (best && best.block.lines >= lines)) continue;
    const from = { path: place.side.path, line: place.line - back };
    best = { block: { source: place.side, from, to: { path: side.path, line: line - back }, lines }, left };
  }
  return best;
}

function* linesOf(ranges: readonly LineRange[]): Generator<number> {
  for (const [start, end] of ranges) for (let line = start; line <= end; line++) yield line - 1;
}
