import type { FileContext, Spot, TokenDetector } from '../detector.ts';
import type { RuleSpec } from '../rule.ts';
import { compileKeywords, findKeywords, type KeywordTable } from './keywords.ts';

/** A rule whose detector looks at text. */
type TokenRule = RuleSpec & { readonly detect: TokenDetector };

/** All token rules of a run, made ready once: making the table costs milliseconds, using it nothing. */
export interface TokenRules {
  readonly table: KeywordTable;
  /** By word of the table: the rules that asked for it. */
  readonly byWord: readonly (readonly TokenRule[])[];
  /** Rules without keywords: they see every file. */
  readonly always: readonly TokenRule[];
}

/** One file; `run` calls a detector on behalf of a rule and keeps what it throws. */
export interface TokenPass extends FileContext {
  run(rule: RuleSpec, detect: () => void): boolean;
}

/** Gathers the keywords of all token rules (others are ignored) into one table. */
export function compileTokenRules(rules: readonly RuleSpec[]): TokenRules {
  const byKeyword = new Map<string, TokenRule[]>();
  const always: TokenRule[] = [];
  for (const rule of rules) {
    if (!isTokenRule(rule)) continue;
    if (rule.detect.keywords.length === 0) always.push(rule);
    for (const keyword of new Set(rule.detect.keywords.map((word) => word.toLowerCase()))) {
      const known = byKeyword.get(keyword);
      if (known === undefined) byKeyword.set(keyword, [rule]);
      else known.push(rule);
    }
  }
  const table = compileKeywords(byKeyword.keys());
  return { table, byWord: table.words.map((word) => byKeyword.get(word)!), always };
}

function isTokenRule(rule: RuleSpec): rule is TokenRule {
  return rule.detect.engine === 'token' && rule.detect.scope === 'file';
}

/**
 * Runs every token rule over one file: one pass for all keywords, then each rule near its own hits, and last the rules
 * that yield, which are silent where another one spoke. `selects` is asked only for rules with a hit.
 */
export function runTokenRules(rules: TokenRules, pass: TokenPass, selects: (rule: RuleSpec) => boolean): void {
  const asked = [...hitsOf(rules, pass.text)].filter(([rule]) => selects(rule));
  const told: Spot[] = [];
  for (const yields of [false, true]) {
    const taken = yields ? [...told] : [];
    for (const [rule, hits] of asked) {
      if ((rule.detect.yields === true) !== yields) continue;
      const context = new TokenContext(pass, (spot) => {
        if (taken.some((other) => other.start < spot.end && spot.start < other.end)) return;
        told.push(spot);
        pass.report(spot);
      });
      pass.run(rule, () => rule.detect.scan(context, hits));
    }
  }
}

function hitsOf(rules: TokenRules, text: string): Map<TokenRule, readonly number[]> {
  const byWord: (number[] | undefined)[] = [];
  findKeywords(rules.table, text, (word, start) => {
    const known = byWord[word];
    if (known === undefined) byWord[word] = [start];
    else known.push(start);
  });
  const hits = new Map<TokenRule, readonly number[]>(rules.always.map((rule) => [rule, NONE]));
  const merged = new Map<TokenRule, number[]>();
  for (const [word, starts] of byWord.entries()) {
    if (starts === undefined) continue;
    for (const rule of rules.byWord[word]!) {
      const known = hits.get(rule);
      // The starts of one word are ascending already, and are shared by its rules.
      if (known === undefined) hits.set(rule, starts);
      else {
        const all = known.concat(starts);
        hits.set(rule, all);
        merged.set(rule, all);
      }
    }
  }
  for (const starts of merged.values()) starts.sort((a, b) => a - b);
  return hits;
}

const NONE: readonly number[] = [];

/** What a detector sees of a pass, with a way to report that sorts out what another rule said already. */
class TokenContext implements FileContext {
  readonly path: string;
  readonly language: FileContext['language'];
  readonly text: string;
  readonly isTest: boolean;
  readonly #pass: TokenPass;
  readonly #report: (spot: Spot) => void;

  constructor(pass: TokenPass, report: (spot: Spot) => void) {
    this.path = pass.path;
    this.language = pass.language;
    this.text = pass.text;
    this.isTest = pass.isTest;
    this.#pass = pass;
    this.#report = report;
  }

  get tree(): FileContext['tree'] {
    return this.#pass.tree;
  }

  get lineStarts(): Uint32Array {
    return this.#pass.lineStarts;
  }

  report(spot: Spot): void {
    this.#report(spot);
  }
}
