import type { LinePrints } from '../model/journal.ts';
import { align } from './align.ts';
import { joinPrints, type PrintKey } from './line-prints.ts';

/** A version of a file of which it is known who wrote each line. */
export interface KnownVersion {
  readonly prints: LinePrints;
  /** One author a line: an index into a table that the caller keeps; negative numbers are the caller's too. */
  readonly authors: Int32Array;
}

/** No author yet: the line was found in none of the versions. */
export const UNSET = -2_147_483_648;

/**
 * Who wrote the lines of a version, from versions before it, nearest first. A line that the nearest has keeps its author;
 * one that only an older or distant version has is taken from there in runs that hold more than trivial lines. What
 * none has stays `UNSET`. Lines are matched in order in each version, never by print alone.
 */
export function inherit(
  lines: LinePrints,
  versions: Iterable<KnownVersion>,
  key: PrintKey,
  authors: Int32Array = new Int32Array(lines.hash.length).fill(UNSET),
): Int32Array {
  let nearest = true;
  for (const version of versions) {
    const open = openPrints(lines, authors);
    if (!nearest && open.size === 0) break;
    if (!nearest && !version.prints.hash.some((print) => open.has(print))) continue;
    const match = align(version.prints.hash, lines.hash);
    const runs = nearest ? [[0, match.length] as const] : decidedRuns(lines, match, authors);
    for (const [from, to] of runs) {
      for (let j = from; j < to; j++) if (match[j]! >= 0) authors[j] = version.authors[match[j]!]!;
    }
    if (nearest) inheritWrapped(lines, version, match, authors, key);
    nearest = false;
  }
  return authors;
}

/** Prints of the lines that still have no author; trivial ones decide nothing, but the nearest version is asked for them too. */
function openPrints({ hash, trivial }: LinePrints, authors: Int32Array): Set<number> {
  const open = new Set<number>();
  for (let i = 0; i < authors.length; i++) if (authors[i] === UNSET && trivial[i] === 0) open.add(hash[i]!);
  return open;
}

/** Runs of lines without author that follow each other in both versions, with a line among them that says something. */
function* decidedRuns(lines: LinePrints, match: Int32Array, authors: Int32Array): Generator<[number, number]> {
  for (let j = 0; j < match.length; ) {
    if (match[j]! < 0 || authors[j] !== UNSET) {
      j++;
      continue;
    }
    let end = j + 1;
    while (end < match.length && match[end] === match[end - 1]! + 1 && authors[end] === UNSET) end++;
    for (let i = j; i < end; i++) {
      if (lines.trivial[i] === 0) {
        yield [j, end];
        break;
      }
    }
    j = end;
  }
}

/** Lines between two matches: where the same characters are only wrapped otherwise, the author stays. */
function inheritWrapped(
  lines: LinePrints,
  { prints, authors: known }: KnownVersion,
  match: Int32Array,
  authors: Int32Array,
  key: PrintKey,
): void {
  for (let j = 0, i = 0; j < match.length; ) {
    if (match[j]! >= 0) {
      i = match[j]! + 1;
      j++;
      continue;
    }
    let end = j;
    while (end < match.length && match[end]! < 0) end++;
    const until = end < match.length ? match[end]! : prints.hash.length;
    if (authors[j] === UNSET || authors[end - 1] === UNSET)
      rewrap(lines, j, end, prints, i, until, known, authors, key);
    j = end;
  }
}

/** Walks both sides in step; wherever the characters so far agree again, the pieces between are the same text. */
function rewrap(
  lines: LinePrints,
  newFrom: number,
  newTo: number,
  old: LinePrints,
  oldFrom: number,
  oldTo: number,
  known: Int32Array,
  authors: Int32Array,
  key: PrintKey,
): void {
  let i = oldFrom;
  for (let j = newFrom; j < newTo; ) {
    const found =
      lines.trivial[j] === 1 && lines.size[j] === 0 ? undefined : sameText(lines, j, newTo, old, i, oldTo, key);
    if (!found) {
      j++;
      continue;
    }
    const author = mostOf(old, found.oldFrom, found.oldTo, known);
    for (let line = j; line < found.newTo; line++) if (authors[line] === UNSET) authors[line] = author;
    j = found.newTo;
    i = found.oldTo;
  }
}

/** How many lines of one side may hold what the other holds in one: longer re-wrapping is rare and costs squares. */
const WRAPPED = 40;

interface SameText {
  readonly newTo: number;
  readonly oldFrom: number;
  readonly oldTo: number;
}

function sameText(
  lines: LinePrints,
  j: number,
  newTo: number,
  old: LinePrints,
  oldFrom: number,
  oldTo: number,
  key: PrintKey,
): SameText | undefined {
  const last = Math.min(oldTo, oldFrom + 4 * WRAPPED);
  for (let start = oldFrom; start < last; start++) {
    if (old.size[start] === 0) continue;
    let newEnd = j + 1;
    let oldEnd = start + 1;
    let newSize = lines.size[j]!;
    let oldSize = old.size[start]!;
    while (newSize !== oldSize) {
      if (newSize < oldSize) {
        if (newEnd >= newTo || newEnd - j > WRAPPED) break;
        newSize += lines.size[newEnd++]!;
      } else {
        if (oldEnd >= oldTo || oldEnd - start > WRAPPED) break;
        oldSize += old.size[oldEnd++]!;
      }
    }
    if (newSize !== oldSize || newSize < 4) continue;
    if (joinPrints(lines, j, newEnd, key).hash === joinPrints(old, start, oldEnd, key).hash) {
      return { newTo: newEnd, oldFrom: start, oldTo: oldEnd };
    }
  }
  return undefined;
}

/** The author of most characters; the last one on a tie. */
function mostOf(old: LinePrints, from: number, to: number, known: Int32Array): number {
  const sizes = new Map<number, number>();
  for (let i = from; i < to; i++) sizes.set(known[i]!, (sizes.get(known[i]!) ?? 0) + old.size[i]!);
  let best = known[from]!;
  for (const [author, size] of sizes) if (size >= sizes.get(best)!) best = author;
  return best;
}
