import { ARGUMENT, argumentsOf, type FunctionIr, type ModuleIr, OP, WIDTH } from '../graph/ir.ts';
import { isScript } from './assume.ts';
import { type Arguments, Caller, type Argument as Part } from './call.ts';
import { type Context, passing } from './context.ts';
import { foldSlice } from './fold.ts';
import { about } from './guards.ts';
import { EMPTY_OBJECT, readAny } from './heap.ts';
import { textInside } from './java-objects.ts';
import { ALL_KINDS, type SinkKind } from './kinds.ts';
import { Maker } from './make.ts';
import { sliceList } from './members.ts';
import { deleteKey, keyOf, Memory } from './memory.ts';
import { Operators } from './operators.ts';
import { foundUnder, writtenInto } from './prototype.ts';
import { Recall } from './recall.ts';
import { fork, joinStates, learn, type Outcome, type State, stateCovers } from './state.ts';
import {
  constant,
  derived,
  type FunctionRef,
  mergeTaints,
  nothing,
  onlyText,
  type Site,
  truth,
  type Value,
  value,
  withFacts,
} from './value.ts';

const MOST_VISITS = 4;
const DEEPEST = 14;

/** Runs functions on abstract values, block by block, until nothing new is learned. */
export class Interpreter {
  readonly context: Context;
  readonly memory: Memory;
  readonly #caller: Caller;
  readonly operators: Operators;
  readonly #stack: string[] = [];
  readonly recall = new Recall();

  constructor(context: Context) {
    this.context = context;
    this.memory = new Memory(context);
    this.#caller = new Caller(this);
    this.operators = new Operators(context);
  }

  /** Runs a function whose result may go to a sink; on recursion, at depth and without budget it gives what its arguments carry, as a guess. */
  run(ref: FunctionRef, args: Arguments, state: State, returns: SinkKind | null = null): Outcome | null {
    const follow = () => this.#follow(ref, args, state, returns);
    return returns === null ? this.recall.through(this.context, ref, args, state, follow) : follow();
  }

  #follow(ref: FunctionRef, args: Arguments, state: State, returns: SinkKind | null): Outcome | null {
    const { context } = this;
    const key = `${ref.module}:${ref.fn}`;
    const repeats = this.#stack.filter((one) => one === key).length;
    if (ref.fn < 0 || this.#stack.length >= DEEPEST || repeats > 1 || context.spent > context.entryLimit) {
      context.cuts++;
      return { value: this.#caller.unknown(args, null, state), state };
    }
    const module = context.module(ref.module);
    const fn = module.functions[ref.fn]!;
    context.executed.add(key);
    this.#stack.push(key);
    const activation = new Activation(this, this.#caller, module, ref.module, fn, args.receiver, returns);
    const inner: State = { slots: new Array(fn.slotCount), heap: state.heap.fork(), facts: new Map(state.facts) };
    this.#caller.bind(ref.module, fn, args, inner, activation.frame);
    context.depth++;
    const exit = activation.run(inner);
    context.depth--;
    this.#stack.pop();
    if (exit === null) return null;
    return { value: exit.value, state: { slots: state.slots, heap: exit.state.heap, facts: exit.state.facts } };
  }
}

/** One run of one function. */
class Activation {
  readonly frame: number;
  readonly #owner: Interpreter;
  readonly #caller: Caller;
  readonly #module: ModuleIr;
  readonly #at: number;
  readonly #fn: FunctionIr;
  readonly #receiver: Value | null;
  /** The kind of sink that its result goes to, where a framework takes it. */
  readonly #returns: SinkKind | null;
  readonly #temporaries: (Value | undefined)[];
  readonly #entered: (State | null)[];
  readonly #visits: Uint8Array;
  readonly #waiting = new Set<number>();
  readonly #make: Maker;
  readonly #operate: Operators;
  #yielded: Value | null = null;
  #exit: Outcome | null = null;

