import type { ChangedFile } from '../../model/change.ts';
import { CountersignError } from '../../model/error.ts';
import type { ChangeRequest, Gap, LoadedChange } from '../../model/ports.ts';
import type { History } from './history.ts';
import { historyOf, lineageOf, singleCommit } from './lineage.ts';
import { empty, loaded, NO_COMMITS } from './loaded-change.ts';
import { findCommit, findUpstream, parentsOf, requireCommit } from './revision.ts';
import type { Session } from './session.ts';
import { currentSnapshot, indexSnapshot } from './snapshot.ts';
import { treeChange } from './tree-change.ts';
import { diffCommits, diffTrees } from './tree-diff.ts';
import { entryAt } from './tree-walk.ts';
import { withUnread } from './unread-files.ts';

/** Reads a change in the sense of the port's `loadChange`. */
export function loadChange(session: Session, request: ChangeRequest, signal: AbortSignal): Promise<LoadedChange> {
  switch (request.kind) {
    case 'default':
      return defaultChange(session, signal);
    case 'staged':
      return stagedChange(session, signal);
    case 'commit':
      return commitChange(session, request.revision, signal);
    case 'range':
      return rangeChange(session, request.range, signal);
    case 'tree':
      return treeChange(session, request, signal);
  }
}

async function defaultChange(session: Session, signal: AbortSignal): Promise<LoadedChange> {
  const gaps: Gap[] = [];
  const snapshot = currentSnapshot(session, signal);
  // It is awaited further down; until then its failure must not count as nobody's.
  snapshot.catch(() => {});
  const head = await findCommit(session, 'HEAD', signal);
  const measured = head === undefined ? undefined : await measure(session, head, gaps, signal);
  const base = measured?.base;
  const history = measured?.history ?? NO_COMMITS;
  const workTree = await snapshot;
  const target = workTree?.tree ?? head;
  if (target === undefined) return empty(session, 'nothing: there is no commit yet');
  const headTree = head === undefined ? undefined : (await entryAt(session, head, '', signal))?.id;
  const dirty = workTree !== null && (headTree !== workTree.tree || workTree.unread.size > 0);
  const from = base?.commit ?? null;
  const diff =
    dirty || head === undefined
      ? await diffTrees(session, from, target, signal)
      : await diffCommits(session, from, head, signal);
  const files = await withUnread(session, diff.files, workTree, base?.commit, signal);
  const against = base ? ` against ${base.name}` : '';
  const uncommitted = dirty ? await uncommittedDiff(session, head, base?.commit, target, files, signal) : undefined;
  return loaded(session, {
    uncommitted,
    base: from,
    kind: dirty ? 'worktree' : 'commit',
    sha: head,
    tree: workTree?.tree ?? headTree,
    files,
    history,
    gaps: [...gaps, ...(workTree?.gaps ?? []), ...diff.gaps],
    scope: `${subject(head, history, dirty)}${against}`,
  });
}

/** What the work tree changes against HEAD: the change itself, unless commits are judged with it. */
async function uncommittedDiff(
  session: Session,
  head: string | undefined,
  base: string | undefined,
  workTree: string,
  files: readonly ChangedFile[],
  signal: AbortSignal,
): Promise<readonly ChangedFile[]> {
  if (head === base) return files;
  return (await diffTrees(session, head ?? null, workTree, signal)).files;
}

/** `2 commits and the work tree`, as far as there is any. */
function subject(head: string | undefined, history: History, dirty: boolean): string {
  if (head === undefined) return 'the work tree; there is no commit yet';
  const count = history.commits.length;
  const commits =
    count === 0 ? [] : [count === 1 ? '1 commit' : `${count}${history.truncated ? ' and more' : ''} commits`];
  return [...commits, ...(dirty || count === 0 ? ['the work tree'] : [])].join(' and ');
}

