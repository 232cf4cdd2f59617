import type { Commit } from '../model/change.ts';
import type { CommitDiff, NoteRecord } from '../model/ports.ts';
import { declaredBy } from './declared.ts';
import { countLines } from './ranges.ts';
import { addedBy, readRecords } from './recorded.ts';

/** Lines that each commit added and that an assistant wrote or had a hand in, whether or not they are still there. */
export function machineLinesAdded(
  commits: readonly Commit[],
  messages: ReadonlyMap<string, string>,
  diffs: readonly CommitDiff[],
  notes: readonly NoteRecord[],
): Map<string, number> {
  const added = addedBy(diffs);
  const { byCommit } = readRecords(notes, added);
  const counts = new Map<string, number>();
  for (const commit of commits) {
    const records = byCommit.get(commit.sha);
    const said = declaredBy(commit, messages.get(commit.sha) ?? '');
    const helped = said?.contributor === 'ai' || said?.contributor === 'mixed';
    let lines = 0;
    for (const [path, ranges] of added(commit.sha) ?? []) {
      const known = records?.get(path);
      let machine = 0;
      let covered = 0;
      for (const { contributor } of known?.values() ?? []) {
        covered++;
        if (contributor !== 'human') machine++;
      }
      lines += machine + (helped ? Math.max(0, countLines(ranges) - covered) : 0);
    }
    if (lines > 0) counts.set(commit.sha, lines);
  }
  return counts;
}
