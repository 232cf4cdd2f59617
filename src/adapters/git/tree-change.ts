import { CountersignError } from '../../model/error.ts';
import type { ChangeRequest, LoadedChange } from '../../model/ports.ts';
import { empty, loaded, NO_COMMITS } from './loaded-change.ts';
import { rawPath, shownPath } from './raw-path.ts';
import { findCommit, requireCommit } from './revision.ts';
import type { Session } from './session.ts';
import { currentSnapshot } from './snapshot.ts';
import { wholeTree } from './tree-diff.ts';
import { entryAt } from './tree-walk.ts';
import { withUnread } from './unread-files.ts';

/** Every file of the work tree or of a commit, as if added; the whole of it or what lies under a path. */
export async function treeChange(
  session: Session,
  request: Extract<ChangeRequest, { kind: 'tree' }>,
  signal: AbortSignal,
): Promise<LoadedChange> {
  const { revision, under = '' } = request;
  const named = revision ?? (session.location.top === null ? 'HEAD' : undefined);
  const commit =
    named === undefined ? await findCommit(session, 'HEAD', signal) : await requireCommit(session, named, signal);
  const snapshot = named === undefined ? await currentSnapshot(session, signal) : null;
  const root = snapshot?.tree ?? commit;
  if (root === undefined) return empty(session, 'nothing: there is no commit yet');
  const prefix = rawPath(under).replace(/^\.?\/+|\/+$/g, '');
  const entry = await entryAt(session, root, prefix === '.' ? '' : prefix, signal);
  if (entry === undefined)
    throw new CountersignError('path/not-found', `${under} is not in ${named ?? 'the work tree'}.`);
  const folder = entry.mode === '40000';
  const diff = folder
    ? await wholeTree(session, entry.id, prefix === '' || prefix === '.' ? '' : `${prefix}/`, signal)
    : await wholeTree(
        session,
        (await entryAt(session, root, parentFolder(prefix), signal))!.id,
        parentPrefix(prefix),
        signal,
      );
  const chosen = folder ? diff.files : diff.files.filter((file) => file.path === shownPath(prefix));
  const gaps = [...(snapshot?.gaps ?? []), ...diff.gaps];
  const inside = (path: string) => prefix === '' || prefix === '.' || path === '.' || rawPath(path).startsWith(prefix);
  const unread = [...(snapshot?.unread ?? [])].filter(([path]) => inside(shownPath(path)));
  return loaded(session, {
    base: null,
    kind: snapshot === null ? 'commit' : 'worktree',
    sha: commit,
    tree: snapshot?.tree,
    files: await withUnread(session, chosen, snapshot && { ...snapshot, unread: new Map(unread) }, undefined, signal),
    history: NO_COMMITS,
    gaps: gaps.filter((gap) => inside(gap.path)),
    scope: `${chosen.length} files of ${named ?? 'the work tree'}${under === '' ? '' : ` under ${under}`}`,
  });
}

function parentFolder(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function parentPrefix(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
