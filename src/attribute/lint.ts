import type { Contradiction } from '../model/contradiction.ts';
import type { CommitDiff, NoteRecord } from '../model/ports.ts';
import type { CommitFacts } from '../model/recording.ts';
import { toolContradictions } from './attribute.ts';
import { AuthorTable, UNKNOWN } from './authors-table.ts';
import { readGitAiNote } from './git-ai-notes.ts';
import { noteOf } from './note-of-commit.ts';
import { diffsByCommit } from './ranges.ts';
import { addedBy, readRecords } from './recorded.ts';

export interface LintInput {
  readonly notes: readonly NoteRecord[];
  readonly diffs: readonly CommitDiff[];
  readonly facts: ReadonlyMap<string, CommitFacts>;
  /** Commits of the history that was asked about. */
  readonly history: ReadonlySet<string>;
  /** Commits that this clone should have recorded and has not. */
  readonly unrecorded: readonly string[];
}

/** What cannot be right, or is missing, in the records of a history: its own and foreign ones. */
export function lint({ notes, diffs, facts, history, unrecorded }: LintInput): Contradiction[] {
  const inHistory = addedBy(diffs);
  const { byCommit, contradictions } = readRecords(notes, inHistory);
  const orphans = contradictions.map((found): Contradiction => {
    if (found.kind !== 'orphan') return found;
    const because = facts.has(found.commit)
      ? 'The commit is not part of this history: a squash, rebase or force push has left its record behind.'
      : 'The commit is not in this repository.';
    return { ...found, because };
  });
  const commits = [...facts.values()].filter(({ commit }) => history.has(commit.sha));
  const messages = new Map(commits.map(({ commit, message }) => [commit.sha, message]));
  const atOdds = toolContradictions(
    commits.map(({ commit }) => commit),
    messages,
    byCommit,
  );
  const gaps = unrecorded.map(
    (commit): Contradiction => ({
      kind: 'gap',
      commit,
      because: 'The commit was made here since the journal began and has no record.',
    }),
  );
  return [...orphans, ...atOdds, ...gaps];
}

/** The records of one writer that claim more than their commit added, by commit, as they should stand. */
export function repairs(
  notes: readonly NoteRecord[],
  diffs: readonly CommitDiff[],
  facts: ReadonlyMap<string, CommitFacts>,
  version: string,
): Map<string, string> {
  const byCommit = diffsByCommit(diffs);
  const added = addedBy(diffs);
  const repaired = new Map<string, string>();
  for (const note of notes) {
    const own = added(note.commit);
    const fact = facts.get(note.commit);
    if (!own || !fact || !byCommit.has(note.commit)) continue;
    const { byCommit: lines, contradictions } = readRecords([note], added);
    if (contradictions.length === 0) continue;
    const table = new AuthorTable();
    const files = new Map<string, Int32Array>();
    for (const [path, authors] of lines.get(note.commit) ?? []) {
      const numbers = new Int32Array(Math.max(...authors.keys())).fill(UNKNOWN);
      for (const [line, author] of authors) numbers[line - 1] = table.number(author);
      files.set(path, numbers);
    }
    repaired.set(note.commit, noteOf(fact, { files, added: own, from: [] }, table, version, sourceIn(note)).text);
  }
  return repaired;
}

/** A repaired record is worth no more than it was. */
function sourceIn({ text }: NoteRecord): 'hook' | 'carried' | 'recovered' {
  const { countersign } = readGitAiNote(text).metadata;
  const source =
    typeof countersign === 'object' && countersign !== null && 'source' in countersign && countersign.source;
  return source === 'hook' || source === 'recovered' ? source : 'carried';
}
