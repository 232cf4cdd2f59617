import type { Constant } from '../graph/ir.ts';
import { matchValue } from './builtins.ts';
import type { Arguments } from './call.ts';
import { type Context, passing } from './context.ts';
import { about, absolutePredicate } from './guards.ts';
import { EMPTY_OBJECT, type Heap, itemsOf, readKey } from './heap.ts';
import { ALL_KINDS, bitsOf, NUMERIC } from './kinds.ts';
import { fill, isLiteral, isMisused, MADE, noteCall } from './misuse.ts';
import type { Callback, SinkSpec } from './model.ts';
import { below } from './parameters.ts';
import { isPage, noteType } from './response-type.ts';
import type { Outcome } from './state.ts';
import { learn, type State } from './state.ts';
import {
  asParts,
  cleaned,
  constant,
  derived,
  guessed,
  join,
  mergeTaints,
  nothing,
  onlyText,
  type Predicate,
  type Value,
  value,
} from './value.ts';

/** Another form of the same path: dots that were resolved stay so. */
const SAME_PATH: ReadonlySet<string> = new Set(['str', 'os.fspath', 'os.fsdecode', 'os.fsencode']);

/** Calls of external functions, by what their models say. */
export class ExternalCaller {
  readonly #context: Context;
  readonly #inputs: (args: Arguments, state: State) => Value[];

  constructor(context: Context, inputs: (args: Arguments, state: State) => Value[]) {
    this.#context = context;
    this.#inputs = inputs;
  }

