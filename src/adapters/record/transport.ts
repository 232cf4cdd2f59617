import { spawn } from 'node:child_process';
import { fetchRefspecs } from '../../lib/record-refs.ts';

/**
 * Pushes one notes ref with the person's own git, since it needs their credentials; like the `git push` that it
 * accompanies. No hook is run for it. Returns git's reason when the remote refused, else null.
 */
export function sendRecords(folder: string, remote: string, ref: string): Promise<string | null> {
  return run(folder, ['push', '--quiet', '--no-verify', '--end-of-options', remote, `${ref}:${ref}`]);
}

/** True when a remote already has another history under this name: a copy of the clone writes there too. */
export const isTaken = (reason: string): boolean => /\((fetch first|non-fast-forward|stale info)\)/.test(reason);

/** Deletes refs of ours, with the person's own git: packed refs are not rewritten from outside. */
export async function dropRefs(folder: string, refs: readonly string[]): Promise<void> {
  for (const ref of refs) await run(folder, ['update-ref', '-d', ref]);
}

/** Fetches what others recorded; returns git's reason or null. It lands beside the refs of this clone, never on them. */
export function fetchRecords(folder: string, remote: string): Promise<string | null> {
  return fetch(folder, remote, fetchRefspecs(nameOf(remote)));
}

/** Fetches the commits of pull requests under `refs/countersign/pull/`; returns git's reason or null. */
export function fetchPulls(folder: string, remote: string): Promise<string | null> {
  return fetch(folder, remote, ['+refs/pull/*/head:refs/countersign/pull/*']);
}

/** Remotes have names that a ref can hold; an address has not. */
const nameOf = (remote: string): string => (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(remote) ? remote : 'url');

const fetch = (folder: string, remote: string, refspecs: readonly string[]): Promise<string | null> =>
  // A hook, a script or `init` waits for this: nobody is asked for a password.
  run(folder, ['fetch', '--quiet', '--no-tags', '--end-of-options', remote, ...refspecs], { GIT_TERMINAL_PROMPT: '0' });

function run(
  folder: string,
  args: readonly string[],
  extra: Readonly<Record<string, string>> = {},
): Promise<string | null> {
  return new Promise((resolve) => {
    // Inside a hook git points these at the work that is under way.
    const { GIT_INDEX_FILE: _index, GIT_PREFIX: _prefix, ...env } = process.env;
    // Reasons are read by us too, so they have to come in the language that we know.
    const spoken = { ...env, LC_ALL: 'C', ...extra };
    const child = spawn('git', args, { cwd: folder, env: spoken, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < 4096) errors += chunk.toString('utf8');
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => resolve(code === 0 ? null : reasonIn(errors)));
  });
}

const reasonIn = (errors: string): string =>
  errors
    .split('\n')
    .find((line) => /^(fatal|error| ! )/.test(line))
    ?.replace(/^(fatal|error):\s*/, '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim() ?? 'git failed';
