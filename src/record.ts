import { AuthorTable, UNKNOWN } from './attribute/authors-table.ts';
import { blamedLines } from './attribute/blame.ts';
import { OldSide } from './attribute/carry.ts';
import { authorsOfCommit, type Recorder } from './attribute/commit-authors.ts';
import { carryMapped } from './attribute/commit-map.ts';
import type { KnownVersion } from './attribute/inherit.ts';
import { type PrintKey, printsOfFile } from './attribute/line-prints.ts';
import { noteOf } from './attribute/note-of-commit.ts';
import { addedRanges, diffsByCommit } from './attribute/ranges.ts';
import { addedBy, readRecords } from './attribute/recorded.ts';
import { contentNeeded, replay } from './attribute/replay.ts';
import { isSteady, isWatched, newCommits, oldCommits } from './attribute/what-to-record.ts';
import type { JournalEntry, LinePrints } from './model/journal.ts';
import type { CommitDiff } from './model/ports.ts';
import type { FileAt, HeadMovement, Recording } from './model/recording.ts';

/** What is known outside git, and where the records go. */
export interface RecordRequest {
  readonly recording: Recording;
  readonly journal: { readonly entries: readonly JournalEntry[]; readonly since: string | null; readonly lost: number };
  readonly key: PrintKey;
  /** The notes ref of this writer: `refs/notes/countersign/<writer>`. */
  readonly ref: string;
  /** The version that writes. */
  readonly version: string;
  readonly signal: AbortSignal;
}

export interface RecordResult {
  /** Commits that have a record now, oldest first. */
  readonly recorded: readonly string[];
  /** Commits that should have one, and why not; `dropped lines` where a record is not whole. */
  readonly missed: readonly { readonly commit: string; readonly reason: string }[];
}

/**
 * Journal and commits → records: finds the commits of this clone that have none, says who wrote the lines that each
 * added (from the journal, and from the commits that it replaces), and writes one note for each in one update.
 */
export async function record(request: RecordRequest): Promise<RecordResult> {
  const { recording, journal, key, ref, version, signal } = request;
  // First what was replaced by a map: its originals are gone, and nothing else can speak for it.
  const mapped = await carryMapped(recording, ref, version, signal);
  await recording.writeNotes(ref, mapped, signal);
  const created = await newCommits(recording, journal.since, ref, signal);
  if (created.length === 0) return { recorded: [...mapped.keys()], missed: [] };
  const old = await oldCommits(recording, created, signal);
  const everything = [...new Set([...created, ...old])];
  const [diffs, facts, { notes }] = await Promise.all([
    recording.diffs(everything, signal),
    recording.commits(everything, signal),
    recording.notes(everything, signal),
  ]);
  const byCommit = diffsByCommit(diffs);
  const needed = contentNeeded(journal.entries);
  const standIn = await standIns(recording, new Set(needed.map(({ commit }) => commit)), signal);
  const seen = needed.flatMap(({ commit, path }) => {
    const here = standIn.get(commit);
    return here === undefined ? [] : [{ commit: here, path }];
  });
  const printsAt = await readFiles(request, [...wantedFiles(created, byCommit), ...seen]);

  const lineage = replay(journal.entries, key, (commit, path) => {
    const here = standIn.get(commit);
    return here === undefined ? undefined : printsAt(here, path);
  });
  const table = new AuthorTable();
  const records = readRecords(notes, addedBy(diffs)).byCommit;
  const fresh = new Map<string, ReadonlyMap<string, Int32Array>>();
  const authorOf: Recorder['authorOf'] = (commit, path, line) => {
    const found = fresh.get(commit)?.get(path)?.[line - 1];
    if (found !== undefined) return found;
    const author = records.get(commit)?.get(path)?.get(line);
    return author ? table.number(author) : UNKNOWN;
  };
  const oldSide = new OldSide(diffs, authorOf, (commit, path) => printsAt(commit, path) ?? undefined);
  const pending = new Set(created);
  const recorder: Recorder = {
    table,
    lineage,
    oldSide,
    printsAt,
    authorOf,
    key,
    diffs: byCommit,
    facts,
    workTree: recording.workTree,
    isSettled: (commit) => !pending.has(commit),
    blamed: blamer(request, printsAt, authorOf, table),
  };

  // Without an order of edits and commits nobody can say that a line was not an assistant's.
  const steady = isSteady(journal.entries.map(({ at }) => at)) && isSteady(recording.movements().map(({ at }) => at));
  const written = new Map<string, string>();
  const missed: { commit: string; reason: string }[] = [];
  for (const commit of inOrder(created, recording.movements(), byCommit)) {
    const fact = facts.get(commit);
    if (!fact) continue;
    const watched =
      steady && journal.lost === 0 && isWatched(commit, fact.parents, recording.movements(), journal.since);
    const authors = await authorsOfCommit(commit, addedRanges(byCommit.get(commit) ?? []), watched, recorder);
    fresh.set(commit, authors.files);
    if (authors.unread.length > 0) missed.push({ commit, reason: `not read: ${authors.unread.join(', ')}` });
    const note = noteOf(fact, authors, table, version);
    if (note.dropped > 0)
      missed.push({ commit, reason: `${note.dropped} lines are not in the record: it would be too large` });
    written.set(commit, note.text);
    pending.delete(commit);
  }
  for (const commit of created)
    if (!written.has(commit)) missed.push({ commit, reason: 'the commit could not be read' });
  await recording.writeNotes(ref, written, signal);
  return { recorded: [...mapped.keys(), ...written.keys()], missed };
}

