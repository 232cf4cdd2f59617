import type { Location } from '../git/locate.ts';
import { gitFailure } from '../git/process.ts';
import { shownPath } from '../git/raw-path.ts';
import { BLOB_CAP, openSession } from '../git/session.ts';
import { workTreeSnapshot } from '../git/snapshot.ts';
import { EMPTY_TREE } from '../git/tree-object.ts';

/** Paths of the work tree that differ from the last commit, staged or not, and new files that are not ignored. */
export async function changedPaths(
  location: Location & { readonly top: string },
  signal: AbortSignal,
): Promise<string[]> {
  const session = await openSession(location.top, BLOB_CAP, signal);
  try {
    const [snapshot, head] = await Promise.all([
      workTreeSnapshot(session, location, signal),
      session.objects.ask('HEAD^{tree}', 0, signal),
    ]);
    const base = typeof head === 'string' ? EMPTY_TREE[session.configuration.objectFormat] : head.id;
    const args = [
      'diff-tree',
      '-r',
      '--name-only',
      '--no-renames',
      '-z',
      '--ignore-submodules=all',
      base,
      snapshot.tree,
    ];
    const result = await session.git.run([...args, '--'], { signal });
    if (result.code !== 0) throw gitFailure('The work tree could not be compared', result);
    return result.output.toString('latin1').split('\0').filter(Boolean).map(shownPath);
  } finally {
    session.close();
  }
}
