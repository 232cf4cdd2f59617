import type { CommitDiff } from '../../model/ports.ts';
import { commitPatches, HEADER_ARGUMENTS } from '../git/commit-patches.ts';
import { PATCH_ARGUMENTS } from '../git/patch.ts';
import { gitFailure } from '../git/process.ts';
import type { Session } from '../git/session.ts';

const PATCH_CAP = 4 * 1024 * 1024 * 1024;

/** Diffs of exactly these commits against each of their parents, in one process. */
export async function diffsOf(session: Session, shas: readonly string[], signal: AbortSignal): Promise<CommitDiff[]> {
  if (shas.length === 0) return [];
  const patches = commitPatches(session);
  const args = ['log', '--no-walk=unsorted', '--ignore-missing', ...HEADER_ARGUMENTS, '--pretty=raw', '-m', '--root'];
  const result = await session.git.run([...args, ...PATCH_ARGUMENTS, '--stdin'], {
    signal,
    input: shas.map((sha) => `${sha}\n`).join(''),
    outputCap: PATCH_CAP,
    onOutput: (chunk) => patches.push(chunk),
  });
  if (result.code !== 0) throw gitFailure('The diffs of commits could not be read', result);
  return patches.done();
}
