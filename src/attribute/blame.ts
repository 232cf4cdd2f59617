import type { BlameReport } from '../model/blame.ts';
import type { Contradiction } from '../model/contradiction.ts';
import type { BlamedRange, NoteRecord } from '../model/ports.ts';
import { attributeOrigin, RunMerger } from './attribute.ts';
import type { Declared } from './declared.ts';
import type { LineRange } from './ranges.ts';
import { readRecords } from './recorded.ts';

export interface BlameTraces {
  readonly path: string;
  /** Ranges that cover each line of the file once. */
  readonly blamed: readonly BlamedRange[];
  readonly declared: ReadonlyMap<string, Declared>;
  readonly notes: readonly NoteRecord[];
}

/**
 * Who wrote each line of a whole file. A line that git blames on a commit was added by it, so the blamed ranges are also
 * what the commit's note may attest; how much more a note claims is not known here, and not reported.
 */
export function blame(traces: BlameTraces): { report: BlameReport; contradictions: readonly Contradiction[] } {
  const { path, declared, notes } = traces;
  const blamed = [...traces.blamed].sort((a, b) => a.start - b.start);
  const records = readRecords(notes, blamedLines(blamed));
  const runs = new RunMerger();
  for (const range of blamed) {
    const origin = { ...range, path, commitPath: range.path, commitStart: range.originalStart };
    for (const line of attributeOrigin(origin, declared, records.byCommit)) runs.add(line);
  }
  return {
    report: { version: 1, path, attributions: runs.done() },
    contradictions: records.contradictions.filter(({ kind }) => kind !== 'phantom-lines' && kind !== 'orphan'),
  };
}

/** The lines of each commit that a file still has: what the notes of those commits may attest. */
export function blamedLines(blamed: readonly BlamedRange[]): (commit: string) => Map<string, LineRange[]> | undefined {
  const byCommit = new Map<string, Map<string, LineRange[]>>();
  for (const { commit, path, originalStart, lines } of blamed) {
    if (commit === null) continue;
    const files = byCommit.get(commit) ?? new Map<string, LineRange[]>();
    byCommit.set(commit, files);
    const ranges = files.get(path) ?? [];
    files.set(path, ranges);
    ranges.push([originalStart, originalStart + lines - 1]);
  }
  for (const files of byCommit.values()) for (const ranges of files.values()) ranges.sort((a, b) => a[0] - b[0]);
  return (commit) => byCommit.get(commit);
}