  /** A call of an external function, by what its model says; `loose` is the name that its sinks go by where it has none of its own. */
  call(path: string, args: Arguments, state: State, loose = path, constructs = false): Outcome | null {
    const context = this.#context;
    const models = context.models(args.site.module);
    const first = args.given[0]?.value ?? args.receiver ?? nothing();
    const sinks = models.sinks.get(path) ?? models.sinks.get(loose) ?? [];
    noteType(context, path, args, state);
    for (const spec of sinks) this.#sink(path, spec, args, state);
    if (models.stops.has(path)) return null;
    for (const one of models.misuses.get(path) ?? []) {
      if (isMisused(one, args, state)) context.misused(one.kind, args.site, shortName(path));
    }
    const receiver = args.receiver?.api;
    if (receiver != null && models.watched.has(receiver)) noteCall(path, args, state);
    if (models.fills.has(path)) fill(args, state);
    // In Java and Go an instance is named like its type.
    const isInstance =
      constructs && isDeclaring(context.module(args.site.module).language) && models.prefixes.has(path);
    const asserted = models.asserts.get(path);
    if (asserted !== undefined) learn(state, about(first, asserted & ALL_KINDS));
    const word = onlyText(first);
    const callback =
      models.callbacks.get(path) ?? (word === null ? undefined : models.callbacks.get(`${path}(${word})`));
    const results = callback === undefined ? null : this.#callBack(callback, args, state);

    const expression = onlyText(first);
    const how = models.matches.get(path);
    const subject = args.given[1]?.value;
    if (how !== undefined && subject !== undefined && expression !== null) {
      return { value: matchValue(subject, expression, how), state };
    }
    if (models.compiles.has(path) && expression !== null) {
      return { value: constant({ kind: 'regex', source: expression, flags: '' }), state };
    }
    // Where an address leads is said by the first part, unless that one leaves it to the base.
    const inputs = path === 'URL' && args.given.length > 1 ? [first] : this.#inputs(args, state);
    if (models.numbers.has(path)) return { value: value({ type: 'number', taints: numeric(inputs) }), state };
    const joins = path === 'os.path.join' || path === 'pathlib.Path' || path === 'posixpath.join';
    let taints = mergeTaints(inputs.map((one, at) => (joins && at > 0 ? below(derived(one)) : derived(one))));
    if (args.given.length > 1) taints = asParts(taints);
    const clean = models.cleans.get(path) ?? models.cleans.get(anywhereIn(path));
    const resolves = models.resolves.has(path);
    // A method of untrusted data itself (`request.args.get`) gives more of it, whatever it is called.
    const ofSource = args.receiver !== null && args.receiver.taints.length > 0 && args.receiver.api !== null;
    const known =
      ofSource ||
      resolves ||
      isInstance ||
      clean !== undefined ||
      models.passes.has(path) ||
      (path.startsWith('?.') === false && models.types.has(`${path}()`));
    // What has been reported at this sink is not reported again where its result goes.
    for (const { kind } of sinks) taints = cleaned(taints, bitsOf([kind]));
    if (models.drops.has(path) || models.sources.has(`${path}()`)) taints = [];
    else if (clean !== undefined) taints = cleaned(taints, clean & ALL_KINDS);
    else if (!known) taints = guessed(taints);
    if (path === 'path.isAbsolute') {
      return { value: value({ type: 'boolean', predicate: absolutePredicate(first) }), state };
    }
    const guard = models.guards.get(path);
    const predicate: Predicate | null =
      guard === undefined ? null : { whenTrue: about(first, guard & ALL_KINDS), whenFalse: new Map() };
    if (guard !== undefined) return { value: value({ type: 'boolean', predicate }), state };

    if (models.gives.has(path) && args.given[0] !== undefined) return { value: args.given[0].value, state };
    const byWord = word === null ? undefined : models.types.get(`${path}(${word})`);
    const result = context.api(byWord ?? (isInstance ? path : `${path}()`), args.site);
    const all = mergeTaints([result.taints, passing(context, taints, args.site, `Passed through ${shortName(path)}`)]);
    const isClean = clean !== undefined && (clean & ALL_KINDS) === ALL_KINDS;
    const isRoute = models.decorators.has(`${path}()`);
    const seen = path === 'path.relative' ? (args.given[1]?.value ?? first) : first;
    const views = models.passes.has(path) || resolves ? [seen.id, ...seen.views].slice(0, 4) : [];
    const back = {
      ...result,
      ...(isClean ? value() : result.taints.length > 0 ? {} : { id: value().id }),
      api: result.api,
      taints: all,
      objects: models.passes.has(path) ? first.objects : result.objects,
      views,
      type:
        resolves || (SAME_PATH.has(path) && first.type === 'path:resolved')
          ? 'path:resolved'
          : path === 'path.join'
            ? joinedPath(first)
            : path === 'path.relative'
              ? 'path:relative'
              : isRoute
                ? `route:${onlyText(first) ?? ''}`
                : result.type,
    };
    if (back.api !== null && models.watched.has(back.api)) state.heap.set(-back.id, MADE);
    return { value: results === null ? back : join(back, results), state };
  }

