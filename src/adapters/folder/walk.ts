import { type Dirent, readdirSync } from 'node:fs';
import { compileGlobs, type GlobMatcher } from '../../lib/glob.ts';
import type { Gap } from '../../model/ports.ts';
import { throwIfInterrupted } from '../git/interruption.ts';
import { fileSystemPath, type RawPath, shownPath } from '../git/raw-path.ts';
import { readSmallFile } from '../git/small-file.ts';

/** Not source in any project: what a version control system keeps. */
const SILENT = new Set(['.git', '.hg', '.svn', '.jj']);
/** Other people's code or output, put there by a tool; left out, and said so. */
const INSTALLED = new Set([
  'node_modules',
  'bower_components',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  '.gradle',
  '.terraform',
]);
const IGNORE_CAP = 1024 * 1024;
const FILE_CAP = 500_000;

export interface Walk {
  /** Files and links, in order of their bytes; links are not followed. */
  readonly paths: readonly RawPath[];
  readonly gaps: readonly Gap[];
}

interface Rules {
  readonly folder: RawPath;
  readonly globs: GlobMatcher;
}

/** Every file below a folder that no `.gitignore` on the way takes out; iterative, so that depth costs nothing. */
export function walk(root: string, signal: AbortSignal): Walk {
  const paths: RawPath[] = [];
  const gaps: Gap[] = [];
  const gap = (path: RawPath, reason: string) => gaps.push({ path: shownPath(path) || '.', reason });
  const open: { folder: RawPath; rules: readonly Rules[] }[] = [{ folder: '', rules: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    throwIfInterrupted(signal);
    const { folder } = next;
    const entries = list(root, folder);
    if (entries === undefined) {
      gap(folder, 'the folder could not be read');
      continue;
    }
    const own = entries.some((entry) => isNamed(entry, '.gitignore')) ? rulesOf(root, folder) : undefined;
    const rules = own ? [own, ...next.rules] : next.rules;
    for (const entry of entries) {
      const name = Buffer.from(entry.name).toString('latin1');
      const path = folder === '' ? name : `${folder}/${name}`;
      if (entry.isDirectory()) {
        if (SILENT.has(name) || isIgnored(rules, path, true)) continue;
        if (INSTALLED.has(name)) gap(path, 'installed or generated files; they were not read');
        else open.push({ folder: path, rules });
      } else if (isIgnored(rules, path, false)) continue;
      else if (!entry.isFile() && !entry.isSymbolicLink()) gap(path, 'it is neither a file nor a link');
      else if (paths.length < FILE_CAP) paths.push(path);
      else {
        gap('', `more than ${FILE_CAP} files; the rest was not read`);
        return { paths: paths.sort(), gaps };
      }
    }
  }
  return { paths: paths.sort(), gaps };
}

function list(root: string, folder: RawPath): Dirent<Buffer>[] | undefined {
  try {
    return readdirSync(fileSystemPath(root, folder), { withFileTypes: true, encoding: 'buffer' });
  } catch {
    return undefined;
  }
}

function isNamed(entry: Dirent<Buffer>, name: string): boolean {
  return entry.isFile() && Buffer.from(entry.name).toString('latin1') === name;
}

function rulesOf(root: string, folder: RawPath): Rules | undefined {
  const path = folder === '' ? '.gitignore' : `${folder}/.gitignore`;
  const text = readSmallFile(fileSystemPath(root, path), IGNORE_CAP, false)?.toString('latin1') ?? '';
  const patterns = text
    .split('\n')
    .map((line) => line.replace(/\r$/, '').replace(/(?<!\\)[ \t]+$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    // Braces are ordinary characters here.
    .map((line) => line.replace(/[{}]/g, '\\$&'));
  return patterns.length === 0 ? undefined : { folder, globs: compileGlobs(patterns) };
}

/** The nearest file that has an opinion decides; a folder is asked for itself and for what would lie in it. */
function isIgnored(rules: readonly Rules[], path: RawPath, isFolder: boolean): boolean {
  for (const { folder, globs } of rules) {
    const below = folder === '' ? path : path.slice(folder.length + 1);
    const decided = globs.decidedBy(below) ?? (isFolder ? globs.decidedBy(`${below}/\x01`) : null);
    if (decided !== null) return !decided.startsWith('!');
  }
  return false;
}
