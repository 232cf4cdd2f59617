import type { LinePrints } from '../model/journal.ts';
import type { CommitDiff } from '../model/ports.ts';
import type { CommitFacts, FileAt, Recording } from '../model/recording.ts';
import { AuthorTable, UNKNOWN } from './authors-table.ts';
import { inherit, UNSET } from './inherit.ts';
import { type PrintKey, printsOfFile } from './line-prints.ts';
import { movedBlocks, type Side } from './moved.ts';
import { noteOf } from './note-of-commit.ts';
import { addedRanges, diffsByCommit, type LineRange, mergeRanges } from './ranges.ts';
import { addedBy, readRecords } from './recorded.ts';

export interface RecoverRequest {
  readonly recording: Recording;
  readonly key: PrintKey;
  /** Commits of the branch that is to get its records back: its tip. */
  readonly tip: string;
  readonly ref: string;
  readonly version: string;
  readonly signal: AbortSignal;
}

export interface RecoverResult {
  /** Notes by commit of the branch, ready to be written. */
  readonly notes: ReadonlyMap<string, string>;
  /** Recorded commits that the branch does not contain, and those of them whose content is not here. */
  readonly stranded: number;
  readonly absent: number;
  /** Lines that came home, by assistants and by people. */
  readonly lines: number;
}

/** As many commits of the branch are looked at, newest first, and as many stranded ones. */
const MOST_COMMITS = 5000;
/** Clocks of two machines differ; a source that is younger than this makes no sense. */
const CLOCK_SLACK_MS = 86_400_000;
/** A stranded commit must share at least so many lines that say something with a commit to be its source. */
const SHARED_LINES = 2;
const MOST_SOURCES = 40;

/**
 * Records that a squash, a rebase or a force push has left on commits outside the branch, brought to the commits that
 * have their lines now. Content decides: a line must stand in the same order among lines that the stranded commit added,
 * and lines that say nothing (a brace, an import alone) never decide.
 */
export async function recover(request: RecoverRequest): Promise<RecoverResult> {
  const { recording, tip, ref, version, signal } = request;
  const refs = await recording.recordRefs(signal);
  const noted = new Set<string>();
  for (const name of refs) for (const sha of await recording.noted(name, signal)) noted.add(sha);
  const branch = await recording.reachable([tip], [], MOST_COMMITS, signal);
  const onBranch = new Set(branch);
  const away = [...noted].filter((sha) => !onBranch.has(sha));
  const facts = await recording.commits([...away, ...branch.filter((sha) => !noted.has(sha))], signal);
  const stranded = away.filter((sha) => facts.has(sha)).slice(0, MOST_COMMITS);
  const nothing = {
    notes: new Map<string, string>(),
    stranded: away.length,
    absent: away.length - stranded.length,
    lines: 0,
  };
  if (stranded.length === 0) return nothing;

  const oldDiffs = await recording.diffs(stranded, signal);
  const { notes } = await recording.notes(stranded, signal);
  const sources = await sourcesOf(request, oldDiffs, readRecords(notes, addedBy(oldDiffs)).byCommit);
  const oldest = Math.min(...sources.list.map(({ commit }) => Date.parse(facts.get(commit)!.commit.at)));
  const targets = branch.filter(
    (sha) => facts.has(sha) && Date.parse(facts.get(sha)!.commit.at) >= oldest - CLOCK_SLACK_MS,
  );
  const newDiffs = diffsByCommit(await recording.diffs(targets, signal));
  const written = new Map<string, string>();
  let lines = 0;
  for (const commit of targets) {
    const diffs = newDiffs.get(commit);
    // A merge adds only what its parents have not; what came with it has records of its own.
    if (!diffs || diffs.length > 1) continue;
    const found = await authorsByContent(request, facts.get(commit)!, diffs, sources, facts);
    if (found.lines === 0) continue;
    lines += found.lines;
    written.set(commit, noteOf(facts.get(commit)!, found, sources.table, version, 'recovered').text);
  }
  const own = await recording.noted(ref, signal);
  for (const commit of written.keys()) if (own.has(commit)) written.delete(commit);
  return { ...nothing, notes: written, lines };
}

/** The lines that one stranded commit added to one file, with their authors of record. */
interface Source extends Side {
  readonly commit: string;
  readonly authors: Int32Array;
}

interface Sources {
  readonly table: AuthorTable;
  readonly list: readonly Source[];
  /** Which sources have a line, by its print. */
  readonly byPrint: ReadonlyMap<number, readonly Source[]>;
}

