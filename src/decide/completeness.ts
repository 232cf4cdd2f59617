import type { Facts } from '../model/decision.ts';
import type { FileRun, FileRunStatus } from '../model/run.ts';
import { bringsContent } from './authorship.ts';
import { sentence } from './sentence.ts';

/** The analyzer that tells which files could be read at all; having been read is not having been analysed. */
const READER = 'read';

/** What the run left open where it matters, as sentences; nothing when the change was looked at completely. */
export function gapsIn({ change, run }: Facts): readonly string[] {
  const needed = new Set(change.files.filter(bringsContent).map(({ path }) => path));
  if (
    change.files.length > 0 &&
    !run.analyzers.some(({ status }) => status === 'complete' || status === 'partial' || status === 'scope')
  ) {
    return ['No analyzer ran.'];
  }
  const gaps: string[] = [];
  const looked = new Set<string>();
  for (const { analyzer, status, reason, files } of run.analyzers) {
    if (status === 'failed') gaps.push(withReason(`${analyzer} failed`, reason));
    let explained = false;
    for (const file of files) {
      if (analyzer !== READER || file.status === 'not-applicable') looked.add(file.path);
      if (file.status === 'complete' || file.status === 'not-applicable') continue;
      explained = true;
      // A file that was not read at all cannot be beside the change if the change is in it.
      if (file.touchesChange || (file.status !== 'partial' && needed.has(file.path)))
        gaps.push(fileGap(analyzer, file));
    }
    if (status === 'partial' && !explained) gaps.push(withReason(`${analyzer} did not finish`, reason));
  }
  for (const path of needed) if (!looked.has(path)) gaps.push(`No analyzer looked at ${path}.`);
  return gaps;
}

function fileGap(analyzer: string, { path, status, reason }: FileRun): string {
  const what = { partial: 'understood only parts of', failed: 'failed on', skipped: 'did not read' } as const;
  return withReason(`${analyzer} ${what[status as keyof typeof what]} ${path}`, reason);
}

function withReason(what: string, reason: string | undefined): string {
  return sentence(reason === undefined || reason.trim() === '' ? what : `${what}: ${reason.trim()}`);
}

/** What every analyzer but the reader said of each file. */
export function statusesByPath({ run }: Facts): ReadonlyMap<string, readonly FileRunStatus[]> {
  const statuses = new Map<string, FileRunStatus[]>();
  for (const { analyzer, files } of run.analyzers) {
    if (analyzer === READER) continue;
    for (const { path, status } of files) {
      const known = statuses.get(path);
      if (known === undefined) statuses.set(path, [status]);
      else known.push(status);
    }
  }
  return statuses;
}

/** Names of the analyzers that found something to read in the change, or that compare its sides. */
export function analyzersThatRead({ run }: Facts): readonly string[] {
  return run.analyzers
    .filter(({ analyzer, status }) => analyzer !== READER && status !== 'skipped' && status !== 'failed')
    .filter(
      ({ files }) => files.length === 0 || files.some(({ status }) => status === 'complete' || status === 'partial'),
    )
    .map(({ analyzer }) => analyzer);
}

/** What was not done, but need not be: said, and not held against the change. */
export function asidesOf({ run }: Facts): readonly string[] {
  return run.analyzers.flatMap(({ analyzer, status, reason, files }) => [
    ...(status === 'skipped' ? [withReason(`${analyzer} did not run`, reason)] : []),
    ...(status === 'scope' ? [withReason(`${analyzer} stopped looking further away`, reason)] : []),
    ...files
      .filter((file) => file.status === 'partial' && !file.touchesChange)
      .map((file) => `${fileGap(analyzer, file).slice(0, -1)}; the change is elsewhere.`),
  ]);
}
