import type { CommitDiff } from '../model/ports.ts';
import type { CommitFacts } from '../model/recording.ts';
import type { TracedRanges } from './agent-trace.ts';
import { AuthorTable, UNKNOWN } from './authors-table.ts';
import { noteOf } from './note-of-commit.ts';
import { intersect, mergeRanges } from './ranges.ts';
import { addedBy, type RecordedLines } from './recorded.ts';

/** Records of one commit as ranges, one entry for each author of each file. */
export function tracedIn(commit: string, lines: RecordedLines): TracedRanges[] {
  const traced: TracedRanges[] = [];
  for (const [path, authors] of lines) {
    const table = new AuthorTable();
    const ranges = new Map<number, [number, number][]>();
    for (const [line, author] of authors) {
      const number = table.number(author);
      ranges.set(number, [...(ranges.get(number) ?? []), [line, line]]);
    }
    for (const [number, list] of ranges)
      traced.push({ commit, path, author: table.at(number)!, ranges: mergeRanges(list) });
  }
  return traced;
}

/**
 * Notes of ours from records of another form: only lines that the commit added, the first to speak for a line is believed.
 * Commits in `from` get one in any case, that names what it was carried from.
 */
export function notesFrom(
  traced: readonly TracedRanges[],
  diffs: readonly CommitDiff[],
  facts: ReadonlyMap<string, CommitFacts>,
  version: string,
  from: ReadonlyMap<string, readonly string[]> = new Map(),
): Map<string, string> {
  const added = addedBy(diffs);
  const table = new AuthorTable();
  const byCommit = new Map<string, Map<string, Int32Array>>();
  for (const { commit, path, author, ranges } of traced) {
    const own = added(commit)?.get(path);
    if (!own || !facts.has(commit)) continue;
    const files = byCommit.get(commit) ?? new Map<string, Int32Array>();
    byCommit.set(commit, files);
    const lines = files.get(path) ?? new Int32Array(own.at(-1)?.[1] ?? 0).fill(UNKNOWN);
    files.set(path, lines);
    const number = table.number(author);
    for (const [start, end] of intersect(mergeRanges(ranges), own)) {
      for (let line = start; line <= end; line++) if (lines[line - 1] === UNKNOWN) lines[line - 1] = number;
    }
  }
  for (const commit of from.keys()) if (facts.has(commit) && !byCommit.has(commit)) byCommit.set(commit, new Map());
  const notes = new Map<string, string>();
  for (const [commit, files] of byCommit) {
    const content = { files, added: added(commit)!, from: from.get(commit) ?? [] };
    notes.set(commit, noteOf(facts.get(commit)!, content, table, version, 'carried').text);
  }
  return notes;
}
