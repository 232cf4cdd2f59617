import type { Constant } from '../graph/ir.ts';
import type { Arguments } from './call.ts';
import type { Context } from './context.ts';
import { Heap } from './heap.ts';
import type { Outcome, State } from './state.ts';
import { type FunctionRef, type Value, value } from './value.ts';

/**
 * Results of calls in which nothing untrusted takes part. Running the same function on the same plain values again could say
 * nothing new: its flows are told, its cells have grown, and it wrote to no object that its caller knows.
 */
export class Recall {
  readonly #results = new Map<string, Value>();

  /** Cells have grown since: what a call gives may be another thing now. */
  forget(): void {
    this.#results.clear();
  }

  /** The outcome of a call, from memory where it is known; the result is a value of its own each time. */
  through(
    context: Context,
    ref: FunctionRef,
    args: Arguments,
    state: State,
    follow: () => Outcome | null,
  ): Outcome | null {
    const key = plainCall(ref, args);
    if (key === null) return follow();
    const known = this.#results.get(key);
    if (known !== undefined) return { value: value(known), state };
    const { cuts, newestObject } = context;
    const written = Heap.lowestWritten;
    Heap.lowestWritten = Number.POSITIVE_INFINITY;
    const outcome = follow();
    // Written to nothing that was there before, and followed to its end: the next time it is the same.
    const isSettled = Heap.lowestWritten > newestObject && context.cuts === cuts;
    if (outcome !== null && isSettled && isPlain(outcome.value)) this.#results.set(key, outcome.value);
    Heap.lowestWritten = Math.min(written, Heap.lowestWritten);
    return outcome;
  }
}

/** What tells one plain call from another; null where an untrusted value, an object or a function takes part. */
function plainCall(ref: FunctionRef, { given, receiver }: Arguments): string | null {
  const bound = receiver ?? ref.receiver;
  if (ref.cls >= 0 || (bound !== null && !isPlain(bound))) return null;
  let key = `${ref.module}:${ref.fn}:${bound === null ? '' : signature(bound)}`;
  for (const { name, spread, value } of given) {
    if (spread || !isPlain(value)) return null;
    key += `|${name ?? ''}=${signature(value)}`;
  }
  return key;
}

function isPlain({ taints, objects, functions, predicate, foundBy }: Value): boolean {
  return (
    taints.length === 0 && objects.length === 0 && functions.length === 0 && predicate === null && foundBy === null
  );
}

function signature({ constants, api, type }: Value): string {
  return `${constants === null ? '?' : constants.map(written).join()} ${api ?? ''} ${type ?? ''}`;
}

function written(one: Constant): string {
  return JSON.stringify(one, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}
