import { digestOf } from '../lib/hash.ts';
import { nearest } from '../lib/nearest.ts';
import type { Decision, Facts, Outcome, Reason } from '../model/decision.ts';
import { OUTCOMES } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import { TIERS } from '../model/policy.ts';
import type { Answer, Clause } from './clause.ts';
import { allClauses, unbendingClauses } from './clauses/index.ts';
import { policyDigest } from './default-policy.ts';
import { faultsOf } from './facts-shape.ts';
import { readOptions } from './options.ts';
import { first, sentence } from './sentence.ts';
import { list, mapOf, name, oneOf, optional, record, text } from './shape.ts';
import { readTiers, type Tiers } from './tiers.ts';

/**
 * Judges a change under a policy. Starts from `review`: only a clause that may argue for shipping, and does, makes it
 * `ship`, and only when nothing asks for more. Whatever is missing, malformed, unknown or throws asks for review; this
 * function itself never throws. The reasons name the clause, or `facts` or `policy` where the fault lies there.
 */
export function decide(facts: Facts, policy: Policy, clauses: readonly Clause[] = allClauses): Decision {
  try {
    return judge(facts, policy, clauses);
  } catch {
    return decision(facts, policy, [review('facts', ['The facts could not be read.'])], false);
  }
}

function judge(facts: Facts, policy: Policy, clauses: readonly Clause[]): Decision {
  const faults = faultsOf(facts);
  const policyFaults = faultsOfPolicy(policy);
  if (faults.length === 0 && isEmpty(facts)) {
    const told = ['There is nothing to judge: the change is empty.', ...policyFaults.slice(0, 1)];
    return decision(facts, policy, [{ outcome: 'ship', clause: 'facts', because: told, findings: [] }], true);
  }
  const reasons: Reason[] = [];
  if (faults.length > 0) reasons.push(review('facts', ['The facts are not complete.', ...faults.map(sentence)]));
  if (policyFaults.length > 0) reasons.push(review('policy', policyFaults));
  const answers = ask(facts, policy, clauses);
  // With facts that are not whole a clause may stumble over anything: that is said once, above.
  reasons.push(...(faults.length > 0 ? answers.filter(({ broken }) => !broken) : answers).map(({ reason }) => reason));
  if (!answers.some(({ argues, reason }) => argues && reason.outcome === 'ship') && worst(reasons) === 'ship') {
    reasons.push(review('policy', ['No clause argues for shipping this change.']));
  }
  return decision(facts, policy, reasons, false);
}

interface Asked {
  readonly reason: Reason;
  readonly argues: boolean;
  /** The clause could not be asked, or did not answer. */
  readonly broken: boolean;
}

/** Asks each clause that the policy uses, and the unbending ones in any case. */
function ask(facts: Facts, policy: Policy, clauses: readonly Clause[]): readonly Asked[] {
  const uses = Array.isArray(policy?.clauses) ? policy.clauses : [];
  const used = new Set(uses.map((use) => use?.id));
  const always = unbendingClauses.filter(({ id }) => !used.has(id)).map(({ id }) => ({ id, options: {} }));
  let tiers: Tiers;
  try {
    tiers = readTiers(policy.tiers);
  } catch {
    // Said by `faultsOfPolicy`; until then everything counts as critical.
    tiers = readTiers([{ tier: 'critical', paths: ['**'] }]);
  }
  return [...always, ...uses].flatMap((use) => {
    const id = String(use?.id);
    const clause = [...unbendingClauses, ...clauses].find((one) => one.id === id);
    if (clause === undefined) {
      const meant = nearest(
        id,
        clauses.map((one) => one.id),
      );
      const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
      return [broken('policy', `There is no clause ${id}.${hint}`)];
    }
    const options = readOptions(clause.options, use.options);
    if ('faults' in options) return options.faults.map((fault) => broken(id, sentence(`${id}: ${fault}`)));
    try {
      return read(clause, clause.evaluate(facts, options.values, tiers));
    } catch (error) {
      const why = error instanceof Error ? `: ${error.message}` : '';
      return [broken(id, sentence(`The clause ${id} could not be evaluated${why}`))];
    }
  });
}

/** Takes nothing from a clause but what has the shape of an answer. */
function read(clause: Clause, answers: readonly Answer[]): readonly Asked[] {
  if (!Array.isArray(answers)) return [broken(clause.id, `The clause ${clause.id} gave no list of answers.`)];
  return Array.from(answers, (answer: Answer | undefined) => {
    const faults: string[] = [];
    answerShape(answer, 'answer', faults);
    const because = faults.length === 0 ? answer!.because.filter((line) => line.trim() !== '') : [];
    if (because.length === 0) return broken(clause.id, `The clause ${clause.id} gave an answer that means nothing.`);
    const reason = { outcome: answer!.outcome, clause: clause.id, because, findings: [...(answer!.findings ?? [])] };
    return { reason, argues: clause.argues === true, broken: false };
  });
}

const answerShape = record({ outcome: oneOf(...OUTCOMES), because: list(text), findings: optional(list(name)) });

const policyShape = record({
  digest: name,
  origin: oneOf('default', 'base', 'worktree'),
  source: name,
  tiers: list(record({ tier: oneOf(...TIERS), paths: list(name) })),
  clauses: list(record({ id: name, options: mapOf(() => {}) })),
  fault: optional(text),
});

/** Sentences; nothing when the policy can judge. */
function faultsOfPolicy(policy: Policy): readonly string[] {
  const faults: string[] = [];
  policyShape(policy, '', faults);
  if (faults.length > 0) return ['The policy cannot be read.', ...faults.map((fault) => sentence(`policy.${fault}`))];
  if (policy.fault !== undefined) {
    return [sentence(`The team's own policy could not be used: ${policy.fault}`), 'The default policy judged instead.'];
  }
  if (policy.clauses.length === 0) return ['The policy has no clauses: nothing argues for shipping.'];
  if (policy.digest !== policyDigest(policy)) return ['The policy is not the one that its digest names.'];
  return [];
}

/** Nothing changed, and nothing went wrong in finding that out. */
function isEmpty({ change, run, findings, sources }: Facts): boolean {
  return (
    change.files.length === 0 &&
    findings.every(({ baselineState }) => baselineState !== 'new') &&
    run.analyzers.every(
      ({ status, files }) => status !== 'failed' && status !== 'partial' && !files.some((file) => file.touchesChange),
    ) &&
    sources.every(({ status }) => status === 'complete' || status === 'skipped')
  );
}

function decision(facts: Facts, policy: Policy, reasons: readonly Reason[], empty: boolean): Decision {
  return {
    outcome: worst(reasons),
    reasons,
    policy: {
      digest: orNothing(() => policyDigest(policy)),
      origin: orNothing(() => policy.origin),
      source: orNothing(() => policy.source),
    },
    head: orNothing(() => {
      const { kind, sha, digest } = facts.change.head;
      return kind === 'commit' ? sha : digest;
    }),
    run: orNothing(() => digestOf(facts.run)),
    empty,
  };
}

/** Text that may not be there: a decision about broken facts must still be made. */
function orNothing(get: () => unknown): string {
  try {
    const value = get();
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

function worst(reasons: readonly Reason[]): Outcome {
  if (reasons.length === 0) return 'review';
  return OUTCOMES[Math.max(...reasons.map(({ outcome }) => OUTCOMES.indexOf(outcome)))]!;
}

function review(clause: string, because: readonly string[]): Reason {
  return { outcome: 'review', clause, because: first(because), findings: [] };
}

function broken(clause: string, because: string): Asked {
  return { reason: review(clause, [because]), argues: false, broken: true };
}
