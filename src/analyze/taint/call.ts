import type { FunctionIr } from '../graph/ir.ts';
import { assumed, isScript } from './assume.ts';
import { type BuiltinCall, builtin } from './builtins.ts';
import { type Context, passing } from './context.ts';
import { ExternalCaller } from './external-call.ts';
import { foldMethod } from './fold.ts';
import { EMPTY_OBJECT, listObject, writeKey } from './heap.ts';
import type { Interpreter } from './interpret.ts';
import { type JavaCall, javaMethod, newJavaObject } from './java-objects.ts';
import { keep } from './keepers.ts';
import { reflected } from './reflected.ts';
import { borrowed, handlersIn, merged, perhaps, scriptCall } from './script-calls.ts';
import type { Outcome } from './state.ts';
import { joinStates, type State } from './state.ts';
import {
  derived,
  type FunctionRef,
  guessed,
  mergeTaints,
  nothing,
  onlyText,
  type Site,
  type Value,
  value,
} from './value.ts';

export interface Argument {
  /** Set for an argument that is passed by name. */
  readonly name: string | null;
  readonly spread: boolean;
  readonly value: Value;
}

export interface Arguments {
  readonly receiver: Value | null;
  readonly given: readonly Argument[];
  readonly site: Site;
  readonly frame: number;
}

const MOST_TARGETS = 5;
/** Objects of the language whose functions are told apart from methods of the same name. */
const SCRIPT_OBJECTS = /^(?:Object|Reflect|Promise)\.\w+$/;

/** Calls: functions of the program, external APIs by their models, built-in operations, and what is not known. */
export class Caller {
  readonly #owner: Interpreter;
  readonly #external: ExternalCaller;

  constructor(owner: Interpreter) {
    this.#owner = owner;
    this.#external = new ExternalCaller(owner.context, (args, state) => this.#inputs(args, state));
  }

