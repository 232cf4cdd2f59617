import type { ProgramFile } from '../model/facts.ts';
import { candidatePaths } from './graph/resolve.ts';

const MANIFEST = /(?:^|\/)package\.json$/;
const ASIDE = /(?:^|\/)(?:tests?|__tests__|specs?|examples?|bench(?:marks?)?|docs?|scripts?|fixtures?|node_modules)\//;

/** True for the file that says what a package offers. */
export function isManifest(path: string): boolean {
  return MANIFEST.test(path) && !ASIDE.test(path);
}

/**
 * Marks the files whose exports a published package hands to anybody: its entry, as its manifest says, or every file of it
 * where the entry is built from others.
 */
export function markOffered(files: readonly ProgramFile[]): ProgramFile[] {
  const paths = new Set(files.map(({ path }) => path));
  const packages = files.flatMap(({ path, text }) => {
    const entries = isManifest(path) ? entriesOf(text) : null;
    return entries === null ? [] : [packageOf(path.replace(MANIFEST, ''), entries, paths)];
  });
  if (packages.length === 0) return [...files];
  const manifests = files.filter(({ path }) => isManifest(path)).map(({ path }) => path.replace(MANIFEST, ''));
  return files.map((file) => {
    if (!/\.(?:[cm]?[jt]s|[jt]sx)$/.test(file.path) || ASIDE.test(file.path)) return file;
    const folder = manifests
      .filter((one) => one === '' || file.path.startsWith(`${one}/`))
      .reduce((a, b) => (b.length > a.length ? b : a), '');
    const offers = packages.find((one) => one.folder === folder);
    const isOffered = offers !== undefined && (offers.entries.size === 0 || offers.entries.has(file.path));
    return isOffered ? { ...file, offered: true } : file;
  });
}

interface Package {
  readonly folder: string;
  /** Entry files that are part of the program; empty where none is. */
  readonly entries: ReadonlySet<string>;
}

function packageOf(folder: string, entries: readonly string[], paths: ReadonlySet<string>): Package {
  const from = { path: folder === '' ? 'package.json' : `${folder}/package.json`, language: 'javascript' } as const;
  const found = entries.flatMap((entry) => {
    const relative = /^\.\.?(?:\/|$)/.test(entry) ? entry : `./${entry}`;
    return candidatePaths(from, relative).find((path) => paths.has(path)) ?? [];
  });
  return { folder, entries: new Set(found) };
}

/** Entry files that a manifest names; null for what is not published, or cannot be read. */
function entriesOf(text: string): string[] | null {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof manifest !== 'object' || manifest === null) return null;
  const { name, private: isPrivate, main, module, exports, bin } = manifest as Record<string, unknown>;
  if (typeof name !== 'string' || isPrivate === true) return null;
  const named = [main, module, ...exportedPaths(exports)].filter((one): one is string => typeof one === 'string');
  // A program that people start, and nobody imports.
  if (named.length === 0 && bin !== undefined) return null;
  return named.length === 0 ? ['./index.js'] : named.slice(0, 100);
}

/** Every path in an `exports` field, whatever condition it stands under. */
function exportedPaths(exports: unknown): string[] {
  const found: string[] = [];
  const waiting: unknown[] = [exports];
  for (let one = waiting.pop(); one !== undefined && found.length < 100; one = waiting.pop()) {
    if (typeof one === 'string') found.push(one);
    else if (typeof one === 'object' && one !== null) waiting.push(...Object.values(one));
  }
  return found.filter((path) => !path.includes('*') && /\.[cm]?[jt]sx?$/.test(path));
}
