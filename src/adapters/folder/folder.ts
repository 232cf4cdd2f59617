import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { languageOf } from '../../lib/language.ts';
import type { ChangedFile } from '../../model/change.ts';
import { CountersignError } from '../../model/error.ts';
import type { ChangeRequest, Content, ContentRequest, Gap, LoadedChange, Repository } from '../../model/ports.ts';
import { countLines, digestOf, tooLarge } from '../git/content.ts';
import { breather, throwIfInterrupted } from '../git/interruption.ts';
import { fileSystemPath, isContained, type RawPath, rawPath, shownPath } from '../git/raw-path.ts';
import { readSmallFile } from '../git/small-file.ts';
import { objectId } from '../git/tree-object.ts';
import { walk } from './walk.ts';

const BLOB_CAP = 2 * 1024 * 1024;

/**
 * A tree of files that git does not know, as a repository in which everything is new. Nothing outside of the folder is
 * read: links count as their text.
 *
 * @param path a folder, or one file.
 * @param options.files paths below the folder: nothing else is looked at. All of them unless told.
 * @throws CountersignError `path/not-found`
 */
export function openFolder(
  path: string,
  options: { readonly blobCap?: number; readonly files?: readonly string[] } = {},
): Repository {
  const place = placeOf(path);
  const { root } = place;
  const only = options.files?.map(rawPath) ?? place.only;
  const blobCap = options.blobCap ?? BLOB_CAP;
  return {
    name: basename(root) || 'folder',
    isGit: false,
    loadChange: (request, signal) => loadChange(root, only, request, blobCap, signal),
    async read(requests, signal) {
      const contents = new Map<string, Content>();
      for (const request of requests) {
        throwIfInterrupted(signal);
        contents.set(request.blob, contentOf(root, request, blobCap));
      }
      return contents;
    },
    async readAt(revision, file) {
      if (revision !== null) throw notGit();
      const raw = rawPath(file);
      const bytes = isContained(raw) && isReal(root, raw) ? bytesAt(root, raw, blobCap) : undefined;
      return bytes === undefined ? null : typeof bytes === 'string' ? { unread: bytes } : { bytes };
    },
    commitDiffs: async () => [],
    notes: async () => ({ notes: [], gaps: [] }),
  };
}

function placeOf(path: string): { root: string; only: readonly RawPath[] | undefined } {
  try {
    const real = realpathSync(path);
    if (statSync(real).isDirectory()) return { root: real === sep ? '' : real, only: undefined };
    return { root: dirname(real), only: [rawPath(basename(real))] };
  } catch (cause) {
    throw new CountersignError('path/not-found', `${path} does not exist.`, { cause });
  }
}

function notGit(): CountersignError {
  return new CountersignError(
    'git/not-a-repository',
    'This folder is not in a git repository: it can only be scanned.',
  );
}

async function loadChange(
  root: string,
  only: readonly RawPath[] | undefined,
  request: ChangeRequest,
  blobCap: number,
  signal: AbortSignal,
): Promise<LoadedChange> {
  if (request.kind !== 'tree' || request.revision !== undefined) throw notGit();
  const under = rawPath(request.under ?? '').replace(/^(\.?\/)+|\/+$/g, '');
  const found =
    only === undefined
      ? walk(root, signal)
      : { paths: only.filter((raw) => isContained(raw) && isReal(root, raw)), gaps: [] };
  const inside = (path: string) => under === '' || under === '.' || path === under || path.startsWith(`${under}/`);
  const gaps: Gap[] = found.gaps.filter((gap) => gap.path === '.' || inside(rawPath(gap.path)));
  const files: ChangedFile[] = [];
  const breathe = breather(signal);
  for (const raw of found.paths.filter(inside)) {
    await breathe();
    const path = shownPath(raw);
    const bytes = bytesAt(root, raw, blobCap);
    if (bytes === undefined) continue;
    if (typeof bytes === 'string') gaps.push({ path, reason: bytes });
    files.push(fileOf(path, raw, root, typeof bytes === 'string' ? undefined : bytes));
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  if (files.length === 0 && under !== '' && under !== '.')
    throw new CountersignError('path/not-found', `${request.under} is not in ${root}.`);
  return {
    change: {
      repo: basename(root) || 'folder',
      base: null,
      head: { kind: 'folder', digest: digestOf(files) },
      commits: [],
      files,
    },
    messages: new Map(),
    gaps,
    scope: `${files.length} files of a folder that is not in git${under === '' ? '' : ` under ${request.under}`}`,
  };
}

function fileOf(path: string, raw: RawPath, root: string, bytes: Buffer | undefined): ChangedFile {
  const stat = lstatSync(fileSystemPath(root, raw), { throwIfNoEntry: false });
  const lines = bytes === undefined ? 0 : countLines(bytes);
  return {
    path,
    status: 'added',
    language: languageOf(path, bytes),
    hunks: lines === 0 ? [] : [{ oldStart: 0, oldLines: 0, newStart: 1, newLines: lines }],
    ...(bytes === undefined ? {} : { blob: objectId('blob', bytes, 'sha1') }),
    mode: stat?.isSymbolicLink() ? '120000' : (stat?.mode ?? 0) & 0o100 ? '100755' : '100644',
  };
}

/** Content, why there is none, or nothing where nothing is. */
function bytesAt(root: string, raw: RawPath, blobCap: number): Buffer | string | undefined {
  const path = fileSystemPath(root, raw);
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined || stat.isDirectory()) return undefined;
    if (stat.isSymbolicLink()) return readlinkSync(path, { encoding: 'buffer' });
    if (!stat.isFile()) return 'it is neither a file nor a link';
    if (stat.size > blobCap) return tooLarge(stat.size, blobCap);
    return readSmallFile(path, blobCap, false) ?? 'the file could not be read';
  } catch {
    return 'the file could not be read';
  }
}

function contentOf(root: string, request: ContentRequest, blobCap: number): Content {
  const raw = rawPath(request.path);
  if (!isContained(raw) || !isReal(root, raw)) return { unread: 'it is not in the folder' };
  const bytes = bytesAt(root, raw, blobCap);
  if (bytes === undefined) return { unread: 'it is not there any more' };
  if (typeof bytes === 'string') return { unread: bytes };
  // What is judged must be what was listed.
  if (objectId('blob', bytes, 'sha1') !== request.blob) return { unread: 'it changed while it was being read' };
  return { bytes };
}

/** Every folder on the way is a folder, none of them a link. */
function isReal(root: string, raw: RawPath): boolean {
  for (let at = raw.indexOf('/'); at >= 0; at = raw.indexOf('/', at + 1)) {
    if (!lstatSync(fileSystemPath(root, raw.slice(0, at)), { throwIfNoEntry: false })?.isDirectory()) return false;
  }
  return true;
}
