import type { Binding } from '../graph/program.ts';
import { isScript } from './assume.ts';
import { type Context, passing } from './context.ts';
import { isSimpleType } from './convention.ts';
import { HOST } from './guards.ts';
import { EMPTY_OBJECT, readAny, readKey, writeKey } from './heap.ts';
import type { State } from './state.ts';
import {
  derived,
  join,
  mergeTaints,
  nothing,
  onlyConstant,
  onlyText,
  type Site,
  type Value,
  value,
  withFacts,
} from './value.ts';

/** The name under which a constant key stands; null where the key is not known. */
export function keyOf(key: Value): string | null {
  const one = onlyConstant(key);
  if (one === null) return null;
  return one.kind === 'string' ? one.value : one.kind === 'number' ? String(one.value) : null;
}

/** Takes a key out of an object; where it is not known which, everything may still be there. */
export function deleteKey(of: Value, key: Value, state: State): void {
  const name = keyOf(key);
  if (name === null || of.objects.length !== 1) return;
  const id = of.objects[0]!;
  const object = state.heap.get(id);
  if (object === undefined) return;
  const fields = new Map(object.fields);
  fields.delete(name);
  state.heap.set(id, { ...object, fields, length: null });
}

/** The global object of a script, by any of its names. */
const GLOBALS = new Set(['window', 'self', 'globalThis', 'global']);
const HOST_PARTS = new Set(['netloc', 'hostname', 'host', 'origin']);

/** The host of a parsed URL speaks for the URL, as far as places go. */
function hostPart(of: Value, name: string): Partial<Value> {
  if (of.views.length === 0 || !HOST_PARTS.has(name)) return {};
  return { type: HOST, views: [of.id, ...of.views] };
}

/** Reads and writes names of objects, classes, modules and external APIs. */
export class Memory {
  readonly #context: Context;
  /** Parts of values that are not objects of the program: read twice, they are the same value. */
  readonly #parts = new Map<string, Value>();

  readonly #bases = new Map<string, string | null>();

  constructor(context: Context) {
    this.#context = context;
  }

  imported(module: number, index: number, site: Site): Value {
    return this.bound(this.#context.program.binding(module, index), site);
  }

  bound(binding: Binding, site: Site): Value {
    if (binding.kind === 'api') return this.#context.api(binding.path, site);
    if (binding.kind === 'module') return this.#context.namespace(binding.module);
    return this.#context.readCell(binding.module, binding.cell);
  }

  /** A name that the module does not declare: of its package, else of the language itself. */
  global(name: string, site: Site): Value {
    if (name === 'undefined') return nothing();
    const neighbour = this.#context.program.neighbour(site.module, name);
    return neighbour === null
      ? this.#context.api(name, site)
      : this.#context.readCell(neighbour.module, neighbour.cell);
  }

  /** A named part of a value: what was written there, a method, a name of a module or an API, else a part of it. */
  read(of: Value, name: string, state: State, site: Site): Value {
    const found: Value[] = [];
    for (const id of [...of.objects, -of.id]) {
      const object = state.heap.get(id);
      const held = object === undefined ? null : readKey(object, name);
      if (held !== null) found.push(held);
      else if (object?.length !== null && object?.length !== undefined && name === 'length') {
        found.push(value({ constants: [{ kind: 'number', value: object.length }] }));
      } else if (object?.cls != null) {
        const method = this.#method(object.cls, name, of);
        if (method !== null) found.push(method);
      } else if (object?.protos !== undefined) {
        const inherited = this.#inherited(object.protos, name, state);
        if (inherited !== null) found.push(inherited);
      }
    }
    if (found.length === 0 && name === 'prototype' && of.functions.length > 0) {
      return value({
        objects: of.functions.map(({ module, fn }) => this.#context.objectId(-1, fn, `prototype ${module}`)),
      });
    }
    if (found.length > 0) return this.together(found, of);
    return this.#ofType(of, name, site, state) ?? this.#ofText(of, name) ?? this.part(of, name, site);
  }

  /** A name found in the prototypes of an object, or in theirs. */
  #inherited(protos: readonly number[], name: string, state: State): Value | null {
    const seen = new Set<number>();
    const waiting = [...protos];
    for (let id = waiting.shift(); id !== undefined && seen.size < 8; id = waiting.shift()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const object = state.heap.get(id);
      const held = object === undefined ? null : readKey(object, name);
      if (held !== null) return held;
      waiting.push(...(object?.protos ?? []));
    }
    return null;
  }

  #ofType(of: Value, name: string, site: Site, state: State): Value | null {
    if (of.type?.startsWith('module:') === true) {
      const binding = this.#context.program.exported(Number(of.type.slice(7)), name);
      if (binding !== null) return this.bound(binding, site);
    }
    if (of.type?.startsWith('class:') === true) {
      const method = this.#method(of.type.slice(6), name, of);
      if (method !== null) return method;
      // What was handed over from outside has fields of its own.
      const held = of.taints.length > 0 ? null : this.#ofClass(of.type.slice(6), name, state);
      if (held !== null && (held.constants !== null || held.objects.length > 0)) return held;
      const [module, cls] = of.type.slice(6).split(':').map(Number) as [number, number];
      const type = this.#context.module(module).classes[cls]?.fields.get(name);
      if (of.taints.length > 0 && type !== undefined && isSimpleType(type)) return value({ type: 'number' });
      const path =
        type === undefined ? undefined : this.#context.models(module).parameters.get(type.replace(/<.*$/, ''));
      if (of.taints.length === 0 && path !== undefined) return this.#context.api(path, site);
    }
    for (const { module, cls } of of.functions) {
      const method = cls < 0 ? undefined : this.#context.module(module).classes[cls]!.methods.get(name);
      if (method !== undefined) return value({ functions: [{ module, fn: method, cls: -1, receiver: null }] });
    }
    return null;
  }

