import type { Constant } from '../graph/ir.ts';
import type { Arguments } from './call.ts';
import { EMPTY_OBJECT, type HeapObject, itemsOf, writeKey } from './heap.ts';
import type { Misuse } from './model.ts';
import type { State } from './state.ts';
import { onlyConstant, type Value, value } from './value.ts';

/** An external object that was made in sight: whatever is done to it is seen. */
export const MADE: HeapObject = { ...EMPTY_OBJECT, fields: new Map([['made in sight', value()]]) };

/** Whether a call is the defect that a model tells of. */
export function isMisused(one: Misuse, args: Arguments, state: State): boolean {
  const given = chosen(one.argument ?? '0', args);
  const other = one.beside === undefined ? null : chosen(one.beside.argument, args);
  if (one.beside !== undefined && !hasText(other, one.beside.matches)) return false;
  const { matches, is, below, bits, constant, without } = one;
  if ([matches, is, below, bits, constant, without].every((condition) => condition === undefined)) return true;
  return given !== null && isMisusedValue(one, given, state);
}

/** The same for one value, as it is given or set. */
export function isMisusedValue(one: Misuse, given: Value, state: State): boolean {
  const { matches, is, below, bits, constant, without } = one;
  const some = (test: (one: Constant) => boolean) => given.constants?.some(test) === true;
  if (matches !== undefined && !hasText(given, matches)) return false;
  if (bits !== undefined && !some((each) => each.kind === 'number' && (each.value & bits) !== 0)) return false;
  if (is !== undefined && !isLiteral(given, is)) return false;
  if (below !== undefined && !some((each) => each.kind === 'number' && each.value < below)) return false;
  if (constant === true && !isConstant(given, state, 3)) return false;
  return without === undefined || !without.some((done) => isDone(done, given, state));
}

function hasText(of: Value | null, pattern: RegExp): boolean {
  return of?.constants?.some((one) => one.kind === 'string' && pattern.test(one.value)) === true;
}

function chosen(argument: string, { receiver, given }: Arguments): Value | null {
  if (argument === 'this') return receiver;
  const byName = given.find((one) => one.name === argument);
  return byName?.value ?? given.filter((one) => one.name === null)[Number(argument)]?.value ?? null;
}

/** True also where it is not known: what was not made in sight may have been prepared elsewhere. */
function isDone(done: string, given: Value, state: State): boolean {
  const object = state.heap.get(-given.id) ?? state.heap.get(given.objects[0] ?? -given.id);
  if (object === undefined || !object.fields.has('made in sight') || object.rest !== null) return true;
  const [, name, literal] = /^(.*?)(?:=(.*))?$/.exec(done)!;
  const held = object.fields.get(name!);
  if (held === undefined) return false;
  return literal === undefined || held.constants === null || held.constants.some((one) => textOf(one) === literal);
}

/** Keeps what was called on an external object: `setSecure` with its argument, `setFeature:name` with its second. */
export function noteCall(path: string, { receiver, given }: Arguments, state: State): void {
  if (receiver === null) return;
  const name = path.slice(path.lastIndexOf('.') + 1);
  const [first, second] = given;
  const named = first === undefined ? null : onlyConstant(first.value);
  const key = named === null ? (first?.value.api ?? null) : textOf(named);
  let object = state.heap.get(-receiver.id) ?? EMPTY_OBJECT;
  object = writeKey(object, name, first?.value ?? value(), true);
  if (second !== undefined && key !== null) object = writeKey(object, `${name}:${key}`, second.value, true);
  state.heap.set(-receiver.id, object);
}

/** After `random.nextBytes(x)` nothing in x is constant. */
export function fill({ given }: Arguments, state: State): void {
  for (const id of given[0]?.value.objects ?? []) {
    state.heap.set(id, { ...EMPTY_OBJECT, rest: value() });
  }
}

/** A text or number that is not empty, or a list of nothing else. */
function isConstant(of: Value, state: State, depth: number): boolean {
  if (of.constants !== null)
    return of.constants.some((one) => one.kind === 'string' && one.value !== '') || hasNumber(of);
  if (of.objects.length !== 1 || depth === 0) return false;
  const object = state.heap.get(of.objects[0]!);
  const items = object === undefined ? null : itemsOf(object);
  return items?.every((one) => isConstant(one, state, depth - 1)) === true;
}

function hasNumber(of: Value): boolean {
  return of.constants?.some((one) => one.kind === 'number') === true;
}

/** Whether a value is a literal, or the constant of an API. */
export function isLiteral(given: Value, literal: string): boolean {
  const one = onlyConstant(given);
  if (one === null) return given.api !== null && given.api === literal;
  return textOf(one) === (one.kind === 'boolean' ? literal.toLowerCase() : literal);
}

function textOf(one: Constant): string | null {
  if (one.kind === 'nothing') return 'nothing';
  return one.kind === 'regex' ? null : String(one.value);
}
