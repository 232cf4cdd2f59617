import type { Constant } from '../graph/ir.ts';
import { ALL_KINDS, type SourceKind } from './kinds.ts';

/** A place in the program: where a step of a flow is shown. */
export interface Site {
  readonly module: number;
  readonly node: number;
}

/** One step back on the way from a source; a linked list, so that paths share their beginnings. */
export interface Step {
  readonly site: Site;
  readonly message: string;
  readonly previous: Step | null;
  readonly length: number;
}

/** One untrusted input inside a value. */
export interface Taint {
  readonly source: SourceKind;
  /** Values in which it came here, oldest first: a check on any of them speaks for this taint. */
  readonly carriers: readonly number[];
  /** Kinds of sink that it is clean for already. */
  readonly clean: number;
  readonly step: Step;
  /** True once a step was guessed: what comes of it is `likely`, not `proved`. */
  readonly guessed: boolean;
  /** True for what a caller who is not known handed over as it is: a whole path is his own affair. */
  readonly whole?: boolean;
  /** True once it became a part of something larger: a command, a path. What a library is handed whole is its caller's to choose. */
  readonly isPart?: boolean;
}

/** What is known when a value, used as a condition, is true or false: value ids and the kinds they are clean for then. */
export interface Predicate {
  readonly whenTrue: Facts;
  readonly whenFalse: Facts;
}

export type Facts = ReadonlyMap<number, number>;

/** A function value: the code, and the receiver it is bound to. */
export interface FunctionRef {
  readonly module: number;
  readonly fn: number;
  /** Class (index in the module) that a call would construct; -1 for a plain function. */
  readonly cls: number;
  readonly receiver: Value | null;
}

/**
 * What is known of a value. Immutable; two values with one `id` are the same value, wherever they are held.
 * `constants`: all it can be, or null where it can be anything.
 */
export interface Value {
  readonly id: number;
  readonly constants: readonly Constant[] | null;
  readonly taints: readonly Taint[];
  /** Heap objects that it may point to. */
  readonly objects: readonly number[];
  readonly functions: readonly FunctionRef[];
  /** Path in an external API: `sqlite3.connect().cursor()`; null where it is none or not one alone. */
  readonly api: string | null;
  /** Class of the program that it is an instance of, as `module:class`, or a simple type such as `number`. */
  readonly type: string | null;
  readonly predicate: Predicate | null;
  /** Ids of the values that this one is a view of (`x.lower()` of `x`): a check on the view speaks for them too. */
  readonly views: readonly number[];
  /** The untrusted key under which it was found: it may be the prototype that all objects share. */
  readonly foundBy: Value | null;
}

const MOST_CONSTANTS = 8;
const MOST_TAINTS = 6;
const MOST_POINTEES = 8;
const MOST_CARRIERS = 6;

let nextId = 1;

/** Starts counting anew: ids never leave one analysis, and equal input must give equal output. */
export function resetIds(): void {
  nextId = 1;
}

const EMPTY: Omit<Value, 'id'> = {
  constants: null,
  taints: [],
  objects: [],
  functions: [],
  api: null,
  type: null,
  predicate: null,
  views: [],
  foundBy: null,
};

/** A value with what is told of it, and an identity of its own. */
export function value(told: Partial<Omit<Value, 'id'>> = {}): Value {
  return { ...EMPTY, ...told, id: nextId++ };
}

export function constant(one: Constant): Value {
  return value({ constants: [one] });
}

export const text = (content: string): Value => constant({ kind: 'string', value: content });
export const number = (content: number): Value => constant({ kind: 'number', value: content });
export const boolean = (content: boolean): Value => constant({ kind: 'boolean', value: content });
export const nothing = (): Value => constant({ kind: 'nothing' });

/** The single constant that the value is, if it is one. */
export function onlyConstant(of: Value): Constant | null {
  return of.constants !== null && of.constants.length === 1 ? of.constants[0]! : null;
}

/** The single string that the value is, if it is one. */
export function onlyText(of: Value): string | null {
  const one = onlyConstant(of);
  return one !== null && one.kind === 'string' ? one.value : null;
}

/** Whether the value is true as a condition, where that is known; strings and numbers by the rules all languages share. */
export function truth(of: Value): boolean | null {
  if (of.constants === null || of.constants.length === 0) {
    return of.functions.length > 0 && of.objects.length === 0 && of.api === null && of.taints.length === 0
      ? true
      : null;
  }
  let known: boolean | null = null;
  for (const one of of.constants) {
    const here = truthOf(one);
    if (here === null || (known !== null && known !== here)) return null;
    known = here;
  }
  return known;
}

function truthOf(one: Constant): boolean | null {
  if (one.kind === 'boolean') return one.value;
  if (one.kind === 'nothing') return false;
  if (one.kind === 'number') return one.value !== 0;
  if (one.kind === 'string') return one.value !== '';
  return true;
}

export function sameConstant(a: Constant, b: Constant): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'nothing') return true;
  if (a.kind === 'regex') return b.kind === 'regex' && a.source === b.source && a.flags === b.flags;
  return (a as { value: unknown }).value === (b as { value: unknown }).value;
}

/** Applies what checks have shown: the same value with its taints cleaned; taints that are clean of everything go. */
export function withFacts(of: Value, facts: Facts): Value {
  if (facts.size === 0) return of;
  if (of.foundBy !== null) {
    const key = withFacts({ ...of.foundBy, foundBy: null }, facts);
    if (key.taints !== of.foundBy.taints)
      return withFacts({ ...of, foundBy: key.taints.length === 0 ? null : key }, facts);
  }
  if (of.taints.length === 0) return of;
  const whole = facts.get(of.id) ?? 0;
  let changed = false;
  const taints: Taint[] = [];
  for (const taint of of.taints) {
    let clean = taint.clean | whole;
    for (const carrier of taint.carriers) clean |= facts.get(carrier) ?? 0;
    clean &= ALL_KINDS;
    if (clean === taint.clean) taints.push(taint);
    else {
      changed = true;
      if (clean !== ALL_KINDS) taints.push({ ...taint, clean });
    }
  }
  return changed ? { ...of, taints } : of;
}

