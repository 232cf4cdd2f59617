import type { Attribution } from '../model/attribution.ts';
import type { Change, Commit } from '../model/change.ts';
import type { Contradiction } from '../model/contradiction.ts';
import type { CommitDiff, FileDiff, NoteRecord } from '../model/ports.ts';
import { type Declared, declaredBy, declaredTools } from './declared.ts';
import { lineOrigins, type Origin } from './line-origins.ts';
import { addedBy, type RecordedAuthor, type RecordedLines, readRecords } from './recorded.ts';

/** Everything that is known about who wrote a change. */
export interface Traces {
  readonly change: Change;
  /** Full commit messages by commit id. */
  readonly messages: ReadonlyMap<string, string>;
  readonly diffs: readonly CommitDiff[];
  readonly notes: readonly NoteRecord[];
  readonly uncommitted?: readonly FileDiff[];
}

export interface Authorship {
  /** Covers each added line of the change once, in maximal runs, by path and line. */
  readonly attributions: readonly Attribution[];
  readonly contradictions: readonly Contradiction[];
}

/**
 * Who wrote each added line, with the grade of the evidence: a line record before what the commit declares before
 * nothing. Nothing is `unknown`: a person is only named where a record names one.
 */
export function attribute({ change, messages, diffs, notes, uncommitted }: Traces): Authorship {
  const declared = declaredByCommit(change, messages);
  const records = readRecords(notes, addedBy(diffs));
  const runs = new RunMerger();
  for (const origin of lineOrigins(change, diffs, uncommitted)) {
    for (const line of attributeOrigin(origin, declared, records.byCommit)) runs.add(line);
  }
  return {
    attributions: runs.done(),
    contradictions: [...records.contradictions, ...toolContradictions(change.commits, messages, records.byCommit)],
  };
}

function declaredByCommit(
  { commits }: Pick<Change, 'commits'>,
  messages: ReadonlyMap<string, string>,
): Map<string, Declared> {
  const declared = new Map<string, Declared>();
  for (const commit of commits) {
    const said = declaredBy(commit, messages.get(commit.sha) ?? '');
    if (said) declared.set(commit.sha, said);
  }
  return declared;
}

/** Line by line for lines with a record, in one run for the rest. */
export function* attributeOrigin(
  { path, start, lines, commit, commitPath, commitStart }: Origin,
  declared: ReadonlyMap<string, Declared>,
  records: ReadonlyMap<string, RecordedLines>,
): Generator<Attribution> {
  const recorded = commit === null ? undefined : records.get(commit)?.get(commitPath);
  const said = commit === null ? undefined : declared.get(commit);
  const brought = commit === null ? {} : { commit };
  for (let i = 0; i < lines; ) {
    const author = recorded?.get(commitStart + i);
    let end = i + 1;
    while (end < lines && recorded?.get(commitStart + end) === author) end++;
    const place = { path, startLine: start + i, endLine: start + end - 1 };
    if (author) yield { ...place, ...ofRecord(author), ...brought };
    else if (said) yield { ...place, ...said, basis: 'declared', ...brought };
    else yield { ...place, contributor: 'unknown', basis: 'none', ...brought };
    i = end;
  }
}

function ofRecord(author: RecordedAuthor): Omit<Attribution, 'path' | 'startLine' | 'endLine'> {
  const { contributor, basis, source, tool, model, session } = author;
  return {
    contributor,
    basis,
    source,
    ...(tool === undefined ? {} : { tool }),
    ...(model === undefined ? {} : { model }),
    ...(session === undefined ? {} : { session }),
  };
}

/** Joins neighbouring lines that say the same; lines arrive by path and line. */
export class RunMerger {
  readonly #runs: Attribution[] = [];

  add(next: Attribution): void {
    const last = this.#runs.at(-1);
    if (last && last.endLine + 1 === next.startLine && same(last, next)) {
      this.#runs[this.#runs.length - 1] = { ...last, endLine: next.endLine };
    } else this.#runs.push(next);
  }

  done(): readonly Attribution[] {
    return this.#runs;
  }
}

const SAID = ['path', 'contributor', 'tool', 'model', 'session', 'basis', 'source', 'commit'] as const;
const same = (a: Attribution, b: Attribution): boolean => SAID.every((key) => a[key] === b[key]);

/** Where a line record and what its commit says of itself cannot both be right. */
export function toolContradictions(
  commits: readonly Commit[],
  messages: ReadonlyMap<string, string>,
  records: ReadonlyMap<string, RecordedLines>,
): Contradiction[] {
  const found: Contradiction[] = [];
  for (const commit of commits) {
    const lines = records.get(commit.sha);
    if (!lines) continue;
    const recorded = new Set<string>();
    let people = 0;
    for (const authors of lines.values()) {
      for (const { contributor, tool } of authors.values()) {
        if (contributor === 'human') people++;
        else if (tool !== undefined) recorded.add(tool);
      }
    }
    const message = messages.get(commit.sha) ?? '';
    const missing = [...declaredTools(commit, message)].filter((tool) => !recorded.has(tool));
    if (missing.length > 0 && recorded.size > 0) {
      const because = `The commit names ${missing.join(', ')}; its line record names ${[...recorded].sort().join(', ')}.`;
      found.push({ kind: 'tool-mismatch', commit: commit.sha, because });
    }
    if (people > 0 && declaredBy(commit, message)?.contributor === 'ai') {
      const because = `An assistant is the author of the commit, but its line record gives ${people} lines to a person.`;
      found.push({ kind: 'human-line-of-assistant', commit: commit.sha, because });
    }
  }
  return found;
}
