import type { LinePrints } from '../model/journal.ts';
import type { CommitDiff } from '../model/ports.ts';
import type { CommitFacts } from '../model/recording.ts';
import { type AuthorTable, UNKNOWN } from './authors-table.ts';
import type { AuthorOfAdded, OldSide } from './carry.ts';
import { inherit, type KnownVersion, UNSET } from './inherit.ts';
import type { PrintKey } from './line-prints.ts';
import { movedBlocks, type Side } from './moved.ts';
import { personKey, sessionKey } from './note-writer.ts';
import { type LineRange, mergeRanges } from './ranges.ts';
import { type DatedVersion, type Lineage, newestFirst, UNTOLD } from './replay.ts';
import { settleSliders } from './slide.ts';

/** Everything that says who wrote a line, while a batch of commits is recorded. */
export interface Recorder {
  readonly table: AuthorTable;
  readonly lineage: Lineage;
  readonly workTree: string;
  readonly oldSide: OldSide;
  readonly printsAt: (commit: string, path: string) => LinePrints | null | undefined;
  readonly authorOf: AuthorOfAdded;
  readonly key: PrintKey;
  readonly diffs: ReadonlyMap<string, readonly CommitDiff[]>;
  readonly facts: ReadonlyMap<string, CommitFacts>;
  /** False for a commit whose own authors are still to be found. */
  readonly isSettled: (commit: string) => boolean;
  /** A file of any commit with the author of each line, by blame and records; costs a process. */
  readonly blamed: (commit: string, path: string) => Promise<KnownVersion | undefined>;
}

export interface CommitAuthors {
  /** By path, one author a line of the file (UNKNOWN, or a number of the table); only added lines are meant. */
  readonly files: ReadonlyMap<string, Int32Array>;
  readonly added: ReadonlyMap<string, readonly LineRange[]>;
  /** Commits whose records were taken over. */
  readonly from: readonly string[];
  /** Paths with added lines that could not be read. */
  readonly unread: readonly string[];
}

/**
 * Who wrote the lines that a commit added. A block that only moved keeps its author; then the journal speaks, then the
 * commits that this one was made from, then the lines that it only wrapped or indented otherwise; what is left is a
 * person's where the journal watched without a gap.
 */
export async function authorsOfCommit(
  commit: string,
  added: ReadonlyMap<string, readonly LineRange[]>,
  watched: boolean,
  recorder: Recorder,
): Promise<CommitAuthors> {
  const { printsAt, table, lineage, workTree, facts, key } = recorder;
  const fact = facts.get(commit)!;
  const moved = await authorsOfMoved(commit, added, recorder);
  // A rewritten commit whose original was not seen may hold anybody's lines.
  const original = isOriginal(fact) || [...facts.values()].some((other) => isRewriteOf(fact, other));
  const person =
    watched && original ? table.number({ contributor: 'human', session: personKey(fact.commit.author) }) : UNKNOWN;
  const running = lineage.running(workTree, fact.commit.at);
  const sessions = sessionNumbers(lineage, table);
  const files = new Map<string, Int32Array>();
  const from = new Set<string>();
  const unread: string[] = [];
  for (const [path, ranges] of added) {
    const prints = printsAt(commit, path);
    if (!prints) {
      unread.push(path);
      continue;
    }
    const names = namesOf(commit, path, recorder);
    const versions = names.flatMap((name) => until(lineage.versions(workTree, name), fact.commit.at));
    const seen = inherit(prints, newestFirst(versions), key);
    const origins: string[] = [];
    const carried = inherit(prints, oldVersions(commit, path, names, recorder, origins), key);
    const authors = new Int32Array(prints.hash.length).fill(UNSET);
    let tookOver = false;
    for (const i of indexes(ranges, authors.length)) {
      const elsewhere = moved.get(path)?.get(i);
      if (elsewhere !== undefined) authors[i] = elsewhere;
      else if (seen[i]! >= 0) authors[i] = sessions[seen[i]!]!;
      else if (carried[i]! >= 0 || carried[i] === UNKNOWN) authors[i] = carried[i]!;
      tookOver ||= elsewhere === undefined && seen[i]! < 0 && carried[i]! >= 0;
    }
    await keepWrapped(commit, path, prints, ranges, authors, recorder);
    keepMovedBefore(path, prints, authors, ranges, sessions, recorder);
    for (const i of indexes(ranges, authors.length)) {
      if (authors[i] !== UNSET) continue;
      if (seen[i] === UNTOLD) authors[i] = UNKNOWN;
      else authors[i] = seen[i] === UNSET && running !== undefined ? sessions[running]! : person;
    }
    settleSliders(prints, ranges, authors);
    files.set(path, authors);
    if (tookOver) for (const sha of origins) from.add(sha);
  }
  return { files, added, from: [...from].sort(), unread };
}

