import type { LinePrints } from '../model/journal.ts';
import type { CommitDiff, FileDiff } from '../model/ports.ts';
import { UNKNOWN } from './authors-table.ts';
import { type KnownVersion, UNSET } from './inherit.ts';
import { diffsByCommit } from './ranges.ts';

/** Who wrote the lines that a commit added: the number of an author, or UNKNOWN. */
export type AuthorOfAdded = (commit: string, path: string, line: number) => number;

/** The lines of a file in a commit, or undefined where it was not read. */
export type PrintsAt = (commit: string, path: string) => LinePrints | undefined;

/**
 * Versions of files in the commits that a new one was made from, each with the author of every line: what was there
 * before a commit keeps its author, what the commit added has the author that its record names. Commits outside
 * `diffs` are what both sides share; their lines are UNKNOWN here, and a new commit does not add them.
 */
export class OldSide {
  readonly #diffs: ReadonlyMap<string, readonly CommitDiff[]>;
  readonly #authorOf: AuthorOfAdded;
  readonly #printsAt: PrintsAt;
  readonly #known = new Map<string, KnownVersion | null>();

  constructor(diffs: readonly CommitDiff[], authorOf: AuthorOfAdded, printsAt: PrintsAt) {
    this.#diffs = diffsByCommit(diffs);
    this.#authorOf = authorOf;
    this.#printsAt = printsAt;
  }

  /** A file in a commit of the old side; undefined when it was not read there. */
  version(commit: string, path: string): KnownVersion | undefined {
    const wanted = [[commit, path] as const];
    while (wanted.length > 0) {
      const [sha, file] = wanted.at(-1)!;
      const id = `${sha}\0${file}`;
      if (this.#known.has(id)) {
        wanted.pop();
        continue;
      }
      const missing = this.#sources(sha, file).filter(([from, name]) => !this.#known.has(`${from}\0${name}`));
      if (missing.length > 0) wanted.push(...missing);
      else {
        wanted.pop();
        this.#known.set(id, this.#build(sha, file) ?? null);
      }
    }
    return this.#known.get(`${commit}\0${path}`) ?? undefined;
  }

  /** Where a file stood in the parents that are themselves on the old side. */
  #sources(commit: string, path: string): (readonly [string, string])[] {
    return (this.#diffs.get(commit) ?? []).flatMap(({ parent, files }) => {
      if (parent === null || !this.#diffs.has(parent)) return [];
      const file = files.find((changed) => changed.path === path);
      return [[parent, file?.previousPath ?? path] as const];
    });
  }

  #build(commit: string, path: string): KnownVersion | undefined {
    const parents = this.#diffs.get(commit) ?? [];
    const changed = parents.map(({ files }) => files.find((file) => file.path === path));
    const untouched = parents.findIndex((_, i) => changed[i] === undefined);
    if (untouched >= 0) {
      const parent = parents[untouched]!.parent;
      const same = parent === null ? undefined : this.#known.get(`${parent}\0${path}`);
      if (same) return same;
    }
    const prints = this.#printsAt(commit, path);
    if (!prints) return undefined;
    const authors = new Int32Array(prints.hash.length).fill(UNSET);
    for (const [i, { parent }] of parents.entries()) {
      const file = changed[i];
      const before = parent === null ? undefined : this.#known.get(`${parent}\0${file?.previousPath ?? path}`);
      for (const [line, old] of keptLines(file, authors.length)) {
        if (authors[line] === UNSET) authors[line] = before?.authors[old] ?? UNKNOWN;
      }
    }
    for (let line = 0; line < authors.length; line++) {
      if (authors[line] === UNSET) authors[line] = this.#authorOf(commit, path, line + 1);
    }
    return { prints, authors };
  }
}

/** Pairs of a line and the line of the parent that it is, counted from 0. */
function* keptLines(file: FileDiff | undefined, lines: number): Generator<readonly [number, number]> {
  let line = 0;
  let old = 0;
  for (const { newStart, newLines, oldStart, oldLines } of file?.hunks ?? []) {
    const until = newLines === 0 ? newStart : newStart - 1;
    while (line < until && line < lines) yield [line++, old++];
    line = until + newLines;
    old = (oldLines === 0 ? oldStart : oldStart - 1) + oldLines;
  }
  while (line < lines) yield [line++, old++];
}
