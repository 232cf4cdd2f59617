import type { Binding } from '../graph/program.ts';
import { isScript } from './assume.ts';
import { ClassTable } from './class-table.ts';
import { type Context, passing } from './context.ts';
import { isSimpleType } from './convention.ts';
import { HOST } from './guards.ts';
import { EMPTY_OBJECT, readAny, readKey, writeKey } from './heap.ts';
import { NUMERIC } from './kinds.ts';
import { isMisusedValue } from './misuse.ts';
import type { State } from './state.ts';
import {
  cleaned,
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
  readonly classes: ClassTable;
  /** Parts of values that are not objects of the program: read twice, they are the same value. */
  readonly #parts = new Map<string, Value>();
  constructor(context: Context) {
    this.#context = context;
    this.classes = new ClassTable(context);
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
    if (this.#isJava(site)) return this.#javaName(name, site);
    const neighbour = this.#context.program.neighbour(site.module, name);
    return neighbour === null
      ? this.#context.api(name, site)
      : this.#context.readCell(neighbour.module, neighbour.cell);
  }

  #isJava(site: Site): boolean {
    return this.#context.module(site.module).language === 'java';
  }

  /** A class of the package, of one that is imported whole or of `java.lang`; a whole name with its package. */
  #javaName(name: string, site: Site): Value {
    const { program, declared } = this.#context;
    const cell = name.includes('.') ? program.qualified(name) : program.neighbour(site.module, name);
    if (cell !== null) return this.#context.readCell(cell.module, cell.cell);
    const whole = declared.wildcard(site.module, name) ?? name.replace(/^jakarta\./, 'javax.');
    return this.#context.api(whole, site);
  }

  /** A named part of a value: what was written there, a method, a name of a module or an API, else a part of it. */
  read(of: Value, name: string, state: State, site: Site, given = -1): Value {
    const found: Value[] = [];
    for (const id of [...of.objects, -of.id]) {
      const object = state.heap.get(id);
      const held = object === undefined ? null : readKey(object, name);
      if (held !== null) found.push(held);
      else if (object?.length !== null && object?.length !== undefined && name === 'length') {
        found.push(value({ constants: [{ kind: 'number', value: object.length }] }));
      } else if (object?.cls != null) {
        const method = this.classes.method(object.cls, name, of, given);
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
    return this.#ofType(of, name, site, state, given) ?? this.#ofText(of, name) ?? this.part(of, name, site);
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

  #ofType(of: Value, name: string, site: Site, state: State, given: number): Value | null {
    if (of.type?.startsWith('module:') === true) {
      const binding = this.#context.program.exported(Number(of.type.slice(7)), name);
      if (binding !== null) return this.bound(binding, site);
    }
    if (of.type?.startsWith('class:') === true) {
      const cls = of.type.slice(6);
      const method = this.classes.method(cls, name, of, given) ?? this.classes.inHeirs(cls, name, of, given);
      if (method !== null) return method;
      // What was handed over from outside has fields of its own.
      const held = of.taints.length > 0 ? null : this.#ofClass(cls, name, state);
      if (held !== null && (held.constants !== null || held.objects.length > 0)) return held;
      const [module, index] = cls.split(':').map(Number) as [number, number];
      const type = this.#context.module(module).classes[index]?.fields.get(name);
      if (of.taints.length > 0 && type !== undefined && isSimpleType(type)) return value({ type: 'number' });
      const path =
        type === undefined ? undefined : this.#context.models(module).parameters.get(type.replace(/<.*$/, ''));
      if (of.taints.length === 0 && path !== undefined) return this.#context.api(path, site);
      const declared = this.#declaredField(cls, of, name, site);
      if (declared !== null) return declared;
    }
    for (const { module, cls } of of.functions) {
      if (cls < 0) continue;
      const { methods } = this.#context.module(module).classes[cls]!;
      const method = methods.get(`${name}/${given}`) ?? methods.get(name);
      if (method !== undefined) return value({ functions: [{ module, fn: method, cls: -1, receiver: null }] });
      const inherited = this.classes.method(`${module}:${cls}`, name, null, given);
      if (inherited !== null) return inherited;
      const declared = this.#declaredField(`${module}:${cls}`, of, name, site);
      if (declared !== null) return declared;
    }
    return null;
  }

  /** A field that nobody set in sight: what its declared type says, or what the class inherits from an API. */
  #declaredField(cls: string, of: Value, name: string, site: Site): Value | null {
    const context = this.#context;
    const seen = new Set<string>();
    for (let at: string | null = cls; at !== null && !seen.has(at); ) {
      seen.add(at);
      const [module, index] = at.split(':').map(Number) as [number, number];
      const { language, classes } = context.module(module);
      if (language !== 'java' && language !== 'go') return null;
      const { fields, bases } = classes[index]!;
      const written = fields.get(name);
      if (written !== undefined) return this.#ofDeclared(module, written, of, name, site);
      for (const base of bases) {
        const declared = context.declared.resolve(module, base);
        if (declared?.kind === 'api') return this.part({ ...of, api: declared.path }, name, site);
      }
      at = this.classes.baseOf(module, index);
    }
    return null;
  }

  #ofDeclared(module: number, written: string, of: Value, name: string, site: Site): Value {
    const context = this.#context;
    const declared = context.declared.resolve(module, written);
    const taints = derived(of);
    if (declared?.kind === 'number') return value({ type: 'number', taints: cleaned(taints, NUMERIC) });
    const key = `${of.id}.${name}`;
    const path = declared?.kind === 'api' ? declared.path : null;
    const known =
      this.#parts.get(key) ?? value({ api: path, type: declared?.kind === 'class' ? `class:${declared.cls}` : null });
    this.#parts.set(key, known);
    return taints.length === 0 ? known : { ...known, taints: passing(context, taints, site, `Read as ${name}`) };
  }

  /** Where `super` of a method leads: the receiver, looked at as the class above. */
  above(receiver: Value, module: number, cls: number): Value {
    const base = this.classes.baseOf(module, cls);
    return base === null ? value({ taints: receiver.taints }) : { ...receiver, type: `super:${base}` };
  }

  /** A method of the class above, bound to the receiver itself. */
  ofAbove(receiver: Value, name: string, given: number): Value | null {
    const cls = receiver.type!.slice(6);
    return this.classes.method(cls, name, { ...receiver, type: `class:${cls}` }, given);
  }

  #ofText(of: Value, name: string): Value | null {
    const own = name === 'length' ? onlyText(of) : null;
    return own === null ? null : value({ constants: [{ kind: 'number', value: own.length }] });
  }

  /** A part that nobody wrote: of an API its path goes on; of anything untrusted it is untrusted. */
  part(of: Value, name: string, site: Site): Value {
    if (of.api === null && of.taints.length === 0) return value();
    if (of.taints.length > 0 && (name === 'length' || name === 'size')) return value({ type: 'number' });
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
      const own = this.#isJava(site) ? this.#context.program.qualified(`${of.api}.${name}`) : null;
      if (own !== null) return this.#context.readCell(own.module, own.cell);
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

  /** What a class says of a name that its instance does not have: a constant of the class, also of those above it. */
  #ofClass(cls: string, name: string, state: State): Value | null {
    const seen = new Set<string>();
    for (let at: string | null = cls; at !== null && !seen.has(at); ) {
      seen.add(at);
      const [module, index] = at.split(':').map(Number) as [number, number];
      const held = state.heap.get(-this.#context.classValue(module, index).id)?.fields.get(name);
      if (held !== undefined) return held;
      at = this.classes.baseOf(module, index);
    }
    return null;
  }

  /** A value under the type that the program declares for it: what it is known to be already says more. */
  asDeclared(of: Value, module: number, written: string): Value {
    if (of.constants !== null || of.objects.length > 0 || of.functions.length > 0) return of;
    const context = this.#context;
    const declared = context.declared.resolve(module, written);
    if (declared === null || declared.kind === 'number') return of;
    if (declared.kind === 'class') return of.type?.startsWith('class:') ? of : { ...of, type: `class:${declared.cls}` };
    const says = of.api !== null && context.models(module).prefixes.has(of.api);
    return says ? of : { ...of, api: declared.path };
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
    for (const one of models.misuses.get(`${path}=`) ?? []) {
      if (isMisusedValue(one, written, state)) this.#context.misused(one.kind, site, name);
    }
    const callback =
      models.callbacks.get(`${path}=`) ?? models.callbacks.get(`${path.slice(0, path.lastIndexOf('.'))}.*=`);
    if (callback === undefined) return;
    const receiver = callback.receiver === undefined ? null : this.#context.api(callback.receiver, site);
    for (const ref of written.functions) {
      this.#context.entries.push({
        ref: receiver === null ? ref : { ...ref, receiver },
        callback,
        site,
        route: '',
        heap: null,
      });
    }
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
      const object = writeKey(state.heap.get(id) ?? EMPTY_OBJECT, name, written, ids.length === 1);
      // Scripts lengthen a list by writing behind its end.
      const at = object.length === null || name === null || !/^\d{1,4}$/.test(name) ? -1 : Number(name);
      state.heap.set(id, object.length !== null && at >= object.length ? { ...object, length: at + 1 } : object);
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
