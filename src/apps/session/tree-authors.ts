import type { GitRepository } from '../../adapters/git/repository.ts';
import { type Authorship, attribute } from '../../attribute/attribute.ts';
import type { Change } from '../../model/change.ts';
import type { CommitDiff, NoteRecord } from '../../model/ports.ts';
import { checkedNotes } from './records.ts';

/** A whole commit with who wrote each of its lines, from its whole history in a constant number of git processes. */
export interface TreeAuthors extends Authorship {
  /** Every file as if added, with the commits of the history, newest first. */
  readonly change: Change;
  readonly messages: ReadonlyMap<string, string>;
  readonly diffs: readonly CommitDiff[];
  readonly notes: readonly NoteRecord[];
  /** What could not be read, as sentences. */
  readonly gaps: readonly string[];
}

/** @param revision what the user named, or `HEAD`; throws `git/unknown-revision`. */
export async function treeAuthors(
  repository: GitRepository,
  revision: string,
  signal: AbortSignal,
): Promise<TreeAuthors> {
  const { change, gaps } = await repository.loadChange({ kind: 'tree', revision }, signal);
  const head = change.head.sha;
  const reasons = gaps.map(({ path, reason }) => (path === '.' ? reason : `${path}: ${reason}`));
  if (head === undefined)
    return { change, attributions: [], contradictions: [], messages: new Map(), diffs: [], notes: [], gaps: reasons };
  const [{ commits, messages }, diffs] = await Promise.all([
    repository.history(head, signal),
    repository.commitDiffs(null, head, signal, ({ reason }) => reasons.push(reason)),
  ]);
  const { notes, gaps: unread } = await checkedNotes(repository, repository.gitDirectory).notes(
    commits.map(({ sha }) => sha),
    signal,
  );
  const whole = { ...change, commits };
  const authorship = attribute({ change: whole, messages, diffs, notes });
  return {
    change: whole,
    ...authorship,
    messages,
    diffs,
    notes,
    gaps: [...reasons, ...unread.map(({ reason }) => reason)],
  };
}
