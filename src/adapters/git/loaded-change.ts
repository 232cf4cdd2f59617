import type { Change, ChangedFile, HeadKind } from '../../model/change.ts';
import type { Gap, LoadedChange } from '../../model/ports.ts';
import { digestOf } from './content.ts';
import { COMMIT_CAP, type History } from './history.ts';
import type { Session } from './session.ts';
import { fileDiff } from './tree-diff.ts';

/** No commits, for an index or a whole tree. */
export const NO_COMMITS: History = { commits: [], messages: new Map(), truncated: false };

/** There is nothing to judge, and no error in that. */
export function empty(session: Session, scope: string): LoadedChange {
  const change: Change = { repo: session.location.name, base: null, head: { kind: 'commit' }, commits: [], files: [] };
  return { change, messages: new Map(), gaps: [], scope };
}

/** What a change is put together from. */
export interface Parts {
  readonly base: string | null;
  readonly kind: HeadKind;
  readonly sha: string | undefined;
  readonly tree?: string | undefined;
  readonly files: readonly ChangedFile[];
  readonly history: History;
  readonly gaps: readonly Gap[];
  readonly scope: string;
  readonly uncommitted?: readonly ChangedFile[] | undefined;
}

/** Puts a change together: files in order of path, one digest over all, and nothing said twice. */
export function loaded(session: Session, parts: Parts): LoadedChange {
  const { base, kind, sha, tree, history, scope } = parts;
  const files = [...parts.files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const gaps = [...parts.gaps];
  if (history.truncated)
    gaps.push({ path: '.', reason: `more than ${COMMIT_CAP} commits; the older ones were not read` });
  for (const [at, { path }] of files.entries()) {
    if (path === files[at + 1]?.path) gaps.push({ path, reason: 'its name stands twice in one tree' });
  }
  const head = {
    kind,
    ...(sha === undefined ? {} : { sha }),
    ...(tree === undefined ? {} : { tree }),
    digest: digestOf(files),
  };
  const change: Change = { repo: session.location.name, base, head, commits: history.commits, files };
  const uncommitted = parts.uncommitted?.map(fileDiff);
  const { messages } = history;
  return { change, messages, gaps: unique(gaps), scope, ...(uncommitted === undefined ? {} : { uncommitted }) };
}

function unique(gaps: readonly Gap[]): readonly Gap[] {
  return [...new Map(gaps.map((gap) => [`${gap.path}\0${gap.reason}`, gap])).values()];
}
