import type { Facts } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import type { Rung, SafeguardKind } from '../model/safeguard.ts';
import { readApprovals } from './approvals.ts';
import { byPath, changedLines } from './authorship.ts';
import { allClauses } from './clauses/index.ts';
import { readOptions } from './options.ts';
import { readSafeguards } from './safeguards.ts';
import { counted } from './sentence.ts';
import { readTiers } from './tiers.ts';

/**
 * Every layer in its order, with what the change has of it and whether the policy asked: the same rungs for every change,
 * so that two reports can be compared. Says nothing of whether the change may ship.
 */
export function ladder(facts: Facts, policy: Policy): readonly Rung[] {
  const asked = askedKinds(facts, policy);
  const uses = new Set(policy.clauses.map(({ id }) => id));
  const has = readSafeguards(facts);
  const done = (layer: string, kind: SafeguardKind, what: string): Rung => {
    const covered = facts.change.files.filter(({ path }) => has(kind, path)).length;
    return { layer, asked: asked.has(kind), ...share(covered, facts.change.files.length, 'file', what) };
  };
  return [
    { layer: 'authorship recorded', asked: uses.has('known-authors') || uses.has('no-ai'), ...authorship(facts) },
    { layer: 'static analysis', asked: true, ...analyzed(facts, ['pattern', 'metric', 'taint', 'flow']) },
    { layer: 'secrets', asked: true, ...analyzed(facts, ['token']) },
    { layer: 'dependencies', asked: false, ...analyzed(facts, ['dependency']) },
    { layer: 'licences', asked: false, ...analyzed(facts, ['license', 'snippet']) },
    done('tests', 'test', 'tested'),
    done('interactive testing', 'interactive-test', 'tried out'),
    { layer: 'independent review', asked: asked.has('review'), ...reviewed(facts) },
    done('comprehension', 'comprehension', 'explained by its author'),
    done('threat model', 'threat-model', 'covered by a threat model'),
    done('red team', 'red-team', 'attacked'),
  ];
}

type State = Pick<Rung, 'state' | 'because'>;

function share(have: number, all: number, noun: string, what: string): State {
  if (all === 0) return { state: 'missing', because: `There is no ${noun} to be ${what}.` };
  if (have === all) return { state: 'present', because: `${counted(all, noun)} ${all === 1 ? 'is' : 'are'} ${what}.` };
  const state = have === 0 ? 'missing' : 'partial';
  return { state, because: have === 0 ? `No ${noun} is ${what}.` : `${have} of ${counted(all, noun)} are ${what}.` };
}

function authorship({ change, attributions }: Facts): State {
  const known = byPath(attributions.filter(({ basis }) => basis === 'recorded' || basis === 'declared'));
  let [all, said] = [0, 0];
  for (const file of change.files) {
    const { human, ai, mixed, unknown } = changedLines(file, known.get(file.path) ?? []);
    all += human + ai + mixed + unknown;
    said += human + ai + mixed;
  }
  return share(said, all, 'changed line', 'recorded or declared');
}

function analyzed({ run }: Facts, names: readonly string[]): State {
  const found = run.analyzers.filter(({ analyzer }) => names.includes(analyzer));
  const ran = found.filter(({ status }) => status === 'complete' || status === 'scope');
  const parts = found.filter(({ status }) => status === 'partial');
  const open = found.filter((one) => !ran.includes(one));
  const told = open
    .map(({ analyzer, reason }) => `${analyzer}: ${reason?.replace(/\.$/, '') ?? 'not complete'}`)
    .join('; ');
  if (ran.length === 0 && parts.length === 0)
    return { state: 'missing', because: `${told || `No ${names[0]} analyzer ran`}.` };
  if (open.length > 0) return { state: 'partial', because: `${told}.` };
  return { state: 'present', because: `Complete: ${ran.map(({ analyzer }) => analyzer).join(', ')}.` };
}

function reviewed(facts: Facts): State {
  const approvals = readApprovals(facts);
  const approved = facts.change.files.filter(({ path }) => approvals.of(path).length > 0).length;
  const { state, because } = share(
    approved,
    facts.change.files.length,
    'file',
    'approved by somebody who did not write it',
  );
  return { state, because: [because, ...approvals.ignored.slice(0, 1)].join(' ') };
}

/** What clauses of this policy ask for in the tiers that the change touches, by their options. */
function askedKinds({ change }: Facts, { clauses, tiers: rules }: Policy): ReadonlySet<SafeguardKind> {
  const tiers = readTiers(rules);
  const touched = new Set(change.files.map((file) => tiers.of(file)));
  const asked = new Set<SafeguardKind>();
  for (const { id, options } of clauses) {
    const read = readOptions(allClauses.find((clause) => clause.id === id)?.options ?? {}, options);
    if ('faults' in read) continue;
    for (const tier of touched) {
      const option = read.values[tier];
      if (id === 'required-safeguards') for (const kind of option as readonly SafeguardKind[]) asked.add(kind);
      if (id === 'approvals' && (option as number) > 0) asked.add('review');
      if (id === 'critical-authors' && tier === 'critical') asked.add('review');
    }
  }
  return asked;
}
