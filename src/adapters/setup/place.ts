import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { CountersignError } from '../../model/error.ts';

/** Where setting up happens: absolute, real paths. */
export interface Place {
  /** Top of the work tree. */
  readonly top: string;
  /** The git directory that all work trees share. */
  readonly common: string;
  /** The folder from which git takes hooks; it need not exist. */
  readonly hooks: string;
  /** `core.hooksPath` as configured, null when it is not set. */
  readonly hooksPath: string | null;
  /** The same, when it is set in this repository and not for the whole machine. */
  readonly ownHooksPath: string | null;
  /** URLs of the remotes, for telling which forge is meant. */
  readonly remotes: readonly string[];
  /** Tops of all work trees of this repository. */
  readonly worktrees: readonly string[];
}

const QUIET = { LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_REPLACE_OBJECTS: '1' } as const;

const execute = promisify(execFile);

/**
 * Asks git where things are. Only commands that run nothing of the repository's configuration are used.
 * Throws `git/not-a-repository` for a folder that is none and for a bare repository, from which nobody pushes.
 */
export async function locate(cwd: string): Promise<Place> {
  const facts = await git(cwd, ['rev-parse', '--is-bare-repository', '--is-inside-work-tree']).catch((error) => {
    throw refusal(cwd, error);
  });
  const [bare, inside] = facts.split('\n');
  if (inside !== 'true') {
    const what = bare === 'true' ? 'a bare repository' : 'the git directory of a repository';
    throw new CountersignError(
      'git/not-a-repository',
      `${cwd} is ${what}: run this in a work tree, where people push.`,
    );
  }
  const [top, common] = await Promise.all([
    git(cwd, ['rev-parse', '--show-toplevel']),
    git(cwd, ['rev-parse', '--git-common-dir']),
  ]);
  const [hooksPath, ownHooksPath, remotes, worktrees] = await Promise.all([
    config(cwd, ['--type=path', '--get', 'core.hooksPath']),
    config(cwd, ['--local', '--get', 'core.hooksPath']),
    config(cwd, ['--get-regexp', '^remote\\..*\\.url$']),
    git(cwd, ['worktree', 'list', '--porcelain', '-z']).catch(() => ''),
  ]);
  const base = realpathSync(top);
  const shared = realpathSync(resolve(cwd, common));
  return {
    top: base,
    common: shared,
    hooks: real(hooksPath === null ? join(shared, 'hooks') : resolve(base, hooksPath)),
    hooksPath,
    ownHooksPath,
    remotes: (remotes ?? '').split('\n').flatMap((line) => line.split(' ').slice(1, 2)),
    worktrees: worktrees.split('\0').flatMap((line) => (line.startsWith('worktree ') ? [real(line.slice(9))] : [])),
  };
}

/** Value of a configuration key, null when it is not set. */
export async function config(cwd: string, args: readonly string[]): Promise<string | null> {
  try {
    return await git(cwd, ['config', ...args]);
  } catch (error) {
    if ((error as { code?: unknown }).code === 1) return null;
    throw refusal(cwd, error);
  }
}

/**
 * Runs git in the user's own clone and returns stdout without its last newline. Objects are taken as they are pushed,
 * without replacements, and no file system monitor of the clone is started.
 */
export async function git(cwd: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute('git', ['-c', 'core.fsmonitor=false', ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { ...process.env, ...QUIET },
  });
  return stdout.replace(/\n$/, '');
}

/** True when `path` is `folder` or lies below it; both are real paths. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way)) || /^\.\.[^/\\]/.test(way);
}

/** The real path of the longest part that exists, with the rest appended: links are followed, absence is no error. */
export function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(real(dirname(path)), basename(path));
  }
}

function refusal(cwd: string, error: unknown): CountersignError {
  const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
  if (code === 'ENOENT') {
    return new CountersignError('git/not-installed', 'git could not be started; is it installed?', { cause: error });
  }
  const said = stderr.split('\n')[0]!.replace(/^fatal: /, '');
  const sentence = said.startsWith('not a git repository')
    ? `${cwd} is not inside a git repository; run \`git init\` first.`
    : `git could not read the repository: ${said || String(code)}.`;
  return new CountersignError('git/not-a-repository', sentence, { cause: error });
}
