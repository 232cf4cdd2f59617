import { pathMatcher } from '../lib/glob.ts';
import type { CodeKind } from '../model/facts.ts';
import type { Language } from '../model/language.ts';
import { type RuleSpec, riskOf } from './rule.ts';

/** What a file is, as far as it decides which rules are asked about it. */
export interface FileTraits {
  readonly path: string;
  readonly language: Language;
  readonly isTest: boolean;
  readonly kind: CodeKind | undefined;
}

/** Tells which files one rule is asked about; made once a rule. */
export function selectorOf(rule: RuleSpec): (file: FileTraits) => boolean {
  const inPath = (path: string) => rule.paths === undefined || matcherOf(rule.paths)(path);
  const languages = rule.languages === 'any' ? null : new Set<Language>(rule.languages);
  const risk = riskOf(rule);
  const onlyHandWritten = risk === 'quality' || risk === 'understanding';
  return (file) =>
    (file.isTest ? rule.inTests === true : true) &&
    !(onlyHandWritten && isMachineMade(file.kind)) &&
    (languages === null ? file.language !== 'binary' : speaks(languages, file.language)) &&
    inPath(file.path);
}

const matchers = new WeakMap<readonly string[], (path: string) => boolean>();

/** Made when a path is asked about, since most rules speak another language; and shared, since many have the same list. */
function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const known = matchers.get(patterns) ?? pathMatcher(patterns);
  matchers.set(patterns, known);
  return known;
}

/** Code that nobody here wrote by hand: measures of it, and advice about it, help nobody. */
export function isMachineMade(kind: CodeKind | undefined): boolean {
  return kind === 'generated' || kind === 'vendored' || kind === 'minified';
}

/** A rule for TypeScript is one for TSX too: the dialect only adds elements. */
function speaks(languages: ReadonlySet<Language>, language: Language): boolean {
  return languages.has(language) || (language === 'tsx' && languages.has('typescript'));
}
