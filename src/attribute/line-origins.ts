import type { Change, Hunk } from '../model/change.ts';
import type { CommitDiff, FileDiff } from '../model/ports.ts';

/** A run of lines that one commit brought: where it stands at head, and where it stood in that commit. */
export interface Origin {
  readonly path: string;
  /** 1-based first line at head. */
  readonly start: number;
  readonly lines: number;
  /** `null`: not committed yet, or not brought by a commit of the change. */
  readonly commit: string | null;
  readonly commitPath: string;
  readonly commitStart: number;
}

interface Run {
  /** First line in the version under the cursor, in the file at head, and how many. */
  readonly at: number;
  readonly final: number;
  readonly lines: number;
}

interface Suspect {
  /** Path at head. */
  readonly head: string;
  /** Path in the version under the cursor. */
  readonly path: string;
  readonly runs: readonly Run[];
}

/**
 * Who brought the lines that a change adds: blame from head towards base over diffs alone. A line goes to the first
 * parent that has it; what no parent has is the commit's own. Iterative: histories are long and merges are many.
 */
export function lineOrigins(
  change: Change,
  diffs: readonly CommitDiff[],
  uncommitted: readonly FileDiff[] | undefined,
): Origin[] {
  const origins: Origin[] = [];
  const own = (commit: string | null, { head, path, runs }: Suspect): void => {
    for (const { at, final, lines } of runs) {
      origins.push({ path: head, start: final, lines, commit, commitPath: path, commitStart: at });
    }
  };

  const start: Suspect[] = [];
  for (const file of change.files) {
    const runs = file.hunks
      .filter((hunk) => hunk.newLines > 0)
      .map((hunk) => ({ at: hunk.newStart, final: hunk.newStart, lines: hunk.newLines }));
    if (runs.length > 0) start.push({ head: file.path, path: file.path, runs });
  }
  const { sha, kind } = change.head;
  // Without knowing which lines are not committed, none may be given to a commit.
  const isDirty = kind !== 'commit' && diffs.length > 0;
  if (sha === undefined || kind === 'folder' || (isDirty && uncommitted === undefined)) {
    for (const suspect of start) own(null, suspect);
    return sorted(origins);
  }

  const waiting = new Map<string, Suspect[]>();
  const hand = (commit: string, suspect: Suspect): void => {
    const list = waiting.get(commit);
    if (list) list.push(suspect);
    else waiting.set(commit, [suspect]);
  };
  const filesOf = new Map<readonly FileDiff[], Map<string, FileDiff>>();
  const diffOf = (files: readonly FileDiff[], path: string): FileDiff | undefined => {
    let byPath = filesOf.get(files);
    if (!byPath) {
      byPath = new Map(files.map((file) => [file.path, file]));
      filesOf.set(files, byPath);
    }
    return byPath.get(path);
  };

  for (const suspect of start) {
    const { passed, kept } =
      kind === 'commit'
        ? { passed: suspect, kept: undefined }
        : split(suspect, diffOf(uncommitted ?? [], suspect.path));
    if (kept) own(null, kept);
    if (passed) hand(sha, passed);
  }
  for (const { commit, parents } of childrenFirst(diffs)) {
    for (const suspect of waiting.get(commit) ?? []) {
      let rest: Suspect | undefined = suspect;
      for (const { parent, files } of parents) {
        if (!rest || parent === null) break;
        const { passed, kept }: Split = split(rest, diffOf(files, rest.path));
        if (passed) hand(parent, passed);
        rest = kept;
      }
      if (rest) own(commit, rest);
    }
    waiting.delete(commit);
  }
  // What passed beyond the commits of the change was there before: the diff of the whole change aligned it otherwise.
  for (const suspects of waiting.values()) for (const suspect of suspects) own(null, suspect);
  return sorted(origins);
}

interface Split {
  /** The lines that the older version has too, in its numbers. */
  readonly passed?: Suspect;
  /** The lines that the newer version brought. */
  readonly kept?: Suspect;
}

function split(suspect: Suspect, diff: FileDiff | undefined): Split {
  if (!diff) return { passed: suspect };
  const passed: Run[] = [];
  const kept: Run[] = [];
  for (const run of suspect.runs) {
    for (const piece of pieces(run, diff.hunks)) {
      if (piece.oldAt === null) kept.push(piece.run);
      else passed.push({ ...piece.run, at: piece.oldAt });
    }
  }
  return {
    ...(passed.length > 0 ? { passed: { ...suspect, path: diff.previousPath ?? diff.path, runs: passed } } : {}),
    ...(kept.length > 0 ? { kept: { ...suspect, runs: kept } } : {}),
  };
}

/** Cuts a run at the hunks; `oldAt` is its first line in the older version, or null inside a hunk. Hunks are in order. */
function* pieces(run: Run, hunks: readonly Hunk[]): Generator<{ run: Run; oldAt: number | null }> {
  let at = run.at;
  const end = run.at + run.lines;
  const part = (until: number): Run => ({ at, final: run.final + at - run.at, lines: until - at });
  let i = firstHunkEndingAfter(hunks, at);
  const before = hunks[i - 1];
  let shift = before ? endOfOld(before) - endOfNew(before) : 0;
  for (; i < hunks.length && at < end; i++) {
    const hunk = hunks[i]!;
    const from = hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart;
    if (from >= end) break;
    if (at < from) {
      yield { run: part(from), oldAt: at + shift };
      at = from;
    }
    const to = Math.min(end, from + hunk.newLines);
    if (at < to) {
      yield { run: part(to), oldAt: null };
      at = to;
    }
    shift = endOfOld(hunk) - endOfNew(hunk);
  }
  if (at < end) yield { run: part(end), oldAt: at + shift };
}

/** The line after a hunk; a count of 0 says "after line start". */
const endOfOld = (hunk: Hunk): number => (hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart + hunk.oldLines);
const endOfNew = (hunk: Hunk): number => (hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart + hunk.newLines);

function firstHunkEndingAfter(hunks: readonly Hunk[], line: number): number {
  let low = 0;
  let high = hunks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (endOfNew(hunks[middle]!) <= line) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Parents {
  readonly commit: string;
  readonly parents: readonly CommitDiff[];
}

/** Each commit after all of its children, whatever order the diffs came in (clocks lie, so dates do not order). */
function childrenFirst(diffs: readonly CommitDiff[]): Parents[] {
  const parentsOf = new Map<string, CommitDiff[]>();
  const children = new Map<string, number>();
  for (const diff of diffs) {
    const list = parentsOf.get(diff.sha);
    if (list) list.push(diff);
    else parentsOf.set(diff.sha, [diff]);
    if (diff.parent !== null) children.set(diff.parent, (children.get(diff.parent) ?? 0) + 1);
  }
  const ready = [...parentsOf.keys()].filter((commit) => !children.has(commit));
  const order: Parents[] = [];
  for (let commit = ready.pop(); commit !== undefined; commit = ready.pop()) {
    const parents = parentsOf.get(commit) ?? [];
    order.push({ commit, parents });
    for (const { parent } of parents) {
      if (parent === null) continue;
      const left = children.get(parent)! - 1;
      children.set(parent, left);
      if (left === 0 && parentsOf.has(parent)) ready.push(parent);
    }
  }
  return order;
}

const sorted = (origins: Origin[]): Origin[] =>
  origins.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start));
