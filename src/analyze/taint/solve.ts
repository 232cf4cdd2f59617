import type { FunctionIr } from '../graph/ir.ts';
import type { Program } from '../graph/program.ts';
import { assumed, isScript } from './assume.ts';
import { Context, type Entry } from './context.ts';
import { conventionOf, isSimpleType } from './convention.ts';
import type { Cleared, Flow } from './flow.ts';
import { Heap } from './heap.ts';
import { Instances } from './instances.ts';
import { Interpreter } from './interpret.ts';
import type { SinkKind, SourceKind } from './kinds.ts';
import { exportedFunctions, libraryParameter, openModules } from './library.ts';
import { liveModules } from './live.ts';
import type { Callback, ModelIndex } from './model.ts';
import { callsSink, Handing, sinkWords } from './parameters.ts';
import type { Settings } from './settings.ts';
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
  /** Paths of the files whose exports a package offers to anybody. */
  readonly offered?: ReadonlySet<string>;
  /** Paths of files that are read for what they give the others: nothing starts in them. */
  readonly support?: ReadonlySet<string>;
  /** What settings files say, for calls that read them. */
  readonly settings?: Settings;
}

export interface Solution {
  readonly flows: readonly Flow[];
  readonly cleared: readonly Cleared[];
  /** Modules in which the budget ended the search. */
  readonly exhausted: readonly number[];
  readonly steps: number;
}

const ENTRY_STEPS = 60_000;
const FILE_STEPS = 120_000;
/** For a function of which no caller is known: with values that anybody may hand over, and with none. */
const OPEN_STEPS = 4_000;
const OPEN_FILE_STEPS = 20_000;
const UNCALLED_STEPS = 12_000;
const MOST_ROUNDS = 2;

