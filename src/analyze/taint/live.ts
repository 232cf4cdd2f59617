import type { ParsedLanguage } from '../../model/language.ts';
import type { FunctionIr, ModuleIr } from '../graph/ir.ts';
import type { Program } from '../graph/program.ts';
import { isScript } from './assume.ts';
import { conventionOf } from './convention.ts';
import type { SourceKind } from './kinds.ts';
import type { ModelIndex } from './model.ts';
import { callsSink, sinkWords } from './parameters.ts';

/**
 * Modules in which an untrusted value can appear at all, and with them the modules that they import: in everything else
 * there is nothing to follow. A module is live when it names a package or a global that a source, a callback, a decorator or
 * a parameter type belongs to. `from` narrows the kinds of source that anybody asks about; null is all.
 */
export function liveModules(
  program: Program,
  indexes: ReadonlyMap<string, ModelIndex>,
  from: ReadonlySet<SourceKind> | null,
  also: readonly number[] = [],
  isOwn: (module: number) => boolean = () => true,
): { readonly live: readonly number[]; readonly needed: readonly number[] } {
  const roots = new Map([...indexes].map(([language, index]) => [language, rootsOf(index, from, language)]));
  const words = new Map<ModelIndex, ReturnType<typeof sinkWords>>();
  const live: number[] = [];
  for (const [at, module] of program.modules.entries()) {
    if (!isOwn(at)) continue;
    const index = indexes.get(module.language)!;
    const known = words.get(index) ?? sinkWords(index);
    words.set(index, known);
    const isOpen =
      asksParameters(module.language, from) &&
      module.functions.some((fn) => fn.parameters.length > 0 && callsSink(fn, module, known));
    if (isOpen || isLive(program, at, roots.get(module.language)!, index)) live.push(at);
  }
  const needed = new Set([...live, ...also]);
  const waiting = [...needed];
  const byName = javaClasses(program);
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    for (const named of namedBy(program, module, byName)) {
      if (needed.has(named)) continue;
      needed.add(named);
      waiting.push(named);
    }
    for (let i = 0; i < program.modules[module]!.imports.length; i++) {
      const binding = program.binding(module, i);
      if (binding.kind === 'api' || needed.has(binding.module)) continue;
      needed.add(binding.module);
      waiting.push(binding.module);
    }
  }
  return { live, needed: [...needed].sort((a, b) => a - b) };
}

/** Whether parameters of functions whose callers nobody knows are untrusted values in a language. */
function asksParameters(language: string, from: ReadonlySet<SourceKind> | null): boolean {
  return from?.has('parameter') === true && (language === 'python' || language === 'java' || language === 'go');
}

/**
 * Tells from the text alone whether a module can be live: true for every live one, and for some more. A parser is not needed,
 * and most files of most repositories are told apart so.
 */
export function mayBeLive(
  index: ModelIndex,
  language: string,
  from: ReadonlySet<SourceKind> | null,
): (text: string) => boolean {
  const alone: string[] = [];
  const beside = new Map<string, ReadonlySet<string>>();
  for (const [root, words] of rootsOf(index, from, language)) {
    if (words === null) alone.push(root);
    else beside.set(root, words);
  }
  // `~req&res`, `~request@django`, `HttpServletRequest`: the name that must be written.
  for (const key of index.parameters.keys()) {
    alone.push(
      key
        .replace(/^[~@]|[&@].*$/g, '')
        .split('.')
        .at(-1)!,
    );
  }
  if (asksParameters(language, from)) alone.push(...sinkWords(index).keys());
  const isAlone = anyWord(alone);
  const roots = anyWord([...beside.keys()]);
  const others = anyWord([...beside.values()].flatMap((words) => [...words]));
  const setsByName = from?.has('library') === true && isScript({ language: language as ParsedLanguage });
  return (text) => isAlone(text) || (roots(text) && others(text)) || (setsByName && SETS_BY_NAME.test(text));
}

