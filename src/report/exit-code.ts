import type { Decision } from '../model/decision.ts';

/** From which outcome on a run counts as failed. */
export type FailOn = 'review' | 'block';

/** Exit code of a verdict: 0 ship, 1 block, 3 review; with `failOn` `block` a review gives 0. Nothing to judge gives 0. */
export function exitCodeOf(decision: Pick<Decision, 'outcome' | 'empty'>, failOn: FailOn = 'review'): 0 | 1 | 3 {
  if (decision.empty || decision.outcome === 'ship') return 0;
  if (decision.outcome === 'block') return 1;
  return failOn === 'block' ? 0 : 3;
}
