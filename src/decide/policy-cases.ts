import * as z from 'zod/mini';
import type { Decision, Outcome } from '../model/decision.ts';
import { OUTCOMES } from '../model/decision.ts';
import { OTHER_LANGUAGES, PARSED_LANGUAGES } from '../model/language.ts';
import type { Policy } from '../model/policy.ts';
import { SAFEGUARD_KINDS } from '../model/safeguard.ts';
import type { Clause } from './clause.ts';
import { decide } from './decide.ts';
import { exampleFacts, type FactsExample } from './example-facts.ts';
import { checkText, type SchemaWords } from './policy-fault.ts';
import { type PolicyFault, parsePolicyText } from './policy-text.ts';

/** What a team expects of its policy: facts in a few words, and how they must be judged. */
export interface PolicyCase {
  readonly name: string;
  readonly facts: FactsExample;
  readonly expect: Outcome;
  /** A clause that must be among those that asked for that outcome. */
  readonly clause?: string;
}

export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  /** One sentence where it did not pass. */
  readonly because?: string;
  readonly decision: Decision;
}

const text = z.string().check(z.minLength(1), z.maxLength(1_000));
const contributor = z.enum(['human', 'ai', 'mixed', 'unknown']);
const whole = z.number().check(z.gte(0));
const person = z.strictObject({ id: text, kind: z.enum(['person', 'agent', 'tool']) });

const file = z.strictObject({
  by: z.optional(contributor),
  basis: z.optional(z.enum(['recorded', 'declared', 'inferred', 'none'])),
  model: z.optional(text),
  tool: z.optional(text),
  lines: z.optional(whole),
  language: z.optional(z.enum([...PARSED_LANGUAGES, ...OTHER_LANGUAGES])),
  status: z.optional(z.enum(['added', 'modified', 'deleted', 'renamed', 'copied', 'type-changed'])),
  previousPath: z.optional(text),
  mode: z.optional(text),
  blob: z.optional(text),
  removed: z.optional(whole),
  pattern: z.optional(z.enum(['complete', 'partial', 'failed', 'skipped', 'not-applicable'])),
  touchesChange: z.optional(z.boolean()),
});

const finding = z.strictObject({
  rule: z.optional(text),
  level: z.optional(z.enum(['error', 'warning', 'note'])),
  path: text,
  line: z.optional(z.number().check(z.gte(1))),
  by: z.optional(contributor),
  state: z.optional(z.enum(['new', 'unchanged', 'absent'])),
  fingerprint: z.optional(text),
});

const waiver = z.strictObject({
  covers: z.optional(z.array(text)),
  owner: z.optional(z.string()),
  reason: z.optional(z.string()),
  expires: z.optional(z.string()),
  origin: z.optional(z.enum(['base', 'change'])),
});

const safeguard = z.strictObject({
  kind: z.enum(SAFEGUARD_KINDS),
  covers: z._default(z.array(text), ['**']),
  by: person,
  at: z._default(text, '2030-06-15'),
  /** `current` is the commit that the case is about. */
  head: z.optional(text),
});

const facts = z.strictObject({
  files: z.optional(z.record(text, z.union([contributor, file]))),
  findings: z.optional(z.array(finding)),
  analyzers: z.optional(z.record(text, z.enum(['complete', 'partial', 'failed', 'skipped', 'scope']))),
  noRun: z.optional(z.literal(true)),
  waivers: z.optional(z.array(waiver)),
  safeguards: z.optional(z.array(safeguard)),
  sources: z.optional(
    z.array(
      z.strictObject({
        name: text,
        status: z.enum(['complete', 'partial', 'failed', 'skipped']),
        reason: z.optional(z.string()),
      }),
    ),
  ),
  trailers: z.optional(z.array(text)),
  unreadMessage: z.optional(z.literal(true)),
  now: z.optional(text),
});

const oneCase = z.strictObject({ name: text, facts, expect: z.enum(OUTCOMES), clause: z.optional(text) });

/** The file of cases beside a policy: `countersign.test.yaml`. */
const casesSchema = z.strictObject({ version: z.literal(1), cases: z.array(oneCase).check(z.minLength(1)) });

const words: SchemaWords = {
  keysAt(path) {
    const shape = [casesSchema, casesSchema, oneCase, facts][Math.min(path.length, 3)]!.shape;
    if (path.length <= 3) return Object.keys(shape);
    const section = { files: file, findings: finding, waivers: waiver, safeguards: safeguard }[String(path[3])];
    return Object.keys(section?.shape ?? {});
  },
  choiceAt: () => 'one of human, ai, mixed, unknown, or a map',
};

/** Reads a file of cases; faults have line, column and the nearest right word. Import this file lazily. */
export function readCases(
  source: string,
): { readonly cases: readonly PolicyCase[] } | { readonly faults: readonly PolicyFault[] } {
  const parsed = parsePolicyText(source);
  if ('faults' in parsed) return parsed;
  const checked = checkText(parsed, casesSchema, words);
  return 'faults' in checked ? checked : { cases: checked.content.cases as readonly PolicyCase[] };
}

/** Judges each case; a case passes when the outcome is the expected one, for the expected clause where one is named. */
export function runCases(
  cases: readonly PolicyCase[],
  policy: Policy,
  clauses: readonly Clause[],
): readonly CaseResult[] {
  return cases.map(({ name, facts: example, expect, clause }) => {
    const decision = decide(exampleFacts(withHead(example)), policy, clauses);
    const asking = decision.reasons.filter(({ outcome }) => outcome === decision.outcome);
    if (decision.outcome !== expect) {
      const why = asking.map(({ because }) => because[0]).join(' ');
      return { name, passed: false, because: `Expected ${expect}, got ${decision.outcome}: ${why}`, decision };
    }
    if (clause !== undefined && !asking.some((reason) => reason.clause === clause)) {
      const others = [...new Set(asking.map((reason) => reason.clause))].join(', ');
      return { name, passed: false, because: `Got ${expect} by ${others}, not by ${clause}.`, decision };
    }
    return { name, passed: true, decision };
  });
}

function withHead({ safeguards, ...example }: FactsExample): FactsExample {
  if (safeguards === undefined) return example;
  const { sha } = exampleFacts({}).change.head;
  return {
    ...example,
    safeguards: safeguards.map(({ head, ...rest }) => ({
      ...rest,
      ...(head === 'current' ? { head: sha! } : head === undefined ? {} : { head }),
    })),
  };
}
