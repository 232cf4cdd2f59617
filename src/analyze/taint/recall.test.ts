import { describe, expect, it } from 'vitest';
import type { Arguments } from './call.ts';
import type { Context } from './context.ts';
import { EMPTY_OBJECT, Heap } from './heap.ts';
import { Recall } from './recall.ts';
import type { Outcome, State } from './state.ts';
import { type FunctionRef, text, type Value, value } from './value.ts';

const ref: FunctionRef = { module: 0, fn: 3, cls: -1, receiver: null };
const context = (): Context => ({ cuts: 0, newestObject: 10 }) as Partial<Context> as Context;
const state = (): State => ({ slots: [], heap: new Heap(), facts: new Map() });

function call(...given: readonly Value[]): Arguments {
  const parts = given.map((one) => ({ name: null, spread: false, value: one }));
  return { receiver: null, given: parts, site: { module: 0, node: 0 }, frame: 0 };
}

/** Asks twice, and tells how often the function was followed and what came back. */
function twice(args: readonly [Arguments, Arguments], run: (at: State, of: Context) => Value) {
  const [recall, of] = [new Recall(), context()];
  let followed = 0;
  const results = args.map((one) => {
    const at = state();
    return recall.through(of, ref, one, at, (): Outcome => {
      followed++;
      return { value: run(at, of), state: at };
    });
  });
  return { followed, results };
}

describe('Recall', () => {
  it('follows a call on plain values once, and gives each caller a value of its own', () => {
    const { followed, results } = twice([call(text('a'), value()), call(text('a'), value())], () => text('b'));
    expect(followed).toBe(1);
    expect(results[1]!.value.constants).toEqual(results[0]!.value.constants);
    expect(results[1]!.value.id).not.toBe(results[0]!.value.id);
  });

  it('tells constants, types and APIs apart', () => {
    expect(twice([call(text('a')), call(text('b'))], () => value()).followed).toBe(2);
    expect(twice([call(value({ type: 'number' })), call(value())], () => value()).followed).toBe(2);
    expect(twice([call(value({ api: 'fs' })), call(value({ api: 'http' }))], () => value()).followed).toBe(2);
  });

  it('follows again what is untrusted, or holds an object or a function', () => {
    const step = { site: { module: 0, node: 0 }, message: 'x', previous: null, length: 1 };
    const taint = { source: 'request', carriers: [1], clean: 0, step, guessed: false } as const;
    for (const one of [value({ taints: [taint] }), value({ objects: [1] }), value({ functions: [ref] })]) {
      expect(twice([call(one), call(one)], () => value()).followed).toBe(2);
    }
    expect(twice([call(), call()], () => value({ taints: [taint] })).followed).toBe(2);
  });

  it('follows again what wrote to an object that its caller had, not what made its own', () => {
    const write = (id: number) => (at: State) => {
      at.heap.set(id, EMPTY_OBJECT);
      return value();
    };
    expect(twice([call(), call()], write(7)).followed).toBe(2);
    expect(twice([call(), call()], write(11)).followed).toBe(1);
  });

  it('follows again what was cut off', () => {
    const cut = (_: State, of: Context) => {
      of.cuts++;
      return value();
    };
    expect(twice([call(), call()], cut).followed).toBe(2);
  });
});