  get #context(): Context {
    return this.#owner.context;
  }

  call(callee: Value, args: Arguments, state: State, constructs = false): Outcome | null {
    if (callee.type?.startsWith('super:') === true) return this.#above(callee, 'constructor', args, state);
    if (callee.functions.length > 0) {
      return constructs && this.#isScript(args)
        ? this.#made(callee, args, state)
        : this.#functions(callee.functions, args, state);
    }
    if (callee.api !== null) {
      const made =
        constructs && this.#isJava(args) ? newJavaObject(callee.api, this.#javaCall(callee, '', args, state)) : null;
      if (made !== null) return { value: made, state };
      const plainly = reflected(callee.api, args, state, this.#owner);
      return plainly ?? this.#outside(callee.api, callee, args, state, constructs);
    }
    return this.#handOver({ value: this.unknown(args, callee, state), state }, args, true);
  }

  functions(refs: readonly FunctionRef[], args: Arguments, state: State): Outcome | null {
    return this.#functions(refs, args, state);
  }

  #isScript(args: Arguments): boolean {
    return isScript(this.#context.module(args.site.module));
  }

  /** A call of an external function, and of the functions that it is given. */
  #outside(path: string, callee: Value | null, args: Arguments, state: State, constructs = false): Outcome | null {
    if (!this.#isScript(args)) return this.#external.call(path, args, state, path, constructs);
    const own = callee === null ? null : scriptCall(this.#context, this, callee, args, state);
    if (own !== null) return own;
    const models = this.#context.models(args.site.module);
    if (models.merges.has(path)) {
      this.#external.call(path, args, state);
      return { value: merged(args, state), state };
    }
    const outcome = this.#external.call(path, args, state);
    if (outcome === null || models.callbacks.has(path) || models.gives.has(path)) return outcome;
    return this.#handOver(outcome, args, !this.#isModelled(path, args.site.module));
  }

  /** Functions that code out of sight was given are called by it, sooner or later; `passesOn` where it may hand its input to them. */
  #handOver(outcome: Outcome, args: Arguments, passesOn: boolean): Outcome {
    if (!this.#isScript(args)) return outcome;
    const { state } = outcome;
    const handlers = handlersIn(args, state).slice(0, MOST_TARGETS);
    if (handlers.length === 0) return outcome;
    const others = this.#inputs(args, state).filter(({ functions }) => functions.length === 0);
    const taints = passesOn ? guessed(mergeTaints(others.map(derived))) : [];
    for (const handler of handlers) {
      for (const ref of handler.functions) {
        const fn = this.#context.module(ref.module).functions[ref.fn];
        if (fn === undefined || ref.cls >= 0) continue;
        const given = fn.parameters.map((parameter) => ({
          name: null,
          spread: false,
          value: assumed(this.#context, ref.module, fn, parameter) ?? value({ taints }),
        }));
        const before = state.heap;
        const started: State = { slots: state.slots, heap: before.fork(), facts: new Map(state.facts) };
        const after = this.#owner.run(ref, { ...args, receiver: ref.receiver, given }, started);
        if (after !== null) state.heap = perhaps(before, after.state).heap;
      }
    }
    return outcome;
  }

  /** `new F()` where F is a plain function: an object that finds its methods in the prototype of F. */
  #made(callee: Value, args: Arguments, state: State): Outcome | null {
    if (callee.functions.some(({ cls }) => cls >= 0)) return this.#functions(callee.functions, args, state);
    const { memory } = this.#owner;
    const id = this.#context.objectId(args.frame, args.site.node, 'new');
    state.heap.set(id, { ...EMPTY_OBJECT, protos: memory.read(callee, 'prototype', state, args.site).objects });
    const made = value({ objects: [id] });
    const outcome = this.#functions(callee.functions, { ...args, receiver: made }, state);
    if (outcome === null || outcome.value.objects.length > 0) return outcome;
    return { value: made, state: outcome.state };
  }

  /** `super(…)` and `super.name(…)`: the method of the class above, on the same receiver. */
  #above(receiver: Value, name: string, args: Arguments, state: State): Outcome | null {
    const target = this.#owner.memory.ofAbove(receiver, name, args.given.length);
    if (target === null) return { value: this.unknown(args, null, state), state };
    return this.#functions(target.functions, { ...args, receiver: null }, state);
  }

  method(receiver: Value, name: string, args: Arguments, state: State): Outcome | null {
    const { memory } = this.#owner;
    if (receiver.type?.startsWith('super:') === true) return this.#above(receiver, name, args, state);
    const folded = foldMethod(
      name,
      receiver,
      args.given.map((one) => one.value),
    );
    if (folded !== null) return { value: folded, state };
    if (this.#isScript(args)) {
      const lent = borrowed(this, receiver, name, args, state);
      if (lent !== null) return lent;
    }
    // What stands for itself inside a `with`, unless the program says otherwise.
    if ((name === '__enter__' || name === '__aenter__') && receiver.objects.length === 0 && receiver.type === null) {
      return { value: receiver, state };
    }
    const plain = receiver.objects.length === 0 && receiver.type === null && receiver.functions.length === 0;
    const target =
      plain && receiver.api === null ? null : memory.read(receiver, name, state, args.site, args.given.length);
    if (target !== null && target.functions.length > 0) return this.#functions(target.functions, args, state);
    if (this.#isJava(args)) {
      const own = javaMethod(this.#javaCall(receiver, name, args, state));
      if (own !== null) return { value: own, state };
    }
    if (receiver.api !== null) {
      const kept = keep(receiver, name, this.#builtinCall(receiver, name, args, state));
      if (kept !== null) return { value: kept, state };
    }
    if (receiver.api !== null && target?.api != null) {
      const plainly = reflected(target.api, args, state, this.#owner);
      if (plainly !== null) return plainly;
      const known = this.#isModelled(target.api, args.site.module) || SCRIPT_OBJECTS.test(target.api);
      const own = known ? null : builtin(this.#builtinCall(receiver, name, args, state));
      if (own !== null) return { value: own, state };
      // Whatever `cursor` came from: its `execute` runs a query.
      const isPython = this.#context.module(args.site.module).language === 'python';
      if (isPython) return this.#external.call(target.api, args, state, `?.${name}`);
      const anyones = known || !this.#isScript(args) ? target.api : this.#named(name, target.api, args);
      return this.#outside(anyones, target, args, state);
    }
    const own = builtin(this.#builtinCall(receiver, name, args, state));
    if (own !== null) return { value: own, state };
    // A receiver that nothing is known of: what the name alone says, as a guess.
    const path = `?.${name}`;
    if (this.#isModelled(path, args.site.module)) return this.#outside(path, null, args, state);
    return this.#handOver({ value: this.unknown(args, receiver, state), state }, args, true);
  }

  /** What the name of a method alone says, where nothing is known of the API it belongs to. */
  #named(name: string, path: string, args: Arguments): string {
    const anyones = `?.${name}`;
    return this.#isModelled(anyones, args.site.module) ? anyones : path;
  }

  #isJava(args: Arguments): boolean {
    return this.#context.module(args.site.module).language === 'java';
  }

  #javaCall(receiver: Value, name: string, args: Arguments, state: State): JavaCall {
    const concat = (parts: readonly Value[]) => this.#owner.operators.concat(parts, args.site);
    return { ...this.#builtinCall(receiver, name, args, state), concat };
  }

  #builtinCall(receiver: Value, name: string, args: Arguments, state: State): BuiltinCall {
    const { context, memory } = this.#owner;
    return {
      context,
      memory,
      receiver,
      name,
      args: args.given.map((one) => one.value),
      state,
      site: args.site,
      frame: args.frame,
      invoke: (fn, given) => this.invoke(fn, given, args, state),
      element: (of) => this.element(of, state, false),
    };
  }

  #isModelled(path: string, module: number): boolean {
    const models = this.#context.models(module);
    const call = `${path}()`;
    return (
      models.sinks.has(path) ||
      models.stops.has(path) ||
      models.misuses.has(path) ||
      models.numbers.has(path) ||
      models.callbacks.has(path) ||
      models.cleans.has(path) ||
      models.passes.has(path) ||
      models.gives.has(path) ||
      models.merges.has(path) ||
      models.drops.has(path) ||
      models.guards.has(path) ||
      models.asserts.has(path) ||
      models.matches.has(path) ||
      models.compiles.has(path) ||
      models.resolves.has(path) ||
      models.sources.has(call) ||
      models.types.has(call) ||
      models.decorators.has(call)
    );
  }

  #functions(refs: readonly FunctionRef[], args: Arguments, state: State): Outcome | null {
    let all: Outcome | null = null;
    for (const ref of refs.slice(0, MOST_TARGETS)) {
      const started: State = { slots: state.slots, heap: state.heap.fork(), facts: new Map(state.facts) };
      const one = ref.cls >= 0 ? this.#construct(ref, args, started) : this.#run(ref, args, started);
      if (one === null) continue;
      all = all === null ? one : either(all, one, state.slots);
    }
    return all;
  }

  #run(ref: FunctionRef, args: Arguments, state: State): Outcome | null {
    // A script's function is called on what stands before the dot; elsewhere it keeps what it was bound to.
    const receiver = this.#isScript(args) ? (args.receiver ?? ref.receiver) : (ref.receiver ?? args.receiver);
    const outcome = this.#owner.run(ref, { ...args, receiver }, state);
    if (outcome === null || outcome.value.taints.length === 0) return outcome;
    const name = this.#context.module(ref.module).functions[ref.fn]?.name ?? '';
    const taints = passing(this.#context, outcome.value.taints, args.site, `Returned by ${name}`);
    return { ...outcome, value: { ...outcome.value, taints } };
  }

  #construct(ref: FunctionRef, args: Arguments, state: State): Outcome | null {
    const context = this.#context;
    const id = context.objectId(args.frame, args.site.node, `new ${ref.module}:${ref.cls}`);
    const cls = `${ref.module}:${ref.cls}`;
    state.heap.set(id, { ...EMPTY_OBJECT, cls });
    const made = value({ objects: [id], type: `class:${cls}`, api: this.#owner.memory.classes.externalBase(cls) });
    const overload = context.module(ref.module).classes[ref.cls]!.methods.get(`constructor/${args.given.length}`);
    if (overload !== undefined) {
      const outcome = this.#owner.run(
        { ...ref, fn: overload, cls: -1, receiver: made },
        { ...args, receiver: made },
        state,
      );
      return outcome === null ? null : { value: made, state: outcome.state };
    }
    if (ref.fn < 0) {
      const inherited = this.#owner.memory.read(made, 'constructor', state, args.site);
      const base = inherited.functions.find((one) => one.fn >= 0);
      if (base === undefined) return { value: made, state };
      const outcome = this.#owner.run({ ...base, receiver: made }, { ...args, receiver: made }, state);
      return outcome === null ? null : { value: made, state: outcome.state };
    }
    const outcome = this.#owner.run({ ...ref, cls: -1, receiver: made }, { ...args, receiver: made }, state);
    return outcome === null ? null : { value: made, state: outcome.state };
  }

  /** Calls function values that somebody was given, with values that are known; its result, or null where it never returns. */
  invoke(fn: Value, given: readonly Value[], args: Arguments, state: State): Value | null {
    if (fn.functions.length === 0) return null;
    const outcome = this.#functions(
      fn.functions,
      { ...args, receiver: null, given: given.map((one) => ({ name: null, spread: false, value: one })) },
      state,
    );
    if (outcome === null) return null;
    state.heap = outcome.state.heap;
    return outcome.value;
  }

  /** What goes into a call: its arguments and receiver, and what those hold. */
  #inputs(args: Arguments, state: State): Value[] {
    const values = args.given.map((one) => one.value);
    if (args.receiver !== null) values.push(args.receiver);
    return values.flatMap((one) => {
      const inner = this.#owner.memory.contents(one, state);
      return inner === null ? [one] : [one, inner];
    });
  }

  /** A decorator that a model knows makes its function an entry; any other is called like a function. */
  decorate(decorated: Value, decorator: Value, site: Site): Value {
    const path = decorator.api;
    const callback = path === null ? undefined : this.#context.models(site.module).decorators.get(path);
    const route = decorator.type?.startsWith('route:') === true ? decorator.type.slice(6) : '';
    if (callback !== undefined)
      for (const ref of decorated.functions) this.#context.entries.push({ ref, callback, site, route, heap: null });
    return decorated;
  }

  /** Puts arguments into the slots of the parameters. */
  bind(module: number, fn: FunctionIr, args: Arguments, state: State, frame: number): void {
    const positional = args.given.filter((one) => one.name === null && !one.spread).map((one) => one.value);
    const spread = args.given.filter((one) => one.spread).map((one) => one.value);
    if (fn.receiverFirst) positional.unshift(args.receiver ?? value());
    let next = 0;
    for (const [index, parameter] of fn.parameters.entries()) {
      const named = args.given.find((one) => one.name === parameter.name)?.value;
      if (parameter.rest !== 'none') {
        const id = this.#context.objectId(frame, -2 - index);
        const items = parameter.rest === 'list' ? positional.slice(next) : [];
        let object = listObject(items);
        if (parameter.rest === 'names') {
          object = EMPTY_OBJECT;
          for (const one of args.given) if (one.name !== null) object = writeKey(object, one.name, one.value, true);
        }
        for (const more of spread)
          object = writeKey({ ...object, length: null }, null, this.element(more, state, false), false);
        state.heap.set(id, object);
        state.slots[parameter.slot] = value({ objects: [id] });
        next = positional.length;
        continue;
      }
      const given = named ?? positional[next];
      if (named === undefined) next++;
      if (given !== undefined) state.slots[parameter.slot] = given;
      else if (spread.length > 0) state.slots[parameter.slot] = this.element(spread[0]!, state, false);
      else
        state.slots[parameter.slot] = parameter.optional
          ? nothing()
          : (assumed(this.#context, module, fn, parameter) ?? value());
    }
  }

  /** One of the things in a collection, or its keys. */
  element(of: Value, state: State, keys: boolean): Value {
    const text = onlyText(of);
    if (text !== null) return value({ type: 'text' });
    if (keys && of.objects.length > 0) {
      const names = of.objects.flatMap((id) => [...(state.heap.get(id)?.fields.keys() ?? [])]);
      return value({
        constants: names.length > 0 && names.length < 8 ? names.map((name) => ({ kind: 'string', value: name })) : null,
      });
    }
    return this.#owner.memory.contents(of, state) ?? value({ taints: derived(of) });
  }

  /** What a call gives back of which nothing is known: it may carry whatever it was given. */
  unknown(args: Arguments, callee: Value | null, state: State): Value {
    const inputs = this.#inputs(args, state);
    if (callee !== null) inputs.push(callee);
    const taints = guessed(mergeTaints(inputs.map(derived)));
    return value({ taints: passing(this.#context, taints, args.site, 'Passed through a call that is not understood') });
  }
}

/** What either of two calls may have left. */
function either(a: Outcome, b: Outcome, slots: State['slots']): Outcome {
  const joined = joinStates({ ...a.state, slots: [a.value] }, { ...b.state, slots: [b.value] });
  return { value: joined.slots[0]!, state: { ...joined, slots } };
}
