import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { z } from 'zod';
import { CountersignError } from '../../model/error.ts';
import { isInside, type Place } from './place.ts';
import { digestOf, putState, type State, stateOf } from './state.ts';

/** A path that survives a move of the repository: `top:` is the work tree, `git:` the shared git directory. */
export type Spot = string;

const fileEntry = z.object({
  kind: z.literal('file'),
  at: z.string(),
  before: z.string(),
  /** Permission bits of a file that stood there before; its bytes are kept under the digest's name. */
  mode: z.number().int().optional(),
  /** Target of a link that stood there before. */
  target: z.string().optional(),
  after: z.string(),
});
const keptEntry = z.object({
  kind: z.literal('kept'),
  at: z.string(),
  kept: z.string(),
  target: z.string().optional(),
});
const configEntry = z.object({
  kind: z.literal('config'),
  key: z.string(),
  before: z.string().nullable(),
  after: z.string(),
  /** True for one value among several. */
  add: z.boolean().optional(),
});
const entry = z.discriminatedUnion('kind', [fileEntry, keptEntry, configEntry]);
const manifest = z.object({
  version: z.literal(1),
  /** Work tree in which `init` ran. */
  top: z.string(),
  /** Folders that `init` made, outermost first. */
  folders: z.array(z.string()),
  entries: z.array(entry),
});

export type Entry = z.infer<typeof entry>;
export type FileEntry = z.infer<typeof fileEntry>;
export type Manifest = z.infer<typeof manifest>;

/** Where everything of ours in the git directory lies. */
export function homeOf(place: Place): string {
  return join(place.common, 'countersign');
}

/** What earlier runs of `init` did; null when none did. Throws `config/not-valid` when the record cannot be read. */
export function readManifest(place: Place): Manifest | null {
  const path = join(homeOf(place), 'setup.json');
  try {
    return manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    const sentence = `${path}, the record of what init did, cannot be read; delete it to start anew.`;
    throw new CountersignError('config/not-valid', sentence, { cause: error });
  }
}

/** Replaces the record; null removes it with the kept contents. */
export function writeManifest(place: Place, content: Manifest | null): void {
  const home = homeOf(place);
  if (content === null) {
    rmSync(join(home, 'setup.json'), { force: true });
    rmSync(join(home, 'before'), { recursive: true, force: true });
    removeEmpty(home);
    return;
  }
  mkdirSync(home, { recursive: true });
  const bytes = Buffer.from(`${JSON.stringify(content, null, 2)}\n`);
  putState(join(home, 'setup.json'), { kind: 'file', bytes, mode: 0o600 });
}

/** Removes a folder that holds nothing; anything else in it belongs to somebody. */
export function removeEmpty(folder: string): void {
  try {
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  } catch {
    // Gone already, or not ours to remove.
  }
}

/** Keeps the bytes of what stood there before, and says how to find them again. */
export function keepBefore(place: Place, at: Spot, before: State, after: State): FileEntry {
  const made = { kind: 'file' as const, at, before: digestOf(before), after: digestOf(after) };
  if (before.kind === 'link') return { ...made, target: before.target };
  if (before.kind !== 'file') return made;
  mkdirSync(join(homeOf(place), 'before'), { recursive: true });
  putState(keptBytes(place, made.before), { kind: 'file', bytes: before.bytes, mode: 0o600 });
  return { ...made, mode: before.mode };
}

/** The state before `init`; null when its bytes are gone or are not what they were. */
export function stateBefore(place: Place, entry: FileEntry): State | null {
  if (entry.before === 'absent') return { kind: 'absent' };
  if (entry.target !== undefined) return { kind: 'link', target: entry.target };
  const kept = stateOf(keptBytes(place, entry.before));
  if (kept.kind !== 'file' || entry.mode === undefined) return null;
  const state: State = { ...kept, mode: entry.mode };
  return digestOf(state) === entry.before ? state : null;
}

function keptBytes(place: Place, digest: string): string {
  return join(homeOf(place), 'before', digest.replace(':', '-'));
}

/** The spot of an absolute path. */
export function spotOf(place: Place, path: string): Spot {
  const [root, folder] = isInside(place.common, path)
    ? (['git', place.common] as const)
    : (['top', place.top] as const);
  return `${root}:${relative(folder, path).replaceAll('\\', '/')}`;
}

/** The absolute path of a spot; null for one that leaves its root, which only a forged record holds. */
export function pathOf(place: Place, top: string, spot: Spot): string | null {
  const colon = spot.indexOf(':');
  const root = { top, git: place.common }[spot.slice(0, colon)];
  const way = spot.slice(colon + 1);
  if (root === undefined || way === '' || isAbsolute(way)) return null;
  const path = join(root, way);
  return isInside(root, path) ? path : null;
}
