import type { Context } from './context.ts';
import { type FunctionRef, type Value, value } from './value.ts';

/** Classes of the program, written `module:class`: what is above them, below them, and which methods they have. */
export class ClassTable {
  readonly #context: Context;
  /** Classes by the ones that they extend or implement. */
  #heirs: ReadonlyMap<string, readonly string[]> | null = null;
  readonly #bases = new Map<string, string | null>();
  readonly #elsewhere = new Map<string, { module: number; fn: number } | null>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** A method of a class or of those above it, bound to a receiver; an overload by the number of arguments first. */
  method(cls: string, name: string, receiver: Value | null, given: number): Value | null {
    const seen = new Set<string>();
    for (let at: string | null = cls; at !== null && !seen.has(at); ) {
      seen.add(at);
      const [module, index] = at.split(':').map(Number) as [number, number];
      const { language, classes } = this.#context.module(module);
      const methods = classes[index]?.methods;
      const found = methods?.get(`${name}/${given}`) ?? methods?.get(name);
      if (found !== undefined) return value({ functions: [{ module, fn: found, cls: -1, receiver }] });
      const elsewhere = language === 'go' ? this.#inOtherFiles(module, classes[index]!.name, name) : null;
      if (elsewhere !== null) return value({ functions: [{ ...elsewhere, cls: -1, receiver }] });
      at = this.baseOf(module, index);
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
      at = this.baseOf(module, index);
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
      at = this.baseOf(module, index);
    }
    return names;
  }

  /** Go: a method may stand in any file of the package. */
  #inOtherFiles(module: number, cls: string, name: string): { module: number; fn: number } | null {
    const { program } = this.#context;
    const files = program.siblings(module);
    const key = `${files[0]} ${cls} ${name}`;
    const known = this.#elsewhere.get(key);
    if (known !== undefined) return known;
    let found: { module: number; fn: number } | null = null;
    for (const other of files) {
      for (const one of program.modules[other]!.classes) {
        const fn = one.name === cls ? one.methods.get(name) : undefined;
        if (fn !== undefined) found ??= { module: other, fn };
      }
    }
    this.#elsewhere.set(key, found);
    return found;
  }

  /** The first base class that is part of the program. */
  baseOf(module: number, index: number): string | null {
    const { modules } = this.#context.program;
    const { language } = modules[module]!;
    for (const base of modules[module]!.classes[index]?.bases ?? []) {
      if (language === 'java' || language === 'go') {
        const declared = this.#context.declared.resolve(module, base);
        if (declared?.kind === 'class') return declared.cls;
        continue;
      }
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

  /** Methods of classes that extend or implement one that only declares it. */
  inHeirs(cls: string, name: string, receiver: Value | null, given: number): Value | null {
    const { modules } = this.#context.program;
    if (!['java', 'go'].includes(modules[Number(cls.split(':')[0])]!.language)) return null;
    const heirs = this.#heirsOf();
    const functions: FunctionRef[] = [];
    const waiting = [...(heirs.get(cls) ?? [])];
    const seen = new Set(waiting);
    for (let heir = waiting.shift(); heir !== undefined && functions.length < 5; heir = waiting.shift()) {
      const [module, index] = heir.split(':').map(Number) as [number, number];
      const { methods } = modules[module]!.classes[index]!;
      const fn = methods.get(`${name}/${given}`) ?? methods.get(name);
      const instance = receiver === null ? null : { ...receiver, type: `class:${heir}` };
      if (fn !== undefined) functions.push({ module, fn, cls: -1, receiver: instance });
      for (const next of heirs.get(heir) ?? []) {
        if (!seen.has(next)) waiting.push(next);
        seen.add(next);
      }
    }
    return functions.length === 0 ? null : value({ functions });
  }

  #heirsOf(): ReadonlyMap<string, readonly string[]> {
    if (this.#heirs !== null) return this.#heirs;
    const heirs = new Map<string, string[]>();
    for (const [module, { language, classes }] of this.#context.program.modules.entries()) {
      if (language !== 'java') continue;
      for (const [index, { bases }] of classes.entries()) {
        for (const base of bases) {
          const declared = this.#context.declared.resolve(module, base);
          if (declared?.kind !== 'class') continue;
          heirs.set(declared.cls, [...(heirs.get(declared.cls) ?? []), `${module}:${index}`]);
        }
      }
    }
    this.#heirs = heirs;
    return heirs;
  }
}