/** The value cleaned for some kinds: what an encoder or a conversion gives back. */
export function cleaned(taints: readonly Taint[], bits: number): readonly Taint[] {
  if (bits === 0) return taints;
  return taints.map((taint) => ({ ...taint, clean: taint.clean | bits })).filter((taint) => taint.clean !== ALL_KINDS);
}

/** Taints of several values together; equal ones once, the cleaner of two with one origin goes. */
export function mergeTaints(lists: readonly (readonly Taint[])[]): readonly Taint[] {
  const only = lists.filter((list) => list.length > 0);
  if (only.length === 0) return EMPTY.taints;
  if (only.length === 1) return only[0]!;
  const merged: Taint[] = [];
  for (const taint of only.flat()) {
    const at = merged.findIndex((known) => sameOrigin(known, taint));
    if (at < 0) merged.push(taint);
    else {
      const known = merged[at]!;
      const clean = known.clean & taint.clean;
      const isPart = known.isPart === true || taint.isPart === true;
      if (clean !== known.clean || (known.guessed && !taint.guessed) || isPart !== (known.isPart === true)) {
        merged[at] = { ...(known.guessed && !taint.guessed ? taint : known), clean, isPart };
      }
    }
  }
  return merged.length > MOST_TAINTS ? merged.slice(0, MOST_TAINTS) : merged;
}

/** The same input of the same place. */
function sameOrigin(a: Taint, b: Taint): boolean {
  return a.source === b.source && a.carriers[0] === b.carriers[0];
}

/** Taints of what is made from a value: they can still be guarded in the value they came in. */
export function derived(from: Value): readonly Taint[] {
  if (from.taints.length === 0) return from.taints;
  return from.taints.map((taint) =>
    taint.carriers.includes(from.id)
      ? taint
      : { ...taint, carriers: [...taint.carriers.slice(-MOST_CARRIERS), from.id] },
  );
}

/** Taints of what became a part of something larger. */
export function asParts(taints: readonly Taint[]): readonly Taint[] {
  return taints.every(({ isPart }) => isPart === true) ? taints : taints.map((taint) => ({ ...taint, isPart: true }));
}

/** Taints after a step that was guessed: what comes of them is likely, not proved. */
export function guessed(taints: readonly Taint[]): readonly Taint[] {
  return taints.every((taint) => taint.guessed) ? taints : taints.map((taint) => ({ ...taint, guessed: true }));
}

/** What may be either value: a new value that knows what both allow. Facts of both sides are applied before. */
export function join(a: Value, b: Value, predicate: Predicate | null = null): Value {
  if (a.id === b.id) return a.taints === b.taints ? a : { ...a, taints: mergeTaints([a.taints, b.taints]) };
  return value({
    constants: joinConstants(a, b),
    taints: mergeTaints([a.taints, b.taints]),
    objects: union(a.objects, b.objects, MOST_POINTEES),
    functions: joinFunctions(a.functions, b.functions),
    api: a.api === b.api ? a.api : isNothing(a) ? b.api : isNothing(b) ? a.api : null,
    type: a.type === b.type ? a.type : isNothing(a) ? b.type : isNothing(b) ? a.type : null,
    predicate,
    views: a.views === b.views ? a.views : [],
    foundBy: a.foundBy ?? b.foundBy,
  });
}

/** True for a value that can only be null or undefined. */
function isNothing(of: Value): boolean {
  return of.constants?.every((one) => one.kind === 'nothing') ?? false;
}

function joinConstants(a: Value, b: Value): readonly Constant[] | null {
  if (a.constants === null || b.constants === null) return null;
  const all = [...a.constants];
  for (const one of b.constants) if (!all.some((known) => sameConstant(known, one))) all.push(one);
  return all.length > MOST_CONSTANTS ? null : all;
}

function joinFunctions(a: readonly FunctionRef[], b: readonly FunctionRef[]): readonly FunctionRef[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const all = [...a];
  for (const one of b) {
    if (!all.some((known) => known.module === one.module && known.fn === one.fn && known.cls === one.cls))
      all.push(one);
  }
  return all.slice(0, MOST_POINTEES);
}

function union(a: readonly number[], b: readonly number[], most: number): readonly number[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const all = [...a];
  for (const one of b) if (!all.includes(one)) all.push(one);
  return all.slice(0, most);
}

/** True when joining brought nothing new: the fixpoint of a loop is reached. Ids do not count. */
export function covers(old: Value, now: Value): boolean {
  if (old.id === now.id && old.taints === now.taints) return true;
  if (old.constants !== null) {
    if (now.constants === null) return false;
    for (const one of now.constants) if (!old.constants.some((known) => sameConstant(known, one))) return false;
  }
  for (const taint of now.taints) {
    const known = old.taints.find((one) => sameOrigin(one, taint));
    if (known === undefined) {
      if (!old.taints.some((one) => one.source === taint.source && (one.clean & ~taint.clean) === 0)) return false;
    } else if ((known.clean & ~taint.clean) !== 0) return false;
  }
  if (now.foundBy !== null && old.foundBy === null) return false;
  for (const one of now.objects) if (!old.objects.includes(one)) return false;
  for (const one of now.functions) {
    if (!old.functions.some((known) => known.module === one.module && known.fn === one.fn && known.cls === one.cls)) {
      return false;
    }
  }
  return true;
}