/** As they were made, parents first: what a commit replaces was made before it. */
function inOrder(
  created: readonly string[],
  movements: readonly HeadMovement[],
  diffs: ReadonlyMap<string, readonly CommitDiff[]>,
): string[] {
  const made = new Map<string, number>();
  for (const [i, { to }] of movements.entries()) if (!made.has(to)) made.set(to, i);
  const left = new Set(created.filter((sha) => diffs.has(sha)));
  const roots = [...left].reverse().sort((a, b) => (made.get(a) ?? Infinity) - (made.get(b) ?? Infinity));
  const order: string[] = [];
  for (const root of roots) {
    const open = [root];
    for (let sha = open.at(-1); sha !== undefined; sha = open.at(-1)) {
      const parents = (diffs.get(sha) ?? []).flatMap(({ parent }) =>
        parent !== null && left.has(parent) ? [parent] : [],
      );
      const ready = !left.has(sha) || parents.length === 0;
      if (!ready) {
        open.push(...parents);
        continue;
      }
      open.pop();
      if (left.delete(sha)) order.push(sha);
    }
  }
  return order;
}

/** Whole files with their authors, by blame; each is asked once. */
function blamer(
  { recording, key, signal }: RecordRequest,
  printsAt: (commit: string, path: string) => LinePrints | null | undefined,
  authorOf: Recorder['authorOf'],
  table: AuthorTable,
): Recorder['blamed'] {
  const known = new Map<string, Promise<KnownVersion | undefined>>();
  const ask = async (commit: string, path: string): Promise<KnownVersion | undefined> => {
    const [bytes] = printsAt(commit, path) ? [] : await recording.files([{ commit, path }], signal);
    const prints = printsAt(commit, path) ?? (bytes && printsOfFile(bytes, key));
    if (!prints) return undefined;
    const ranges = await recording.blame(commit, path, signal);
    const { notes } = await recording.notes([...new Set(ranges.map((range) => range.commit ?? ''))], signal);
    const records = readRecords(notes, blamedLines(ranges)).byCommit;
    const authors = new Int32Array(prints.hash.length).fill(UNKNOWN);
    for (const { commit: sha, path: name, start, originalStart, lines } of ranges) {
      for (let i = 0; i < lines && sha !== null; i++) {
        const fresh = authorOf(sha, name, originalStart + i);
        const author =
          fresh === UNKNOWN
            ? records
                .get(sha)
                ?.get(name)
                ?.get(originalStart + i)
            : undefined;
        authors[start - 1 + i] = author ? table.number(author) : fresh;
      }
    }
    return { prints, authors };
  };
  return (commit, path) => {
    const id = `${commit}\0${path}`;
    const answer = known.get(id) ?? ask(commit, path).catch(() => undefined);
    known.set(id, answer);
    return answer;
  };
}

/** Commits that are here, or the ones that a map names in their place; a commit that is gone without trace is left out. */
async function standIns(
  recording: Recording,
  wanted: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  if (wanted.size === 0) return new Map();
  const replaced = recording.replaced();
  const both = [...wanted].flatMap((commit) => [commit, replaced.get(commit) ?? commit]);
  const here = await recording.commits([...new Set(both)], signal);
  return new Map(
    [...wanted].flatMap((commit) => {
      const found = [commit, replaced.get(commit) ?? commit].find((sha) => here.has(sha));
      return found === undefined ? [] : [[commit, found] as const];
    }),
  );
}

/** The files whose lines matter: added to by a new commit, or changed under one of their names by an old one. */
function wantedFiles(created: readonly string[], diffs: ReadonlyMap<string, readonly CommitDiff[]>): FileAt[] {
  const names = new Set<string>();
  const wanted = new Map<string, FileAt>();
  const want = (commit: string, path: string): void => {
    wanted.set(`${commit}\0${path}`, { commit, path });
  };
  for (const sha of created) {
    for (const { parent, files } of diffs.get(sha) ?? []) {
      for (const { path, previousPath, hunks } of files) {
        names.add(path);
        if (previousPath !== undefined) names.add(previousPath);
        // What it deleted may have moved.
        if (parent !== null && hunks.some(({ oldLines }) => oldLines > 0)) want(parent, previousPath ?? path);
      }
    }
  }
  for (const [sha, parents] of diffs) {
    for (const { files } of parents) for (const { path } of files) if (names.has(path)) want(sha, path);
  }
  return [...wanted.values()];
}

async function readFiles(
  { recording, key, signal }: RecordRequest,
  wanted: readonly FileAt[],
): Promise<(commit: string, path: string) => LinePrints | null | undefined> {
  const contents = await recording.files(wanted, signal);
  const prints = new Map<string, LinePrints | null>();
  for (const [i, { commit, path }] of wanted.entries()) {
    const bytes = contents[i];
    prints.set(`${commit}\0${path}`, (bytes && printsOfFile(bytes, key)) ?? null);
  }
  return (commit, path) => prints.get(`${commit}\0${path}`);
}