async function sourcesOf(
  request: RecoverRequest,
  diffs: readonly CommitDiff[],
  records: ReturnType<typeof readRecords>['byCommit'],
): Promise<Sources> {
  const table = new AuthorTable();
  const wanted: FileAt[] = [];
  const added = new Map<string, ReadonlyMap<string, readonly LineRange[]>>();
  for (const [commit, parents] of diffsByCommit(diffs)) {
    added.set(commit, addedRanges(parents));
    for (const path of records.get(commit)?.keys() ?? []) wanted.push({ commit, path });
  }
  const list: Source[] = [];
  const byPrint = new Map<number, Source[]>();
  for (const [i, prints] of (await printsOf(request, wanted)).entries()) {
    const { commit, path } = wanted[i]!;
    const known = records.get(commit)!.get(path)!;
    if (!prints) continue;
    const ranges = added.get(commit)?.get(path) ?? [];
    // Lines from before are left to the commits that added them; added ones without a record are nobody's.
    const authors = new Int32Array(prints.hash.length).fill(UNSET);
    for (const [start, end] of ranges) authors.fill(UNKNOWN, start - 1, end);
    for (const [line, author] of known) if (line <= authors.length) authors[line - 1] = table.number(author);
    const source: Source = { commit, path, prints, ranges, authors };
    list.push(source);
    const seen = new Set<number>();
    for (const [start, end] of ranges) {
      for (let line = start - 1; line < end && line < authors.length; line++) {
        const print = prints.hash[line]!;
        if (prints.trivial[line] === 1 || seen.has(print)) continue;
        seen.add(print);
        const sources = byPrint.get(print);
        if (sources) sources.push(source);
        else byPrint.set(print, [source]);
      }
    }
  }
  return { table, list, byPrint };
}

async function printsOf(
  { recording, key, signal }: RecoverRequest,
  files: readonly FileAt[],
): Promise<(LinePrints | undefined)[]> {
  const contents = await recording.files(files, signal);
  return contents.map((bytes) => bytes && printsOfFile(bytes, key));
}

async function authorsByContent(
  request: RecoverRequest,
  fact: CommitFacts,
  diffs: readonly CommitDiff[],
  sources: Sources,
  facts: ReadonlyMap<string, CommitFacts>,
): Promise<{
  files: Map<string, Int32Array>;
  added: ReadonlyMap<string, readonly LineRange[]>;
  from: string[];
  lines: number;
}> {
  const added = addedRanges(diffs);
  const paths = [...added.keys()];
  const prints = await printsOf(
    request,
    paths.map((path) => ({ commit: fact.commit.sha, path })),
  );
  const sides = paths.flatMap((path, i): Side[] => {
    const read = prints[i];
    return read ? [{ path, prints: read, ranges: added.get(path)! }] : [];
  });
  const files = new Map<string, Int32Array>();
  const from = new Set<string>();
  let lines = 0;
  // What a stranded commit shares with the whole of this one says whether it became part of it.
  const ranked = rank(
    sides,
    sources,
    (commit) => Date.parse(facts.get(commit)!.commit.at) <= Date.parse(fact.commit.at) + CLOCK_SLACK_MS,
  );
  for (const side of sides) {
    const near = ranked.filter(({ path }) => path === side.path);
    const others = ranked.filter(({ path }) => path !== side.path).slice(0, MOST_SOURCES);
    // The first version counts as the nearest in `inherit`: none is, so an empty one stands before them.
    const found = inherit(side.prints, [NONE, ...near.slice(0, MOST_SOURCES)], request.key);
    const authors = new Int32Array(found.length).fill(UNKNOWN);
    const open: [number, number][] = [];
    for (const [start, end] of side.ranges) {
      for (let line = start - 1; line < end && line < authors.length; line++) {
        if (found[line]! !== UNSET) authors[line] = found[line]!;
        else open.push([line + 1, line + 1]);
      }
    }
    const left = { ...side, ranges: mergeRanges(open) };
    for (const { source, from: place, to, lines: count } of movedBlocks([...near, ...others], [left])) {
      for (let i = 0; i < count; i++) authors[to.line + i] = source.authors[place.line + i]!;
    }
    const home = authors.reduce((sum, author) => sum + (author >= 0 ? 1 : 0), 0);
    if (home === 0) continue;
    lines += home;
    files.set(side.path, authors);
    for (const { commit } of near) from.add(commit);
  }
  return { files, added, from: [...from].sort(), lines };
}

const NONE = {
  prints: { hash: new Float64Array(0), size: new Uint16Array(0), trivial: new Uint8Array(0) },
  authors: new Int32Array(0),
};

/** Sources by the number of lines they share with a commit; too little, or from after it, is no source. */
function rank(sides: readonly Side[], { byPrint }: Sources, isBefore: (commit: string) => boolean): Source[] {
  const shared = new Map<Source, number>();
  const byCommit = new Map<string, number>();
  for (const { prints, ranges } of sides) {
    const seen = new Set<number>();
    for (const [start, end] of ranges) {
      for (let line = start - 1; line < end && line < prints.hash.length; line++) {
        const print = prints.hash[line]!;
        if (prints.trivial[line] === 1 || seen.has(print)) continue;
        seen.add(print);
        for (const source of byPrint.get(print) ?? []) {
          shared.set(source, (shared.get(source) ?? 0) + 1);
          byCommit.set(source.commit, (byCommit.get(source.commit) ?? 0) + 1);
        }
      }
    }
  }
  const said = ({ prints, ranges }: Source): number => {
    let lines = 0;
    for (const [start, end] of ranges) for (let i = start - 1; i < end; i++) if (prints.trivial[i] === 0) lines++;
    return lines;
  };
  return [...shared.keys()]
    .filter((source) => byCommit.get(source.commit)! >= Math.min(SHARED_LINES, said(source)) && isBefore(source.commit))
    .sort((a, b) => byCommit.get(b.commit)! - byCommit.get(a.commit)! || shared.get(b)! - shared.get(a)!);
}
