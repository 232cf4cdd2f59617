import { openRecording } from '../../adapters/record/recording.ts';
import { CountersignError } from '../../model/error.ts';
import type { Globals } from './program.ts';

export interface Period {
  /** Days, both inclusive, ISO 8601. */
  readonly from: string;
  readonly to: string;
}

interface PeriodRange {
  /** Commit before the period; null where the history begins in it. */
  readonly base: string | null;
  /** Last commit of the period. */
  readonly head: string;
  readonly gaps: readonly string[];
}

const MOST_COMMITS = 100_000;
const BATCH = 500;

/** The days that are meant; throws `usage/bad-argument`. */
export function periodOf(from: string, to: string = new Date().toISOString().slice(0, 10)): Period {
  for (const [name, day] of [
    ['--from', from],
    ['--to', to],
  ] as const) {
    const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN;
    // 31 February parses as a day in March.
    if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) {
      throw new CountersignError('usage/bad-argument', `${name} is a day such as 2030-01-31.`);
    }
  }
  if (from > to) throw new CountersignError('usage/bad-argument', 'The period ends before it begins.');
  return { from, to };
}

/** The commits of a period along the first parents of a revision: what was on the branch, when. */
export async function periodRange(
  { from, to }: Period,
  revision: string,
  { cwd, terminal }: Globals,
): Promise<PeriodRange> {
  const { signal } = terminal;
  const recording = await openRecording(cwd, signal);
  try {
    let at = await recording.find(revision, signal);
    if (at === null)
      throw new CountersignError('git/unknown-revision', `There is no commit ${JSON.stringify(revision)}.`);
    const order = await recording.reachable([at], [], MOST_COMMITS, signal);
    const known = new Map<string, { day: string; parent: string | null }>();
    for (let i = 0; i < order.length; i += BATCH) {
      const batch = await recording.commits(order.slice(i, i + BATCH), signal);
      for (const [sha, { commit, parents }] of batch)
        known.set(sha, { day: commit.at.slice(0, 10), parent: parents[0] ?? null });
      const last = known.get(order[Math.min(i + BATCH, order.length) - 1]!);
      // Committer dates may go backwards a little; a month before the period nothing of it is expected any more.
      if (last !== undefined && Date.parse(last.day) < Date.parse(from) - 30 * 86_400_000) break;
    }
    let head: string | null = null;
    while (at !== null) {
      const one: { day: string; parent: string | null } | undefined = known.get(at);
      if (one === undefined) break;
      if (one.day < from) break;
      if (one.day <= to) head ??= at;
      at = one.parent;
    }
    if (head === null)
      throw new CountersignError('usage/bad-argument', `There is no commit from ${from} to ${to} here.`);
    const gaps =
      at === null
        ? ['The history begins in the period: its whole tree was judged, and its commits are not told apart.']
        : [];
    return { base: at, head, gaps };
  } finally {
    recording.close();
  }
}
