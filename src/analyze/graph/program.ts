import type { ImportIr, ModuleIr } from './ir.ts';
import { packageTable } from './packages.ts';
import { indexPaths } from './path-index.ts';

/** What an imported name stands for. */
export type Binding =
  | { readonly kind: 'module'; readonly module: number }
  | { readonly kind: 'cell'; readonly module: number; readonly cell: number }
  /** Not part of the program: its path in an API, `flask.request`. */
  | { readonly kind: 'api'; readonly path: string };

/** Modules that can see each other. Built anew for each set of files; nothing in it changes afterwards. */
export interface Program {
  readonly modules: readonly ModuleIr[];
  /** What import `index` of module `module` stands for. */
  binding(module: number, index: number): Binding;
  /** The exported name of a module, or null. */
  exported(module: number, name: string): Binding | null;
  /** The module of a dotted name below a package that `import package.module` bound by its first part; null where it is none. */
  submodule(from: number, path: string): number | null;
  /** Names of Java and Go that are visible without an import of their own: classes and functions of the same package. */
  neighbour(module: number, name: string): { readonly module: number; readonly cell: number } | null;
  /** A Java class by its whole name, `com.example.Store`. */
  qualified(name: string): { readonly module: number; readonly cell: number } | null;
  /** Modules that belong to the package of a module, itself among them; Java and Go. */
  siblings(module: number): readonly number[];
}

const LONGEST_REEXPORT = 8;

/** Links modules by their imports; `paths` are looked up among the modules given, never on disk. */
export function linkProgram(modules: readonly ModuleIr[]): Program {
  const paths = indexPaths(modules);
  const packages = packageTable(modules);
  const bindings = new Map<string, Binding>();
  const submodules = new Map<string, number | null>();

  function find(from: number, specifier: string): number | null {
    return modules[from]!.language === 'go' ? packages.folder(specifier) : paths.find(from, specifier);
  }

  function bind(from: number, { module: specifier, name }: ImportIr, depth: number): Binding {
    const target = find(from, specifier);
    if (target === null) {
      // `from package import module` of Python names a file.
      const inner = name === '*' || name === 'default' ? null : find(from, joinModule(specifier, name));
      const path = apiPath(specifier, name, modules[from]!.language);
      return inner === null ? { kind: 'api', path } : { kind: 'module', module: inner };
    }
    if (name === '*') return exported(target, '*', depth) ?? { kind: 'module', module: target };
    const found = exported(target, name, depth);
    if (found !== null) return found;
    const inner = find(from, joinModule(specifier, name));
    if (inner !== null) return { kind: 'module', module: inner };
    // `import x from './cjs'`: what the other file assigned to module.exports.
    const whole = name === 'default' ? exported(target, '*', depth) : null;
    return whole ?? (name === 'default' ? { kind: 'module', module: target } : { kind: 'api', path: `?.${name}` });
  }

  function exported(module: number, name: string, depth = 0): Binding | null {
    const target = modules[module]!;
    for (const { name: exportName, cell, from } of target.exports) {
      if (exportName !== name) continue;
      if (cell >= 0) return { kind: 'cell', module, cell };
      if (from >= 0 && depth < LONGEST_REEXPORT) return bind(module, target.imports[from]!, depth + 1);
    }
    if (name === '*' || name === 'default') return null;
    if (target.language === 'go') {
      const cell = packages.visible(module, name);
      return cell === null ? null : { kind: 'cell', ...cell };
    }
    // `export * from './other'` passes every name on.
    for (const { name: exportName, cell, from } of target.exports) {
      if (exportName !== '*' || cell >= 0 || from < 0 || depth >= LONGEST_REEXPORT) continue;
      const inner = find(module, target.imports[from]!.module);
      const found = inner === null ? null : exported(inner, name, depth + 1);
      if (found !== null) return found;
    }
    return null;
  }

  return {
    modules,
    binding(module, index) {
      const key = `${module} ${index}`;
      const known = bindings.get(key) ?? bind(module, modules[module]!.imports[index]!, 0);
      bindings.set(key, known);
      return known;
    },
    exported: (module, name) => exported(module, name),
    submodule(from, path) {
      if (modules[from]!.language !== 'python' || !/^[\w.]+$/.test(path)) return null;
      const key = `${modules[from]!.path} ${path}`;
      const known = submodules.get(key);
      if (known !== undefined) return known;
      const found = find(from, path);
      submodules.set(key, found);
      return found;
    },
    neighbour: packages.visible,
    qualified: packages.qualified,
    siblings: packages.siblings,
  };
}

/** `flask` and `request` give `flask.request`; the whole module and its default are the module. */
function apiPath(specifier: string, name: string, language: string): string {
  const module =
    language === 'go'
      ? specifier.replace(/\/v\d+(?=\/|$)/g, '').replace(/\.v\d+$/, '')
      : language === 'java'
        ? specifier.replace(/^jakarta\./, 'javax.')
        : specifier.replace(/^node:/, '');
  return name === '*' || name === 'default' ? module : `${module}.${name}`;
}

function joinModule(specifier: string, name: string): string {
  return /[./]$/.test(specifier)
    ? specifier + name
    : specifier.includes('/')
      ? `${specifier}/${name}`
      : `${specifier}.${name}`;
}