function sessionNumbers({ sessions }: Lineage, table: AuthorTable): number[] {
  return sessions.map(({ tool, session, model }) =>
    table.number({
      contributor: 'ai',
      tool,
      session: sessionKey(tool, session),
      conversation: session,
      ...(model === undefined ? {} : { model }),
    }),
  );
}

function* indexes(ranges: readonly LineRange[], lines: number): Generator<number> {
  for (const [start, end] of ranges) for (let i = start - 1; i < end && i < lines; i++) yield i;
}

/**
 * Blocks that an assistant wrote somewhere and that came here before anything was committed, or came a second time: no
 * commit shows where they were, but the journal does.
 */
function keepMovedBefore(
  path: string,
  prints: LinePrints,
  authors: Int32Array,
  ranges: readonly LineRange[],
  sessions: readonly number[],
  { lineage, workTree }: Recorder,
): void {
  const open = mergeRanges(
    [...indexes(ranges, authors.length)].filter((i) => authors[i] === UNSET).map((i) => [i + 1, i + 1]),
  );
  if (open.length === 0) return;
  const known = lineage
    .paths(workTree)
    .flatMap((name) =>
      [...newestFirst(lineage.versions(workTree, name))].map((version, age) => ({ ...version, age, name })),
    );
  const written = known
    .sort((a, b) => a.age - b.age)
    .map(({ name, prints: old, authors: who }) => ({ path: name, prints: old, ranges: writtenBySessions(who), who }))
    .filter((side) => side.ranges.length > 0);
  for (const { source, from, to, lines } of movedBlocks(written, [{ path, prints, ranges: open }])) {
    for (let i = 0; i < lines; i++) authors[to.line + i] = sessions[source.who[from.line + i]!]!;
  }
}

const writtenBySessions = (who: Int32Array): LineRange[] =>
  mergeRanges([...who.keys()].filter((i) => who[i]! >= 0).map((i) => [i + 1, i + 1]));

/** The name of a file, and the one it had before this commit. */
function namesOf(commit: string, path: string, { diffs }: Recorder): string[] {
  const names = new Set([path]);
  for (const { files } of diffs.get(commit) ?? []) {
    const previous = files.find((file) => file.path === path)?.previousPath;
    if (previous !== undefined) names.add(previous);
  }
  return [...names];
}

/**
 * Lines that the commit deleted and added again with other white space, or that stood in a commit which it reverts: they
 * keep the author they had there.
 */
async function keepWrapped(
  commit: string,
  path: string,
  prints: LinePrints,
  ranges: readonly LineRange[],
  authors: Int32Array,
  { diffs, facts, printsAt, blamed, key }: Recorder,
): Promise<void> {
  for (const { parent, files } of diffs.get(commit) ?? []) {
    const file = files.find((changed) => changed.path === path);
    if (parent === null || !file) continue;
    const name = file.previousPath ?? path;
    const before = printsAt(parent, name);
    if (!before) continue;
    const deleted = new Set<number>();
    for (const { oldStart, oldLines } of file.hunks) for (let i = 0; i < oldLines; i++) deleted.add(oldStart - 1 + i);
    const places = Int32Array.from(before.hash, (_, i) => i);
    const match = inherit(prints, [{ prints: before, authors: places }], key);
    const wrapped = [...indexes(ranges, authors.length)].filter((i) => authors[i] === UNSET && deleted.has(match[i]!));
    if (wrapped.length === 0) continue;
    const known = await blamed(parent, name);
    for (const i of wrapped) authors[i] = known?.authors[match[i]!] ?? UNKNOWN;
  }
  const reverted = /^This reverts commit ([0-9a-f]{40,64})/m.exec(facts.get(commit)!.message)?.[1];
  if (reverted === undefined || !authors.includes(UNSET)) return;
  const known = await blamed(`${reverted}^`, path);
  if (!known) return;
  const match = inherit(prints, [known], key);
  for (const i of indexes(ranges, authors.length))
    if (authors[i] === UNSET && match[i] !== UNSET) authors[i] = match[i]!;
}

