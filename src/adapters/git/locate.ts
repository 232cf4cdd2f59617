import { lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { CountersignError } from '../../model/error.ts';
import { readSmallFile } from './small-file.ts';

const POINTER_CAP = 64 * 1024;
const MAX_CHAIN = 5;

/** Where a repository keeps things; every path absolute and without symbolic links at its end. */
export interface Location {
  /** The folder's name, for people. */
  readonly name: string;
  /** Top of the work tree; null in a bare repository. */
  readonly top: string | null;
  /** Holds HEAD and the index: of the linked work tree, where it is one. */
  readonly gitDir: string;
  /** Holds refs, objects and configuration; the same folder unless this is a linked work tree. */
  readonly commonDir: string;
  readonly objects: string;
  /** What HEAD says: `ref: refs/heads/main` or a commit id, with a final newline. */
  readonly head: string;
  readonly index: string;
}

/**
 * Finds the repository around a path by looking at files only: git's own discovery would read configuration.
 * Throws `path/not-found`, `git/not-a-repository`, and `git/failed` where parts lie outside the repository.
 */
export function locate(path: string): Location {
  const found = discover(startOf(path));
  if (!found) throw new CountersignError('git/not-a-repository', `${path} is not in a git repository.`);
  const { top, gitDir } = found;
  const commonDir = commonOf(gitDir);
  const roots = [commonDir, ...(top === null ? [] : [top])];
  for (const name of ['refs', 'packed-refs', 'objects', join('objects', 'pack'), 'config']) {
    requireInside(join(commonDir, name), roots);
  }
  const objects = join(commonDir, 'objects');
  requireAlternatesInside(objects, roots);
  return {
    name: basename(top ?? gitDir).replace(/(.)\.git$/, '$1') || 'repository',
    top,
    gitDir,
    commonDir,
    objects,
    head: headOf(gitDir),
    index: indexOf(gitDir),
  };
}

function startOf(path: string): string {
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? real : dirname(real);
  } catch (cause) {
    throw new CountersignError('path/not-found', `${path} does not exist.`, { cause });
  }
}

function discover(start: string): { top: string | null; gitDir: string } | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    const gitDir = gitDirectoryOf(folder);
    if (gitDir !== undefined) return { top: folder, gitDir };
    if (isGitDirectory(folder)) {
      // Started inside `.git`: the work tree around it is what is meant.
      return basename(folder) === '.git' ? { top: dirname(folder), gitDir: folder } : { top: null, gitDir: folder };
    }
    if (folder === dirname(folder)) return undefined;
  }
}

function gitDirectoryOf(folder: string): string | undefined {
  const entry = join(folder, '.git');
  const stat = statSync(entry, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return isGitDirectory(entry) ? realpathSync(entry) : undefined;
  if (!stat?.isFile()) return undefined;
  const target = /^gitdir: ([^\0]+?)\r?\n*$/.exec(readSmallFile(entry, POINTER_CAP)?.toString('utf8') ?? '')?.[1];
  const gitDir = target === undefined ? undefined : resolve(folder, target);
  if (gitDir === undefined || !isGitDirectory(gitDir))
    throw new CountersignError('git/not-a-repository', `${entry} points at a git directory that is not there.`);
  return realpathSync(gitDir);
}

function isGitDirectory(folder: string): boolean {
  const kind = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false });
  if (!kind('HEAD')?.isFile() && !isLink(join(folder, 'HEAD'))) return false;
  return kind('commondir')?.isFile() || (kind('objects')?.isDirectory() && kind('refs')?.isDirectory()) || false;
}

function commonOf(gitDir: string): string {
  const pointer = readSmallFile(join(gitDir, 'commondir'), POINTER_CAP)
    ?.toString('utf8')
    .replace(/\r?\n$/, '');
  if (!pointer) return gitDir;
  const common = resolve(gitDir, pointer);
  if (pointer.includes('\0') || !isGitDirectory(common))
    throw new CountersignError('git/not-a-repository', `${gitDir} names a common directory that is not there.`);
  return realpathSync(common);
}

function headOf(gitDir: string): string {
  const path = join(gitDir, 'HEAD');
  // git's oldest form of HEAD is a link whose text is the name of the branch.
  const text = isLink(path) ? `ref: ${readlinkSync(path)}` : readSmallFile(path, POINTER_CAP)?.toString('utf8');
  const head = /^(ref:\s*refs\/[^\0\n]+|[0-9a-f]{40}|[0-9a-f]{64})\s*$/.exec(text ?? '')?.[1];
  if (head === undefined) throw new CountersignError('git/not-a-repository', `${path} is damaged.`);
  return `${head.replace(/^ref:\s*/, 'ref: ')}\n`;
}

/** Inside a commit hook git names another index (of `commit -a` or `commit FILE`): that one is what is committed. */
function indexOf(gitDir: string): string {
  const named = process.env.GIT_INDEX_FILE;
  const usual = join(gitDir, 'index');
  if (!named) return usual;
  const path = resolve(named);
  return isWithin(path, [gitDir]) && statSync(path, { throwIfNoEntry: false })?.isFile() ? path : usual;
}

/** Objects that are borrowed are followed by git without a word, wherever they lie; so look first. */
function requireAlternatesInside(objects: string, roots: readonly string[]): void {
  const seen = new Set([objects]);
  let level = [objects];
  for (let depth = 0; depth <= MAX_CHAIN && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      for (const entry of alternatesOf(folder)) {
        requireInside(entry, roots);
        if (seen.has(entry)) continue;
        seen.add(entry);
        next.push(entry);
      }
    }
    level = next;
  }
}

function alternatesOf(objects: string): readonly string[] {
  const path = join(objects, 'info', 'alternates');
  if (!lstatSync(path, { throwIfNoEntry: false })) return [];
  const text = readSmallFile(path, POINTER_CAP)?.toString('utf8');
  if (text === undefined) throw refused(path);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  // A quoted entry is one that we would have to unquote exactly as git does: nobody's real repository has one.
  if (lines.some((line) => line.startsWith('"'))) throw refused(path);
  return lines.map((line) => resolve(objects, line));
}

function requireInside(path: string, roots: readonly string[]): void {
  if (!lstatSync(path, { throwIfNoEntry: false })) {
    if (isWithin(path, roots)) return;
    throw refused(path);
  }
  let real: string;
  try {
    real = realpathSync(path);
  } catch {
    throw refused(path);
  }
  if (!isWithin(real, roots)) throw refused(real);
}

function refused(path: string): CountersignError {
  return new CountersignError(
    'git/failed',
    `The repository takes a part of itself from outside (${path}), which is not followed; to make it whole, run git repack -a -d and remove objects/info/alternates.`,
  );
}

function isWithin(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => {
    const way = relative(root, path);
    return way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way);
  });
}

function isLink(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return (stat?.isSymbolicLink() && readlinkSync(path).startsWith('refs/')) || false;
}
