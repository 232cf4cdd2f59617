import type { Context } from './context.ts';
import { EMPTY_OBJECT, itemsOf, listObject } from './heap.ts';
import { keyOf } from './memory.ts';
import type { State } from './state.ts';
import { derived, onlyConstant, type Site, type Value, value } from './value.ts';

/** Whether a constant is in a collection whose members are all known. */
export function membership(operator: string, left: Value, right: Value, state: State): boolean | null {
  if (operator !== 'in' && operator !== 'not in') return null;
  const key = keyOf(left);
  const object = right.objects.length === 1 ? state.heap.get(right.objects[0]!) : undefined;
  if (key === null || object === undefined || object.rest !== null || onlyConstant(left) === null) return null;
  const items = itemsOf(object);
  if (items !== null) {
    const texts = items.map(keyOf);
    if (texts.includes(null)) return null;
    return texts.includes(key) === (operator === 'in');
  }
  return object.fields.has(key) === (operator === 'in');
}

/** True for a collection of constants: a list of allowed values, the keys of a table, a constant text. */
export function hasConstantMembers(of: Value, state: State): boolean {
  if (of.taints.length > 0 || of.objects.length === 0) return false;
  return of.objects.every((id) => {
    const object = state.heap.get(id);
    if (object === undefined || object.rest !== null) return false;
    const items = itemsOf(object);
    // The keys of a table are constants, whatever it holds.
    return items === null || items.every((one) => one.constants !== null || one.taints.length === 0);
  });
}

/** Part of a list; positions that are not known may give any of its elements. */
export function sliceList(
  context: Context,
  element: Value,
  of: Value,
  start: Value | null,
  end: Value | null,
  state: State,
  site: Site,
  frame: number,
): Value {
  const object = of.objects.length === 1 ? state.heap.get(of.objects[0]!) : undefined;
  const items = object === undefined ? null : itemsOf(object);
  const from = start === null ? 0 : Number(keyOf(start) ?? Number.NaN);
  const to = end === null ? undefined : Number(keyOf(end) ?? Number.NaN);
  const id = context.objectId(frame, site.node, 'slice');
  const known = items !== null && !Number.isNaN(from) && (to === undefined || !Number.isNaN(to));
  state.heap.set(id, known ? listObject(items.slice(from, to)) : { ...EMPTY_OBJECT, rest: element });
  return value({ objects: [id], taints: derived(of) });
}
