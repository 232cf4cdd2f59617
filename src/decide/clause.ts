import type { Facts, Outcome } from '../model/decision.ts';
import type { FactsExample } from './example-facts.ts';
import type { OptionShapes, OptionValues } from './options.ts';
import type { Tiers } from './tiers.ts';

/** What a clause says: sentences, most general first, and the fingerprints of the findings they rest on. */
export interface Answer {
  readonly outcome: Outcome;
  readonly because: readonly string[];
  readonly findings?: readonly string[];
}

/** Options under which the example holds, where they are not the defaults. */
export interface ClauseExample {
  readonly facts: FactsExample;
  readonly options?: Readonly<Record<string, unknown>>;
}

interface ClauseText {
  /** Its file name under `clauses/`. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences: what would go wrong without it. */
  readonly why: string;
  /** True for the few that may argue for ship; what all others say with outcome `ship` is only told. */
  readonly argues?: true;
  /** Examples whose worst answer is ship (or that it does not speak of at all), review, block: they are the tests. */
  readonly ships: readonly ClauseExample[];
  readonly reviews: readonly ClauseExample[];
  readonly blocks: readonly ClauseExample[];
}

interface ClauseSpec<S extends OptionShapes> extends ClauseText {
  readonly options: S;
  evaluate(facts: Facts, options: OptionValues<S>, tiers: Tiers): readonly Answer[];
}

/** One clause, one file: it looks at the facts and says what it asks for. Pure; it may throw, which asks for review. */
export interface Clause extends ClauseText {
  readonly options: OptionShapes;
  /** `options` as `readOptions` gave them back. */
  evaluate(facts: Facts, options: Readonly<Record<string, unknown>>, tiers: Tiers): readonly Answer[];
}

/** What a clause file exports; options get their types from their descriptions. */
export function defineClause<const S extends OptionShapes>(spec: ClauseSpec<S>): Clause {
  return {
    ...spec,
    evaluate: (facts, options, tiers) => spec.evaluate(facts, options as OptionValues<S>, tiers),
  };
}
