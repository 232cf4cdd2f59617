import { copyFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CountersignError } from '../../model/error.ts';
import type { Gap } from '../../model/ports.ts';
import { EMPTY_INDEX, type IndexFile, parseIndex } from './index-file.ts';
import { buildTree, type Overlay } from './index-tree.ts';
import { breather } from './interruption.ts';
import { isCrlfText } from './line-endings.ts';
import type { Location } from './locate.ts';
import { gitFailure } from './process.ts';
import { type RawPath, shownPath } from './raw-path.ts';
import { objectOf, type Session } from './session.ts';
import { readSmallFile } from './small-file.ts';
import { parseTree, writeObject } from './tree-object.ts';
import { workTreeChanges } from './work-tree.ts';
import { type WorkTreeFile, workTreeFileReader } from './work-tree-file.ts';

const INDEX_CAP = 1024 * 1024 * 1024;
const LISTING_PATIENCE_MS = 60_000;
const UNTRACKED_CAP = 20_000;

/** The index or the work tree, written as a tree into the scratch directory: from here on it is one tree among others. */
export interface Snapshot {
  readonly tree: string;
  /** Files that are in the work tree but not in `tree`, because they were not read. */
  readonly unread: ReadonlyMap<RawPath, WorkTreeFile>;
  readonly gaps: readonly Gap[];
}

export async function indexSnapshot(session: Session, signal: AbortSignal): Promise<Snapshot> {
  const { index } = await readIndex(session, signal);
  const unmerged = new Set(index.entries.filter((entry) => entry.stage !== 0).map((entry) => entry.path));
  const gaps = [...unmerged].map((path) => ({ path: shownPath(path), reason: 'its merge conflict is not resolved' }));
  return { tree: await storeTree(session, index, new Map(), signal), unread: new Map(), gaps };
}

/** The work tree as it stands; null where there is none. */
export async function currentSnapshot(session: Session, signal: AbortSignal): Promise<Snapshot | null> {
  const { location } = session;
  return location.top === null ? null : workTreeSnapshot(session, { ...location, top: location.top }, signal);
}

/** The same where it is known that there is a work tree. */
export async function workTreeSnapshot(
  session: Session,
  location: Location & { readonly top: string },
  signal: AbortSignal,
): Promise<Snapshot> {
  const listing = untrackedFiles(session, location.top, signal);
  const [{ index, writtenMs }, untracked] = await Promise.all([readIndex(session, signal), listing]);
  const { configuration, blobCap, scratch } = session;
  const read = workTreeFileReader({
    location,
    configuration,
    blobCap,
    storedHasCrlf: async (id) => isCrlfText((await objectOf(session, id, 'blob', signal))?.bytes),
  });
  const { files, gaps } = await workTreeChanges({
    top: location.top,
    index,
    indexWrittenMs: writtenMs,
    untracked: untracked.files,
    read,
    signal,
  });
  const breathe = breather(signal);
  const overlay = new Map<RawPath, { mode: string; id: string } | null>();
  const unread = new Map<RawPath, WorkTreeFile>();
  for (const [path, file] of files) {
    if (file?.bytes === undefined && file !== null) {
      unread.set(path, file);
      session.unread.set(file.id, file.unread ?? 'it was not read');
      continue;
    }
    overlay.set(path, file);
    await breathe();
    if (file?.bytes)
      writeObject(join(scratch.path, 'objects'), 'blob', file.bytes, configuration.objectFormat, file.id);
  }
  return {
    tree: await storeTree(session, index, overlay, signal),
    unread,
    gaps: [...gaps, ...untracked.gaps],
  };
}

async function readIndex(
  session: Session,
  signal: AbortSignal,
): Promise<{ readonly index: IndexFile; readonly writtenMs: number }> {
  const { location, configuration } = session;
  const stat = statSync(location.index, { throwIfNoEntry: false });
  if (stat === undefined) return { index: EMPTY_INDEX, writtenMs: 0 };
  const idBytes = configuration.objectFormat === 'sha256' ? 32 : 20;
  const parse = (path: string) => {
    const bytes = readSmallFile(path, INDEX_CAP);
    if (bytes === undefined) throw new Error('it is not a regular file of a size to be read');
    return parseIndex(bytes, idBytes);
  };
  try {
    const index = parse(location.index);
    const whole = index.split ? parse(await joinedIndex(session, signal)) : index;
    return { index: whole, writtenMs: stat.mtimeMs };
  } catch (cause) {
    if (cause instanceof CountersignError) throw cause;
    const early = cause instanceof RangeError ? 'it ends in the middle of an entry' : undefined;
    const why = early ?? (cause instanceof Error ? cause.message : String(cause));
    throw new CountersignError('git/failed', `The index ${location.index} cannot be read: ${why}.`, { cause });
  }
}

