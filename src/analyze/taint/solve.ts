import type { Program } from '../graph/program.ts';
import { Context, type Entry } from './context.ts';
import type { Flow } from './flow.ts';
import { Heap } from './heap.ts';
import { Interpreter } from './interpret.ts';
import type { SourceKind } from './kinds.ts';
import { byConvention, liveModules } from './live.ts';
import type { Callback, ModelIndex } from './model.ts';
import type { State } from './state.ts';
import { type FunctionRef, resetIds, type Value, value } from './value.ts';

export interface SolveOptions {
  /** Kinds of source that anybody asks about; all where absent. */
  readonly from?: readonly SourceKind[];
  /** Steps for one entry and all that it calls. */
  readonly entrySteps?: number;
  /** Steps for each file, added up over the program. */
  readonly fileSteps?: number;
  /** Parameters of exported functions count as untrusted, as a guess. */
  readonly libraryParameters?: boolean;
}

export interface Solution {
  readonly flows: readonly Flow[];
  /** Modules in which the budget ended the search. */
  readonly exhausted: readonly number[];
  readonly steps: number;
}

const ENTRY_STEPS = 60_000;
const FILE_STEPS = 120_000;
const MOST_ROUNDS = 2;

/** Finds the flows of a program: first every module's own top level, then what frameworks call, then what nobody called. */
export function solve(
  program: Program,
  indexes: ReadonlyMap<string, ModelIndex>,
  options: SolveOptions = {},
): Solution {
  const { entrySteps = ENTRY_STEPS, fileSteps = FILE_STEPS, libraryParameters = false } = options;
  resetIds();
  const context = new Context(program, indexes);
  const interpreter = new Interpreter(context);
  const total = fileSteps * program.modules.length;

  function run(ref: FunctionRef, parameters: readonly Value[], callback: Callback | null): void {
    if (context.spent >= total) {
      context.exhausted.add(ref.module);
      return;
    }
    context.entryLimit = Math.min(total, context.spent + entrySteps);
    const state: State = { slots: [], heap: ground.entry(), facts: new Map() };
    const site = { module: ref.module, node: 0 };
    const given = parameters.map((one) => ({ name: null, spread: false, value: one }));
    const outcome = interpreter.run(
      ref,
      { receiver: ref.receiver, given, site, frame: -1 },
      state,
      callback?.returns ?? null,
    );
    if (ref.fn === 0 && outcome !== null) ground.absorb(outcome.state.heap);
  }

  function runEntry({ ref, callback, site }: Entry): void {
    const fn = program.modules[ref.module]!.functions[ref.fn];
    if (fn === undefined) return;
    const own = fn.receiverFirst ? fn.parameters.slice(1) : fn.parameters;
    const parameters = own.map((parameter, index) => {
      const path = callback.parameters?.[index];
      const at = { module: ref.module, node: site.module === ref.module ? site.node : 0 };
      if (path?.startsWith('source:')) return context.untrusted(path.slice(7) as 'request', at, parameter.name);
      if (path !== undefined && path !== '') return context.api(path, at);
      if (callback.others !== undefined)
        return context.untrusted(callback.others, at, `the parameter ${parameter.name}`);
      return value();
    });
    run(ref, parameters, callback);
  }

  const done = new Set<string>();
  let drained = 0;

  /** Runs what frameworks were given to call; that may give them more. */
  function drain(): void {
    for (; drained < context.entries.length; drained++) {
      const entry = context.entries[drained]!;
      const key = `${entry.ref.module}:${entry.ref.fn}:${entry.callback.parameters?.join() ?? ''}`;
      if (!done.has(key)) runEntry(entry);
      done.add(key);
    }
  }

  const ground = new Heap();
  const { live, needed } = liveModules(program, indexes, options.from === undefined ? null : new Set(options.from));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    context.stale = false;
    context.entries.length = 0;
    for (const module of needed) run({ module, fn: 0, cls: -1, receiver: null }, [], null);
    done.clear();
    drained = 0;
    drain();
    runRest();
    if (!context.stale) break;
  }
  const exhausted = [...context.exhausted].sort((a, b) => a - b);
  return { flows: context.flows.all(), exhausted, steps: context.spent };

  /** Functions that nobody called: their parameters are what their types and names say. */
  function runRest(): void {
    for (const module of live) {
      const { functions, exports } = program.modules[module]!;
      const { parameters: byType } = context.models(module);
      for (const fn of functions) {
        const key = `${module}:${fn.index}`;
        if (fn.index === 0 || context.executed.has(key)) continue;
        const isLibrary = libraryParameters && exports.length > 0;
        const own = fn.receiverFirst ? fn.parameters.slice(1) : fn.parameters;
        const site = { module, node: 0 };
        const parameters = own.map(({ type, name }) => {
          const path = byType.get(type.replace(/<.*$/, '')) ?? byConvention(fn, name, byType);
          if (path !== undefined) return context.api(path, site);
          return isLibrary ? context.untrusted('library', site, `the parameter ${name}`, true) : value();
        });
        const receiver = fn.owner < 0 ? null : value({ type: `class:${module}:${fn.owner}` });
        run({ module, fn: fn.index, cls: -1, receiver }, parameters, null);
        drain();
      }
    }
  }
}
