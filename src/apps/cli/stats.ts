import { openRepository } from '../../adapters/git/repository.ts';
import { attribute } from '../../attribute/attribute.ts';
import { stats } from '../../attribute/stats.ts';
import { policyOfChange } from '../../decide/policy-of-change.ts';
import { pathMatcher } from '../../lib/glob.ts';
import type { Policy } from '../../model/policy.ts';
import { statsFormats } from '../../report/stats.ts';
import { rules } from '../../rules/index.ts';
import { checkedNotes } from '../session/open.ts';
import { reportOptions } from './output.ts';
import type { ExitCode, Globals } from './program.ts';

/** `countersign stats [RANGE]`: who wrote the lines that a change adds, in shares. */
export async function statsCommand(
  range: string | undefined,
  options: { readonly format: keyof typeof statsFormats },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const { signal } = terminal;
  const repository = await openRepository(cwd, { signal });
  try {
    const request = range === undefined ? ({ kind: 'default' } as const) : ({ kind: 'range', range } as const);
    const { change, messages, uncommitted, scope } = await repository.loadChange(request, signal);
    const head = change.head.sha;
    const walked = head !== undefined && change.commits.length > 0;
    const diffs = walked ? await repository.commitDiffs(change.base, head, signal) : [];
    const { notes } = await checkedNotes(repository, repository.gitDirectory).notes(
      change.commits.map(({ sha }) => sha),
      signal,
    );
    const traces = { change, messages, diffs, notes, ...(uncommitted === undefined ? {} : { uncommitted }) };
    const { team } = await policyOfChange(
      repository,
      change,
      rules.map(({ id }) => id),
      signal,
    );
    const result = stats(attribute(traces).attributions, change.commits, tierOf(team.policy));
    const render = await statsFormats[options.format]();
    terminal.out(render({ stats: result, scope }, reportOptions(options.format, terminal)));
    return 0;
  } finally {
    repository.close();
  }
}

function tierOf({ tiers }: Policy): (path: string) => Policy['tiers'][number]['tier'] {
  const matchers = tiers.map(({ tier, paths }) => ({ tier, matches: pathMatcher(paths) }));
  return (path) => matchers.find(({ matches }) => matches(path))?.tier ?? 'standard';
}
