import type { FileContext, Spot, TokenDetector } from '../detector.ts';
import { type RuleSpec, riskOf } from '../rule.ts';
import { encodedParts } from './encoded.ts';
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
  /** Rules that look into what is encoded, too. */
  readonly leakage: ReadonlySet<RuleSpec>;
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
  const leakage = new Set(rules.filter((rule) => isTokenRule(rule) && riskOf(rule) === 'leakage'));
  return { table, byWord: table.words.map((word) => byKeyword.get(word)!), always, leakage };
}

function isTokenRule(rule: RuleSpec): rule is TokenRule {
  return rule.detect.engine === 'token' && rule.detect.scope === 'file';
}

/**
 * Runs every token rule over one file: one pass for all keywords, then each rule near its own hits, and last the rules
 * that yield, which are silent where another one spoke. What can be decoded is decoded, and the leakage rules look into
 * it too. `selects` is asked only for rules with a hit.
 */
export function runTokenRules(rules: TokenRules, pass: TokenPass, selects: (rule: RuleSpec) => boolean): void {
  const told: Spot[] = [];
  runOver(rules, pass, selects, told);
  if (rules.leakage.size > 0) runDecoded(rules, pass, selects, told);
}

function runOver(rules: TokenRules, pass: TokenPass, selects: (rule: RuleSpec) => boolean, told: Spot[]): void {
  const asked = [...hitsOf(rules, pass.text)].filter(([rule]) => selects(rule));
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

/** Encodings within encodings are followed so far: more is a game, not a mistake. */
const DEEPEST = 3;

function runDecoded(rules: TokenRules, pass: TokenPass, selects: (rule: RuleSpec) => boolean, told: Spot[]): void {
  const leaks = (rule: RuleSpec) => rules.leakage.has(rule) && selects(rule);
  const found = [...told];
  const queue = encodedParts(pass.text).map((part) => ({ ...part, depth: 1 }));
  for (const part of queue) {
    if (found.some((spot) => spot.start < part.end && part.start < spot.end)) continue;
    let spoke = false;
    const report = (spot: Spot) => {
      if (spoke) return;
      spoke = true;
      const message = spot.message === undefined ? {} : { message: `${spot.message}, in ${part.how}` };
      pass.report({ ...spot, ...message, start: part.start, end: part.end, masked: spot.masked ?? '********' });
    };
    runOver(rules, new DecodedPass(pass, part.decoded, report), leaks, []);
    if (spoke || part.depth >= DEEPEST) continue;
    // The place in the file stays that of the outermost part.
    for (const { decoded, how } of encodedParts(part.decoded)) {
      queue.push({ start: part.start, end: part.end, decoded, how, depth: part.depth + 1 });
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

/** Decoded text as if it were a file of its own: it has no syntax tree, and its lines are not the file's. */
class DecodedPass extends TokenContext implements TokenPass {
  readonly #outer: TokenPass;

  constructor(outer: TokenPass, text: string, report: (spot: Spot) => void) {
    super({ ...NO_TREE, path: outer.path, isTest: outer.isTest, text, report, run: () => false }, report);
    this.#outer = outer;
  }

  run(rule: RuleSpec, detect: () => void): boolean {
    return this.#outer.run(rule, detect);
  }
}

const NO_TREE = { language: 'text', tree: null, lineStarts: new Uint32Array([0]) } as const;
