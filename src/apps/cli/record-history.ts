import { tracedIn } from '../../attribute/exchange.ts';
import { addedBy, readRecords } from '../../attribute/recorded.ts';
import type { OpenRecords } from '../session/records.ts';

/** Where git-ai keeps its notes. */
export const GIT_AI = 'refs/notes/ai';
/** Newer ones are taken. */
export const MOST_COMMITS = 20_000;

/** The records of the history of HEAD, from the refs that are wanted, as ranges. */
export async function recordsOfHistory(recording: OpenRecords, signal: AbortSignal, wanted: (ref: string) => boolean) {
  const head = await recording.head(signal);
  const history = new Set(head === null ? [] : await recording.reachable([head], [], MOST_COMMITS, signal));
  const noted = new Set<string>();
  for (const ref of (await recording.recordRefs(signal)).filter(wanted)) {
    for (const sha of await recording.noted(ref, signal)) if (history.has(sha)) noted.add(sha);
  }
  const [{ notes }, diffs] = await Promise.all([
    recording.notes([...noted], signal),
    recording.diffs([...noted], signal),
  ]);
  const records = readRecords(
    notes.filter(({ ref }) => wanted(ref)),
    addedBy(diffs),
  );
  return { traced: [...records.byCommit].flatMap(([commit, lines]) => tracedIn(commit, lines)), diffs };
}