/** Versions up to a moment; where clocks disagree so much that there is none, all of them. */
function until(versions: readonly DatedVersion[], at: string): readonly DatedVersion[] {
  const last = new Date(Date.parse(at) + 1999).toISOString();
  const before = versions.filter((version) => version.at <= last);
  return before.length > 0 ? before : versions;
}

const MOST_VERSIONS = 32;

/** Versions of a file in the commits that this one may come from: its twin first, then the newest. */
function* oldVersions(
  commit: string,
  _path: string,
  names: readonly string[],
  { oldSide, diffs, facts, isSettled }: Recorder,
  origins: string[],
): Generator<KnownVersion> {
  const fact = facts.get(commit)!;
  const own = ancestors(commit, diffs);
  const twins: string[] = [];
  const others: string[] = [];
  for (const [sha, parents] of diffs) {
    if (sha === commit || own.has(sha) || !isSettled(sha)) continue;
    if (!parents.some(({ files }) => files.some((file) => names.includes(file.path)))) continue;
    const other = facts.get(sha);
    if (other && isTwin(fact, other)) twins.push(sha);
    else others.push(sha);
  }
  for (const sha of [...twins, ...others]) {
    for (const name of names) {
      const version = oldSide.version(sha, name);
      if (!version) continue;
      if (origins.length >= MOST_VERSIONS) return;
      origins.push(sha);
      yield version;
    }
  }
}

const isOriginal = ({ authored, commit }: CommitFacts): boolean =>
  Number(authored.split(' ')[0]) * 1000 >= Date.parse(commit.at) - 1000;
const isRewriteOf = (a: CommitFacts, b: CommitFacts): boolean => a !== b && a.authored === b.authored;

const isTwin = (a: CommitFacts, b: CommitFacts): boolean =>
  a.authored === b.authored && a.commit.author.email === b.commit.author.email && subject(a) === subject(b);
const subject = ({ message }: CommitFacts): string => message.split('\n', 1)[0] ?? '';

function ancestors(commit: string, diffs: ReadonlyMap<string, readonly CommitDiff[]>): Set<string> {
  const found = new Set<string>();
  const open = [commit];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    for (const { parent } of diffs.get(sha) ?? []) {
      if (parent === null || found.has(parent) || !diffs.has(parent)) continue;
      found.add(parent);
      open.push(parent);
    }
  }
  return found;
}

/** By path and line (from 0): the author of lines that stood elsewhere in the parent. */
async function authorsOfMoved(
  commit: string,
  added: ReadonlyMap<string, readonly LineRange[]>,
  recorder: Recorder,
): Promise<Map<string, Map<number, number>>> {
  const { printsAt, diffs, lineage, workTree, key, facts } = recorder;
  const result = new Map<string, Map<number, number>>();
  const parents = diffs.get(commit) ?? [];
  const first = parents[0];
  if (!first || first.parent === null || parents.length > 1) return result;
  const parent = first.parent;
  const deleted: Side[] = [];
  for (const { path, previousPath, hunks } of first.files) {
    const name = previousPath ?? path;
    const prints = printsAt(parent, name);
    const ranges = hunks
      .filter((hunk) => hunk.oldLines > 0)
      .map((hunk): LineRange => [hunk.oldStart, hunk.oldStart + hunk.oldLines - 1]);
    if (prints && ranges.length > 0) deleted.push({ path: name, prints, ranges });
  }
  const sides: Side[] = [];
  for (const [path, ranges] of added) {
    const prints = printsAt(commit, path);
    if (prints) sides.push({ path, prints, ranges });
  }
  const at = facts.get(commit)!.commit.at;
  const known = new Map<string, Int32Array>();
  for (const { from, to, lines } of movedBlocks(deleted, sides)) {
    let authors = known.get(from.path);
    if (!authors) {
      const prints = printsAt(parent, from.path)!;
      const seen = inherit(prints, newestFirst(until(lineage.versions(workTree, from.path), at)), key);
      const sessions = sessionNumbers(lineage, recorder.table);
      const recorded = seen.every((who) => who >= 0) ? undefined : await recorder.blamed(parent, from.path);
      authors = seen.map((who, line) => (who >= 0 ? sessions[who]! : (recorded?.authors[line] ?? UNKNOWN)));
      known.set(from.path, authors);
    }
    const target = result.get(to.path) ?? new Map<number, number>();
    result.set(to.path, target);
    for (let i = 0; i < lines; i++) target.set(to.line + i, authors[from.line + i]!);
  }
  return result;
}
