import type { ParsedLanguage } from '../../model/language.ts';
import type { SyntaxNode } from '../../parse/node.ts';
import type { FileContext, PatternDetector, Spot } from '../detector.ts';
import { Call, keyName } from './call.ts';

/** The three dialects, where a rule means all of them. */
export const JAVASCRIPT = ['javascript', 'typescript', 'tsx'] as const;

/** The same node kinds in all three dialects, to be spread into `kinds`. */
export function inJavaScript(...kinds: readonly string[]): PatternDetector['kinds'] {
  return { javascript: kinds, typescript: kinds, tsx: kinds };
}

/** What a condition answers: no match, the node itself, another node, or a node with a message of its own. */
export type Verdict =
  | boolean
  | null
  | undefined
  | SyntaxNode
  | (Omit<Spot, 'start' | 'end'> & { readonly at: SyntaxNode });

type Family = 'javascript' | 'python';
type ByFamily<T> = Readonly<Partial<Record<Family, T>>>;

const KINDS: Readonly<Record<Family, { readonly call: readonly string[]; readonly setting: readonly string[] }>> = {
  javascript: {
    call: ['call_expression', 'new_expression'],
    setting: ['pair', 'shorthand_property_identifier', 'assignment_expression'],
  },
  python: { call: ['call'], setting: ['keyword_argument', 'assignment', 'pair'] },
};

/**
 * Matches calls by API path: `crypto.createHash` (through imports and aliases, never a local function of that name), or
 * `*.cookie` for a method on anything. `where` decides on the arguments.
 */
export function calls(
  paths: ByFamily<readonly string[]>,
  where: (call: Call, context: FileContext) => Verdict = () => true,
): PatternDetector {
  const wanted = tableOf(paths);
  return {
    engine: 'pattern',
    scope: 'file',
    keywords: keywordsOf(Object.values(paths).flat()),
    kinds: kindsFor(paths, 'call'),
    visit(node, context) {
      const { exact, methods, lastNames } = wanted[familyOf(node)];
      const call = Call.of(node);
      if (call === null) return;
      const method = call.method;
      const isMember = call.callee.kind === 'member_expression' || call.callee.kind === 'attribute';
      // A member is called by its own name whatever its object is called: most calls end here, without a look at bindings.
      if (isMember && !methods.has(method) && !lastNames.has(method)) return;
      if (!(isMember && methods.has(method)) && !exact.has(call.path ?? '')) return;
      tell(where(call, context), node, context);
    },
  };
}

/** One `name: value`, `name=value` or `x.name = value`. */
export interface Setting {
  readonly name: string;
  readonly value: SyntaxNode;
  readonly node: SyntaxNode;
}

/** Matches settings by name, wherever they are written: a property, a keyword argument, an assignment to a member. */
export function settings(
  names: ByFamily<readonly string[]>,
  where: (setting: Setting, context: FileContext) => Verdict,
): PatternDetector {
  const wanted = { javascript: new Set(names.javascript), python: new Set(names.python) };
  return {
    engine: 'pattern',
    scope: 'file',
    keywords: keywordsOf(Object.values(names).flat()),
    kinds: kindsFor(names, 'setting'),
    visit(node, context) {
      const setting = settingOf(node);
      if (setting === null || !wanted[familyOf(node)].has(setting.name)) return;
      tell(where(setting, context), node, context);
    },
  };
}

/** Matches nodes by kind. */
export function nodes(
  kinds: PatternDetector['kinds'],
  where: (node: SyntaxNode, context: FileContext) => Verdict,
  keywords?: readonly string[],
): PatternDetector {
  return {
    engine: 'pattern',
    scope: 'file',
    ...(keywords && { keywords: keywords.map((word) => word.toLowerCase()) }),
    kinds,
    visit: (node, context) => tell(where(node, context), node, context),
  };
}

