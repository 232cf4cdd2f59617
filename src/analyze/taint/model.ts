import type { ParsedLanguage } from '../../model/language.ts';
import { apiNames } from './api-names.ts';
import { bitsOf, type MisuseKind, NUMERIC, type SinkKind, type SourceKind } from './kinds.ts';

/**
 * What is known of one package, as data that a person can read.
 *
 * A path names something of an API: `flask.request.args` a field, `sqlite3.connect()` what a call returns. An argument is
 * named in brackets after the call: `subprocess.run(0)`, `open(file)`, `spawn(*)` for each of them, `x.send(this)`,
 * `run(0:shell)` for words that start a shell (`run(0+1:shell)` where the program stands before them), `log(0<)` where
 * more follow, `axios(0.url|baseURL)` for properties of an options object; a condition on a
 * literal argument follows it: `subprocess.run(0, shell=True)`, or on a text that it must contain where it is given:
 * `HttpResponse(0, content_type~html)`; `parse(0, parser=absent)` where that argument is not given. `run(0:program)` is the
 * first word of a command. `Element.innerHTML=` is an assignment. `?.query(0)` is the method of a receiver
 * that nothing is known of. A flow into a sink with a `?` behind it is likely, not proved.
 */
export interface Model {
  readonly package: string;
  readonly languages: readonly ParsedLanguage[];
  /**
   * What a call or field gives, as the name of another path: `{'express()': 'express.Application'}`; where it depends on the
   * first argument, that literal stands in the brackets: `document.createElement(script)`.
   */
  readonly types?: Readonly<Record<string, string>>;
  /** A `?` at the end: it may be the program's own, so that what comes of it is likely, not proved. */
  readonly sources?: Readonly<Partial<Record<SourceKind, readonly string[]>>>;
  /** Sources whose parts are texts: never objects with operators or names of their own. */
  readonly texts?: readonly string[];
  /** Paths whose fields are kept from one entry to the next: what one handler writes, a later one reads. */
  readonly keeps?: readonly string[];
  readonly sinks?: Readonly<Partial<Record<SinkKind, readonly string[]>>>;
  /**
   * Calls whose result is clean for a kind; `all` for every kind, `number` for what a number can do no harm in. `zod.**.parse`:
   * whatever stands between.
   */
  readonly cleans?: Readonly<Partial<Record<SinkKind | 'all' | 'number', readonly string[]>>>;
  /** Calls that pass the taint of their arguments and receiver on, as is. */
  readonly passes?: readonly string[];
  /** Calls that resolve the dots and links of a path: a check of its folder means something afterwards. */
  readonly resolves?: readonly string[];
  /** Calls that match an expression (first argument) against a text (second); `whole` where all of the text must match. */
  readonly matches?: Readonly<Record<string, 'start' | 'whole' | 'part'>>;
  /** Calls that compile an expression, which the methods of the result match. */
  readonly compiles?: readonly string[];
  /** Calls whose result has nothing of their arguments; fields that have nothing of what they are read from. */
  readonly drops?: readonly string[];
  /** Calls that give back the function or object that they were given, maybe wrapped: `util.promisify`. */
  readonly gives?: readonly string[];
  /** Calls that copy what later arguments hold into the first one and give it back. */
  readonly merges?: readonly string[];
  /** Calls that return only when their argument is clean for the kind: validators that throw. */
  readonly asserts?: Readonly<Partial<Record<SinkKind | 'all' | 'number', readonly string[]>>>;
  /** Calls that are true only when their argument (or receiver) is clean for the kind: predicates. */
  readonly guards?: Readonly<Partial<Record<SinkKind | 'all', readonly string[]>>>;
  /**
   * Calls that are given a function and call it: with what, and what becomes of its result. `addEventListener(message)` depends
   * on the first argument, `onmessage=` is an assignment.
   */
  readonly callbacks?: Readonly<Record<string, Callback>>;
  /** Uses that are a defect as they stand. */
  readonly misuses?: Readonly<Partial<Record<MisuseKind, readonly Misuse[]>>>;
  /** Calls that make a number of what they are given: it can be too large, and nothing else. */
  readonly numbers?: readonly string[];
  /** Calls that fill their first argument with something that nobody can foresee. */
  readonly fills?: readonly string[];
  /** Decorators that make a function an entry. */
  readonly decorators?: Readonly<Record<string, Callback>>;
  /** Methods of classes that derive from a class of the package: `tornado.web.RequestHandler.get` is called by the framework. */
  readonly methods?: Readonly<Record<string, Callback>>;
  /** Calls that never return: what stands after them in a check does not run. */
  readonly stops?: readonly string[];
  /**
   * Parameters that stand for a path: `Request` by declared type, `Request@fastapi` where the module imports that package,
   * `~request@django` by name there, `~req&res` by name beside another.
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The model's own test: code in which a flow ends exactly at each `«»`, and code without any. */
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

/** How a framework calls a function. */
export interface Callback {
  /** Argument positions that hold functions: `0`, `1+` for all from the second on, `0:handler` for an option; unused for decorators. */
  readonly at?: string;
  /** Path of each parameter; `source:request` for an untrusted value itself, empty for nothing known. */
  readonly parameters?: readonly string[];
  /** Path of what the function is called on. */
  readonly receiver?: string;
  /** A function with so many parameters handles errors, and gets one before all others. */
  readonly errorsAt?: number;
  /** Every parameter that is not named above is an untrusted value: the parts of a route. */
  readonly others?: SourceKind;
  /** The result goes to a sink of this kind. */
  readonly returns?: SinkKind | undefined;
}

/** A call that is a defect where all that is told of it holds. */
export interface Misuse {
  /** Path of the call, of a class that is made, or of a field that is set: `tls.Config.InsecureSkipVerify=`. */
  readonly call: string;
  /** Position of the argument that decides, or `this`; the set value of a field. Default `0`. */
  readonly argument?: string;
  /** One of the texts that the argument may be. */
  readonly matches?: RegExp;
  /** The argument is this literal, or this path of an API. */
  readonly is?: string;
  /** The argument is a number below. */
  readonly below?: number;
  /** The argument is a number that has one of these bits: a mode that lets others write. */
  readonly bits?: number;
  /** Another argument is such a text too: the name of the header that is set. */
  readonly beside?: { readonly argument: string; readonly matches: RegExp };
  /** The argument is made of constants: a key, a nonce or a password in the code. */
  readonly constant?: true;
  /**
   * Nothing of this was done to the argument, which was made in sight: `setSecure=true`, `setFeature:name=true`, or a field
   * that was set, `ReadTimeout`.
   */
  readonly without?: readonly string[];
  /** Type of the argument, where `without` is told and it is not the receiver. */
  readonly of?: string;
}

/** One sink: which argument, under which condition. */
export interface SinkSpec {
  readonly kind: SinkKind;
  /** Position, name, `*` or `this`; `0:shell` for a list of words that starts a shell. */
  readonly argument: string;
  /** Properties of the argument that count, where not all of it does. */
  readonly properties: readonly string[];
  /** True where reaching it is likely a defect, not surely one. */
  readonly isGuess: boolean;
  /** All of them must hold. */
  readonly when: readonly SinkCondition[];
}

/** The literal that an argument must be, or (`isPart`) a text that it must contain where it is given at all. */
interface SinkCondition {
  readonly name: string;
  readonly literal: string;
  readonly isPart: boolean;
}

/** All models of one language, ready for look-ups by path. */
export interface ModelIndex {
  readonly types: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, SourceKind>;
  readonly weakSources: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
  readonly keeps: ReadonlySet<string>;
  readonly sinks: ReadonlyMap<string, readonly SinkSpec[]>;
  readonly assignments: ReadonlyMap<string, SinkKind>;
  readonly cleans: ReadonlyMap<string, number>;
  readonly passes: ReadonlySet<string>;
  readonly gives: ReadonlySet<string>;
  readonly merges: ReadonlySet<string>;
  readonly drops: ReadonlySet<string>;
  readonly resolves: ReadonlySet<string>;
  readonly matches: ReadonlyMap<string, 'start' | 'whole' | 'part'>;
  readonly compiles: ReadonlySet<string>;
  readonly asserts: ReadonlyMap<string, number>;
  readonly guards: ReadonlyMap<string, number>;
  readonly callbacks: ReadonlyMap<string, Callback>;
  readonly decorators: ReadonlyMap<string, Callback>;
  readonly methods: ReadonlyMap<string, Callback>;
  readonly stops: ReadonlySet<string>;
  readonly parameters: ReadonlyMap<string, string>;
  readonly misuses: ReadonlyMap<string, readonly (Misuse & { readonly kind: MisuseKind })[]>;
  readonly fills: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  /** Types of which it matters what was done to their instances. */
  readonly watched: ReadonlySet<string>;
  /** Every path, and every beginning of one, that a model speaks of. */
  readonly prefixes: ReadonlySet<string>;
  /** Java: whole names of the classes that models speak of, by simple name. */
  readonly classes: ReadonlyMap<string, readonly string[]>;
}

/** Indexes the models that speak of a language; throws on one that contradicts itself or names a kind that is none. */
export function indexModels(models: readonly Model[], language: ParsedLanguage): ModelIndex {
  const types = new Map<string, string>();
  const sources = new Map<string, SourceKind>();
  const sinks = new Map<string, SinkSpec[]>();
  const assignments = new Map<string, SinkKind>();
  const passes = new Set<string>();
  const drops = new Set<string>();
  const [resolves, compiles] = [new Set<string>(), new Set<string>()];
  const [gives, merges, keeps] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const [weakSources, texts] = [new Set<string>(), new Set<string>()];
  const matches = new Map<string, 'start' | 'whole' | 'part'>();
  const [cleans, asserts, guards] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const callbacks = new Map<string, Callback>();
  const [decorators, methods] = [new Map<string, Callback>(), new Map<string, Callback>()];
  const stops = new Set<string>();
  const parameters = new Map<string, string>();
  const misuses = new Map<string, (Misuse & { kind: MisuseKind })[]>();
  const [fills, watched, numbers] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const model of models) {
    if (!model.languages.includes(language)) continue;
    for (const [path, type] of Object.entries(model.types ?? {})) types.set(path, type);
    for (const [kind, paths] of entries(model.sources)) {
      for (const written of paths) {
        const path = written.replace(/\?$/, '');
        sources.set(path, kind);
        if (path !== written) weakSources.add(path);
      }
    }
    for (const path of model.texts ?? []) texts.add(path);
    for (const path of model.keeps ?? []) keeps.add(path);
    for (const [kind, paths] of entries(model.sinks)) {
      for (const written of paths) {
        if (written.endsWith('=')) assignments.set(written.slice(0, -1), kind);
        else {
          const { callee, spec } = parseSink(written, kind);
          sinks.set(callee, [...(sinks.get(callee) ?? []), spec]);
        }
      }
    }
    addBits(cleans, model.cleans);
    addBits(asserts, model.asserts);
    addBits(guards, model.guards);
    for (const path of model.passes ?? []) passes.add(path);
    for (const path of model.drops ?? []) drops.add(path);
    for (const path of model.gives ?? []) gives.add(path);
    for (const path of model.merges ?? []) merges.add(path);
    for (const path of model.resolves ?? []) resolves.add(path);
    for (const path of model.compiles ?? []) compiles.add(path);
    for (const path of model.stops ?? []) stops.add(path);
    for (const [path, callback] of Object.entries(model.methods ?? {})) methods.set(path, callback);
    for (const [path, how] of Object.entries(model.matches ?? {})) matches.set(path, how);
    for (const [path, callback] of Object.entries(model.callbacks ?? {})) callbacks.set(path, callback);
    for (const [path, callback] of Object.entries(model.decorators ?? {})) decorators.set(path, callback);
    for (const [type, path] of Object.entries(model.parameters ?? {})) {
      parameters.set(type, path);
      // So that a look-up by package is made for these names only.
      const at = type.indexOf('@');
      if (at > 0) parameters.set(type.slice(0, at + 1), '');
    }
    for (const path of model.fills ?? []) fills.add(path);
    for (const path of model.numbers ?? []) numbers.add(path);
    for (const [kind, some] of entries(model.misuses)) {
      for (const one of some) {
        misuses.set(one.call, [...(misuses.get(one.call) ?? []), { ...one, kind }]);
        if (one.without !== undefined) watched.add(one.of ?? one.call.slice(0, one.call.lastIndexOf('.')));
      }
    }
  }
  const speaking = [cleans, asserts, guards, callbacks, decorators, misuses, sinks, sources, assignments, matches];
  const spoken = [...speaking.flatMap((map) => [...map.keys()]), ...types.keys(), ...types.values()];
  const names = apiNames([
    ...spoken,
    ...passes,
    ...drops,
    ...resolves,
    ...compiles,
    ...fills,
    ...numbers,
    ...parameters.values(),
  ]);
  return {
    misuses,
    fills,
    numbers,
    watched,
    ...names,
    types,
    sources,
    sinks,
    assignments,
    cleans,
    passes,
    weakSources,
    texts,
    keeps,
    gives,
    merges,
    drops,
    resolves,
    matches,
    compiles,
    asserts,
    guards,
    callbacks,
    decorators,
    methods,
    stops,
    parameters,
  };
}

