import type { CommitDiff } from '../../model/ports.ts';
import { PATCH_ARGUMENTS, patchParser } from '../git/patch.ts';
import { gitFailure } from '../git/process.ts';
import { shownPath } from '../git/raw-path.ts';
import type { Session } from '../git/session.ts';

const PATCH_CAP = 4 * 1024 * 1024 * 1024;

/** Diffs of exactly these commits against each of their parents, in one process. */
export async function diffsOf(session: Session, shas: readonly string[], signal: AbortSignal): Promise<CommitDiff[]> {
  if (shas.length === 0) return [];
  const diffs: CommitDiff[] = [];
  let open: { sha: string; parent: string | null; fixed: boolean } | undefined;
  const flush = () => {
    const files = parser.take().map(({ path, previousPath, hunks }) => ({
      path: shownPath(path),
      ...(previousPath === undefined ? {} : { previousPath: shownPath(previousPath) }),
      hunks,
    }));
    if (open) diffs.push({ sha: open.sha, parent: open.parent, files });
    open = undefined;
  };
  const parser = patchParser((line) => {
    const [, sha, from] = /^commit ([0-9a-f]{40,64})(?: \(from ([0-9a-f]{40,64})\))?$/.exec(line) ?? [];
    if (sha !== undefined) {
      flush();
      open = { sha, parent: from ?? null, fixed: from !== undefined || session.shallow.has(sha) };
      return;
    }
    const parent = /^parent ([0-9a-f]{40,64})$/.exec(line)?.[1];
    if (parent === undefined || open === undefined || open.fixed) return;
    open.parent = parent;
    open.fixed = true;
  });
  const args = ['log', '--no-walk=unsorted', '--no-mailmap', '--no-show-signature', '--no-decorate', '--no-notes'];
  const result = await session.git.run(
    [...args, '--no-color', '--ignore-missing', '--pretty=raw', '-m', '--root', ...PATCH_ARGUMENTS, '--stdin'],
    {
      signal,
      input: shas.map((sha) => `${sha}\n`).join(''),
      outputCap: PATCH_CAP,
      onOutput: (chunk) => parser.push(chunk),
    },
  );
  flush();
  if (result.code !== 0) throw gitFailure('The diffs of commits could not be read', result);
  return diffs;
}
