import { resolve } from 'node:path';
import { check } from '../../check.ts';
import { explainDecision } from '../../decide/explain.ts';
import { ladder } from '../../decide/ladder.ts';
import { clausesFor } from '../../decide/load-clauses.ts';
import { policyAt } from '../../decide/policy-of-change.ts';
import { type PastChange, replay } from '../../decide/replay.ts';
import { OUTCOMES, type Reason } from '../../model/decision.ts';
import { type ChangeOptions, requestOf } from './check.ts';
import { type PolicyFormat, refuseBroken, ruleIds, sourceOf } from './policy.ts';
import { print, type Section } from './policy-print.ts';
import type { ExitCode, Globals } from './program.ts';
import { openSession, type Session } from './session.ts';
import { storedReports } from './stored-reports.ts';

const MOST_FLIPS = 50;

/** Says why a change came out as it did, what protects it, and what would make it ship. */
export async function explainPolicy(options: PolicyFormat & ChangeOptions, globals: Globals): Promise<ExitCode> {
  const session = await openSession(globals.cwd, globals);
  try {
    const { facts, policy, clauses } = await check(
      requestOf(options),
      session.ports,
      session.judge,
      globals.terminal.signal,
    );
    const { decision, steps, against } = explainDecision(facts, policy, clauses);
    const rungs = ladder(facts, policy);
    const sections: Section[] = [
      { title: `${decision.outcome.toUpperCase()}: ${facts.run.scope}, under ${sourceOf(policy)}`, lines: [] },
      ...worstFirst(decision.reasons).map(({ outcome, clause, because }) => ({
        title: `${outcome} by ${clause}`,
        lines: because,
      })),
      {
        title: 'Safeguards (* asked for by the policy)',
        lines: rungs.map(({ layer, state, asked, because }) => `${asked ? '*' : ' '} ${state} ${layer}: ${because}`),
      },
      ...wayOut(steps, against),
    ];
    session.progress.clear();
    print({ value: { decision, ladder: rungs, steps, against }, sections }, options.format, globals);
    return 0;
  } finally {
    await session.close();
  }
}

function worstFirst(reasons: readonly Reason[]): readonly Reason[] {
  return [...reasons].sort((a, b) => OUTCOMES.indexOf(b.outcome) - OUTCOMES.indexOf(a.outcome));
}

function wayOut(steps: readonly string[] | null, against: readonly string[]): readonly Section[] {
  if (steps === null) return [{ title: 'Nothing that could be done would make it ship', lines: against }];
  if (steps.length === 0) return [];
  return [{ title: 'The shortest way to ship', lines: steps.map((step, index) => `${index + 1}. ${step}`) }];
}

/** Judges the last commits one by one, or takes what was judged before, and judges again by the policy in the work tree. */
export async function replayPolicy(
  { format, last, stored }: PolicyFormat & { last: number; stored?: string },
  globals: Globals,
): Promise<ExitCode> {
  const { signal } = globals.terminal;
  const session = await openSession(globals.cwd, globals);
  try {
    const { repository } = session.ports;
    const team = await policyAt(repository, null, ruleIds, signal);
    refuseBroken(team);
    const history =
      stored === undefined ? await lastCommits(session, last, signal) : storedReports(resolve(globals.cwd, stored));
    const summary = replay(history, team.policy, await clausesFor(team.policy));
    session.progress.clear();
    const changes = Object.values(summary.before).reduce((sum, count) => sum + count, 0);
    const counts = (['ship', 'review', 'block'] as const).map(
      (outcome) => `${outcome}: ${summary.before[outcome]} → ${summary.after[outcome]}`,
    );
    const sections: Section[] = [
      {
        title: `${stored === undefined ? `The last ${changes} commits` : `${changes} stored changes`}, under ${sourceOf(team.policy)}`,
        lines: counts,
      },
      ...summary.flips.slice(0, MOST_FLIPS).map(({ id, before, decision }) => ({
        title: `${id}: ${before} → ${decision.outcome}`,
        lines: decision.reasons.filter(({ outcome }) => outcome === decision.outcome).map(({ because }) => because[0]!),
      })),
    ];
    const more = summary.flips.length - MOST_FLIPS;
    if (more > 0) sections.push({ title: `and ${more} more; --format json has them all`, lines: [] });
    print({ value: summary, sections }, format, globals);
    return 0;
  } finally {
    await session.close();
  }
}

async function lastCommits(session: Session, last: number, signal: AbortSignal): Promise<readonly PastChange[]> {
  const history: PastChange[] = [];
  for (let revision: string | null = 'HEAD'; revision !== null && history.length < last; ) {
    const { report, facts } = await check({ kind: 'commit', revision }, session.ports, session.judge, signal);
    const { sha } = facts.change.head;
    history.push({ id: sha?.slice(0, 12) ?? revision, facts, outcome: report.decision.outcome });
    revision = facts.change.base;
  }
  return history;
}
