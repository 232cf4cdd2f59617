import { type FunctionIr, type ModuleIr, OP, WIDTH } from '../graph/ir.ts';
import type { Program } from '../graph/program.ts';
import { isScript } from './assume.ts';
import type { Context } from './context.ts';
import type { Heap } from './heap.ts';
import { ALL_KINDS, bitsOf, type SinkKind } from './kinds.ts';
import { type FunctionRef, type Site, type Value, value } from './value.ts';

/** What the caller of a library may hand over that came from somebody else: parts of commands, code, paths, and names of properties. */
const LIBRARY_KINDS: readonly SinkKind[] = ['shell', 'code', 'path', 'prototype'];
const MOST_EXPORTED = 200;

/** A parameter of a function that anybody may call. */
export function libraryParameter(context: Context, name: string, site: Site, kinds = LIBRARY_KINDS): Value {
  const given = context.untrusted('library', site, `the parameter ${name}`, true);
  const clean = ALL_KINDS & ~bitsOf(kinds);
  return { ...given, taints: given.taints.map((taint) => ({ ...taint, clean })) };
}

/** Functions that a module hands out: exported ones, and methods of exported objects, classes and constructors. */
export function exportedFunctions(context: Context, heap: Heap, module: number): FunctionRef[] {
  const found = new Map<string, FunctionRef>();
  const waiting: Value[] = context.module(module).exports.flatMap(({ name, cell, from }) => {
    if (cell >= 0) return [context.readCell(module, cell)];
    const binding = from < 0 ? null : context.program.exported(module, name);
    return binding?.kind === 'cell' ? [context.readCell(binding.module, binding.cell)] : [];
  });
  const seen = new Set<number>();
  for (let one = waiting.pop(); one !== undefined && found.size < MOST_EXPORTED; one = waiting.pop()) {
    if (seen.has(one.id)) continue;
    seen.add(one.id);
    for (const ref of one.functions) {
      if (ref.cls >= 0) {
        for (const [name, fn] of context.module(ref.module).classes[ref.cls]!.methods) {
          if (name === 'constructor') continue;
          const receiver = value({ type: `class:${ref.module}:${ref.cls}` });
          found.set(`${ref.module}:${fn}`, { module: ref.module, fn, cls: -1, receiver });
        }
      } else if (ref.fn >= 0) {
        found.set(`${ref.module}:${ref.fn}`, ref);
        const prototype = heap.get(context.objectId(-1, ref.fn, `prototype ${ref.module}`));
        if (prototype !== undefined) waiting.push(...prototype.fields.values());
      }
    }
    for (const id of [...one.objects, -one.id]) waiting.push(...(heap.get(id)?.fields.values() ?? []));
  }
  return [...found.values()].sort((a, b) => a.module - b.module || a.fn - b.fn);
}

interface OpenModule {
  readonly module: number;
  readonly isOffered: boolean;
  readonly writers: readonly number[];
}

/** Modules with functions that anybody may call: those that a package offers, and whatever sets properties by name. */
export function openModules({ modules }: Program, offered: ReadonlySet<string>): OpenModule[] {
  return modules.flatMap((ir, module) => {
    if (!isScript(ir)) return [];
    const isOffered = offered.has(ir.path);
    const writers = writersByName(ir).map(({ index }) => index);
    return isOffered || writers.length > 0 ? [{ module, isOffered, writers }] : [];
  });
}

/** Functions at the top of a module that write under computed names, themselves or in functions inside them. */
function writersByName(module: ModuleIr): FunctionIr[] {
  const writes = new Set<number>();
  for (const fn of [...module.functions].reverse()) {
    if (writesByName(fn)) writes.add(fn.index);
    if (writes.has(fn.index) && fn.parent > 0) writes.add(fn.parent);
  }
  return module.functions.filter(({ index, parameters }) => index > 0 && writes.has(index) && parameters.length > 0);
}

function writesByName({ code }: FunctionIr): boolean {
  for (let at = 0; at < code.length; at += WIDTH) if (code[at] === OP.setIndex) return true;
  return false;
}