  constructor(
    owner: Interpreter,
    caller: Caller,
    module: ModuleIr,
    at: number,
    fn: FunctionIr,
    receiver: Value | null,
    returns: SinkKind | null,
  ) {
    this.#owner = owner;
    this.#caller = caller;
    this.#module = module;
    this.#at = at;
    this.#fn = fn;
    this.#receiver = receiver;
    this.#returns = returns;
    this.frame = owner.context.frames++;
    this.#make = new Maker(owner.context, caller, this.frame);
    this.#operate = new Operators(owner.context);
    this.#temporaries = new Array(fn.temporaryCount);
    const blocks = fn.blocks.length - 1;
    this.#entered = new Array<State | null>(blocks).fill(null);
    this.#visits = new Uint8Array(blocks);
  }

  run(start: State): Outcome | null {
    this.#enter(0, start);
    while (this.#waiting.size > 0) {
      const block = Math.min(...this.#waiting);
      this.#waiting.delete(block);
      this.#visits[block] = this.#visits[block]! + 1;
      this.#block(block, fork(this.#entered[block]!));
    }
    if (this.#exit === null || this.#yielded === null) return this.#exit;
    // A generator gives an iterable of what it yields.
    const id = this.#owner.context.objectId(this.frame, -1, 'yield');
    this.#exit.state.heap.set(id, { ...EMPTY_OBJECT, rest: this.#yielded });
    return { value: value({ objects: [id], taints: this.#yielded.taints }), state: this.#exit.state };
  }

  #enter(block: number, state: State): void {
    const known = this.#entered[block];
    if (known === null || known === undefined) this.#entered[block] = state;
    else {
      if (this.#visits[block]! >= MOST_VISITS || stateCovers(known, state)) {
        if (this.#visits[block]! > 0) return;
      }
      this.#entered[block] = joinStates(known, state);
    }
    this.#waiting.add(block);
  }

  #block(block: number, state: State): void {
    const { code, blocks } = this.#fn;
    const from = blocks[block]!;
    const to = blocks[block + 1]!;
    if (to === from || !this.#owner.context.pay(to - from, this.#at)) return;
    const last = code[(to - 1) * WIDTH]!;
    // A handler may be entered before or after what the block did.
    const before = last === OP.attempt ? fork(state) : null;
    for (let i = from; i < to - 1; i++) if (!this.#instruction(i * WIDTH, state)) return;
    this.#end((to - 1) * WIDTH, state, before);
  }

  #end(at: number, state: State, before: State | null): void {
    const { code } = this.#fn;
    const [op, a, b, c] = [code[at]!, code[at + 2]!, code[at + 3]!, code[at + 4]!];
    if (op === OP.jump) this.#enter(a, state);
    else if (op === OP.branch) this.#branch(this.#get(a), b, c, state);
    else if (op === OP.return) this.#leave(a < 0 ? nothing() : this.#get(a), state, code[at + 5]!);
    else if (op === OP.attempt) {
      for (const handler of argumentsOf(this.#fn, b)) {
        this.#enter(handler.value, before === null ? fork(state) : joinStates(fork(before), fork(state)));
      }
      this.#enter(a, state);
    } else if (op !== OP.throw) this.#instruction(at, state);
  }

  #branch(condition: Value, yes: number, no: number, state: State): void {
    const known = truth(condition);
    if (known !== false) {
      const taken = known === true ? state : fork(state);
      if (condition.predicate !== null) learn(taken, condition.predicate.whenTrue);
      this.#enter(yes, taken);
    }
    if (known !== true) {
      if (condition.predicate !== null) learn(state, condition.predicate.whenFalse);
      // What is false itself is empty: there is nothing in it to do harm.
      else if (condition.taints.length > 0) learn(state, about(condition, ALL_KINDS));
      this.#enter(no, state);
    }
  }

  #leave(result: Value, state: State, node: number): void {
    if (this.#returns !== null)
      this.#owner.context.sink(this.#returns, result, this.#site(node), state, 'the response');
    const slot = this.#fn.slotCount;
    const left: State = { slots: [], heap: state.heap, facts: state.facts };
    left.slots[slot] = result;
    if (this.#exit === null) this.#exit = { value: result, state: left };
    else {
      const joined = joinStates(this.#exit.state, left);
      this.#exit = { value: joined.slots[slot]!, state: joined };
    }
  }

  #get(temporary: number): Value {
    return this.#temporaries[temporary] ?? value();
  }

  #site(node: number): Site {
    return { module: this.#at, node };
  }

  /** False where the program cannot go on from here. */
  #instruction(at: number, state: State): boolean {
    const { code } = this.#fn;
    const [op, dst, a, b, c, node] = [
      code[at]!,
      code[at + 1]!,
      code[at + 2]!,
      code[at + 3]!,
      code[at + 4]!,
      code[at + 5]!,
    ];
    switch (op) {
      case OP.store:
        state.slots[a] = this.#get(b);
        return true;
      case OP.storeCell:
        // What a check has shown here is not known where the cell is read.
        this.#owner.context.writeCell(this.#at, a, withFacts(this.#get(b), state.facts));
        return true;
      case OP.setField:
        writtenInto(this.#owner.context, this.#get(a), null, this.#get(c), this.#site(node), state);
        this.#owner.memory.write(this.#get(a), this.#module.strings[b]!, this.#get(c), state, this.#site(node));
        return true;
      case OP.setIndex:
        this.#setIndex(this.#get(a), this.#get(b), this.#get(c), state, node);
        return true;
      case OP.delete:
        deleteKey(this.#get(a), this.#get(b), state);
        return true;
      case OP.call:
      case OP.method:
      case OP.construct:
        return this.#call(op, dst, a, b, c, state, node);
      default:
        this.#temporaries[dst] = this.#compute(op, a, b, c, state, node);
        return true;
    }
  }

  #compute(op: number, a: number, b: number, c: number, state: State, node: number): Value {
    const { context, memory } = this.#owner;
    const { strings, constants, operators } = this.#module;
    switch (op) {
      case OP.const:
        return constant(constants[a]!);
      case OP.load:
        return state.slots[a] ?? nothing();
      case OP.loadCell:
        return context.readCell(this.#at, a);
      case OP.import:
        return memory.imported(this.#at, a, this.#site(node));
      case OP.global:
        if (strings[a] === 'super' && this.#module.language === 'java' && this.#fn.owner >= 0)
          return memory.above(this.#receiver ?? value(), this.#at, this.#fn.owner);
        return memory.global(strings[a]!, this.#site(node));
      case OP.typed:
        return memory.asDeclared(this.#get(a), this.#at, strings[b]!);
      case OP.closure:
        return a < 0 ? context.classValue(this.#at, b) : this.#closure(a);
      case OP.decorate:
        return this.#caller.decorate(this.#get(a), this.#get(b), this.#site(node));
      case OP.object:
        return this.#make.object(this.#parts(a), state, node);
      case OP.list:
        return this.#make.list(this.#parts(b), state, node);
      case OP.field:
        return memory.read(this.#get(a), strings[b]!, state, this.#site(node));
      case OP.index:
        return foundUnder(this.#get(b), this.#get(a), this.#index(this.#get(a), this.#get(b), state, node));
      case OP.slice:
        return this.#slice(this.#get(a), b < 0 ? null : this.#get(b), c < 0 ? null : this.#get(c), state, node);
      case OP.binary:
        return this.#operate.binary(
          operators[a]!,
          textInside(this.#get(b), state),
          textInside(this.#get(c), state),
          this.#site(node),
          state,
        );
      case OP.unary:
        return this.#operate.unary(operators[a]!, this.#get(b));
      case OP.compare:
        return this.#operate.compare(operators[a]!, this.#get(b), this.#get(c), state);
      case OP.concat:
        return this.#operate.concat(
          this.#parts(a).map((one) => one.value),
          this.#site(node),
        );
      case OP.iterate:
        return this.#caller.element(this.#get(a), state, b === 1);
      case OP.yield: {
        const given = a < 0 ? nothing() : this.#get(a);
        this.#yielded =
          this.#yielded === null ? given : value({ taints: mergeTaints([this.#yielded.taints, given.taints]) });
        return value();
      }
      case OP.this:
        if (this.#receiver === null && isScript(this.#module) && this.#fn.index === 0)
          return context.api('window', this.#site(node));
        return this.#receiver ?? value();
      default:
        return value({
          taints: this.#guess(
            argumentsOf(this.#fn, a).map((one) => this.#get(one.value)),
            node,
          ),
        });
    }
  }

  /** An argument list with its values. */
  #parts(list: number): Part[] {
    return argumentsOf(this.#fn, list).map(({ kind, value: at }) => ({
      name: kind >= 0 ? this.#module.strings[kind]! : null,
      spread: kind === ARGUMENT.spread || kind === ARGUMENT.spreadNames,
      value: this.#get(at),
    }));
  }

  #closure(index: number): Value {
    return value({ functions: [{ module: this.#at, fn: index, cls: -1, receiver: this.#receiver }] });
  }

  #guess(parts: readonly Value[], node: number): Value['taints'] {
    const taints = mergeTaints(parts.map(derived)).map((taint) => ({ ...taint, guessed: true }));
    return passing(this.#owner.context, taints, this.#site(node), 'Passed through a construct that is not understood');
  }

  #call(op: number, dst: number, a: number, b: number, c: number, state: State, node: number): boolean {
    const args: Arguments = {
      receiver: op === OP.method ? this.#get(a) : null,
      given: this.#parts(op === OP.method ? c : b),
      site: this.#site(node),
      frame: this.frame,
    };
    const outcome =
      op === OP.method
        ? this.#caller.method(this.#get(a), this.#module.strings[b]!, args, state)
        : this.#caller.call(this.#get(a), args, state, op === OP.construct);
    if (outcome === null) return false;
    state.heap = outcome.state.heap;
    state.facts = outcome.state.facts;
    this.#temporaries[dst] = outcome.value;
    return true;
  }

  #index(of: Value, key: Value, state: State, node: number): Value {
    const name = keyOf(key);
    const { memory } = this.#owner;
    if (name !== null && (of.objects.length > 0 || of.api !== null || of.type !== null)) {
      return memory.read(of, name, state, this.#site(node));
    }
    const text = onlyText(of);
    const position = name === null ? Number.NaN : Number(name);
    if (text !== null && Number.isInteger(position))
      return constant({ kind: 'string', value: text.at(position) ?? '' });
    const held = of.objects.map((id) => readAny(state.heap.get(id) ?? EMPTY_OBJECT)).filter((one) => one !== null);
    if (held.length > 0) return memory.together(held, of);
    return memory.part(of, name === null ? '[?]' : `[${name}]`, this.#site(node));
  }

  #setIndex(of: Value, key: Value, written: Value, state: State, node: number): void {
    this.#owner.memory.write(of, keyOf(key), written, state, this.#site(node));
    const kind = of.api === null ? undefined : this.#owner.context.models(this.#at).assignments.get(`${of.api}[]`);
    if (kind !== undefined) {
      for (const one of [written, key]) this.#owner.context.sink(kind, one, this.#site(node), state, of.api!);
    }
    writtenInto(this.#owner.context, of, key, written, this.#site(node), state);
  }

  #slice(of: Value, start: Value | null, end: Value | null, state: State, node: number): Value {
    const folded = foldSlice(of, start, end);
    if (folded !== null) return folded;
    if (of.objects.length > 0)
      return sliceList(
        this.#owner.context,
        this.#caller.element(of, state, false),
        of,
        start,
        end,
        state,
        this.#site(node),
        this.frame,
      );
    return value({ taints: derived(of), views: [of.id, ...of.views].slice(0, 4) });
  }
}
