import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { type GitRepository, openRepository } from '../../adapters/git/repository.ts';
import { clausesFor } from '../../decide/load-clauses.ts';
import type { TeamPolicy } from '../../decide/policy.ts';
import { diffPolicies, type Flip } from '../../decide/policy-diff.ts';
import { policyAt } from '../../decide/policy-of-change.ts';
import { sentence } from '../../decide/sentence.ts';
import { CountersignError } from '../../model/error.ts';
import type { Policy } from '../../model/policy.ts';
import { rules } from '../../rules/index.ts';
import { print, type Section } from './policy-print.ts';
import type { ExitCode, Globals } from './program.ts';

export interface PolicyFormat {
  readonly format: 'terminal' | 'json';
}

export const ruleIds: readonly string[] = rules.map(({ id }) => id);

/** Prints a policy as it would judge. Exit code 2 when the file cannot be used. */
export async function showPolicy(
  { format, worktree }: PolicyFormat & { worktree?: true },
  globals: Globals,
): Promise<ExitCode> {
  const team = await withRepository(globals, (repository) => policyHere(repository, worktree, globals));
  print({ value: team, sections: policySections(team) }, format, globals);
  return team.faults.length > 0 ? 2 : 0;
}

/** Runs cases against a policy. */
export async function testPolicy(
  file: string,
  { format, worktree }: PolicyFormat & { worktree?: true },
  globals: Globals,
): Promise<ExitCode> {
  const { readCases, runCases } = await import('../../decide/policy-cases.ts');
  const read = readCases(readText(resolve(globals.cwd, file), file));
  if ('faults' in read) {
    const [{ line, column, message }] = read.faults as [TeamPolicy['faults'][number]];
    throw new CountersignError('config/not-valid', `${file}:${line}:${column}: ${message}`);
  }
  const team = await withRepository(globals, (repository) => policyHere(repository, worktree, globals));
  refuseBroken(team);
  const results = runCases(read.cases, team.policy, await clausesFor(team.policy));
  const failed = results.filter(({ passed }) => !passed);
  const sections: Section[] = [
    {
      title: `${results.length - failed.length} of ${results.length} cases passed, under ${sourceOf(team.policy)}`,
      lines: [],
    },
    ...failed.map(({ name, because }) => ({ title: `Failed: ${name}`, lines: [because!] })),
  ];
  print({ value: results, sections }, format, globals);
  return failed.length > 0 ? 1 : 0;
}

/** Compares the policy that judges with the one in the work tree. */
export async function diffPolicy({ format }: PolicyFormat, globals: Globals): Promise<ExitCode> {
  const [before, after] = await withRepository(globals, async (repository) => [
    await policyHere(repository, undefined, globals),
    await policyHere(repository, true, globals),
  ]);
  refuseBroken(after!);
  const diff = diffPolicies(
    before!.policy,
    after!.policy,
    await clausesFor({ clauses: [...before!.policy.clauses, ...after!.policy.clauses] }),
  );
  const flips = (all: readonly Flip[]): string[] =>
    all.map(({ change, before, after }) => `${before} → ${after}: ${change}`);
  const sections: Section[] = [
    {
      title: `From ${sourceOf(before!.policy)} to ${sourceOf(after!.policy)}`,
      lines: diff.changes.length > 0 ? diff.changes : ['Nothing differs.'],
    },
    ...(diff.looser.length > 0 ? [{ title: 'Passes more easily', lines: flips(diff.looser) }] : []),
    ...(diff.stricter.length > 0 ? [{ title: 'Is judged more strictly', lines: flips(diff.stricter) }] : []),
  ];
  print({ value: diff, sections }, format, globals);
  return 0;
}

/** The policy of the base of what `check` would judge, or the file in the work tree. */
async function policyHere(
  repository: GitRepository,
  worktree: true | undefined,
  { terminal }: Globals,
): Promise<TeamPolicy> {
  const { signal } = terminal;
  if (worktree) return policyAt(repository, null, ruleIds, signal);
  const { change } = await repository.loadChange({ kind: 'default' }, signal);
  const { policyOfChange } = await import('../../decide/policy-of-change.ts');
  return (await policyOfChange(repository, change, ruleIds, signal)).team;
}

async function withRepository<T>(globals: Globals, use: (repository: GitRepository) => Promise<T>): Promise<T> {
  const repository = await openRepository(globals.cwd, { signal: globals.terminal.signal });
  try {
    return await use(repository);
  } finally {
    repository.close();
  }
}

/** A preview of a policy that cannot be used would be a preview of the default. */
export function refuseBroken({ policy, faults }: TeamPolicy): void {
  if (faults.length > 0)
    throw new CountersignError('config/not-valid', sentence(`The policy cannot be used: ${policy.fault}`));
}

export function sourceOf({ origin, source }: Policy): string {
  return origin === 'default' ? 'the default policy' : source;
}

function policySections({ policy, waivers, rules: levels, faults }: TeamPolicy): readonly Section[] {
  const places = faults.map(({ line, column, message }) => `Line ${line}, column ${column}: ${message}`);
  return [
    { title: `${sourceOf(policy)}, digest ${policy.digest.slice(0, 12)}`, lines: [] },
    ...(faults.length > 0
      ? [{ title: 'The file cannot be used; the default judges, at best with review', lines: places }]
      : []),
    {
      title: 'Clauses',
      lines: policy.clauses.map(({ id, options }) =>
        Object.keys(options).length === 0 ? id : `${id} ${JSON.stringify(options)}`,
      ),
    },
    {
      title: 'Tiers, the first that matches decides',
      lines: policy.tiers.map(({ tier, paths }) => `${tier}: ${paths.join(' ')}`),
    },
    ...(waivers.length > 0
      ? [
          {
            title: 'Waivers',
            lines: waivers.map(
              ({ covers, owner, expires, reason }) => `${covers.join(', ')}: ${owner}, until ${expires}: ${reason}`,
            ),
          },
        ]
      : []),
    ...(Object.keys(levels).length > 0
      ? [{ title: 'Rules', lines: Object.entries(levels).map(([id, level]) => `${id}: ${level}`) }]
      : []),
  ];
}

const MOST_BYTES = 1_000_001;

/** Text of a file that the user names; read to just beyond the limit that the parser refuses. */
function readText(path: string, shown: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'path/not-found' : 'path/not-readable';
    throw new CountersignError(code, `${shown} ${code === 'path/not-found' ? 'is not there' : 'cannot be read'}.`, {
      cause,
    });
  }
  try {
    const buffer = Buffer.alloc(MOST_BYTES);
    let length = 0;
    for (let read = 1; read > 0 && length < MOST_BYTES; length += read)
      read = readSync(descriptor, buffer, length, MOST_BYTES - length, null);
    return buffer.toString('utf8', 0, length);
  } catch (cause) {
    throw new CountersignError('path/not-readable', `${shown} cannot be read.`, { cause });
  } finally {
    closeSync(descriptor);
  }
}
