import type { Decision, Facts } from '../model/decision.ts';
import { OUTCOMES } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import type { Clause } from './clause.ts';
import { allClauses } from './clauses/index.ts';
import { decide } from './decide.ts';
import { type Move, movesFor, type Situation } from './what-if.ts';

/** Why a decision came out as it did, and what would change it. */
export interface Explanation {
  readonly decision: Decision;
  /** What to do, all of it, to ship: nothing on this list can be left out. Empty when it ships; null when nothing helps. */
  readonly steps: readonly string[] | null;
  /** What each remaining objection is when nothing that people can do helps. */
  readonly against: readonly string[];
}

/**
 * Decides, and searches for a way to ship by asking the same clauses about what could be done: all moves at once, then as
 * few as are needed. Takes at most as many decisions as there are moves.
 */
export function explainDecision(facts: Facts, policy: Policy, clauses: readonly Clause[] = allClauses): Explanation {
  const decision = decide(facts, policy, clauses);
  if (decision.outcome === 'ship') return { decision, steps: [], against: [] };
  const start = { facts, policy };
  let moves = possible(start);
  const after = (some: readonly Move[]): Decision => {
    const { facts: then, policy: under } = some.reduce<Situation>((situation, move) => move.apply(situation), start);
    return decide(then, under, clauses);
  };
  const best = after(moves);
  if (best.outcome !== 'ship') return { decision, steps: null, against: objections(best) };
  for (const move of moves) {
    const fewer = moves.filter((one) => one !== move);
    if (after(fewer).outcome === 'ship') moves = fewer;
  }
  return { decision, steps: told(moves), against: [] };
}

/** Facts that are not whole have no what-if. */
function possible(situation: Situation): readonly Move[] {
  try {
    return movesFor(situation);
  } catch {
    return [];
  }
}

/** Cheapest first; the same step twice is said once with its number. */
function told(moves: readonly Move[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { step } of [...moves].reverse()) counts.set(step, (counts.get(step) ?? 0) + 1);
  return [...counts].map(([step, count]) => (count === 1 ? step : `${step} (${count} times, by ${count} people)`));
}

function objections({ reasons }: Decision): readonly string[] {
  return [...reasons]
    .filter(({ outcome }) => outcome !== 'ship')
    .sort((a, b) => OUTCOMES.indexOf(b.outcome) - OUTCOMES.indexOf(a.outcome))
    .flatMap(({ because }) => because.slice(0, 1));
}
