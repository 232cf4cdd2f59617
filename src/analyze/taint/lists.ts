import type { BuiltinCall } from './builtins.ts';
import { EMPTY_OBJECT, itemsOf, listObject, readAny } from './heap.ts';
import { derived, join, onlyConstant, type Value, value } from './value.ts';

/** A new list of what the list and its arguments hold: in order, where all of it is known. */
export function concatenated({ receiver, args, state, context, frame, site }: BuiltinCall): Value {
  const lists = [receiver, ...args].map((one) => {
    if (one.objects.length === 0) return [one];
    return one.objects.length === 1 ? itemsOf(state.heap.get(one.objects[0]!) ?? EMPTY_OBJECT) : null;
  });
  const id = context.objectId(frame, site.node, 'concat');
  if (lists.every((list) => list !== null)) state.heap.set(id, listObject(lists.flatMap((list) => list ?? [])));
  else {
    const held = [receiver, ...args].flatMap((one) =>
      one.objects.length === 0
        ? [one]
        : one.objects.flatMap((each) => readAny(state.heap.get(each) ?? EMPTY_OBJECT) ?? []),
    );
    state.heap.set(id, { ...EMPTY_OBJECT, rest: held.length === 0 ? null : held.reduce((a, b) => join(a, b)) });
  }
  return value({ objects: [id], taints: derived(receiver) });
}

/** `path.slice(0, n)` of a resolved path: compared with a folder it shows where the path lies. */
export function startOf({ receiver, name, args }: BuiltinCall): Value | null {
  if (receiver.type !== 'path:resolved' || (name !== 'slice' && name !== 'substring' && name !== 'substr')) return null;
  const from = args[0] === undefined ? null : onlyConstant(args[0]);
  if (from?.kind !== 'number' || from.value !== 0) return null;
  return value({ taints: derived(receiver), views: [receiver.id, ...receiver.views].slice(0, 4), type: 'path:start' });
}
