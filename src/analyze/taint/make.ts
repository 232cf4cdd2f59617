import type { Argument, Caller } from './call.ts';
import type { Context } from './context.ts';
import { EMPTY_OBJECT, itemsOf, listObject, writeKey } from './heap.ts';
import { keyOf } from './memory.ts';
import type { State } from './state.ts';
import { derived, nothing, type Value, value } from './value.ts';

/** Makes the objects of literals: the same one each time the same place runs in one activation. */
export class Maker {
  readonly #context: Context;
  readonly #caller: Caller;
  readonly #frame: number;

  constructor(context: Context, caller: Caller, frame: number) {
    this.#context = context;
    this.#caller = caller;
    this.#frame = frame;
  }

  object(parts: readonly Argument[], state: State, node: number): Value {
    const id = this.#context.objectId(this.#frame, node);
    let object = EMPTY_OBJECT;
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      if (part.spread) object = this.#spreadInto(object, part.value, state);
      else if (part.name !== null) object = writeKey(object, part.name, part.value, true);
      else object = writeKey(object, keyOf(part.value), parts[++i]?.value ?? nothing(), true);
    }
    state.heap.set(id, object);
    return value({ objects: [id] });
  }

  #spreadInto(object: typeof EMPTY_OBJECT, spread: Value, state: State): typeof EMPTY_OBJECT {
    let out = object;
    for (const id of spread.objects) {
      const from = state.heap.get(id);
      for (const [key, held] of from?.fields ?? []) out = writeKey(out, key, held, true);
      if (from?.rest) out = writeKey(out, null, from.rest, false);
    }
    return spread.taints.length > 0 ? writeKey(out, null, value({ taints: derived(spread) }), false) : out;
  }

  list(parts: readonly Argument[], state: State, node: number): Value {
    const id = this.#context.objectId(this.#frame, node);
    const items: Value[] = [];
    let rest: Value | null = null;
    for (const part of parts) {
      const held = part.value;
      if (!part.spread) items.push(held);
      else {
        const [first] = held.objects;
        const known = held.objects.length === 1 ? itemsOf(state.heap.get(first!) ?? EMPTY_OBJECT) : null;
        if (known !== null && rest === null) items.push(...known);
        else rest = this.#caller.element(held, state, false);
      }
    }
    const object = listObject(items);
    state.heap.set(id, rest === null ? object : { ...object, rest, length: null });
    return value({ objects: [id] });
  }
}