/** What the current branch is measured against, and what it has beyond that. */
async function measure(
  session: Session,
  head: string,
  gaps: Gap[],
  signal: AbortSignal,
): Promise<{ readonly base?: { readonly commit: string; readonly name: string }; readonly history: History }> {
  const upstream = await findUpstream(session, signal);
  if (upstream !== undefined) {
    const { base, history } = await lineageOf(session, upstream.commit, head, signal);
    if (base !== undefined) return { base: { commit: base, name: upstream.name }, history };
    gaps.push({
      path: '.',
      reason: `the history has nothing in common with ${upstream.name}; the last commit is judged`,
    });
  }
  const parent = await firstParent(session, head, gaps, signal);
  const history = await singleCommit(session, head, signal);
  return parent === undefined
    ? { history }
    : { base: { commit: parent, name: `${parent.slice(0, 12)}, the commit before` }, history };
}

async function firstParent(
  session: Session,
  commit: string,
  gaps: Gap[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const { parents, missing } = await parentsOf(session, commit, signal);
  if (missing)
    gaps.push({
      path: '.',
      reason: `the clone is shallow and has no parent of ${commit.slice(0, 12)}: every file counts as added`,
    });
  return parents[0];
}

async function stagedChange(session: Session, signal: AbortSignal): Promise<LoadedChange> {
  if (session.location.top === null)
    throw new CountersignError('usage/bad-argument', 'A bare repository has no index: nothing can be staged in it.');
  const [head, index] = await Promise.all([findCommit(session, 'HEAD', signal), indexSnapshot(session, signal)]);
  const diff = await diffTrees(session, head ?? null, index.tree, signal);
  return loaded(session, {
    base: head ?? null,
    kind: 'index',
    sha: head,
    tree: index.tree,
    files: diff.files,
    uncommitted: diff.files,
    history: NO_COMMITS,
    gaps: [...index.gaps, ...diff.gaps],
    scope: head === undefined ? 'the index; there is no commit yet' : `the index against HEAD (${head.slice(0, 12)})`,
  });
}

async function commitChange(session: Session, revision: string, signal: AbortSignal): Promise<LoadedChange> {
  const commit = await requireCommit(session, revision, signal);
  const gaps: Gap[] = [];
  const parent = await firstParent(session, commit, gaps, signal);
  const [history, diff, tree] = await Promise.all([
    singleCommit(session, commit, signal),
    diffCommits(session, parent ?? null, commit, signal),
    entryAt(session, commit, '', signal),
  ]);
  return loaded(session, {
    base: parent ?? null,
    kind: 'commit',
    sha: commit,
    tree: tree?.id,
    files: diff.files,
    history,
    gaps: [...gaps, ...diff.gaps],
    scope: `commit ${commit.slice(0, 12)}${parent ? '' : ', the first of its history'}`,
  });
}

async function rangeChange(session: Session, range: string, signal: AbortSignal): Promise<LoadedChange> {
  const { from, to, symmetric } = parseRange(range);
  const [one, head] = await Promise.all([requireCommit(session, from, signal), requireCommit(session, to, signal)]);
  const lineage = symmetric ? await lineageOf(session, one, head, signal) : { base: one, history: undefined };
  const ancestor = lineage.base;
  if (ancestor === undefined)
    throw new CountersignError('git/unknown-revision', `${from} and ${to} have no common ancestor here.`);
  const [history, diff, tree] = await Promise.all([
    lineage.history ?? historyOf(session, ancestor, head, signal),
    diffCommits(session, ancestor, head, signal),
    entryAt(session, head, '', signal),
  ]);
  const count = history.commits.length;
  return loaded(session, {
    base: ancestor,
    kind: 'commit',
    sha: head,
    tree: tree?.id,
    files: diff.files,
    history,
    gaps: diff.gaps,
    scope: `${count === 1 ? '1 commit' : `${count} commits`} of ${range}`,
  });
}

/** `A..B`, `A...B` or `A` for `A..HEAD`; an empty side is HEAD. */
function parseRange(range: string): { from: string; to: string; symmetric: boolean } {
  const at = range.indexOf('..');
  if (at < 0) return { from: range, to: 'HEAD', symmetric: false };
  const symmetric = range.startsWith('...', at);
  return { from: range.slice(0, at) || 'HEAD', to: range.slice(at + (symmetric ? 3 : 2)) || 'HEAD', symmetric };
}
