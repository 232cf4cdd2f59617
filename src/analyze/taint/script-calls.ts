import type { Argument, Arguments } from './call.ts';
import type { Context } from './context.ts';
import { EMPTY_OBJECT, Heap, type HeapObject, itemsOf, listObject, readAny, writeKey } from './heap.ts';
import type { Outcome, State } from './state.ts';
import { derived, type FunctionRef, join, mergeTaints, nothing, onlyConstant, type Value, value } from './value.ts';

/** What calls of the language itself need of the caller. */
export interface ScriptCaller {
  functions(refs: readonly FunctionRef[], args: Arguments, state: State): Outcome | null;
  call(callee: Value, args: Arguments, state: State): Outcome | null;
  method(receiver: Value, name: string, args: Arguments, state: State): Outcome | null;
  element(of: Value, state: State, keys: boolean): Value;
}

const BORROWED = /^(?:Array|Object|String|Function)\.prototype\.(\w+)$/;
/** Path of the function that settles a promise. */
const SETTLE = 'Promise.settle';

/** `f.call(x, a)`, `f.apply(x, list)`, `f.bind(x)`; null for any other method. */
export function borrowed(caller: ScriptCaller, fn: Value, name: string, args: Arguments, state: State) {
  const isCallable = fn.functions.length > 0 || fn.api !== null;
  if (!isCallable || (name !== 'call' && name !== 'apply' && name !== 'bind')) return null;
  const receiver = args.given[0]?.value ?? null;
  if (name === 'bind') {
    const functions = fn.functions.map((ref) => ({ ...ref, receiver: receiver ?? ref.receiver }));
    return { value: { ...fn, functions }, state };
  }
  const list = args.given[1];
  const given: readonly Argument[] =
    name === 'call' ? args.given.slice(1) : list === undefined ? [] : spreadOut(list.value, state);
  const inner: Arguments = { ...args, receiver, given };
  const method = fn.functions.length > 0 || fn.api === null ? undefined : BORROWED.exec(fn.api)?.[1];
  if (method !== undefined && receiver !== null) return caller.method(receiver, method, inner, state);
  return fn.functions.length > 0 ? caller.functions(fn.functions, inner, state) : caller.call(fn, inner, state);
}

function spreadOut(list: Value, state: State): Argument[] {
  const items = list.objects.length === 1 ? itemsOf(state.heap.get(list.objects[0]!) ?? EMPTY_OBJECT) : null;
  return items === null
    ? [{ name: null, spread: true, value: list }]
    : items.map((item) => ({ name: null, spread: false, value: item }));
}

/** Functions of the language that make, copy and settle objects; null for any other path. */
export function scriptCall(
  context: Context,
  caller: ScriptCaller,
  callee: Value,
  args: Arguments,
  state: State,
): Outcome | null {
  const given = args.given.map((one) => one.value);
  const [first] = given;
  const done = (result: Value): Outcome => ({ value: result, state });
  const make = (object: HeapObject, what: string): Value => {
    const id = context.objectId(args.frame, args.site.node, what);
    state.heap.set(id, object);
    return value({ objects: [id] });
  };
  switch (callee.api) {
    case 'Promise':
      return first === undefined ? null : settled(context, caller, first, args, state);
    case SETTLE:
      for (const id of callee.objects) {
        state.heap.set(id, writeKey(state.heap.get(id) ?? EMPTY_OBJECT, null, first ?? nothing(), false));
      }
      return done(nothing());
    case 'Object.create':
      return first === undefined
        ? null
        : done({
            ...make({ ...EMPTY_OBJECT, protos: first.objects }, 'create'),
            ...(isNull(first) && { type: 'bare' }),
          });
    case 'Object.hasOwn':
      return first === undefined
        ? null
        : caller.method(first, 'hasOwnProperty', { ...args, receiver: first, given: args.given.slice(1) }, state);
    case 'Object.keys':
    case 'Object.getOwnPropertyNames':
    case 'Reflect.ownKeys':
      return first === undefined ? null : done(make(keysOf(first, state), 'keys'));
    case 'Object.entries':
      return first === undefined ? null : done(make(pairsOf(context, first, args, state), 'entries'));
    case 'Object.values': {
      const held = first === undefined ? null : contentsOf(first, state);
      return held === null ? null : done(make({ ...EMPTY_OBJECT, rest: held }, 'values'));
    }
    default:
      return null;
  }
}

