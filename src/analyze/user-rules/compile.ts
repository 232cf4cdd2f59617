import { RE2JS } from 're2js';
import { PARSED_LANGUAGES, type ParsedLanguage } from '../../model/language.ts';
import type { UserModel, UserRule, UserRules } from '../../model/user-rule.ts';
import type { SyntaxNode } from '../../parse/node.ts';
import type { TreeParser } from '../analyze.ts';
import type { PatternDetector } from '../detector.ts';
import type { RuleSpec } from '../rule.ts';
import { bitsOf } from '../taint/kinds.ts';
import { indexModels, type Model } from '../taint/model.ts';
import { type CompiledPattern, compilePattern, type Holes } from './pattern.ts';

export interface CompiledRules {
  readonly rules: readonly RuleSpec[];
  readonly models: readonly Model[];
  /** Sentences: what cannot be used, and why. */
  readonly faults: readonly string[];
}

/** Makes rules of a team's own ready, beside those that exist under `taken`. */
export async function compileUserRules(
  { rules, models }: UserRules,
  taken: ReadonlySet<string>,
  parser: TreeParser,
): Promise<CompiledRules> {
  const faults: string[] = [];
  const made: RuleSpec[] = [];
  const ids = new Set(taken);
  for (const rule of rules) {
    if (ids.has(rule.id)) faults.push(`The rule ${rule.id} exists already.`);
    ids.add(rule.id);
    const detect = await detectorOf(rule, parser, (fault) => faults.push(`The rule ${rule.id}: ${fault}.`));
    made.push({ ...specOf(rule), detect });
  }
  const known: Model[] = [];
  for (const model of models) {
    try {
      const ready = modelOf(model);
      for (const language of ready.languages) indexModels([ready], language);
      known.push(ready);
    } catch (error) {
      faults.push(`The model of ${model.package}: ${(error as Error).message}.`);
    }
  }
  return { rules: made, models: known, faults };
}

function specOf({ id, title, level, why, fix, cwe, languages, paths, inTests, bad, good }: UserRule) {
  const risk = id.startsWith('quality/') ? ('quality' as const) : ('insecure' as const);
  return { id, title, level, risk, why, fix, cwe, languages, inTests, bad, good, ...(paths && { paths }) };
}

interface Ready {
  readonly patterns: readonly CompiledPattern[];
  readonly except: readonly CompiledPattern[];
  readonly inside: readonly CompiledPattern[];
  readonly notInside: readonly CompiledPattern[];
}

async function detectorOf(rule: UserRule, parser: TreeParser, fault: (why: string) => void): Promise<PatternDetector> {
  const byLanguage = new Map<ParsedLanguage, Ready>();
  for (const language of PARSED_LANGUAGES) {
    if (!rule.languages.includes(language)) continue;
    const compile = async (written: readonly string[]) => {
      const out: CompiledPattern[] = [];
      for (const one of written) {
        const compiled = await compilePattern(one, language, parser);
        if ('fault' in compiled) fault(`${JSON.stringify(one.slice(0, 60))} cannot be used, ${compiled.fault}`);
        else out.push(compiled);
      }
      return out;
    };
    byLanguage.set(language, {
      patterns: await compile(rule.patterns),
      except: await compile(rule.except),
      inside: await compile(rule.inside),
      notInside: await compile(rule.notInside),
    });
  }
  const where = new Map<string, RE2JS>();
  for (const [hole, expression] of Object.entries(rule.where)) {
    try {
      where.set(hole, RE2JS.compile(expression));
    } catch {
      fault(`the expression for $${hole} cannot be used`);
    }
  }
  const fits = (holes: Holes) =>
    [...where].every(([hole, expression]) => expression.matcher(holes.get(hole) ?? '').find());
  return {
    engine: 'pattern',
    scope: 'file',
    kinds: Object.fromEntries(
      [...byLanguage].map(([language, { patterns }]) => [language, patterns.map(({ kind }) => kind)]),
    ),
    visit(node, context) {
      const ready = byLanguage.get(node.tree.grammar.language);
      if (ready === undefined) return;
      const matched = ready.patterns.some((pattern) => {
        const holes = pattern.kind === node.kind ? pattern.match(node) : null;
        return holes !== null && fits(holes);
      });
      if (!matched || ready.except.some((pattern) => pattern.match(node) !== null)) return;
      if (ready.inside.length > 0 && !isInside(node, ready.inside)) return;
      if (isInside(node, ready.notInside)) return;
      context.report({ start: node.start, end: node.end });
    },
  };
}

function isInside(node: SyntaxNode, patterns: readonly CompiledPattern[]): boolean {
  if (patterns.length === 0) return false;
  for (const around of node.ancestors()) {
    if (patterns.some((pattern) => pattern.kind === around.kind && pattern.match(around) !== null)) return true;
  }
  return false;
}

function modelOf({ package: name, languages, sources, sinks, sanitizers }: UserModel): Model {
  for (const kind of [...Object.keys(sinks), ...Object.keys(sanitizers)]) if (kind !== 'all') bitsOf([kind]);
  return {
    package: name,
    languages: PARSED_LANGUAGES.filter((language) => languages.includes(language)),
    sources,
    sinks,
    cleans: Object.fromEntries(Object.entries(sanitizers).map(([kind, calls]) => [kind, calls.map(calleeOf)])),
    bad: [],
    good: [],
  };
}

/** A sanitizer is named by its call, with or without the brackets. */
function calleeOf(written: string): string {
  return written.replace(/\(\)$/, '');
}
