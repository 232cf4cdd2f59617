import { lstatSync } from 'node:fs';
import type { HistoryBlob } from '../../model/history.ts';
import type { Content, ContentRequest, Repository } from '../../model/ports.ts';
import { parseCommit } from './commit-object.ts';
import { tooLarge } from './content.ts';
import { everyBlob } from './every-blob.ts';
import { commitsBetween, HISTORY_CAP, type History } from './history.ts';
import { throwIfInterrupted } from './interruption.ts';
import { commitDiffs } from './lineage.ts';
import { loadChange } from './load-change.ts';
import { noteRefs, notesOf } from './notes.ts';
import { fileSystemPath, isContained, rawPath } from './raw-path.ts';
import { findCommit, requireCommit } from './revision.ts';
import { BLOB_CAP, objectOf, openSession, type Session } from './session.ts';
import { missing } from './tree-diff.ts';
import { entryAt } from './tree-walk.ts';
import { workTreeFileReader } from './work-tree-file.ts';

const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/** A git repository behind the port, with what only git has. */
export interface GitRepository extends Repository {
  /** Where the repository keeps files of its own, for caches: the git directory that all work trees share. */
  readonly gitDirectory: string;
  /** Absolute path of the work tree's top; null in a bare repository. */
  readonly top: string | null;
  /** Every content that any ref ever had, once, where it first stood; oldest first. */
  everyBlob(signal: AbortSignal, onCommit: (id: string) => void): AsyncIterable<HistoryBlob>;
  /** When commits were made, ISO 8601 in UTC, by id. */
  commitTimes(commits: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** The id of the commit that a name means; null when there is none. */
  commitId(name: string, signal: AbortSignal): Promise<string | null>;
  /** What all records hang on, as one text: it changes when any of them does. */
  noteTips(signal: AbortSignal): Promise<string>;
  /** The commits of a history, newest first, with their messages; at most 20,000. */
  history(head: string, signal: AbortSignal): Promise<History>;
  /** Git processes started so far. */
  readonly processes: number;
  /** Ends the process that reads objects and removes the scratch directory; ending the program does the same. */
  close(): void;
}

/**
 * Opens the repository around a path, read only and without running anything that is configured in it.
 *
 * @param options.blobCap bytes; larger content is `unread`. 2 MB unless told.
 * @throws CountersignError `path/not-found`, `git/not-a-repository`, `git/not-installed`, `git/failed`
 */
export async function openRepository(
  path: string,
  options: { readonly signal: AbortSignal; readonly blobCap?: number },
): Promise<GitRepository> {
  const session = await openSession(path, options.blobCap ?? BLOB_CAP, options.signal);
  return {
    name: session.location.name,
    isGit: true,
    gitDirectory: session.location.commonDir,
    top: session.location.top,
    get processes() {
      return session.git.started;
    },
    loadChange: (request, signal) => loadChange(session, request, signal),
    read: (requests, signal) => read(session, requests, signal),
    readAt: (revision, file, signal) => readAt(session, revision, file, signal),
    commitDiffs: (base, head, signal, onGap = () => {}) => commitDiffs(session, base, head, signal, onGap),
    everyBlob: (signal, onCommit) => everyBlob(session, signal, onCommit),
    commitTimes: (commits, signal) => commitTimes(session, commits, signal),
    commitId: async (name, signal) => (await findCommit(session, name, signal)) ?? null,
    noteTips: async (signal) => (await noteRefs(session, signal)).map(({ ref, tip }) => `${tip} ${ref}`).join('\n'),
    history: (head, signal) => commitsBetween(session, null, head, signal, HISTORY_CAP),
    notes: (commits, signal) => notesOf(session, commits, signal),
    close: () => session.close(),
  };
}

async function read(
  session: Session,
  requests: readonly ContentRequest[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Content>> {
  const ids = [...new Set(requests.map((request) => request.blob))];
  const contents = await Promise.all(ids.map((id) => contentOf(session, id, signal)));
  return new Map(ids.map((id, at) => [id, contents[at]!]));
}

async function commitTimes(
  session: Session,
  commits: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const times = new Map<string, string>();
  for (const id of new Set(commits)) {
    const object = await objectOf(session, id, 'commit', signal);
    if (object !== undefined) times.set(id, parseCommit(id, object.bytes.toString('latin1')).commit.at);
  }
  return times;
}

async function contentOf(session: Session, id: string, signal: AbortSignal): Promise<Content> {
  const known = session.unread.get(id);
  if (known !== undefined) return { unread: known };
  if (!/^[0-9a-f]{40,64}$/.test(id)) return { unread: 'it has no blob id' };
  const answer = await session.objects.ask(id, session.blobCap, signal);
  if (answer === 'missing') return { unread: missing(session) };
  if (answer === 'damaged') return { unread: 'its content is damaged in the object store' };
  if (answer.type !== 'blob') return { unread: `it is a ${answer.type}, not a file` };
  if (answer.bytes === undefined) return { unread: tooLarge(answer.size, session.blobCap) };
  if (answer.size < 1024 && answer.bytes.toString('latin1').startsWith(LFS_POINTER))
    return { unread: 'it is kept in Git LFS; only its pointer is in the repository' };
  return { bytes: answer.bytes };
}

async function readAt(
  session: Session,
  revision: string | null,
  path: string,
  signal: AbortSignal,
): Promise<Content | null> {
  const raw = rawPath(path);
  if (revision === null) return readWorkTree(session, raw, signal);
  const commit = await requireCommit(session, revision, signal);
  const entry = await entryAt(session, commit, raw, signal);
  if (entry === undefined || entry.mode === '40000') return null;
  if (entry.mode === '160000') return { unread: 'it is a submodule' };
  return contentOf(session, entry.id, signal);
}

async function readWorkTree(session: Session, raw: string, signal: AbortSignal): Promise<Content | null> {
  const { location, configuration, blobCap } = session;
  if (location.top === null || !isContained(raw)) return null;
  // Every folder on the way must be a real one: a link would lead out of the tree.
  for (let at = raw.indexOf('/'); at >= 0; at = raw.indexOf('/', at + 1)) {
    const folder = lstatSync(fileSystemPath(location.top, raw.slice(0, at)), { throwIfNoEntry: false });
    if (!folder?.isDirectory()) return null;
  }
  const stat = lstatSync(fileSystemPath(location.top, raw), { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) return null;
  const reader = workTreeFileReader({
    location: { ...location, top: location.top },
    configuration,
    blobCap,
    storedHasCrlf: async () => false,
  });
  throwIfInterrupted(signal);
  const file = await reader(raw, stat, undefined);
  if (file === null) return { unread: 'it is neither a file nor a link' };
  return file.bytes ? { bytes: file.bytes } : { unread: file.unread ?? 'it was not read' };
}