/** A property is set whose name is computed. */
const SETS_BY_NAME = /[\w$)\]]\[[^\]\n'"]*[A-Za-z_$][^\]\n]*\]\]?\s*(?:[-+*/|&?]{0,2})=(?![=>])/;

/** Whether a text has one of the words, standing by itself. */
function anyWord(words: readonly string[]): (text: string) => boolean {
  const written = [...new Set(words)].filter((word) => word !== '').map((word) => word.replace(/\W/g, '\\$&'));
  if (written.length === 0) return () => false;
  const pattern = new RegExp(`(?<![\\w$])(?:${written.join('|')})(?![\\w$])`);
  return (text) => pattern.test(text);
}

/**
 * First names of the paths from which untrusted values come, packages and globals, each with the last names of which one must
 * occur too; null where the first is enough.
 */
type Roots = ReadonlyMap<string, ReadonlySet<string> | null>;

function rootsOf(index: ModelIndex, from: ReadonlySet<SourceKind> | null, language: string): Roots {
  const byKinds = known.get(index) ?? new Map<string, Roots>();
  known.set(index, byKinds);
  const key = from === null ? '*' : [...from].sort().join();
  const roots = byKinds.get(key) ?? rootsFor(index, from, language);
  byKinds.set(key, roots);
  return roots;
}

const known = new WeakMap<ModelIndex, Map<string, Roots>>();

function rootsFor(index: ModelIndex, from: ReadonlySet<SourceKind> | null, language: string): Roots {
  const rootOf = (path: string) => rootIn(path, language);
  const roots = new Map<string, Set<string> | null>();
  const misused = [...index.misuses.keys()].map((path): [string, SourceKind] => [path.replace(/=$/, ''), 'code']);
  for (const [path, kind] of [...index.sources, ...misused]) {
    if (from !== null && !from.has(kind)) continue;
    const known = roots.get(rootOf(path));
    if (known === null) continue;
    const words = known ?? new Set<string>();
    words.add(path.replace(/\(\)$/, '').split('.').at(-1)!);
    roots.set(rootOf(path), words);
  }
  for (const path of [...index.callbacks.keys(), ...index.decorators.keys(), ...index.methods.keys()]) {
    roots.set(rootOf(path), null);
  }
  // A type that stands for another path: whoever makes one brings its sources along.
  for (const [path, type] of index.types) if (roots.has(rootOf(type))) roots.set(rootOf(path), null);
  return roots;
}

const ROOTS: ReadonlyMap<string, RegExp> = new Map([
  ['java', /^(?:[a-z]\w*\.)+([A-Z]\w*)/],
  ['go', /^((?:[\w.-]+\/)+[\w-]+)/],
]);

/** `express.Request.query` → `express`; `@koa/router()` → `@koa/router`; `input()` → `input`; of Java the class, of Go the package. */
function rootIn(path: string, language: string): string {
  const form = ROOTS.get(language);
  const declared = form?.exec(path) ?? null;
  if (declared !== null) return declared[1]!;
  return /^(?:@[\w-]+\/)?[\w$/-]+/.exec(path)?.[0] ?? path;
}

function isLive(program: Program, at: number, roots: Roots, index: ModelIndex): boolean {
  const module = program.modules[at]!;
  const rootOf = (path: string) => rootIn(path, module.language);
  const names = new Set(module.strings);
  for (const { name } of module.imports) names.add(name);
  // Java names a class in its import and in types, and nowhere else.
  if (module.language === 'java') {
    for (const one of module.imports) names.add(one.module.slice(one.module.lastIndexOf('.') + 1));
    for (const { parameters } of module.functions) {
      for (const { type } of parameters) names.add(type.replace(/[<[].*$/s, '').replace(/^.*\./s, ''));
    }
  }
  const speaks = (root: string) => {
    const words = roots.get(root);
    if (words === undefined || words === null) return words === null;
    for (const word of words) if (names.has(word)) return true;
    return false;
  };
  for (let i = 0; i < module.imports.length; i++) {
    const binding = program.binding(at, i);
    if (binding.kind === 'api' && module.language === 'java' && binding.path.endsWith('.*')) continue;
    if (binding.kind === 'api' && (speaks(rootOf(binding.path)) || speaks(binding.path.split('.')[0]!))) return true;
  }
  return [...names].some(speaks) || module.functions.some((fn) => hasConvention(fn, module, index));
}

function hasConvention(fn: FunctionIr, module: ModuleIr, index: ModelIndex): boolean {
  return fn.parameters.some(
    (parameter) =>
      parameter.decorators.some((decorator) => index.parameters.has(`@${decorator}`)) ||
      conventionOf(fn, parameter, module, index.parameters) !== undefined,
  );
}

/** Java modules by the simple name of the class that each is called after. */
function javaClasses(program: Program): ReadonlyMap<string, readonly number[]> {
  const byName = new Map<string, number[]>();
  for (const [index, { language, path }] of program.modules.entries()) {
    if (language !== 'java') continue;
    const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.java$/, '');
    byName.set(name, [...(byName.get(name) ?? []), index]);
  }
  return byName;
}

/** Modules that one may use without an import: classes by name in Java, files of the same package in Go. */
function namedBy(program: Program, module: number, byName: ReadonlyMap<string, readonly number[]>): readonly number[] {
  const { language, strings } = program.modules[module]!;
  if (language === 'go') return program.siblings(module);
  if (language !== 'java') return [];
  return strings.flatMap((text) => byName.get(text.slice(text.lastIndexOf('.') + 1)) ?? []);
}