/** Finds the flows of a program: first every module's own top level, then what frameworks call, then what nobody called. */
export function solve(
  program: Program,
  indexes: ReadonlyMap<string, ModelIndex>,
  options: SolveOptions = {},
): Solution {
  const { entrySteps = ENTRY_STEPS, fileSteps = FILE_STEPS, libraryParameters = false } = options;
  resetIds();
  const context = new Context(program, indexes, options.settings);
  const interpreter = new Interpreter(context);
  const { support = new Set() } = options;
  const isOwn = (module: number) => !support.has(program.modules[module]!.path);
  // Files that nothing starts in are walked on behalf of the others, within what those may spend.
  const total = fileSteps * program.modules.filter((_, module) => isOwn(module)).length;
  const handing = new Handing(context, interpreter.memory);

  function run(
    ref: FunctionRef,
    parameters: readonly Value[],
    callback: Callback | null,
    heap: Heap | null = null,
    steps = entrySteps,
  ): void {
    context.isAside = steps < entrySteps;
    if (context.spent >= total) {
      if (!context.isAside) context.exhausted.add(ref.module);
      return;
    }
    context.entryLimit = Math.min(total, context.spent + steps);
    const state: State = { slots: [], heap: heap === null ? ground.entry() : heap.fork(), facts: new Map() };
    const site = { module: ref.module, node: 0 };
    const given = parameters.map((one) => ({ name: null, spread: false, value: one }));
    context.isTop = ref.fn === 0;
    const outcome = interpreter.run(
      ref,
      { receiver: ref.receiver, given, site, frame: -1 },
      state,
      callback?.returns ?? null,
    );
    if (ref.fn === 0 && outcome !== null) ground.absorb(outcome.state.heap);
  }

  function runEntry({ ref, callback, site, route, heap }: Entry): void {
    const fn = program.modules[ref.module]!.functions[ref.fn];
    if (fn === undefined) return;
    const own = fn.receiverFirst ? fn.parameters.slice(1) : fn.parameters;
    if (isDeclaring(ref.module)) {
      const given = own.map((parameter, index) => instances.parameter(ref.module, fn, parameter, callback, index));
      const returns = instances.returns(ref.module, fn, callback);
      run({ ...ref, receiver: ref.receiver ?? instances.receiver(ref.module, fn) }, given, { ...callback, ...returns });
      return;
    }
    // `(error, req, res, next)`: what handles errors is told apart by how much it takes.
    const shift = callback.errorsAt !== undefined && own.length === callback.errorsAt ? 1 : 0;
    const parameters = own.map((parameter, index) => {
      const path = callback.parameters?.[index - shift];
      const at = { module: ref.module, node: site.module === ref.module ? site.node : 0 };
      if (path?.startsWith('source:')) return context.untrusted(path.slice(7) as 'request', at, parameter.name);
      if (path !== undefined && path !== '') return context.api(path, at);
      const stands = assumed(context, ref.module, fn, parameter);
      if (stands !== null) return stands;
      return callback.others === undefined
        ? value()
        : handing.untrusted(callback.others, ref.module, parameter, at, route, false);
    });
    run(ref, parameters, callback, heap);
  }

  const words = new Map<ModelIndex, ReadonlyMap<string, ReadonlySet<string>>>();
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
  const instances = new Instances(interpreter, ground);
  /** Java and Go say of every parameter and field what it is. */
  const isDeclaring = (module: number) => ['java', 'go'].includes(program.modules[module]!.language);
  const asked = options.from === undefined ? null : new Set(options.from);
  const open =
    asked === null || asked.has('library')
      ? openModules(program, options.offered ?? new Set()).filter(({ module }) => isOwn(module))
      : [];
  const also = open.map(({ module }) => module);
  const { live, needed } = liveModules(program, indexes, asked, also, isOwn);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    context.stale = false;
    interpreter.recall.forget();
    context.entries.length = 0;
    for (const module of needed) run({ module, fn: 0, cls: -1, receiver: null }, [], null);
    done.clear();
    drained = 0;
    drain();
    runLibrary();
    runRest();
    if (!context.stale) break;
  }
  const exhausted = [...context.exhausted].sort((a, b) => a - b);
  return { flows: context.flows.all(), cleared: context.flows.cleared(), exhausted, steps: context.spent };

  /** Functions that a library hands out, and in every script what writes under names that it is given. */
  function runLibrary(): void {
    for (const { module, isOffered, writers } of open) {
      const end = context.spent + OPEN_FILE_STEPS;
      const offers = isOffered ? exportedFunctions(context, ground, module) : [];
      for (const ref of offers) if (context.spent < end) runOpen(ref, undefined);
      for (const index of writers) runOpen({ module, fn: index, cls: -1, receiver: null }, ['prototype']);
    }
  }

  function runOpen(ref: FunctionRef, kinds: readonly SinkKind[] | undefined): void {
    const fn = program.modules[ref.module]!.functions[ref.fn]!;
    const site = { module: ref.module, node: fn.code[5] ?? 0 };
    const given = fn.parameters.map(
      (parameter) =>
        assumed(context, ref.module, fn, parameter) ??
        (isSimpleType(parameter.type) || parameter.rest !== 'none'
          ? value()
          : libraryParameter(context, parameter.name, site, kinds)),
    );
    run(ref, given, null, null, OPEN_STEPS);
    drain();
  }

  /** Functions that nobody called: their parameters are what their types and names say. */
  function runRest(): void {
    const asksParameters = options.from === undefined ? false : options.from.includes('parameter');
    for (const module of live) {
      const ir = program.modules[module]!;
      const models = context.models(module);
      for (const fn of ir.functions) {
        const wasRun = context.executed.has(`${module}:${fn.index}`);
        // What somebody calls with values that are known may still be called by others.
        const isOpen = asksParameters && opens(module, fn, wasRun);
        if (fn.index === 0 || (wasRun && !isOpen)) continue;
        const isLibrary = libraryParameters && ir.exports.length > 0;
        const own = fn.receiverFirst ? fn.parameters.slice(1) : fn.parameters;
        if (isDeclaring(module)) {
          const isCalledByAnybody = asksParameters && callsSink(fn, ir, wordsFor(module));
          const at = { module, node: fn.code[5] ?? 0 };
          const given = own.map((parameter) => {
            const known = instances.parameter(module, fn, parameter, null, -1);
            const isNothing = known.api === null && known.type === null && known.taints.length === 0;
            return isNothing && isCalledByAnybody ? handing.unknownCaller(parameter, at) : known;
          });
          const receiver = instances.receiver(module, fn);
          run({ module, fn: fn.index, cls: -1, receiver }, given, null, null, stepsFor(given));
          drain();
          continue;
        }
        const site = { module, node: fn.code[5] ?? 0 };
        const cls = fn.owner < 0 ? null : `${module}:${fn.owner}`;
        const base = cls === null ? null : interpreter.memory.classes.externalBase(cls);
        const callback = base === null ? undefined : models.methods.get(`${base}.${fn.name}`);
        let isView = false;
        const parameters = own.map((parameter, index) => {
          const stands = isScript(ir) ? assumed(context, module, fn, parameter) : null;
          if (stands !== null) return stands;
          const path = callback?.parameters?.[index] ?? conventionOf(fn, parameter, ir, models.parameters);
          if (path !== undefined && path !== '') {
            isView ||= index === 0 && path !== callback?.parameters?.[0];
            return context.api(path, site);
          }
          if (callback?.others !== undefined || isView) {
            const source = callback?.others ?? 'request';
            return handing.untrusted(source, module, parameter, site, '', callback === undefined);
          }
          if (isOpen) return handing.unknownCaller(parameter, site);
          return isLibrary ? context.untrusted('library', site, `the parameter ${parameter.name}`, true) : value();
        });
        const receiver = cls === null ? null : value({ type: `class:${cls}`, api: base });
        const steps = callback === undefined ? stepsFor(parameters) : entrySteps;
        run({ module, fn: fn.index, cls: -1, receiver }, parameters, callback ?? null, null, steps);
        drain();
      }
    }
  }

  /** What a framework hands over is followed to the end; what anybody might is tried. */
  function stepsFor(parameters: readonly Value[]): number {
    if (parameters.some(({ api }) => api !== null)) return entrySteps;
    return Math.min(entrySteps, parameters.some(({ taints }) => taints.length > 0) ? OPEN_STEPS : UNCALLED_STEPS);
  }

  function opens(module: number, fn: FunctionIr, wasRun: boolean): boolean {
    const ir = program.modules[module]!;
    if (ir.language !== 'python' || (wasRun && (fn.name.startsWith('_') || fn.parent > 0))) return false;
    return fn.parameters.length > (fn.receiverFirst ? 1 : 0) && callsSink(fn, ir, wordsFor(module));
  }

  function wordsFor(module: number): ReadonlyMap<string, ReadonlySet<string>> {
    const index = context.models(module);
    const known = words.get(index) ?? sinkWords(index);
    words.set(index, known);
    return known;
  }
}
