import type { Language, ParsedLanguage } from '../../model/language.ts';
import type { SyntaxTree } from '../../parse/tree.ts';
import type { TreeParser } from '../analyze.ts';
import type { ModuleIr } from '../graph/ir.ts';
import { lowerGo } from '../graph/lower/go.ts';
import { lowerJava } from '../graph/lower/java.ts';
import { lowerJavaScript } from '../graph/lower/javascript.ts';
import { lowerPython } from '../graph/lower/python.ts';
import { linkProgram } from '../graph/program.ts';
import type { MisuseKind, SinkKind, SourceKind } from './kinds.ts';
import type { Model } from './model.ts';
import { indexOf } from './model-index.ts';
import { type SolveOptions, solve } from './solve.ts';
import type { Site, Step } from './value.ts';

export interface SourceFile {
  readonly path: string;
  readonly language: ParsedLanguage;
  readonly text: string;
}

/** A place in a file, as offsets (UTF-16 code units). */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** A flow in terms of files: from its source to its sink, steps in that order. */
export interface FileFlow extends Place {
  readonly kind: SinkKind | MisuseKind;
  readonly source: SourceKind;
  readonly guessed: boolean;
  readonly steps: readonly (Place & { readonly message: string })[];
}

export interface FlowsFound {
  readonly flows: readonly FileFlow[];
  /** Sinks that untrusted values reach, but none that can harm there. */
  readonly cleared: readonly (Place & { readonly kind: SinkKind })[];
  /** Why a file was not fully followed, by path. */
  readonly incomplete: ReadonlyMap<string, string>;
  /** Constructs that were not understood, by path, as offsets. */
  readonly gaps: ReadonlyMap<string, readonly { readonly start: number; readonly end: number }[]>;
}

/** Languages in which flows are followed. */
const LOWERINGS: ReadonlyMap<ParsedLanguage, (tree: SyntaxTree, path: string) => ModuleIr> = new Map([
  ['python', lowerPython],
  ['javascript', lowerJavaScript],
  ['typescript', lowerJavaScript],
  ['tsx', lowerJavaScript],
  ['java', lowerJava],
  ['go', lowerGo],
]);

const lowered = new WeakMap<SyntaxTree, Map<string, ModuleIr>>();

/** What both sides of a change import is the same tree, and lowered once; nothing changes a module afterwards. */
function loweredOnce(tree: SyntaxTree, path: string, lower: (tree: SyntaxTree, path: string) => ModuleIr): ModuleIr {
  const byPath = lowered.get(tree) ?? new Map<string, ModuleIr>();
  lowered.set(tree, byPath);
  const module = byPath.get(path) ?? lower(tree, path);
  byPath.set(path, module);
  return module;
}

/** Whether flows are followed in a language. */
export function isFollowed(language: Language): language is ParsedLanguage {
  return LOWERINGS.has(language as ParsedLanguage);
}

/** Follows untrusted values through a set of files that may import each other; other languages are left out. */
export async function flowsIn(
  files: readonly SourceFile[],
  parser: TreeParser,
  models: readonly Model[],
  options: SolveOptions = {},
): Promise<FlowsFound> {
  const incomplete = new Map<string, string>();
  const modules: ModuleIr[] = [];
  for (const { path, language, text } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const lower = LOWERINGS.get(language);
    if (lower === undefined) continue;
    const tree = await parser.parse(text, language);
    if ('unparsed' in tree) incomplete.set(path, tree.unparsed);
    else modules.push(loweredOnce(tree, path, lower));
  }
  const program = linkProgram(modules);
  const solution = solve(
    program,
    new Map(modules.map(({ language }) => [language, indexOf(models, language)])),
    options,
  );
  for (const module of solution.exhausted) {
    incomplete.set(modules[module]!.path, 'The step budget ended the search for flows.');
  }
  const place = ({ module, node }: Site): Place => {
    const { path, nodeStart, nodeEnd } = modules[module]!;
    return { path, start: nodeStart[node] ?? 0, end: nodeEnd[node] ?? 0 };
  };
  const flows = solution.flows.map(
    ({ kind, source, sink, step, guessed }): FileFlow => ({
      ...place(sink),
      kind,
      source,
      guessed,
      steps: stepsOf(step, place),
    }),
  );
  const gaps = new Map(modules.filter((module) => module.gaps.length > 0).map((module) => [module.path, module.gaps]));
  const cleared = solution.cleared.map(({ kind, sink }) => ({ ...place(sink), kind }));
  return { flows: flows.sort(byPlace), cleared, incomplete, gaps };
}

function stepsOf(last: Step, place: (site: Site) => Place): FileFlow['steps'] {
  const steps: (Place & { message: string })[] = [];
  for (let step: Step | null = last; step !== null; step = step.previous) {
    steps.push({ ...place(step.site), message: step.message });
  }
  return steps.reverse();
}

function byPlace(a: FileFlow, b: FileFlow): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start || (a.kind < b.kind ? -1 : 1);
}
