import type { ModuleIr } from '../graph/ir.ts';
import type { Program } from '../graph/program.ts';
import { DeclaredTypes } from './declared-types.ts';
import { FlowSet } from './flow.ts';
import { EMPTY_OBJECT, type Heap, itemsOf } from './heap.ts';
import type { MisuseKind, SinkKind, SourceKind } from './kinds.ts';
import { bitsOf, PARAMETER_KINDS } from './kinds.ts';
import type { Callback, ModelIndex } from './model.ts';
import type { Settings } from './settings.ts';
import type { State } from './state.ts';
import {
  covers,
  type FunctionRef,
  join,
  type Predicate,
  type Site,
  type Step,
  type Taint,
  type Value,
  value,
  withFacts,
} from './value.ts';

/** A function that a framework will call, with what is known of its arguments. */
export interface Entry {
  readonly ref: FunctionRef;
  readonly callback: Callback;
  readonly site: Site;
  /** The pattern of addresses that leads to it, where one is written; else empty. */
  readonly route: string;
  /** The objects of the function that handed it over; null where that was a module's own top level. */
  readonly heap: Heap | null;
}

const MOST_STEPS = 40;

/** What all functions of one analysis share: cells, known external values, flows, and how much may still be spent. */
export class Context {
  readonly program: Program;
  readonly declared: DeclaredTypes;
  readonly settings: Settings;
  readonly flows = new FlowSet();
  readonly entries: Entry[] = [];
  /** Functions that ran at least once, as `module:function`. */
  readonly executed = new Set<string>();
  /** Modules in which a budget ended the work. */
  readonly exhausted = new Set<number>();
  /** True when a cell grew after somebody had read it: another round finds more. */
  stale = false;
  spent = 0;
  entryLimit = 0;
  /** How often a call was not followed to its end. */
  cuts = 0;
  /** True while something is tried that nobody is known to do: that it was not tried to the end is no gap. */
  isAside = false;
  frames = 0;
  /** What is known where a position (`x.indexOf(y)`) shows that something was found, by the id of the position. */
  readonly positions = new Map<number, { readonly found: Predicate | null; readonly atStart: Predicate | null }>();
  /** Functions that run inside each other now. */
  depth = 0;
  /** True while the outermost of them is a module's own top level. */
  isTop = false;
  readonly #indexes: ReadonlyMap<string, ModelIndex>;
  readonly #cells = new Map<string, Value>();
  readonly #readCells = new Set<string>();
  readonly #apis = new Map<string, Value>();
  readonly #classes = new Map<string, Value>();
  readonly #namespaces = new Map<number, Value>();
  readonly #objects = new Map<string, number>();
  readonly #kept = new Map<string, Value>();

  constructor(program: Program, indexes: ReadonlyMap<string, ModelIndex>, settings: Settings = new Map()) {
    this.program = program;
    this.#indexes = indexes;
    this.settings = settings;
    this.declared = new DeclaredTypes(program, (module) => this.models(module));
  }

  module(index: number): ModuleIr {
    return this.program.modules[index]!;
  }

  models(module: number): ModelIndex {
    return this.#indexes.get(this.module(module).language)!;
  }

  /** The value of a path in an API, the same one each time; a source is untrusted where it is read. */
  api(path: string, site: Site): Value {
    const index = this.models(site.module);
    const known = this.#apis.get(path) ?? value({ api: this.canonical(path, site.module) });
    this.#apis.set(path, known);
    const source = index.sources.get(known.api ?? path) ?? index.sources.get(path);
    if (source === undefined) return known;
    const name = index.sources.has(known.api ?? path) ? (known.api ?? path) : path;
    const taint = this.taint(source, known.id, site, path, index.weakSources.has(name));
    return { ...known, taints: [index.texts.has(name) ? { ...taint, clean: MADE_TEXT } : taint] };
  }

  canonical(path: string, module: number): string {
    const { types } = this.models(module);
    const known = types.get(path);
    if (known !== undefined || path.endsWith(')')) return known ?? path;
    // `Database.*`: whatever it is called, it is a collection.
    return types.get(`${path.slice(0, path.lastIndexOf('.'))}.*`) ?? path;
  }

  taint(source: SourceKind, carrier: number, site: Site, what: string, isGuess = false): Taint {
    const step: Step = { site, message: `Untrusted value from ${what}`, previous: null, length: 1 };
    return { source, carriers: [carrier], clean: 0, step, guessed: isGuess };
  }

  /** An untrusted value of its own. */
  untrusted(source: SourceKind, site: Site, what: string, isGuess = false): Value {
    const fresh = value();
    return { ...fresh, taints: [this.taint(source, fresh.id, site, what, isGuess)] };
  }

  readCell(module: number, cell: number): Value {
    const key = `${module}:${cell}`;
    this.#readCells.add(key);
    return this.#cells.get(key) ?? UNSET;
  }

