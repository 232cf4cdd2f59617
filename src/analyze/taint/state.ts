import { concluded } from './guards.ts';
import { Heap } from './heap.ts';
import { covers, type Facts, join, onlyConstant, type Predicate, truth, type Value, withFacts } from './value.ts';

/** What holds at one point of one function: its variables, the objects, and what checks have shown. */
export interface State {
  readonly slots: (Value | undefined)[];
  heap: Heap;
  facts: Map<number, number>;
}

/** What a call gives back, and the state it leaves; null where it never returns. */
export interface Outcome {
  readonly value: Value;
  readonly state: State;
}

export function fork(state: State): State {
  const heap = state.heap;
  state.heap = heap.fork();
  return { slots: state.slots.slice(), heap: heap.fork(), facts: new Map(state.facts) };
}

/** Adds what a check has shown: cleaned kinds by value id. */
export function learn(state: State, facts: Facts): void {
  for (const [id, clean] of facts) state.facts.set(id, concluded((state.facts.get(id) ?? 0) | clean));
}

/** What may hold after either state; facts that hold in one alone are kept inside the values they speak of. */
export function joinStates(a: State, b: State): State {
  const slots: (Value | undefined)[] = [];
  const count = Math.max(a.slots.length, b.slots.length);
  for (let i = 0; i < count; i++) {
    const [left, right] = [a.slots[i], b.slots[i]];
    slots[i] = left === undefined ? right : right === undefined ? left : joinValues(left, a, right, b);
  }
  const facts = new Map<number, number>();
  for (const [id, clean] of a.facts) {
    const both = clean & (b.facts.get(id) ?? 0);
    if (both !== 0) facts.set(id, both);
  }
  return { slots, heap: Heap.join(a.heap, b.heap), facts };
}

/** Joins one value of two states; for truth values the meaning as a condition survives. */
function joinValues(left: Value, a: State, right: Value, b: State): Value {
  if (left === right) return left;
  if (left.id === right.id && left.taints === right.taints) return left;
  const predicate = isCondition(left) || isCondition(right) ? joinPredicates(left, a, right, b) : null;
  return join(withFacts(left, a.facts), withFacts(right, b.facts), predicate);
}

function isCondition(of: Value): boolean {
  return of.predicate !== null || onlyConstant(of)?.kind === 'boolean';
}

/** When the joined value is true, it came from a side that can be true, and what held there holds. */
function joinPredicates(left: Value, a: State, right: Value, b: State): Predicate {
  const side = (of: Value, state: State, when: boolean): Facts | null => {
    if (truth(of) === !when) return null;
    const own = when ? of.predicate?.whenTrue : of.predicate?.whenFalse;
    return own === undefined || own.size === 0 ? state.facts : union(state.facts, own);
  };
  return {
    whenTrue: meet(side(left, a, true), side(right, b, true)),
    whenFalse: meet(side(left, a, false), side(right, b, false)),
  };
}

function meet(a: Facts | null, b: Facts | null): Facts {
  if (a === null) return b ?? new Map();
  if (b === null) return a;
  const both = new Map<number, number>();
  for (const [id, clean] of a) {
    const shared = clean & (b.get(id) ?? 0);
    if (shared !== 0) both.set(id, shared);
  }
  return both;
}

function union(a: Facts, b: Facts): Facts {
  const all = new Map(a);
  for (const [id, clean] of b) all.set(id, concluded((all.get(id) ?? 0) | clean));
  return all;
}

/** True when a state brings nothing new to a block that was entered with the other. */
export function stateCovers(old: State, now: State): boolean {
  for (let i = 0; i < now.slots.length; i++) {
    const [before, after] = [old.slots[i], now.slots[i]];
    if (after === undefined) continue;
    if (before === undefined || !covers(before, after)) return false;
  }
  for (const [id, clean] of old.facts) if ((clean & ~(now.facts.get(id) ?? 0)) !== 0) return false;
  return true;
}