/** Several detectors as one, for a rule that has more than one shape. */
export function anyOf(...detectors: readonly PatternDetector[]): PatternDetector {
  const kinds: Partial<Record<ParsedLanguage, string[]>> = {};
  for (const detector of detectors) {
    for (const [language, some] of Object.entries(withTsx(detector.kinds)) as [ParsedLanguage, readonly string[]][]) {
      kinds[language] = [...new Set([...(kinds[language] ?? []), ...some])];
    }
  }
  const words = detectors.map(({ keywords }) => keywords);
  const takers = detectors.map((detector) => ({ detector, kinds: asSets(withTsx(detector.kinds)) }));
  return {
    engine: 'pattern',
    scope: 'file',
    ...(words.every((some) => some !== undefined) && { keywords: [...new Set(words.flatMap((some) => some ?? []))] }),
    kinds,
    visit(node, context) {
      const { language } = node.tree.grammar;
      for (const taker of takers) {
        if (taker.kinds.get(language)?.has(node.kind)) taker.detector.visit(node, context);
      }
    },
  };
}

/** A detector that says nothing of TSX takes it as TypeScript. */
function withTsx(kinds: PatternDetector['kinds']): PatternDetector['kinds'] {
  return kinds.typescript && !kinds.tsx ? { ...kinds, tsx: kinds.typescript } : kinds;
}

function asSets(kinds: PatternDetector['kinds']): Map<string, Set<string>> {
  return new Map(Object.entries(kinds).map(([language, some]) => [language, new Set(some)]));
}

function tell(verdict: Verdict, node: SyntaxNode, context: FileContext): void {
  if (verdict === false || verdict === null || verdict === undefined) return;
  if (verdict === true) context.report({ start: node.start, end: node.end });
  else if ('at' in verdict) {
    const { at, ...spot } = verdict;
    context.report({ ...spot, start: at.start, end: at.end });
  } else context.report({ start: verdict.start, end: verdict.end });
}

function settingOf(node: SyntaxNode): Setting | null {
  if (node.kind === 'shorthand_property_identifier') return { name: node.text, value: node, node };
  if (node.kind === 'pair' || node.kind === 'keyword_argument') {
    const key = node.child('key') ?? node.child('name');
    const value = node.child('value');
    const name = key && keyName(key);
    return name && value ? { name, value, node } : null;
  }
  const left = node.child('left');
  const value = node.child('right');
  if (!left || !value) return null;
  const key = left.child('property') ?? left.child('attribute') ?? left.child('index') ?? left.child('subscript');
  const name = key
    ? key.kind === 'property_identifier'
      ? key.text
      : keyName(key)
    : left.kind === 'identifier'
      ? left.text
      : undefined;
  return name ? { name, value, node } : null;
}

function familyOf(node: SyntaxNode): Family {
  return node.tree.grammar.language === 'python' ? 'python' : 'javascript';
}

function kindsFor(given: ByFamily<unknown>, what: 'call' | 'setting'): PatternDetector['kinds'] {
  const kinds: Partial<Record<ParsedLanguage, readonly string[]>> = {};
  if (given.javascript) for (const language of JAVASCRIPT) kinds[language] = KINDS.javascript[what];
  if (given.python) kinds.python = KINDS.python[what];
  return kinds;
}

function tableOf(paths: ByFamily<readonly string[]>) {
  const one = (list: readonly string[] = []) => {
    const any = list.filter((path) => path.startsWith('*.'));
    const exact = list.filter((path) => !path.startsWith('*.'));
    return {
      exact: new Set(exact),
      methods: new Set(any.map((path) => path.slice(2))),
      lastNames: new Set(exact.map((path) => path.slice(path.lastIndexOf('.') + 1))),
    };
  };
  return { javascript: one(paths.javascript), python: one(paths.python) };
}

/** Of each path the longest word: it stands in every file that reaches that API, by import or by name. */
function keywordsOf(paths: readonly string[]): string[] {
  const words = paths.map((path) => {
    const parts = path.split(/[^\w$-]+/).filter((part) => part !== '');
    return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '').toLowerCase();
  });
  return [...new Set(words)];
}