  writeCell(module: number, cell: number, written: Value): void {
    const key = `${module}:${cell}`;
    const known = this.#cells.get(key);
    if (known === undefined) this.#cells.set(key, written);
    else if (!covers(known, written)) this.#cells.set(key, join(known, written));
    else return;
    if (this.#readCells.has(key)) this.stale = true;
  }

  /** What an earlier handler left in a field of something that all handlers are given; null where nobody did. */
  keptField(path: string, name: string): Value | null {
    return this.#kept.get(`${path}.${name}`) ?? null;
  }

  keepField(path: string, name: string, written: Value): void {
    const key = `${path}.${name}`;
    const known = this.#kept.get(key);
    if (known !== undefined && covers(known, written)) return;
    this.#kept.set(key, known === undefined ? written : join(known, written));
    this.stale = true;
  }

  classValue(module: number, cls: number): Value {
    const key = `${module}:${cls}`;
    const fn = this.module(module).classes[cls]!.methods.get('constructor') ?? -1;
    const known = this.#classes.get(key) ?? value({ functions: [{ module, fn, cls, receiver: null }] });
    this.#classes.set(key, known);
    return known;
  }

  namespace(module: number): Value {
    const known = this.#namespaces.get(module) ?? value({ type: `module:${module}` });
    this.#namespaces.set(module, known);
    return known;
  }

  /** Objects made from now on have a larger number. */
  get newestObject(): number {
    return this.#objects.size;
  }

  /** The object made at a place by one activation: the same one however often the place runs. */
  objectId(frame: number, node: number, extra = ''): number {
    const key = `${frame} ${node} ${extra}`;
    const known = this.#objects.get(key) ?? this.#objects.size + 1;
    this.#objects.set(key, known);
    return known;
  }

  /** Reports each taint of the value that is not clean for the kind, also inside lists and objects. */
  sink(kind: SinkKind, given: Value, site: Site, state: State, what: string, isGuess = false): void {
    const bit = bitsOf([kind]);
    const carried =
      kind === 'html'
        ? this.#shown(given, state, site)
        : this.reachable(given, state, WHOLE_TEXTS.has(kind) && this.#isRecord(given, state) ? 0 : 2);
    let isDirty = false;
    for (const taint of carried) {
      if ((taint.clean & bit) !== 0 || (taint.whole === true && WHOLE.has(kind))) continue;
      if (taint.source === 'library' && taint.isPart !== true && !WHOLE_MATTERS.has(kind)) continue;
      isDirty = true;
      const step = this.step(taint.step, site, `Reaches ${what}`);
      this.flows.add({ kind, source: taint.source, sink: site, step, guessed: taint.guessed || isGuess });
    }
    const isKnown = given.constants !== null && given.constants.length > 0;
    const isChecked = given.taints.some(({ source }) => source !== 'parameter' || PARAMETER_KINDS.includes(kind));
    if (!isDirty && (isKnown || isChecked)) this.flows.clear(kind, site);
  }

  /** Something with named parts: options, whose parts matter one by one. */
  #isRecord(given: Value, state: State): boolean {
    return given.objects.some((id) => {
      for (const key of state.heap.get(id)?.fields.keys() ?? []) if (!/^\d+$/.test(key)) return true;
      return false;
    });
  }

  /** What of a value is shown as a page: a mapping becomes JSON, the first part of a tuple is the body. */
  #shown(given: Value, state: State, site: Site): readonly Taint[] {
    const { language } = this.module(site.module);
    if (language !== 'python' && language !== 'java') return withFacts(given, state.facts).taints;
    const bodies = given.objects.flatMap((id) => {
      const items = itemsOf(state.heap.get(id) ?? EMPTY_OBJECT) ?? [];
      // What fills the places of a format is shown whole.
      return language === 'java' ? items : items.slice(0, 1);
    });
    return [given, ...bodies].flatMap((one) => withFacts(one, state.facts).taints);
  }

  /** Taints of a value and of what it holds, down to some depth. */
  reachable(given: Value, state: State, depth: number): readonly Taint[] {
    const own = withFacts(given, state.facts).taints;
    if (depth === 0 || given.objects.length === 0) return own;
    const all = [...own];
    for (const id of given.objects) {
      const object = state.heap.get(id);
      if (object === undefined) continue;
      for (const held of object.fields.values()) all.push(...this.reachable(held, state, depth - 1));
      if (object.rest !== null) all.push(...this.reachable(object.rest, state, depth - 1));
    }
    return all;
  }

  /** Reports a use that is a defect as it stands. */
  misused(kind: MisuseKind, sink: Site, what: string): void {
    const step: Step = { site: sink, message: `Uses ${what}`, previous: null, length: 1 };
    this.flows.add({ kind, source: 'code', sink, step, guessed: false });
  }

  step(previous: Step, site: Site, message: string): Step {
    if (previous.length >= MOST_STEPS) return previous;
    if (previous.site.module === site.module && previous.site.node === site.node && previous.message === message) {
      return previous;
    }
    return { site, message, previous, length: previous.length + 1 };
  }

  /** True while there is something left to spend. */
  pay(steps: number, module: number): boolean {
    this.spent += steps;
    if (this.spent <= this.entryLimit) return true;
    this.cuts++;
    if (!this.isAside) this.exhausted.add(module);
    return false;
  }
}

const UNSET: Value = value();
/** What a caller may well hand over as a whole: a path, a query, a template, a page. */
const WHOLE: ReadonlySet<SinkKind> = new Set(['path', 'sql', 'template', 'html', 'email', 'xpath']);

/** Kinds of sink for which also all of what a library is handed matters. */
const WHOLE_MATTERS: ReadonlySet<SinkKind> = new Set(['prototype']);

/** Kinds of sink that read one text: what else an options object holds does not matter to them. */
const WHOLE_TEXTS: ReadonlySet<SinkKind> = new Set([
  'assign',
  'url',
  'redirect',
  'path',
  'code',
  'shell',
  'regex',
  'xml',
  'template',
]);

/** Taints of arguments in what a call gives back, with the call as a step. */
export function passing(context: Context, taints: readonly Taint[], site: Site, message: string): readonly Taint[] {
  return taints.map((taint) => ({ ...taint, step: context.step(taint.step, site, message) }));
}

/** A text is no object with operators or names of its own. */
export const MADE_TEXT = bitsOf(['nosql', 'assign']);