  #sink(path: string, spec: SinkSpec, args: Arguments, state: State): void {
    const { kind, argument, properties, isGuess } = spec;
    // Below a root that it is told, a file that is sent cannot lie elsewhere.
    if (kind === 'path' && /\.(?:sendFile|sendfile|download)$/.test(path) && this.#option(args, 'root', state) !== null)
      return;
    if (kind === 'html' && !isPage(this.#context, path, args, state)) return;
    for (const { name, literal, isPart } of spec.when) {
      const given =
        args.given.find((one, at) => one.name === name || String(at) === name)?.value ??
        this.#option(args, name, state);
      if (literal === 'absent') {
        if (given !== null) return;
      } else if (isPart) {
        const text = given === null ? null : onlyText(given);
        if (text !== null && !text.includes(literal)) return;
      } else if (given === null || !isLiteral(given, literal)) return;
    }
    const what = `${shortName(path)}, ${argument === 'this' ? 'as the receiver' : 'as an argument'}`;
    const chosen = this.#chosen(args, argument, state);
    for (const given of properties.length === 0 ? chosen : partsOf(chosen, properties, state)) {
      // jQuery wraps an object that it is given; only of a text it makes elements.
      if (kind !== 'selector' || given.api === null || !OBJECTS.has(given.api)) {
        this.#context.sink(kind, given, args.site, state, what, isGuess);
      }
    }
  }

  /** A named option inside an options object, as JavaScript passes them. */
  #option(args: Arguments, name: string, state: State): Value | null {
    for (const { value: given } of args.given) {
      for (const id of given.objects) {
        const held = state.heap.get(id)?.fields.get(name);
        if (held !== undefined) return held;
      }
    }
    return null;
  }

  #chosen(args: Arguments, argument: string, state: State): Value[] {
    if (argument === 'this') return args.receiver === null ? [] : [args.receiver];
    if (argument === '*') return args.given.map((one) => one.value);
    if (argument.endsWith(':program')) return this.#program(args.given, argument, state);
    if (argument.endsWith(':shell')) return this.#shellWords(args.given, argument, state);
    if (argument.endsWith('<')) return args.given.length > 1 ? this.#chosen(args, argument.slice(0, -1), state) : [];
    const position = Number(argument);
    if (Number.isNaN(position)) return args.given.filter((one) => one.name === argument).map((one) => one.value);
    const positional = args.given.filter((one) => one.name === null);
    const spread = positional.findIndex((one) => one.spread);
    if (spread >= 0 && spread <= position) return [positional[spread]!.value];
    return positional[position] === undefined ? [] : [positional[position]!.value];
  }

  /** Who chooses the first word of a command chooses the program; a command that a caller hands over is his own affair. */
  #program(given: Arguments['given'], argument: string, state: State): Value[] {
    const name = argument.slice(0, argument.indexOf(':'));
    const command = given.find((one, at) => one.name === name || (one.name === null && String(at) === name))?.value;
    if (command === undefined) return [];
    const first = command.objects.flatMap((id) => itemsOf(state.heap.get(id) ?? EMPTY_OBJECT)?.[0] ?? []);
    return (first.length > 0 ? first : [command]).map((one) => ({
      ...one,
      objects: [],
      taints: one.taints.filter(({ source }) => source !== 'parameter' && source !== 'environment'),
    }));
  }

  /** `["sh", "-c", x]`: a list of words is harmless, unless its first ones start a shell that reads the rest. */
  #shellWords(given: Arguments['given'], argument: string, state: State): Value[] {
    if (argument.includes('+')) return this.#shellArguments(given, state);
    const name = argument.slice(0, argument.indexOf(':'));
    const list = given.find((one, at) => one.name === name || (one.name === null && String(at) === name))?.value;
    return (list?.objects ?? []).flatMap((id) => {
      const words = itemsOf(state.heap.get(id) ?? EMPTY_OBJECT) ?? [];
      const at = words.findIndex(({ constants }) => constants?.some(isShellSwitch) === true);
      return at > 0 && words[0]!.constants?.some(isShell) === true ? words.slice(at + 1) : [];
    });
  }

  /** `spawn("sh", ["-c", x])`: the program first, its words in a list behind it. */
  #shellArguments(given: Arguments['given'], state: State): Value[] {
    const [program, list] = given.map((one) => one.value);
    if (program?.constants?.some(isShell) !== true || list === undefined) return [];
    return list.objects.flatMap((id) => {
      const object = state.heap.get(id) ?? EMPTY_OBJECT;
      const words = itemsOf(object);
      if (words === null) return object.rest === null ? [] : [object.rest];
      const at = words.findIndex(({ constants }) => constants?.some(isShellSwitch) === true);
      return at < 0 ? [] : words.slice(at + 1);
    });
  }

  /** The objects as they are now, where an entry is handed over inside a function: later nobody else has them. */
  #kept(state: State): Heap | null {
    if (this.#context.isTop && this.#context.depth < 2) return null;
    const { heap } = state;
    state.heap = heap.fork();
    return heap;
  }

  #callBack(callback: Callback, args: Arguments, state: State): Value | null {
    const context = this.#context;
    let result: Value | null = null;
    const route = onlyText(args.given[0]?.value ?? nothing()) ?? '';
    const at = callback.at ?? '0';
    const from = Number.parseInt(at, 10);
    const chosen = args.given.filter(
      (one, index) => (at.endsWith('+') ? index >= from : index === from) || one.name === at,
    );
    const option = /:(\w+)$/.exec(at)?.[1];
    const picked = chosen.flatMap(({ value: given }) =>
      option === undefined ? [given] : optionsIn(given, option, state),
    );
    const handlers = picked.flatMap((given) => [
      given,
      ...given.objects.flatMap((id) => itemsOf(state.heap.get(id) ?? EMPTY_OBJECT) ?? []),
    ]);
    for (const handler of handlers) {
      for (const ref of handler.functions)
        context.entries.push({ ref, callback, site: args.site, route, heap: this.#kept(state) });
      if (handler.functions.length > 0 && callback.returns === undefined) result = nothing();
    }
    return result;
  }
}