  #ofText(of: Value, name: string): Value | null {
    const own = name === 'length' ? onlyText(of) : null;
    return own === null ? null : value({ constants: [{ kind: 'number', value: own.length }] });
  }

  /** A part that nobody wrote: of an API its path goes on; of anything untrusted it is untrusted. */
  part(of: Value, name: string, site: Site): Value {
    if (of.api === null && of.taints.length === 0) return value();
    if (of.api !== null && GLOBALS.has(of.api) && name !== 'name' && this.#isScript(site))
      return this.global(name, site);
    const kept = of.api === null ? null : this.#context.keptField(of.api, name);
    if (kept !== null) return kept;
    if (of.api !== null && of.taints.length > 0 && this.#context.models(site.module).drops.has(`${of.api}.${name}`)) {
      return this.#context.api(`${of.api}.${name}`, site);
    }
    if (of.api !== null && /^[\w$]+$/.test(name)) {
      const inner = of.taints.length > 0 ? null : this.#context.program.submodule(site.module, `${of.api}.${name}`);
      if (inner !== null) return this.#context.namespace(inner);
      const whole = this.#context.api(`${of.api}.${name}`, site);
      if (of.taints.length === 0) return whole;
      const key = `${of.id}.${name}`;
      const known = this.#parts.get(key) ?? value({ api: whole.api, ...hostPart(of, name) });
      this.#parts.set(key, known);
      return { ...known, taints: mergeTaints([whole.taints, derived(of)]) };
    }
    if (name === 'length' || name === 'size') return value({ type: 'number' });
    const key = `${of.id}.${name}`;
    const known = this.#parts.get(key) ?? value(hostPart(of, name));
    this.#parts.set(key, known);
    return name === '[?]'
      ? value({ taints: derived(of) })
      : { ...known, taints: passing(this.#context, derived(of), site, `Read as ${name}`) };
  }

  #method(cls: string, name: string, receiver: Value): Value | null {
    const seen = new Set<string>();
    for (let at: string | null = cls; at !== null && !seen.has(at); ) {
      seen.add(at);
      const [module, index] = at.split(':').map(Number) as [number, number];
      const found = this.#context.module(module).classes[index]?.methods.get(name);
      if (found !== undefined) return value({ functions: [{ module, fn: found, cls: -1, receiver }] });
      at = this.#baseOf(module, index);
    }
    return null;
  }

  /** The class of an external API that a class of the program derives from, as a path; null where there is none. */
  externalBase(cls: string): string | null {
    const known = this.#bases.get(cls);
    if (known !== undefined) return known;
    let found: string | null = null;
    const seen = new Set<string>();
    for (let at: string | null = cls; at !== null && !seen.has(at) && found === null; ) {
      seen.add(at);
      const [module, index] = at.split(':').map(Number) as [number, number];
      for (const base of this.#context.module(module).classes[index]?.bases ?? [])
        found ??= this.#externalName(module, base);
      at = this.#baseOf(module, index);
    }
    this.#bases.set(cls, found);
    return found;
  }

  #externalName(module: number, written: string): string | null {
    const { program } = this.#context;
    const name = written.replace(/[<(].*$/s, '').trim();
    const head = name.split('.', 1)[0]!;
    const { imports } = program.modules[module]!;
    for (const [at, one] of imports.entries()) {
      if (one.name !== head && !(one.name === '*' && (one.module === head || one.module.startsWith(`${head}.`))))
        continue;
      const binding = program.binding(module, at);
      if (binding.kind !== 'api') continue;
      return this.#context.canonical(one.name === '*' ? name : binding.path + name.slice(head.length), module);
    }
    return null;
  }

  /** Names of all classes that a class derives from, as written, nearest first. */
  lineage(cls: string): readonly string[] {
    const names: string[] = [];
    const seen = new Set<string>();
    for (let at: string | null = cls; at !== null && !seen.has(at); ) {
      seen.add(at);
      const [module, index] = at.split(':').map(Number) as [number, number];
      names.push(...(this.#context.module(module).classes[index]?.bases ?? []));
      at = this.#baseOf(module, index);
    }
    return names;
  }

  /** What a class says of a name that its instance does not have: a constant of the class, also of those above it. */
  #ofClass(cls: string, name: string, state: State): Value | null {
    const seen = new Set<string>();
    for (let at: string | null = cls; at !== null && !seen.has(at); ) {
      seen.add(at);
      const [module, index] = at.split(':').map(Number) as [number, number];
      const held = state.heap.get(-this.#context.classValue(module, index).id)?.fields.get(name);
      if (held !== undefined) return held;
      at = this.#baseOf(module, index);
    }
    return null;
  }

  /** The first base class that is part of the program. */
  #baseOf(module: number, index: number): string | null {
    const { modules } = this.#context.program;
    for (const base of modules[module]!.classes[index]?.bases ?? []) {
      const found = this.classNamed(module, base);
      if (found !== null) return found;
    }
    return null;
  }

  /** The class that a name stands for in a module, as `module:class`; null where it is not part of the program. */
  classNamed(module: number, name: string): string | null {
    const { program } = this.#context;
    const { classes, imports } = program.modules[module]!;
    const short = name.replace(/<.*$/, '').split('.').at(-1)!;
    const own = classes.findIndex((one) => one.name === short);
    if (own >= 0) return `${module}:${own}`;
    const index = imports.findIndex(
      (one) => one.name === short || (one.name === 'default' && one.module.endsWith(short)),
    );
    const binding = index < 0 ? null : program.binding(module, index);
    const cell = binding?.kind === 'cell' ? binding : program.neighbour(module, short);
    if (cell === null) return null;
    const target = program.modules[cell.module]!;
    const cls = target.classes.findIndex((one) => one.name === target.cells[cell.cell]!.name);
    return cls < 0 ? null : `${cell.module}:${cls}`;
  }

  #isScript(site: Site): boolean {
    return isScript(this.#context.module(site.module));
  }

  /** Assignments that are sinks, or that hand a function to somebody who calls it. */
  #assigned(path: string, name: string, written: Value, state: State, site: Site): void {
    const models = this.#context.models(site.module);
    const kind = models.assignments.get(path);
    if (kind !== undefined)
      this.#context.sink(kind, written, site, state, path.startsWith('?.') ? `the property ${name}` : path);
    const callback = models.callbacks.get(`${path}=`);
    if (callback === undefined) return;
    for (const ref of written.functions) this.#context.entries.push({ ref, callback, site, route: '', heap: null });
  }

  write(of: Value, name: string | null, written: Value, state: State, site: Site): void {
    if (name !== null) {
      if (of.api !== null) this.#assigned(`${of.api}.${name}`, name, written, state, site);
      this.#assigned(`?.${name}`, name, written, state, site);
      if (of.api !== null && this.#context.models(site.module).keeps.has(of.api)) {
        this.#context.keepField(of.api, name, withFacts(written, state.facts));
      }
    }
    const ids = of.objects.length > 0 ? of.objects : [-of.id];
    for (const id of ids) {
      state.heap.set(id, writeKey(state.heap.get(id) ?? EMPTY_OBJECT, name, written, ids.length === 1));
    }
  }

  /** Several things that may be meant, and the taint of what they stand in. */
  together(found: readonly Value[], of: Value): Value {
    const all = found.reduce((a, b) => join(a, b));
    return of.taints.length === 0 || all.taints.length > 0
      ? all
      : { ...all, taints: mergeTaints([all.taints, derived(of)]) };
  }

  /** Everything in the objects that a value may point to. */
  contents(of: Value, state: State): Value | null {
    const held = of.objects.flatMap((id) => {
      const all = readAny(state.heap.get(id) ?? EMPTY_OBJECT);
      return all === null ? [] : [all];
    });
    return held.length === 0 ? null : held.reduce((a, b) => join(a, b));
  }
}