/** A split index keeps most entries in a second file; git joins both, in the scratch directory. */
async function joinedIndex(session: Session, signal: AbortSignal): Promise<string> {
  const { location, scratch, git } = session;
  const joined = join(scratch.path, 'index');
  copyFileSync(location.index, joined);
  for (const name of readdirSync(location.gitDir)) {
    if (/^sharedindex\.[0-9a-f]+$/.test(name))
      symlinkSync(join(location.gitDir, name), join(scratch.path, name), 'file');
  }
  const result = await git.run(['update-index', '--no-split-index'], {
    signal,
    environment: { GIT_INDEX_FILE: joined, GIT_WORK_TREE: scratch.path },
  });
  if (result.code !== 0) throw gitFailure('The split index cannot be joined', result);
  return joined;
}

/** Files that are neither tracked nor ignored; git reads the lists of ignored files, which hold patterns only. */
async function untrackedFiles(
  session: Session,
  top: string,
  signal: AbortSignal,
): Promise<{ readonly files: readonly RawPath[]; readonly gaps: readonly Gap[] }> {
  const { location, git } = session;
  const files: RawPath[] = [];
  const skipped = new Map<RawPath, number>();
  let beyond = 0;
  let rest = '';
  const listing = git.run(['ls-files', '-z', '--others', '--exclude-standard', '--full-name'], {
    signal,
    environment: { GIT_INDEX_FILE: location.index, GIT_WORK_TREE: top },
    outputCap: INDEX_CAP,
    // A pipe called .gitignore would have git wait for ever.
    patienceMs: LISTING_PATIENCE_MS,
    onOutput: (chunk) => {
      const names = (rest + chunk.toString('latin1')).split('\0');
      rest = names.pop() ?? '';
      for (const name of names) {
        const packages = /^(?:.*?\/)?node_modules(?=\/)/s.exec(name)?.[0];
        if (packages !== undefined) skipped.set(packages, (skipped.get(packages) ?? 0) + 1);
        else if (files.length < UNTRACKED_CAP) files.push(name);
        else beyond += 1;
      }
    },
  });
  const { failure, errors } = await listing.then(
    (result) => ({
      failure: result.code === 0 ? undefined : gitFailure('git did not finish', result).message,
      errors: result.errors,
    }),
    (error: unknown) => {
      if (error instanceof CountersignError && error.code === 'git/failed')
        return { failure: error.message, errors: '' };
      throw error;
    },
  );
  const gaps = [...skipped].map(([path, count]) => ({
    path: shownPath(path),
    reason: `installed packages that git does not ignore: ${count} files were not read`,
  }));
  if (failure !== undefined) gaps.push({ path: '.', reason: `untracked files could not all be listed: ${failure}` });
  if (beyond > 0) gaps.push({ path: '.', reason: `${beyond} more untracked files were not read` });
  return { files, gaps: [...gaps, ...passedOver(errors)] };
}

/** What git says of a folder, or of a list of ignored files, that it passes over without failing; cut off at 4 KB. */
const PASSED_OVER = /^warning: (?:could not open directory|unable to access) '([^\n]+?)\/?(?:': (.+))?$/gm;
const PASSED_OVER_CAP = 20;

function passedOver(errors: string): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  for (const [, path = '', why] of errors.matchAll(PASSED_OVER)) {
    const shown = shownPath(Buffer.from(path).toString('latin1'));
    const gap =
      why === undefined
        ? { path: '.', reason: `a path that starts with ${shown.slice(0, 60)} is too long to be opened` }
        : { path: shown, reason: `it cannot be opened: ${why}` };
    if (gaps.size < PASSED_OVER_CAP) gaps.set(gap.path + gap.reason, gap);
  }
  return [...gaps.values()];
}

/** Writes those trees that the repository does not have, from the top down: below a tree that it has, it has all. */
async function storeTree(session: Session, index: IndexFile, overlay: Overlay, signal: AbortSignal): Promise<string> {
  const format = session.configuration.objectFormat;
  const built = buildTree(index, overlay, format);
  const open = [built.id];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const bytes = built.objects.get(id);
    if (bytes === undefined || (await objectOf(session, id, 'tree', signal))) continue;
    writeObject(join(session.scratch.path, 'objects'), 'tree', bytes, format, id);
    for (const entry of parseTree(bytes, format)) if (entry.mode === '40000') open.push(entry.id);
  }
  return built.id;
}
