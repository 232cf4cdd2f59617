import type { CommitDiff } from '../model/ports.ts';

/** 1-based, inclusive. */
export type LineRange = readonly [start: number, end: number];

/** What two sorted lists of ranges have in common. */
export function intersect(a: readonly LineRange[], b: readonly LineRange[]): LineRange[] {
  const both: LineRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const start = Math.max(a[i]![0], b[j]![0]);
    const end = Math.min(a[i]![1], b[j]![1]);
    if (start <= end) both.push([start, end]);
    if (a[i]![1] < b[j]![1]) i++;
    else j++;
  }
  return both;
}

/** Sorted, without overlaps, neighbours joined. */
export function mergeRanges(ranges: readonly LineRange[]): LineRange[] {
  const merged: [number, number][] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start <= last[1] + 1) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

export function countLines(ranges: readonly LineRange[]): number {
  let lines = 0;
  for (const [start, end] of ranges) lines += end - start + 1;
  return lines;
}

/** The line ranges that a commit itself added, by path: those that none of its parents has. */
export function addedRanges(parents: readonly CommitDiff[]): Map<string, readonly LineRange[]> {
  let added: Map<string, readonly LineRange[]> | undefined;
  for (const { files } of parents) {
    const here = new Map<string, readonly LineRange[]>();
    for (const { path, hunks } of files) {
      const ranges = hunks
        .filter((hunk) => hunk.newLines > 0)
        .map((hunk): LineRange => [hunk.newStart, hunk.newStart + hunk.newLines - 1]);
      const before = added ? added.get(path) : ranges;
      if (before && ranges.length > 0) here.set(path, added ? intersect(before, ranges) : ranges);
    }
    added = here;
  }
  return added ?? new Map();
}

/** The diffs of each commit, one for each of its parents, in their order. */
export function diffsByCommit(diffs: readonly CommitDiff[]): Map<string, CommitDiff[]> {
  const byCommit = new Map<string, CommitDiff[]>();
  for (const diff of diffs) {
    const list = byCommit.get(diff.sha);
    if (list) list.push(diff);
    else byCommit.set(diff.sha, [diff]);
  }
  return byCommit;
}
