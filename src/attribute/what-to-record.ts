import type { HeadMovement, Recording } from '../model/recording.ts';

/** What HEAD did when it made a commit here; anything else moved to one that was there. */
const MADE_HERE =
  /^(commit|cherry-pick|revert|am|merge|rebase|pull)\b(?!.*\((start|finish|abort)\))(?!.*: Fast-forward$)/;
/** More new commits than these are taken by the next run. */
const MOST_NEW = 2000;
/** Commits that new ones may have been made from, newest first: a longer memory costs time at every commit. */
const MOST_OLD = 400;
const REMEMBERED_MOVEMENTS = 300;

const ZERO = /^0+$/;
/** Reflogs count whole seconds. */
const second = (at: string): number => Math.floor(Date.parse(at) / 1000);

/**
 * Commits made in this clone that have no record in `ref`: those that HEAD's log says were made here, and those on local
 * branches only since the journal began (plumbing writes no reason into the log). Newest first.
 */
export async function newCommits(
  recording: Recording,
  since: string | null,
  ref: string,
  signal: AbortSignal,
): Promise<string[]> {
  const head = await recording.head(signal);
  if (head === null || since === null) return [];
  const begun = second(since);
  const made = sinceBegun(recording.movements(), begun)
    .filter(({ action }) => action === '' || MADE_HERE.test(action))
    .map(({ to }) => to)
    .filter((sha) => !ZERO.test(sha));
  const tips = await recording.tips(signal);
  const local = tips.filter((tip) => tip.ref.startsWith('refs/heads/')).map(({ sha }) => sha);
  const remote = tips.filter((tip) => tip.ref.startsWith('refs/remotes/')).map(({ sha }) => sha);
  const [onBranches, noted] = await Promise.all([
    recording.reachable([head, ...local], remote, MOST_NEW, signal),
    recording.noted(ref, signal),
  ]);
  const candidates = [...new Set([...made.reverse(), ...onBranches])].filter((sha) => !noted.has(sha));
  const facts = await recording.commits(candidates, signal);
  const wanted = new Set(made);
  return candidates.filter((sha) => {
    const fact = facts.get(sha);
    return fact !== undefined && (wanted.has(sha) || second(fact.commit.at) >= begun);
  });
}

/** By the order of the log, not by its times: a clock that was put back must not hide a commit. */
function sinceBegun(movements: readonly HeadMovement[], begun: number): readonly HeadMovement[] {
  const first = movements.findIndex(({ at }) => second(at) >= begun);
  return first < 0 ? [] : movements.slice(first);
}

/** Seconds by which two machines, or two processes that write at once, may differ. */
const SLACK = 5;

/** False where a clock was put back: which came first, an edit or a commit, can then not be told by times. */
export function isSteady(times: readonly string[]): boolean {
  let latest = 0;
  for (const at of times) {
    const now = second(at);
    if (now < latest - SLACK) return false;
    latest = Math.max(latest, now);
  }
  return true;
}

/** Commits that the new ones may replace or copy: where HEAD and branches were, and what they do not contain. */
export async function oldCommits(
  recording: Recording,
  created: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const places = new Set<string>();
  for (const { from, to } of recording.movements().slice(-REMEMBERED_MOVEMENTS)) {
    for (const sha of [to, from]) if (!ZERO.test(sha)) places.add(sha);
  }
  for (const { sha } of await recording.tips(signal)) places.add(sha);
  for (const sha of created) places.delete(sha);
  return recording.reachable([...places], created, MOST_OLD, signal);
}

/**
 * True when the journal was there for all of the work between a commit and its parent: the commit was made here, and HEAD
 * had been moved before at least once since the journal began.
 */
export function isWatched(
  commit: string,
  parents: readonly string[],
  movements: readonly HeadMovement[],
  since: string | null,
): boolean {
  if (since === null) return false;
  const begun = second(since);
  const made = movements.findIndex(({ to, action }) => to === commit && MADE_HERE.test(action));
  if (made < 0) return false;
  const before = movements[made - 1];
  if (!before) return parents.length === 0 && second(movements[made]!.at) >= begun;
  return second(before.at) >= begun;
}
