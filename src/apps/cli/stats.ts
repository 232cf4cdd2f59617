import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type GitRepository, openRepository } from '../../adapters/git/repository.ts';
import { readFault } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import type { Stats } from '../../model/stats.ts';
import { inventoryFormats } from '../../report/ai-inventory.ts';
import { statsFormats } from '../../report/stats.ts';
import { treeFigures } from '../session/tree-figures.ts';
import { reportOptions } from './output.ts';
import type { ExitCode, Globals } from './program.ts';

export interface StatsOptions {
  readonly all?: true;
  readonly at?: string;
  readonly deployment?: string;
  readonly inventory?: true;
  readonly format?: string;
}

/** `countersign stats`: who wrote the lines that a change adds, or with `--all`, `--at` and the like those that stand, in shares. */
export async function statsCommand(
  range: string | undefined,
  options: StatsOptions,
  globals: Globals,
): Promise<ExitCode> {
  const { cwd, terminal } = globals;
  const revision = revisionOf(range, options, cwd);
  const repository = await openRepository(cwd, { signal: terminal.signal });
  try {
    if (options.inventory) {
      const format = chosen(inventoryFormats, options.format ?? 'markdown', '--inventory');
      const { inventory, gaps } = await treeFigures(repository, revision ?? 'HEAD', globals);
      for (const gap of gaps) terminal.err(`countersign: ${gap}.\n`);
      terminal.out((await format())(inventory));
      return 0;
    }
    const name = options.format ?? 'terminal';
    const format = chosen(statsFormats, name, 'stats');
    const { result, scope } =
      revision === undefined
        ? await (await import('../session/change-figures.ts')).changeFigures(repository, range, terminal.signal)
        : await ofTree(repository, revision, globals);
    const render = await format();
    terminal.out(render({ stats: result, scope }, reportOptions(name, terminal)));
    return 0;
  } finally {
    repository.close();
  }
}

function chosen<F>(formats: Readonly<Record<string, F>>, name: string, what: string): F {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format !== undefined) return format;
  const sentence = `${what} is shown as ${Object.keys(formats).join(', ')}, not as ${name}.`;
  throw new CountersignError('usage/bad-argument', sentence);
}

/** The commit whose content is counted; undefined where it is a change. */
function revisionOf(range: string | undefined, options: StatsOptions, cwd: string): string | undefined {
  const { all, at, deployment } = options;
  const ways = [all, at, deployment, range].filter((way) => way !== undefined);
  if (ways.length > 1 || (range !== undefined && options.inventory))
    throw new CountersignError('usage/bad-argument', 'Give one of a range, --all, --at and --deployment.');
  if (deployment !== undefined) return deployedCommit(resolve(cwd, deployment), deployment);
  return at ?? (all ? 'HEAD' : undefined);
}

/** The commit in a deployment record, under the names that forges and deployment tools use. */
function deployedCommit(path: string, shown: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CountersignError('path/not-readable', `${shown} cannot be read: ${readFault(cause)}.`, { cause });
  }
  const commit = /"(?:sha|commit|commit_sha|revision|head_sha|gitCommit)"\s*:\s*"([0-9a-f]{7,64})"/.exec(text)?.[1];
  if (commit !== undefined) return commit;
  throw new CountersignError('usage/bad-argument', `${shown} names no commit (sha, commit or revision).`);
}

async function ofTree(
  repository: GitRepository,
  revision: string,
  globals: Globals,
): Promise<{ readonly result: Stats; readonly scope: string }> {
  const { stats: result, head, gaps } = await treeFigures(repository, revision, globals);
  for (const gap of gaps) globals.terminal.err(`countersign: ${gap}.\n`);
  const name = revision === 'HEAD' || head.startsWith(revision) ? '' : `${revision}, `;
  return { result, scope: `everything that stands at ${name}${head.slice(0, 12)}` };
}
