import type { ChangedFile } from '../model/change.ts';
import type { Match } from '../model/facts.ts';
import type { BaselineState } from '../model/finding.ts';
import { FINGERPRINT, fingerprint, identityKey } from './fingerprint.ts';
import { LineMap } from './line-map.ts';

/** Both sides of a change: matches by the path that they have on their side, for every file that was analysed. */
export interface BaselineInput {
  readonly files: readonly ChangedFile[];
  /** By path at base. */
  readonly before: ReadonlyMap<string, readonly Match[]>;
  /** By path at head. */
  readonly after: ReadonlyMap<string, readonly Match[]>;
}

export interface BaselinedMatch {
  readonly match: Match;
  readonly partialFingerprints: Readonly<Record<string, string>>;
  /** An `absent` match stands at base: its path and region are those of the base. */
  readonly baselineState: BaselineState;
}

interface Entry {
  readonly match: Match;
  readonly identity: string;
  /** First line at head; null where the change touched the lines. */
  readonly line: number | null;
  partner: Entry | null;
  ordinal: number;
}

/**
 * Tells what a change brings from what was there. A match at head is `unchanged` when it has a counterpart at base, each
 * used once: first the same match on lines that the change only moved, then an equal match of the same file (followed
 * through a rename, not through a copy), then an equal match that left another file of the change. A secret on a changed
 * line is always new: nothing may tell it from the one that stood there. Counterparts in one file share their
 * fingerprint, and a new match never takes one that the file had, so that a waiver for the old place does not cover the
 * new one.
 *
 * Order: as in `after`; then what is absent, as in `before`.
 */
export function compareToBaseline({ files, before, after }: BaselineInput): BaselinedMatch[] {
  const byHeadPath = new Map(files.map((file) => [file.path, file]));
  const lines = new Map(files.flatMap((file) => (basePath(file) === null ? [] : [[basePath(file)!, file] as const])));
  const base = new Map([...before].map(([path, matches]) => [path, baseEntries(matches, lines.get(path))]));
  const head = new Map([...after].map(([path, matches]) => [path, matches.map(headEntry)]));
  const ofSameFile = (path: string): readonly Entry[] => {
    const file = byHeadPath.get(path);
    const previous = file === undefined ? path : basePath(file);
    return previous === null ? [] : (base.get(previous) ?? []);
  };

  for (const [path, entries] of head) {
    pair(ofSameFile(path), entries, ({ line, identity }) => (line === null ? null : `${line} ${identity}`));
    pair(ofSameFile(path), entries, equalIdentity);
  }
  pair([...base.values()].flat(), [...head.values()].flat(), equalIdentity);
  for (const [path, entries] of head) numberHead(entries, ofSameFile(path));

  const present = [...head.values()].flat().map((entry) => baselined(entry, entry.partner ? 'unchanged' : 'new'));
  const gone = [...base.values()].flat().filter((entry) => entry.partner === null);
  return [...present, ...gone.map((entry) => baselined(entry, 'absent'))];
}

/** Where the file stood at base; null for one that was not there. A copy is a new file: what it brings, it brings anew. */
function basePath(file: ChangedFile): string | null {
  if (file.status === 'added' || file.status === 'copied') return null;
  return file.status === 'renamed' ? (file.previousPath ?? null) : file.path;
}

function headEntry(match: Match): Entry {
  return { match, identity: identityKey(match), line: match.region.startLine, partner: null, ordinal: 0 };
}

/** A file of which nothing is known at head (deleted, or not in the change) keeps its own lines. */
function baseEntries(matches: readonly Match[], file: ChangedFile | undefined): Entry[] {
  const map = new LineMap(file?.hunks ?? []);
  const counts = new Map<string, number>();
  return inOrder(matches.map(headEntry)).map((entry) => {
    const { region } = entry.match;
    return { ...entry, line: map.toHead(region.startLine, region.endLine), ordinal: count(counts, entry.identity) };
  });
}

/** Pairs entries with the same key, in order, each once; a null key stays alone. */
function pair(base: readonly Entry[], head: readonly Entry[], keyOf: (entry: Entry) => string | null): void {
  const waiting = new Map<string, Entry[]>();
  for (const entry of base) {
    const key = entry.partner === null ? keyOf(entry) : null;
    if (key === null) continue;
    const queue = waiting.get(key);
    if (queue === undefined) waiting.set(key, [entry]);
    else queue.push(entry);
  }
  for (const queue of waiting.values()) queue.reverse();
  for (const entry of head) {
    const key = entry.partner === null ? keyOf(entry) : null;
    const partner = key === null ? undefined : waiting.get(key)?.pop();
    if (partner === undefined) continue;
    entry.partner = partner;
    partner.partner = entry;
  }
}

function equalIdentity(entry: Entry): string | null {
  return entry.match.identity === undefined ? null : entry.identity;
}

/** Counterparts of the same file keep their number; all others count on from what the file had. */
function numberHead(entries: readonly Entry[], base: readonly Entry[]): void {
  const own = new Set(base);
  const counts = new Map<string, number>();
  for (const entry of base) count(counts, entry.identity);
  for (const entry of inOrder(entries)) {
    const kept = entry.partner !== null && own.has(entry.partner);
    entry.ordinal = kept ? entry.partner!.ordinal : count(counts, entry.identity);
  }
}

function inOrder(entries: readonly Entry[]): Entry[] {
  return [...entries].sort(
    ({ match: { region: a } }, { match: { region: b } }) =>
      a.startLine - b.startLine || a.startColumn - b.startColumn || a.endLine - b.endLine || a.endColumn - b.endColumn,
  );
}

function count(counts: Map<string, number>, key: string): number {
  const before = counts.get(key) ?? 0;
  counts.set(key, before + 1);
  return before;
}

function baselined({ match, ordinal }: Entry, baselineState: BaselineState): BaselinedMatch {
  return { match, partialFingerprints: { [FINGERPRINT]: fingerprint(match, ordinal) }, baselineState };
}
