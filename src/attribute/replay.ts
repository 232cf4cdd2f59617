import type { JournalEntry, LinePrints } from '../model/journal.ts';
import { inherit, type KnownVersion, UNSET } from './inherit.ts';
import type { PrintKey } from './line-prints.ts';

/** An assistant at work, as the journal names it. */
interface Session {
  readonly tool: string;
  readonly session: string;
  readonly model?: string;
}

/** The author of a line that no assistant wrote while the journal watched. */
export const OUTSIDE = -1;
/** The author of a line that came while nobody looked, before a program ran or with it: anybody's. */
export const UNTOLD = -2;

export interface DatedVersion extends KnownVersion {
  /** ISO 8601, as the journal tells it. */
  readonly at: string;
}

/** What the journal knows: each file's versions in the order in which they were seen, and the sessions that wrote them. */
export interface Lineage {
  readonly sessions: readonly Session[];
  versions(workTree: string, path: string): readonly DatedVersion[];
  /** Every path that the journal has seen in this work tree. */
  paths(workTree: string): readonly string[];
  /** The session whose program was running at a time: what is new then is its work. */
  running(workTree: string, at: string): number | undefined;
}

/** What a shell command's file was before, where the journal did not look at it: its content in the commit of then. */
export type ContentAt = (commit: string, path: string) => LinePrints | null | undefined;

/** A program that never told its end is taken to have ended by then. */
const LONGEST_RUN_MS = 10 * 60 * 1000;

/**
 * Walks the journal. What appears between a `before` and its `after` is the assistant's; what appears between one `after`
 * and the next `before` is not; a line that was there keeps its author, and one that comes back regains it.
 */
export function replay(entries: readonly JournalEntry[], key: PrintKey, contentAt: ContentAt): Lineage {
  const sessions: Session[] = [];
  const indexes = new Map<string, number>();
  const models = new Map<string, string>();
  const files = new Map<string, DatedVersion[]>();
  const open = new Map<string, { entry: JournalEntry; seen: ReadonlySet<string>; until?: string }>();
  const runs: { workTree: string; author: number; from: string; until?: string }[] = [];

  const sessionOf = ({ tool, session, model }: JournalEntry): number => {
    const conversation = `${tool}\0${session}`;
    const known = model ?? models.get(conversation);
    const id = `${conversation}\0${known ?? ''}`;
    const index = indexes.get(id) ?? sessions.length;
    if (index === sessions.length) {
      indexes.set(id, index);
      sessions.push({ tool, session, ...(known === undefined ? {} : { model: known }) });
    }
    return index;
  };
  const add = (workTree: string, path: string, lines: LinePrints | null, at: string, author: number): void => {
    const id = `${workTree}\0${path}`;
    const versions = files.get(id) ?? [];
    files.set(id, versions);
    const prints = lines ?? NO_LINES;
    const latest = versions.at(-1);
    if (latest && samePrints(latest.prints, prints)) return;
    // What an assistant writes is its own, also when somebody once wrote the same; what comes back otherwise is not new.
    const before = author < 0 ? newestFirst(versions) : versions.slice(-1);
    versions.push({ prints, authors: settle(inherit(prints, before, key), author), at });
  };

  for (const entry of entries) {
    const { workTree, phase, at, shell, files: states } = entry;
    if (entry.model !== undefined) models.set(`${entry.tool}\0${entry.session}`, entry.model);
    if (phase === 'start') continue;
    const call = callOf(entry);
    if (phase === 'before') {
      for (const { path, lines } of states) if (lines !== undefined) add(workTree, path, lines, at, OUTSIDE);
      open.set(call, { entry, seen: new Set(states.map(({ path }) => path)) });
      if (shell) runs.push({ workTree, author: sessionOf(entry), from: at });
      continue;
    }
    const begun = open.get(call);
    open.delete(call);
    const author = sessionOf(entry);
    for (const run of runs) if (run.author === author && run.until === undefined) run.until = at;
    for (const { path, lines } of states) {
      if (lines === undefined) continue;
      let who = author;
      if (!begun?.seen.has(path)) {
        const base = begun?.entry.head === undefined ? undefined : contentAt(begun.entry.head, path);
        // A command's other files were as in the commit. Where that is not known nobody can tell what is new.
        if (shell && begun && base !== undefined) add(workTree, path, base, begun.entry.at, OUTSIDE);
        else if (shell) who = UNTOLD;
        else if (!files.has(`${workTree}\0${path}`)) who = OUTSIDE;
      }
      add(workTree, path, lines, at, who);
    }
  }

  return {
    sessions,
    versions: (workTree, path) => files.get(`${workTree}\0${path}`) ?? [],
    paths: (workTree) =>
      [...files.keys()].filter((id) => id.startsWith(`${workTree}\0`)).map((id) => id.slice(workTree.length + 1)),
    running: (workTree, at) =>
      runs.findLast(
        (run) =>
          run.workTree === workTree &&
          run.from <= at &&
          at <= (run.until ?? new Date(Date.parse(run.from) + LONGEST_RUN_MS).toISOString()),
      )?.author,
  };
}

/** The files of commits that `replay` will ask for. */
export function contentNeeded(entries: readonly JournalEntry[]): { commit: string; path: string }[] {
  const open = new Map<string, JournalEntry>();
  const needed: { commit: string; path: string }[] = [];
  for (const entry of entries) {
    if (!entry.shell) continue;
    const call = callOf(entry);
    if (entry.phase === 'before') open.set(call, entry);
    const begun = entry.phase === 'after' ? open.get(call) : undefined;
    if (begun?.head === undefined) continue;
    for (const { path } of entry.files) {
      if (!begun.files.some((file) => file.path === path)) needed.push({ commit: begun.head, path });
    }
  }
  return needed;
}

const callOf = ({ workTree, tool, session, call, shell }: JournalEntry): string =>
  `${workTree}\0${tool}\0${session}\0${call ?? ''}\0${shell}`;

const NO_LINES: LinePrints = { hash: new Float64Array(0), size: new Uint16Array(0), trivial: new Uint8Array(0) };

/** As many old versions as are worth looking at: a line that comes back mostly was there a moment ago. */
const REMEMBERED = 24;

export function* newestFirst<V>(versions: readonly V[]): Generator<V> {
  for (let i = versions.length - 1; i >= 0 && i >= versions.length - REMEMBERED; i--) yield versions[i]!;
}

function settle(authors: Int32Array, author: number): Int32Array {
  for (let i = 0; i < authors.length; i++) if (authors[i] === UNSET) authors[i] = author;
  return authors;
}

function samePrints(a: LinePrints, b: LinePrints): boolean {
  if (a.hash.length !== b.hash.length) return false;
  for (let i = 0; i < a.hash.length; i++) if (a.hash[i] !== b.hash[i]) return false;
  return true;
}
