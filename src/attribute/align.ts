/** For each line of the new version the line of the old one that it is, or -1. Strictly increasing where not -1. */
export type Alignment = Int32Array;

interface Segment {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** Above this many cells a segment without rare lines is aligned greedily: still in order, no longer the longest. */
const CELLS = 1 << 22;

/**
 * Aligns two versions of a file by their line prints: what is common at both ends, then lines that occur once in both
 * (patience), then the longest common subsequence of what lies between. Lines match in order, never by print alone.
 */
export function align(before: Float64Array, after: Float64Array): Alignment {
  const match = new Int32Array(after.length).fill(-1);
  const stack: Segment[] = [{ oldFrom: 0, oldTo: before.length, newFrom: 0, newTo: after.length }];
  for (let segment = stack.pop(); segment; segment = stack.pop()) {
    let { oldFrom, oldTo, newFrom, newTo } = segment;
    while (oldFrom < oldTo && newFrom < newTo && before[oldFrom] === after[newFrom]) match[newFrom++] = oldFrom++;
    while (oldFrom < oldTo && newFrom < newTo && before[oldTo - 1] === after[newTo - 1]) match[--newTo] = --oldTo;
    if (oldFrom === oldTo || newFrom === newTo) continue;
    const trimmed = { oldFrom, oldTo, newFrom, newTo };
    const anchors = uniqueInBoth(before, after, trimmed);
    if (anchors.length === 0) {
      commonSubsequence(before, after, trimmed, match);
      continue;
    }
    for (const [oldLine, newLine] of anchors) {
      stack.push({ oldFrom, oldTo: oldLine, newFrom, newTo: newLine });
      match[newLine] = oldLine;
      oldFrom = oldLine + 1;
      newFrom = newLine + 1;
    }
    stack.push({ oldFrom, oldTo, newFrom, newTo });
  }
  return match;
}

/** The longest increasing run of lines that occur exactly once on both sides. */
function uniqueInBoth(before: Float64Array, after: Float64Array, segment: Segment): [number, number][] {
  const { oldFrom, oldTo, newFrom, newTo } = segment;
  const oldLines = new Map<number, number>();
  for (let i = oldFrom; i < oldTo; i++) oldLines.set(before[i]!, oldLines.has(before[i]!) ? -1 : i);
  const newLines = new Map<number, number>();
  for (let j = newFrom; j < newTo; j++) newLines.set(after[j]!, newLines.has(after[j]!) ? -1 : j);
  const pairs: [number, number][] = [];
  for (const [print, j] of newLines) {
    const i = oldLines.get(print);
    if (j >= 0 && i !== undefined && i >= 0) pairs.push([i, j]);
  }
  return longestIncreasing(pairs);
}

/** Patience: `pairs` come in the order of the new lines. */
function longestIncreasing(pairs: readonly [number, number][]): [number, number][] {
  const tops: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  for (let k = 0; k < pairs.length; k++) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (pairs[tops[middle]!]![0] < pairs[k]![0]) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[k] = tops[low - 1]!;
    tops[low] = k;
  }
  const longest: [number, number][] = [];
  for (let k = tops.at(-1) ?? -1; k >= 0; k = previous[k]!) longest.push(pairs[k]!);
  return longest.reverse();
}

function commonSubsequence(before: Float64Array, after: Float64Array, segment: Segment, match: Int32Array): void {
  const { oldFrom, oldTo, newFrom, newTo } = segment;
  const height = oldTo - oldFrom;
  const width = newTo - newFrom;
  if (height * width > CELLS) {
    greedy(before, after, segment, match);
    return;
  }
  const row = width + 1;
  const length = new Uint16Array((height + 1) * row);
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      length[i * row + j] =
        before[oldFrom + i] === after[newFrom + j]
          ? length[(i + 1) * row + j + 1]! + 1
          : Math.max(length[(i + 1) * row + j]!, length[i * row + j + 1]!);
    }
  }
  for (let i = 0, j = 0; i < height && j < width; ) {
    if (before[oldFrom + i] === after[newFrom + j]) match[newFrom + j++] = oldFrom + i++;
    else if (length[(i + 1) * row + j]! >= length[i * row + j + 1]!) i++;
    else j++;
  }
}

function greedy(before: Float64Array, after: Float64Array, segment: Segment, match: Int32Array): void {
  const places = new Map<number, number[]>();
  for (let i = segment.oldTo - 1; i >= segment.oldFrom; i--) {
    const list = places.get(before[i]!);
    if (list) list.push(i);
    else places.set(before[i]!, [i]);
  }
  let from = segment.oldFrom;
  for (let j = segment.newFrom; j < segment.newTo; j++) {
    const list = places.get(after[j]!);
    while (list && list.length > 0 && list.at(-1)! < from) list.pop();
    const i = list?.pop();
    // A far jump would leave nothing to match for the lines between.
    if (i === undefined || i - from > 10 * (j - segment.newFrom + 100)) continue;
    match[j] = i;
    from = i + 1;
  }
}
