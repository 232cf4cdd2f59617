import { isOwnForm } from '../lib/record-refs.ts';
import type { AttributionSource, Basis } from '../model/attribution.ts';
import type { Contradiction } from '../model/contradiction.ts';
import type { CommitDiff, NoteRecord } from '../model/ports.ts';
import { type NoteAuthor, readGitAiNote } from './git-ai-notes.ts';
import { addedRanges, countLines, diffsByCommit, intersect, type LineRange } from './ranges.ts';

/** Who a record names for one line, and how much that is worth. */
export interface RecordedAuthor extends NoteAuthor {
  readonly basis: Basis;
  readonly source: AttributionSource;
}

/** Authors by line, by path, of the lines that one commit added. */
export type RecordedLines = ReadonlyMap<string, ReadonlyMap<number, RecordedAuthor>>;

export interface Recorded {
  readonly byCommit: ReadonlyMap<string, RecordedLines>;
  readonly contradictions: readonly Contradiction[];
}

/**
 * Joins the notes of each commit: own refs first, then by name, and the first to speak for a line is believed.
 * `added` says which lines a commit brought; a note attests no others, whatever it claims.
 */
export function readRecords(
  notes: readonly NoteRecord[],
  added: (commit: string) => ReadonlyMap<string, readonly LineRange[]> | undefined,
): Recorded {
  const byCommit = new Map<string, Map<string, Map<number, RecordedAuthor>>>();
  const contradictions: Contradiction[] = [];
  for (const { ref, commit, text } of [...notes].sort(inStatedOrder)) {
    const say = (kind: Contradiction['kind'], because: string): number =>
      contradictions.push({ kind, commit, ref, because });
    const own = added(commit);
    if (!own) {
      say('orphan', 'The note belongs to a commit outside this history.');
      continue;
    }
    const note = readGitAiNote(text);
    for (const { fault, where } of note.faults) say('faulty-note', `The note is faulty (${fault}): ${where}.`);
    const grade = gradeOf(ref, note.metadata);
    const lines = byCommit.get(commit) ?? new Map<string, Map<number, RecordedAuthor>>();
    byCommit.set(commit, lines);
    let phantom = 0;
    let disputed = 0;
    for (const [path, entries] of note.files) {
      const authors = lines.get(path) ?? new Map<number, RecordedAuthor>();
      for (const { author, ranges } of entries) {
        const attested = intersect(ranges, own.get(path) ?? []);
        phantom += countLines(ranges) - countLines(attested);
        disputed += paint(authors, attested, grade(author));
      }
      if (authors.size > 0) lines.set(path, authors);
    }
    if (phantom > 0) say('phantom-lines', `The note attests ${phantom} lines that the commit did not add.`);
    if (disputed > 0) say('notes-disagree', `Another note names a different author for ${disputed} lines.`);
  }
  return { byCommit, contradictions };
}

/** `readRecords` needs the lines that each commit added; here they come from the commit's diffs. */
export function addedBy(
  diffs: readonly CommitDiff[],
): (commit: string) => Map<string, readonly LineRange[]> | undefined {
  const byCommit = diffsByCommit(diffs);
  const known = new Map<string, Map<string, readonly LineRange[]>>();
  return (commit) => {
    const parents = byCommit.get(commit);
    if (!parents) return undefined;
    const added = known.get(commit) ?? addedRanges(parents);
    known.set(commit, added);
    return added;
  };
}

/** Returns how many lines already had another author. */
function paint(lines: Map<number, RecordedAuthor>, ranges: readonly LineRange[], author: RecordedAuthor): number {
  let disputed = 0;
  for (const [start, end] of ranges) {
    for (let line = start; line <= end; line++) {
      const before = lines.get(line);
      // What was declared of a whole commit gives way to what was seen of the line, and disputes nothing.
      if (!before || (before.basis === 'declared' && author.basis !== 'declared')) lines.set(line, author);
      else if (author.basis === 'declared') continue;
      else if (before.contributor !== author.contributor || before.tool !== author.tool) disputed++;
    }
  }
  return disputed;
}

/** Our own writer says where a record came from, and that its people are inferred from a journal without gaps. */
function gradeOf(ref: string, metadata: Readonly<Record<string, unknown>>): (author: NoteAuthor) => RecordedAuthor {
  const ours = isOwnForm(ref) ? metadata.countersign : undefined;
  const { source, people } = typeof ours === 'object' && ours !== null ? (ours as Record<string, unknown>) : {};
  const from: AttributionSource = source === 'hook' || source === 'recovered' ? source : 'note';
  return (author) => {
    if (author.declared !== undefined) return { ...author, basis: 'declared', source: author.declared };
    return {
      ...author,
      basis: author.contributor === 'human' && people === 'inferred' ? 'inferred' : 'recorded',
      source: from,
    };
  };
}

function inStatedOrder(a: NoteRecord, b: NoteRecord): number {
  // Our own come before those of other tools: they know which lines a commit added.
  const own = Number(isOwnForm(b.ref)) - Number(isOwnForm(a.ref));
  return own || (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0);
}
