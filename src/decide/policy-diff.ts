import { canonicalJson } from '../lib/canonical-json.ts';
import type { Outcome } from '../model/decision.ts';
import { OUTCOMES } from '../model/decision.ts';
import type { ClauseUse, Policy, TierRule } from '../model/policy.ts';
import type { Clause } from './clause.ts';
import { allClauses } from './clauses/index.ts';
import { decide } from './decide.ts';
import { exampleFacts, type FactsExample } from './example-facts.ts';
import { counted, listed } from './sentence.ts';

/** A kind of change that two policies judge differently. */
export interface Flip {
  /** The change in words. */
  readonly change: string;
  readonly before: Outcome;
  readonly after: Outcome;
}

/** What another policy would mean. */
export interface PolicyDiff {
  /** What the texts differ in, as sentences. */
  readonly changes: readonly string[];
  /** What would pass more easily: read these twice. */
  readonly looser: readonly Flip[];
  readonly stricter: readonly Flip[];
}

/** Compares two policies by what they say and by how they judge the examples of every clause. */
export function diffPolicies(before: Policy, after: Policy, clauses: readonly Clause[]): PolicyDiff {
  const flips = new Map<string, Flip>();
  for (const example of probes()) {
    const facts = exampleFacts(example);
    const [was, is] = [decide(facts, before, clauses).outcome, decide(facts, after, clauses).outcome];
    if (was !== is) flips.set(canonicalJson(example), { change: describeExample(example), before: was, after: is });
  }
  const all = [...flips.values()];
  const rank = (outcome: Outcome): number => OUTCOMES.indexOf(outcome);
  return {
    changes: [...clauseChanges(before.clauses, after.clauses), ...tierChanges(before.tiers, after.tiers)],
    looser: all.filter((flip) => rank(flip.after) < rank(flip.before)),
    stricter: all.filter((flip) => rank(flip.after) > rank(flip.before)),
  };
}

function probes(): readonly FactsExample[] {
  return allClauses.flatMap(({ ships, reviews, blocks }) =>
    [...ships, ...reviews, ...blocks].map(({ facts }) => facts),
  );
}

function clauseChanges(before: readonly ClauseUse[], after: readonly ClauseUse[]): readonly string[] {
  const [was, is] = [byId(before), byId(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((id) => {
    const [old, now] = [was.get(id), is.get(id)];
    if (old === undefined) return [`The clause ${id} is asked.`];
    if (now === undefined) return [`The clause ${id} is no longer asked.`];
    if (canonicalJson(old) === canonicalJson(now)) return [];
    if (old.length !== 1 || now.length !== 1) return [`The clause ${id} is asked with other options.`];
    const keys = [...new Set([...Object.keys(old[0]!), ...Object.keys(now[0]!)])].sort();
    return keys
      .filter((key) => canonicalJson(old[0]![key] ?? null) !== canonicalJson(now[0]![key] ?? null))
      .map((key) => `The clause ${id} has ${key}: ${shown(old[0]![key])} → ${shown(now[0]![key])}.`);
  });
}

function byId(uses: readonly ClauseUse[]): ReadonlyMap<string, readonly ClauseUse['options'][]> {
  const map = new Map<string, ClauseUse['options'][]>();
  for (const { id, options } of uses) map.set(id, [...(map.get(id) ?? []), options]);
  return map;
}

function shown(value: unknown): string {
  return value === undefined ? 'default' : JSON.stringify(value);
}

function tierChanges(before: readonly TierRule[], after: readonly TierRule[]): readonly string[] {
  if (canonicalJson(before) === canonicalJson(after)) return [];
  const [was, is] = [patterns(before), patterns(after)];
  const added = [...is].filter((one) => !was.has(one));
  const gone = [...was].filter((one) => !is.has(one));
  if (added.length + gone.length === 0) return ['The tiers are looked at in another order.'];
  return [
    ...(added.length > 0 ? [`New in the tiers: ${listed(added)}.`] : []),
    ...(gone.length > 0 ? [`No longer in the tiers: ${listed(gone)}.`] : []),
  ];
}

function patterns(tiers: readonly TierRule[]): ReadonlySet<string> {
  return new Set(tiers.flatMap(({ tier, paths }) => paths.map((path) => `${tier} ${path}`)));
}

/** An example in one line: `src/auth/a.ts (ai), 1 new error, analyzer pattern failed`. */
function describeExample(example: FactsExample): string {
  const files = Object.entries(example.files ?? {}).map(([path, file]) => {
    const {
      by = 'unknown',
      lines,
      removed,
      status,
      previousPath,
      pattern,
      basis,
      tool,
      model,
    } = typeof file === 'string' ? { by: file } : file;
    const about = [
      by,
      lines === undefined ? null : counted(lines, 'line'),
      removed === undefined ? null : `${removed} removed`,
      previousPath === undefined ? status : `from ${previousPath}`,
      basis,
      tool,
      model,
      pattern === undefined || pattern === 'complete' ? null : pattern,
    ];
    return `${path} (${about.filter((part) => part !== null && part !== undefined).join(', ')})`;
  });
  const findings = (example.findings ?? []).map(
    ({ level = 'error', state = 'new', path }) => `a finding in ${path} (${state} ${level})`,
  );
  const analyzers = Object.entries(example.analyzers ?? {}).map(
    ([analyzer, status]) => `analyzer ${analyzer} ${status}`,
  );
  const safeguards = (example.safeguards ?? []).map(({ kind, by }) => `${kind} by ${by.kind} ${by.id}`);
  const waivers = (example.waivers ?? []).map((waiver) => `a waiver (${JSON.stringify(waiver)})`);
  const sources = (example.sources ?? []).map(({ name, status }) => `${name} ${status}`);
  const others = [
    ...(example.noRun ? ['no analyzer ran'] : []),
    ...(example.trailers === undefined ? [] : [`trailers ${JSON.stringify(example.trailers)}`]),
    ...(example.unreadMessage ? ['an unread commit message'] : []),
  ];
  return (
    [...files, ...findings, ...analyzers, ...safeguards, ...waivers, ...sources, ...others].join(', ') || 'nothing'
  );
}
