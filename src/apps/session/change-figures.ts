import type { GitRepository } from '../../adapters/git/repository.ts';
import { attribute } from '../../attribute/attribute.ts';
import { stats } from '../../attribute/stats.ts';
import { policyOfChange } from '../../decide/policy-of-change.ts';
import type { Stats } from '../../model/stats.ts';
import { rules } from '../../rules/index.ts';
import { checkedNotes } from './records.ts';
import { tierOf } from './tree-figures-made.ts';

/** Who wrote the lines that a change adds, and what was counted. */
export async function changeFigures(
  repository: GitRepository,
  range: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly result: Stats; readonly scope: string }> {
  const request = range === undefined ? ({ kind: 'default' } as const) : ({ kind: 'range', range } as const);
  const { change, messages, uncommitted, scope } = await repository.loadChange(request, signal);
  const head = change.head.sha;
  const walked = head !== undefined && change.commits.length > 0;
  const diffs = walked ? await repository.commitDiffs(change.base, head, signal) : [];
  const shas = change.commits.map(({ sha }) => sha);
  const { notes } = await checkedNotes(repository, repository.gitDirectory).notes(shas, signal);
  const traces = { change, messages, diffs, notes, ...(uncommitted === undefined ? {} : { uncommitted }) };
  const ids = rules.map(({ id }) => id);
  const { team } = await policyOfChange(repository, change, ids, signal);
  return { result: stats(attribute(traces).attributions, change.commits, tierOf(team.policy)), scope };
}
