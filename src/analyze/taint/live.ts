import type { FunctionIr } from '../graph/ir.ts';
import type { Program } from '../graph/program.ts';
import type { SourceKind } from './kinds.ts';
import type { ModelIndex } from './model.ts';

/**
 * Modules in which an untrusted value can appear at all, and with them the modules that they import: in everything else
 * there is nothing to follow. A module is live when it names a package or a global that a source, a callback, a decorator or
 * a parameter type belongs to. `from` narrows the kinds of source that anybody asks about; null is all.
 */
export function liveModules(
  program: Program,
  indexes: ReadonlyMap<string, ModelIndex>,
  from: ReadonlySet<SourceKind> | null,
): { readonly live: readonly number[]; readonly needed: readonly number[] } {
  const roots = new Map([...indexes].map(([language, index]) => [language, rootsOf(index, from)]));
  const live: number[] = [];
  for (const [at, module] of program.modules.entries()) {
    const index = indexes.get(module.language)!;
    if (isLive(program, at, roots.get(module.language)!, index)) live.push(at);
  }
  const needed = new Set(live);
  const waiting = [...live];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    for (let i = 0; i < program.modules[module]!.imports.length; i++) {
      const binding = program.binding(module, i);
      if (binding.kind === 'api' || needed.has(binding.module)) continue;
      needed.add(binding.module);
      waiting.push(binding.module);
    }
  }
  return { live, needed: [...needed].sort((a, b) => a - b) };
}

/** First names of the paths from which untrusted values come: packages and globals. */
function rootsOf(index: ModelIndex, from: ReadonlySet<SourceKind> | null): ReadonlySet<string> {
  const roots = new Set<string>();
  for (const [path, kind] of index.sources) if (from === null || from.has(kind)) roots.add(rootOf(path));
  for (const path of [...index.callbacks.keys(), ...index.decorators.keys()]) roots.add(rootOf(path));
  // A type that stands for another path: whoever makes one brings its sources along.
  for (const [path, type] of index.types) if (roots.has(rootOf(type))) roots.add(rootOf(path));
  return roots;
}

/** `express.Request.query` → `express`; `@koa/router()` → `@koa/router`; `input()` → `input`. */
function rootOf(path: string): string {
  return /^(?:@[\w-]+\/)?[\w$/-]+/.exec(path)?.[0] ?? path;
}

function isLive(program: Program, at: number, roots: ReadonlySet<string>, index: ModelIndex): boolean {
  const module = program.modules[at]!;
  for (let i = 0; i < module.imports.length; i++) {
    const binding = program.binding(at, i);
    if (binding.kind === 'api' && (roots.has(rootOf(binding.path)) || roots.has(binding.path.split('.')[0]!)))
      return true;
  }
  return module.strings.some((name) => roots.has(name)) || module.functions.some((fn) => hasConvention(fn, index));
}

function hasConvention(fn: FunctionIr, index: ModelIndex): boolean {
  return fn.parameters.some(({ name }) => byConvention(fn, name, index.parameters) !== undefined);
}

/**
 * What a parameter stands for by its name alone: `req` beside `res`. A model writes `~req&res` for a name that means it only
 * beside another one.
 */
export function byConvention(fn: FunctionIr, name: string, parameters: ModelIndex['parameters']): string | undefined {
  for (const beside of fn.parameters) {
    const path = parameters.get(`~${name}&${beside.name}`);
    if (path !== undefined) return path;
  }
  return undefined;
}
