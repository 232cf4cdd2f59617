import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from './configuration.ts';
import type { Location } from './locate.ts';
import { readSmallFile } from './small-file.ts';

const PREFIX = 'countersign-git-';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const STALE_MS = 24 * 60 * 60 * 1000;

const live = new Set<string>();
let watching = false;

/** A git directory of our own in front of the target's objects and refs; see README.md beside this file. */
export interface Scratch {
  /** Absolute path; the git directory itself, and the working folder of every git process. */
  readonly path: string;
  remove(): void;
}

/** An empty folder that only we can read, gone when the process ends, whichever way it ends short of SIGKILL. */
export function createScratch(): Scratch {
  watch();
  const path = mkdtempSync(join(tmpdir(), PREFIX));
  live.add(path);
  return {
    path,
    remove() {
      if (live.delete(path)) removeFolder(path);
    },
  };
}

/**
 * Turns the folder into a bare git directory: own configuration, own object store whose alternate is the target's,
 * the target's refs and reflogs by link, and copies of what git keeps in single files.
 */
export function fillScratch(scratch: Scratch, location: Location, configuration: Configuration, blobCap: number): void {
  const at = (...parts: string[]) => join(scratch.path, ...parts);
  mkdirSync(at('objects', 'info'), { recursive: true });
  mkdirSync(at('info'));
  // By link, because a path with a newline or a quote cannot be written into the alternates file.
  symlinkSync(location.objects, at('store'), 'junction');
  writeFileSync(at('objects', 'info', 'alternates'), `${at('store')}\n`);
  link(join(location.commonDir, 'refs'), at('refs'), true);
  link(join(location.commonDir, 'packed-refs'), at('packed-refs'), false);
  link(join(location.commonDir, 'reftable'), at('reftable'), true);
  mkdirSync(at('logs'));
  link(join(location.commonDir, 'logs', 'refs'), at('logs', 'refs'), true);
  link(join(location.gitDir, 'logs', 'HEAD'), at('logs', 'HEAD'), false);
  writeFileSync(at('HEAD'), location.head);
  for (const name of ['ORIG_HEAD', 'MERGE_HEAD', 'FETCH_HEAD', 'REBASE_HEAD', 'CHERRY_PICK_HEAD']) {
    copy(join(location.gitDir, name), at(name));
  }
  copy(join(location.commonDir, 'shallow'), at('shallow'));
  copy(join(location.commonDir, 'info', 'exclude'), at('info', 'exclude'));
  writeFileSync(at('config'), scratchConfiguration(configuration, blobCap));
}

function scratchConfiguration(configuration: Configuration, blobCap: number): string {
  const { objectFormat, refStorage } = configuration;
  const extended = objectFormat !== 'sha1' || refStorage !== 'files';
  const lines = [
    '[core]',
    `repositoryFormatVersion = ${extended ? 1 : 0}`,
    'bare = true',
    'quotePath = true',
    'attributesFile = /dev/null',
    `excludesFile = ${quoted(configuration.excludesFile ?? '/dev/null')}`,
    'hooksPath = /dev/null',
    'fsmonitor = false',
    // git calls a larger blob binary and never loads it for a diff.
    `bigFileThreshold = ${blobCap}`,
    `ignoreCase = ${configuration.ignoreCase}`,
    '[gc]',
    'auto = 0',
  ];
  if (extended) lines.push('[extensions]');
  if (objectFormat !== 'sha1') lines.push(`objectFormat = ${objectFormat}`);
  if (refStorage !== 'files') lines.push(`refStorage = ${refStorage}`);
  for (const [name, branch] of configuration.branches) {
    lines.push(`[branch ${quoted(name)}]`, `remote = ${quoted(branch.remote)}`, `merge = ${quoted(branch.merge)}`);
  }
  for (const [name, refspecs] of configuration.fetch) {
    lines.push(`[remote ${quoted(name)}]`, ...refspecs.map((refspec) => `fetch = ${quoted(refspec)}`));
  }
  return `${lines.join('\n')}\n`;
}

/** A value or a subsection; those with control characters were refused when the configuration was read. */
function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

function link(target: string, path: string, folder: boolean): void {
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined) {
    // Without a folder `refs` git does not take the scratch folder for a git directory.
    if (path.endsWith('/refs') && folder) mkdirSync(path, { recursive: true });
    return;
  }
  if (folder ? stat.isDirectory() : stat.isFile()) symlinkSync(target, path, folder ? 'junction' : 'file');
  else if (folder && path.endsWith('/refs')) mkdirSync(path, { recursive: true });
}

function copy(source: string, target: string): void {
  const bytes = readSmallFile(source);
  if (bytes !== undefined) writeFileSync(target, bytes);
}

function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // A folder that cannot be removed now is removed as stale another day; failing here would hide the real result.
  }
}

function removeAll(): void {
  for (const path of live) removeFolder(path);
  live.clear();
}

/** Runs once: clears on exit, on the signals that end a process, and clears what a killed process left a day ago. */
function watch(): void {
  if (watching) return;
  watching = true;
  process.on('exit', removeAll);
  for (const signal of SIGNALS) {
    const onSignal = () => {
      removeAll();
      // Only when nobody else decides what the signal means: then it ends the process, as without us.
      if (process.listenerCount(signal) > 1) return;
      process.removeListener(signal, onSignal);
      process.kill(process.pid, signal);
    };
    // First, so that a listener that is there for one time is still counted.
    process.prependListener(signal, onSignal);
  }
  removeStale();
}

function removeStale(): void {
  const folder = tmpdir();
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(PREFIX)) continue;
    const stat = lstatSync(join(folder, name), { throwIfNoEntry: false });
    if (!stat?.isDirectory() || stat.uid !== process.getuid?.()) continue;
    if (Date.now() - stat.mtimeMs > STALE_MS) removeFolder(join(folder, name));
  }
}
