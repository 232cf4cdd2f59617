import { lstatSync, type Stats } from 'node:fs';
import type { Gap } from '../../model/ports.ts';
import { entryId, entryStamp, type FileStamp, type IndexFile } from './index-file.ts';
import { breather } from './interruption.ts';
import { fileSystemPath, isContained, type RawPath, shownPath } from './raw-path.ts';
import type { WorkTreeFile, WorkTreeFileReader } from './work-tree-file.ts';

export interface WorkTreeChanges {
  /** Files that differ from the index, and new ones; null for those that are gone. */
  readonly files: ReadonlyMap<RawPath, WorkTreeFile | null>;
  readonly gaps: readonly Gap[];
}

export interface WorkTreeQuestion {
  readonly top: string;
  readonly index: IndexFile;
  /** When the index was written: a file as young as that may have changed since without a trace in its times. */
  readonly indexWrittenMs: number;
  readonly untracked: readonly RawPath[];
  readonly read: WorkTreeFileReader;
  readonly signal: AbortSignal;
}

/**
 * Compares the work tree with the index. A file whose times, inode and size are those that git noted is not opened; a
 * link is its text and is never followed, nor is a folder that became one.
 */
export async function workTreeChanges(question: WorkTreeQuestion): Promise<WorkTreeChanges> {
  const { top, index, untracked, read, signal } = question;
  const files = new Map<RawPath, WorkTreeFile | null>();
  const gaps: Gap[] = [];
  const gap = (path: RawPath, reason: string) => gaps.push({ path: shownPath(path), reason });
  const isFolder = folderTest(top);
  const breathe = breather(signal);
  const look = (path: RawPath): Stats | undefined => {
    if (!isFolder(path)) return undefined;
    try {
      return lstatSync(fileSystemPath(top, path), { throwIfNoEntry: false });
    } catch {
      gap(path, 'it could not be looked at and was not read');
      return undefined;
    }
  };

  let unmerged: RawPath | undefined;
  for (const entry of index.entries) {
    const { path } = entry;
    if (entry.mode === '160000' || entry.mode === '40000' || path === unmerged) continue;
    if (entry.stage !== 0) unmerged = path;
    if (!isContained(path)) {
      gap(path, 'the index names a path that is not inside the work tree; it was not read');
      continue;
    }
    const stat = look(path);
    if (stat === undefined) {
      if (!entry.skipWorktree) files.set(path, null);
      continue;
    }
    const isKnown = entry.stage === 0 && !entry.intentToAdd;
    if (isKnown && isUntouched(entryStamp(index, entry), entry.mode, stat, question.indexWrittenMs)) continue;
    const file = await read(path, stat, { id: entryId(index, entry), mode: entry.mode });
    if (file === null && !stat.isDirectory()) gap(path, 'it is neither a file nor a link and was not read');
    await breathe();
    if (isKnown && file?.id === entryId(index, entry) && file.mode === entry.mode) continue;
    files.set(path, file);
  }
  for (const path of untracked) {
    if (path.endsWith('/')) {
      gap(path.slice(0, -1), 'it is a repository of its own and was not read');
      continue;
    }
    const stat = isContained(path) ? look(path) : undefined;
    const file = stat ? await read(path, stat, undefined) : null;
    if (file !== null) files.set(path, file);
    await breathe();
  }
  for (const [path, file] of files) if (file?.unread) gap(path, file.unread);
  return { files, gaps };
}

/** Whether the folder of a path is a real one all the way down; each is looked at once. */
function folderTest(top: string): (path: RawPath) => boolean {
  const known = new Map<RawPath, boolean>();
  return (path) => {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      const folder = path.slice(0, at);
      let real = known.get(folder);
      if (real === undefined) {
        real = isRealFolder(fileSystemPath(top, folder));
        known.set(folder, real);
      }
      if (!real) return false;
    }
    return true;
  };
}

function isRealFolder(path: string | Buffer): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}

/** Stricter than git: every time and the inode must agree, whatever the configuration says may be ignored. */
function isUntouched(stamp: FileStamp, mode: string, stat: Stats, indexWrittenMs: number): boolean {
  const { mtimeMs, ctimeMs, inode, size } = stamp;
  return (
    mtimeMs === stat.mtimeMs &&
    ctimeMs === stat.ctimeMs &&
    inode === stat.ino % 2 ** 32 &&
    size === stat.size % 2 ** 32 &&
    mtimeMs < indexWrittenMs &&
    stat.isSymbolicLink() === (mode === '120000')
  );
}
