import { spawn } from 'node:child_process';

/**
 * Pushes one notes ref with the person's own git, since it needs their credentials; like the `git push` that it
 * accompanies. No hook is run for it. Returns git's reason when the remote refused, else null.
 */
export function sendRecords(folder: string, remote: string, ref: string): Promise<string | null> {
  return run(folder, ['push', '--quiet', '--no-verify', '--end-of-options', remote, `${ref}:${ref}`]);
}

/**
 * Fetches records, and the commits of pull requests under `refs/countersign/pull/`; returns git's reason or null. What others
 * recorded lands beside the refs of this clone, never on them: they may hold what was not pushed yet.
 */
export async function fetchRecords(folder: string, remote: string): Promise<string | null> {
  const fetch = (refspec: string): Promise<string | null> =>
    run(folder, ['fetch', '--quiet', '--no-tags', '--end-of-options', remote, refspec]);
  const name = /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(remote) ? remote : 'url';
  const reasons = [
    await fetch(`+refs/notes/countersign/*:refs/notes/countersign/remotes/${name}/*`),
    await fetch(`+refs/notes/ai*:refs/notes/countersign/remotes/${name}/ai*`),
    await fetch('+refs/pull/*/head:refs/countersign/pull/*'),
  ];
  return reasons.find((reason) => reason !== null) ?? null;
}

function run(folder: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    // Inside a hook git points these at the work that is under way.
    const { GIT_INDEX_FILE: _index, GIT_PREFIX: _prefix, ...env } = process.env;
    const child = spawn('git', args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
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
