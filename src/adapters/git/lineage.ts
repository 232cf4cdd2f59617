import type { Commit } from '../../model/change.ts';
import type { CommitDiff, Gap } from '../../model/ports.ts';
import type { CommitFacts } from '../../model/recording.ts';
import { commitText, parseCommit } from './commit-object.ts';
import { COMMIT_CAP, commitsBetween, diffsBetween, type History } from './history.ts';
import { mergeBase } from './revision.ts';
import { objectOf, type Session } from './session.ts';

/** Steps after which git does it in two processes; a branch under review is rarely longer. */
const MAX_STEPS = 64;

export interface Lineage {
  /** The best common ancestor; undefined when the histories have nothing in common here. */
  readonly base: string | undefined;
  readonly history: History;
}

/**
 * The commits that `head` has beyond its common ancestor with `other`. The usual case, a few commits in a row on top of
 * `other`, is read from the process that is there anyway.
 */
export async function lineageOf(session: Session, other: string, head: string, signal: AbortSignal): Promise<Lineage> {
  const row = await commitsInRow(session, other, head, signal);
  if (row !== undefined) return { base: other, history: row };
  const base = await mergeBase(session, other, head, signal);
  return { base, history: await commitsBetween(session, base ?? null, head, signal) };
}

/** Commits from `head` down to `base`, newest first, when each has one parent and they are few; else undefined. */
async function commitsInRow(
  session: Session,
  base: string,
  head: string,
  signal: AbortSignal,
): Promise<History | undefined> {
  const commits: Commit[] = [];
  const messages = new Map<string, string>();
  let next = head;
  while (next !== base) {
    const facts = commits.length < MAX_STEPS ? await commitFacts(session, next, signal) : undefined;
    const parent = facts?.parents[0];
    if (facts === undefined || parent === undefined || facts.parents.length > 1 || session.shallow.has(next))
      return undefined;
    commits.push(facts.commit);
    messages.set(facts.commit.sha, facts.message);
    next = parent;
  }
  return { commits, messages, truncated: false };
}

async function commitFacts(session: Session, sha: string, signal: AbortSignal): Promise<CommitFacts | undefined> {
  const object = await objectOf(session, sha, 'commit', signal);
  return object && parseCommit(object.id, commitText(object.bytes));
}

/** One commit as a history of its own. */
export async function singleCommit(session: Session, sha: string, signal: AbortSignal): Promise<History> {
  const facts = await commitFacts(session, sha, signal);
  if (facts === undefined) return { commits: [], messages: new Map(), truncated: false };
  return { commits: [facts.commit], messages: new Map([[facts.commit.sha, facts.message]]), truncated: false };
}

/** The same for a range whose base is known. */
export async function historyOf(session: Session, base: string, head: string, signal: AbortSignal): Promise<History> {
  return (
    (await commitsInRow(session, base, head, signal)) ?? (await commitsBetween(session, base, head, signal, COMMIT_CAP))
  );
}

/** Diffs of the commits `base..head`, as the port's `commitDiffs`; none is made twice. */
export async function commitDiffs(
  session: Session,
  base: string | null,
  head: string,
  signal: AbortSignal,
  onGap: (gap: Gap) => void,
): Promise<readonly CommitDiff[]> {
  const files = base === null ? undefined : session.diffs.get(`${base}..${head}`);
  if (files !== undefined && base !== null) {
    const row = await commitsInRow(session, base, head, signal);
    if (row?.commits.length === 1) return [{ sha: head, parent: base, files }];
  }
  return diffsBetween(session, base, head, signal, onGap);
}
