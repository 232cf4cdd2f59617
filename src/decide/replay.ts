import type { Decision, Facts, Outcome } from '../model/decision.ts';
import { OUTCOMES } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import type { Clause } from './clause.ts';
import { decide } from './decide.ts';

/** A change that was judged before: its facts as they were kept. */
export interface PastChange {
  /** For people: a commit id, say. */
  readonly id: string;
  readonly facts: Facts;
  readonly outcome: Outcome;
}

/** What a policy would have said of one past change. */
interface Replayed {
  readonly id: string;
  readonly before: Outcome;
  readonly decision: Decision;
}

export interface ReplaySummary {
  /** How many changes had each outcome, then and now. */
  readonly before: Readonly<Record<Outcome, number>>;
  readonly after: Readonly<Record<Outcome, number>>;
  /** Changes with another outcome, in the order given. */
  readonly flips: readonly Replayed[];
}

/** Judges past changes by another policy. Facts are judged as of their own time: a waiver that was good then counts. */
export function replay(history: Iterable<PastChange>, policy: Policy, clauses: readonly Clause[]): ReplaySummary {
  const tally = (): Record<Outcome, number> =>
    Object.fromEntries(OUTCOMES.map((one) => [one, 0])) as Record<Outcome, number>;
  const [before, after] = [tally(), tally()];
  const flips: Replayed[] = [];
  for (const { id, facts, outcome } of history) {
    const decision = decide(facts, policy, clauses);
    before[outcome]++;
    after[decision.outcome]++;
    if (decision.outcome !== outcome) flips.push({ id, before: outcome, decision });
  }
  return { before, after, flips };
}