/** `zod.object().strict().parse` as a model names it whatever stands between: `zod.**.parse`. */
function anywhereIn(path: string): string {
  return `${/^[^.(]*/.exec(path)![0]}.**.${path.slice(path.lastIndexOf('.') + 1)}`;
}

const OBJECTS = new Set(['location', 'document', 'window', 'location.hash', 'location.search']);

/** A joined path has its dots resolved; what it starts with says whether it can be absolute. */
function joinedPath(first: Value): string | null {
  const start = onlyText(first);
  if (start !== null && /^\.?\/?$/.test(start) && start !== '/') return 'path:relative';
  return first.taints.length === 0 ? 'path:resolved' : null;
}

/** What stands under a name in an options object, or in each of a list of them. */
function optionsIn(given: Value, name: string, state: State): Value[] {
  return given.objects.flatMap((id) => {
    const object = state.heap.get(id) ?? EMPTY_OBJECT;
    const all = [...(itemsOf(object) ?? []), given].flatMap((one) => one.objects);
    return all.flatMap((each) => readKey(state.heap.get(each) ?? EMPTY_OBJECT, name) ?? []);
  });
}

/** What stands under some names of options objects; of an untrusted object each part is untrusted. */
function partsOf(chosen: readonly Value[], names: readonly string[], state: State): Value[] {
  const deep = names.find((name) => name.includes('.'));
  if (deep !== undefined) {
    return deep.split('.').reduce<readonly Value[]>((held, name) => partsOf(held, [name], state), chosen) as Value[];
  }
  return chosen.flatMap((given) => {
    const held = given.objects.flatMap((id) => {
      const object = state.heap.get(id);
      return object === undefined ? [] : names.flatMap((name) => readKey(object, name) ?? []);
    });
    return held.length === 0 && given.taints.length > 0 ? [given] : held;
  });
}

function isShell(one: Constant): boolean {
  return (
    one.kind === 'string' &&
    /^(?:.*[\\/])?(?:ba|z|da|k|fi|)sh$|^(?:.*[\\/])?(?:cmd|powershell|pwsh)(?:\.exe)?$/i.test(one.value)
  );
}

function isShellSwitch(one: Constant): boolean {
  return one.kind === 'string' && /^(?:-[a-z]{0,3}c|\/c|-command)$/i.test(one.value);
}

/** Languages in which every value has a declared type. */
function isDeclaring(language: string): boolean {
  return language === 'java' || language === 'go';
}

function numeric(inputs: readonly Value[]): Value['taints'] {
  return cleaned(mergeTaints(inputs.map(derived)), NUMERIC);
}

/** The last two parts of a path: what a person recognises. */
function shortName(path: string): string {
  return path.replace(/^\?\./, '').split('.').slice(-2).join('.').replace(/\(\)$/, '');
}