function isNull(of: Value): boolean {
  return onlyConstant(of)?.kind === 'nothing';
}

/** What a promise was resolved with: awaiting it is not told apart from having it. */
function settled(
  context: Context,
  caller: ScriptCaller,
  executor: Value,
  args: Arguments,
  state: State,
): Outcome | null {
  if (executor.functions.length === 0) return null;
  const id = context.objectId(args.frame, args.site.node, 'promise');
  state.heap.set(id, EMPTY_OBJECT);
  const resolve = value({ api: SETTLE, objects: [id] });
  const given = [resolve, value()].map((one) => ({ name: null, spread: false, value: one }));
  const outcome = caller.functions(executor.functions, { ...args, receiver: null, given }, state);
  if (outcome === null) return { value: value(), state };
  return { value: readAny(outcome.state.heap.get(id) ?? EMPTY_OBJECT) ?? value(), state: outcome.state };
}

function contentsOf(of: Value, state: State): Value | null {
  const held = of.objects.flatMap((id) => readAny(state.heap.get(id) ?? EMPTY_OBJECT) ?? []);
  return held.length === 0 ? null : held.reduce((a, b) => join(a, b));
}

/** Names of an object: constants where they are known; whoever sent the object chose them. */
function keysOf(of: Value, state: State): HeapObject {
  const only = of.objects.length === 1 && of.taints.length === 0 ? state.heap.get(of.objects[0]!) : undefined;
  if (only !== undefined && only.rest === null && only.fields.size < 32) {
    return listObject([...only.fields.keys()].map((key) => value({ constants: [{ kind: 'string', value: key }] })));
  }
  return { ...EMPTY_OBJECT, rest: value({ taints: derived(of) }) };
}

function pairsOf(context: Context, of: Value, args: Arguments, state: State): HeapObject {
  const id = context.objectId(args.frame, args.site.node, 'entry');
  const held = contentsOf(of, state) ?? value({ taints: derived(of) });
  state.heap.set(id, listObject([value({ taints: derived(of) }), held]));
  return { ...EMPTY_OBJECT, rest: value({ objects: [id] }) };
}

/** Copies what later objects hold into the first one: `Object.assign`, spread out. */
export function merged(args: Arguments, state: State): Value {
  const given = args.given.map((one) => one.value);
  // `extend(true, target, …)` copies deeply.
  const [target, ...sources] = onlyConstant(given[0] ?? nothing())?.kind === 'boolean' ? given.slice(1) : given;
  if (target === undefined) return nothing();
  for (const id of target.objects) {
    let object = state.heap.get(id) ?? EMPTY_OBJECT;
    for (const source of sources) {
      for (const from of source.objects) {
        const held = state.heap.get(from);
        for (const [key, one] of held?.fields ?? []) object = writeKey(object, key, one, target.objects.length === 1);
        if (held?.rest) object = writeKey(object, null, held.rest, false);
      }
      if (source.taints.length > 0) object = writeKey(object, null, value({ taints: derived(source) }), false);
    }
    state.heap.set(id, object);
  }
  return { ...target, taints: mergeTaints([target.taints, ...sources.map(derived)]) };
}

/** Functions among arguments and in the options objects among them: what the other side will call. */
export function handlersIn(args: Arguments, state: State): Value[] {
  return args.given.flatMap(({ value: given }) => {
    const held = given.objects.flatMap((id) => [...(state.heap.get(id)?.fields.values() ?? [])].slice(0, 12));
    return [given, ...held].filter(({ functions }) => functions.some(({ cls }) => cls < 0));
  });
}

/** The state after something that may have run. */
export function perhaps(before: Heap, after: State): State {
  return { ...after, heap: Heap.join(before, after.heap) };
}