function entries<K extends string, V>(record: Readonly<Partial<Record<K, V>>> | undefined): [K, V][] {
  return Object.entries(record ?? {}) as [K, V][];
}

function addBits(into: Map<string, number>, record: Model['cleans']): void {
  for (const [kind, paths] of entries(record)) {
    // Whatever cannot be markup cannot be mistaken for it.
    const bits =
      kind === 'html'
        ? bitsOf(['html', 'selector'])
        : kind === 'all'
          ? -1
          : kind === 'number'
            ? NUMERIC
            : bitsOf([kind]);
    for (const path of paths) into.set(path, (into.get(path) ?? 0) | bits);
  }
}

/** `subprocess.run(0, shell=True)` → the callee and what must be clean. */
function parseSink(written: string, kind: SinkKind): { callee: string; spec: SinkSpec } {
  const parts = /^(.+)\(([\w*:+<]+)(?:\.([\w|.]+))?((?:,\s*\w+[=~][^,)]+)*)\)(\??)$/.exec(written);
  if (parts === null) throw new Error(`${written} names no argument of a call`);
  const [, callee, argument, properties, conditions, mark] = parts;
  bitsOf([kind]);
  const when = [...conditions!.matchAll(/,\s*(\w+)([=~])([^,)]+)/g)].map(
    ([, name, operator, literal]): SinkCondition => ({ name: name!, literal: literal!, isPart: operator === '~' }),
  );
  return {
    callee: callee!,
    spec: { kind, argument: argument!, properties: properties?.split('|') ?? [], isGuess: mark === '?', when },
  };
}
