import { accessSync, constants, lstatSync, renameSync, rmdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { removeBlock } from '../../lib/hook-script.ts';
import { reasonOf } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import { type Entry, keepBefore, type Manifest, readManifest, spotOf, writeManifest } from './manifest.ts';
import { config, git, isInside, type Place, real } from './place.ts';
import { digestOf, makeFolderOf, putState, type State, stateOf, textOf, withText } from './state.ts';

/** One step of setting up; paths are absolute. */
export type Edit =
  /** Puts `after` where `before` stands. */
  | { readonly kind: 'put'; readonly path: string; readonly before: State; readonly after: State }
  /** Moves a hook aside under its own name, so that a chain can run it; a link keeps pointing where it pointed. */
  | {
      readonly kind: 'keep';
      readonly path: string;
      readonly kept: string;
      readonly before: State;
      readonly after: State;
    }
  /** Sets a key of the repository's own configuration, or adds a value to one that may have several. */
  | {
      readonly kind: 'config';
      readonly key: string;
      readonly before: string | null;
      readonly after: string;
      readonly add?: boolean;
    };

type ConfigEdit = Pick<Extract<Edit, { kind: 'config' }>, 'key' | 'before' | 'after'> & {
  readonly add?: boolean | undefined;
};

/**
 * Carries out all edits or none: on a failure everything is put back and `path/not-writable` is thrown. What stood there
 * before is recorded first, so that `uninstall` works also after a crash in between.
 */
export async function applyEdits(place: Place, edits: readonly Edit[]): Promise<void> {
  const earlier = readManifest(place);
  for (const edit of edits) if (edit.kind !== 'config') refuseOutside(place, edit.path);
  const undo: (() => unknown)[] = [];
  let at = place.common;
  try {
    for (const edit of edits) {
      if (edit.kind === 'config') continue;
      at = edit.path;
      refuseReadOnly(edit.path);
    }
    const manifest = recordOf(place, edits, earlier);
    at = place.common;
    undo.push(() => writeManifest(place, earlier));
    writeManifest(place, manifest);
    const folders: string[] = [];
    for (const edit of edits) {
      at = edit.kind === 'config' ? edit.key : edit.path;
      await applyEdit(place, edit, undo, folders);
    }
    if (folders.length > 0) {
      const made = folders.map((folder) => spotOf(place, folder));
      writeManifest(place, { ...manifest, folders: [...new Set([...manifest.folders, ...made])] });
    }
  } catch (error) {
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch {
        // The first failure is what is told; the rest is still put back.
      }
    }
    if (error instanceof CountersignError) throw error;
    throw new CountersignError('path/not-writable', `Nothing was set up: ${at}: ${whyOf(error)}.`, { cause: error });
  }
}

/** What git said on stderr, else why a file could not be written. */
function whyOf(error: unknown): string {
  const { stderr } = error as { stderr?: unknown };
  const said = typeof stderr === 'string' ? stderr.split('\n')[0]!.replace(/^(error|fatal): /, '') : '';
  return said === '' ? reasonOf(error) : said;
}

async function applyEdit(place: Place, edit: Edit, undo: (() => unknown)[], folders: string[]): Promise<void> {
  if (edit.kind === 'config') {
    undo.push(() => undoConfig(place, edit));
    if (edit.add === true) await git(place.top, ['config', '--local', '--add', edit.key, edit.after]);
    else await setConfig(place, edit.key, edit.after);
    return;
  }
  if (digestOf(stateOf(edit.path)) !== digestOf(edit.before)) {
    throw new CountersignError(
      'path/not-writable',
      `Nothing was set up: ${edit.path} changed meanwhile; run it again.`,
    );
  }
  const target = edit.kind === 'keep' ? edit.kept : edit.path;
  const made = makeFolderOf(target);
  folders.push(...made);
  undo.push(() => {
    for (const folder of [...made].reverse()) rmdirSync(folder);
  });
  if (edit.kind === 'put') {
    undo.push(() => putState(edit.path, edit.before));
    putState(edit.path, edit.after);
    return;
  }
  if (edit.before.kind === 'link') {
    undo.push(() => putState(edit.kept, { kind: 'absent' }));
    putState(edit.kept, edit.after);
    undo.push(() => putState(edit.path, edit.before));
    putState(edit.path, { kind: 'absent' });
    return;
  }
  undo.push(() => renameSync(edit.kept, edit.path));
  renameSync(edit.path, edit.kept);
}

/** Puts a key back as it was; of one with several values only ours goes. */
export async function undoConfig(place: Place, { key, before, after, add }: ConfigEdit): Promise<void> {
  if (add === true) await git(place.top, ['config', '--local', '--fixed-value', '--unset-all', key, after]);
  else await setConfig(place, key, before);
}

/** Sets a key of the repository's own configuration, or takes it away. */
async function setConfig(place: Place, key: string, value: string | null): Promise<void> {
  if (value === null) await git(place.top, ['config', '--local', '--unset-all', key]);
  else await git(place.top, ['config', '--local', '--replace-all', key, value]);
}

/** The values of a key in the repository's own configuration alone. */
export async function localConfig(place: Place, key: string): Promise<readonly string[]> {
  const values = await config(place.top, ['--local', '--null', '--get-all', key]);
  return (values ?? '').split('\0').slice(0, -1);
}

/** Earlier entries stay, unless an edit replaces them; what `init` itself put there is never taken for "before". */
function recordOf(place: Place, edits: readonly Edit[], earlier: Manifest | null): Manifest {
  const entries = new Map<string, Entry>((earlier?.entries ?? []).map((entry) => [nameOf(entry), entry]));
  for (const edit of edits) {
    const entry = entryOf(place, edit, entries);
    // Undoing goes backwards, so the latest comes last.
    entries.delete(nameOf(entry));
    entries.set(nameOf(entry), entry);
  }
  return { version: 1, top: place.top, folders: earlier?.folders ?? [], entries: [...entries.values()] };
}

function entryOf(place: Place, edit: Edit, entries: ReadonlyMap<string, Entry>): Entry {
  if (edit.kind === 'config') return edit;
  const at = spotOf(place, edit.path);
  if (edit.kind === 'keep') {
    const target = edit.before.kind === 'link' ? { target: edit.before.target } : {};
    return { kind: 'kept', at, kept: spotOf(place, edit.kept), ...target };
  }
  const old = entries.get(`file ${at}`);
  if (old?.kind === 'file' && old.after === digestOf(edit.before)) return { ...old, after: digestOf(edit.after) };
  const text = textOf(edit.before);
  const bare = text === null ? null : removeBlock(text);
  return keepBefore(place, at, bare === null ? edit.before : withText(edit.before, bare), edit.after);
}

function nameOf(entry: Entry): string {
  if (entry.kind === 'config') return `config ${entry.key}${entry.add === true ? ` ${entry.after}` : ''}`;
  return `${entry.kind} ${entry.at}`;
}

function refuseOutside(place: Place, path: string): void {
  const folder = real(dirname(path));
  if (isInside(place.top, folder) || isInside(place.common, folder)) return;
  const sentence = `Nothing was set up: ${dirname(path)} is a link that leads out of the repository, to ${folder}.`;
  throw new CountersignError('path/not-writable', sentence);
}

function refuseReadOnly(path: string): void {
  let folder = dirname(path);
  while (lstatSync(folder, { throwIfNoEntry: false }) === undefined) folder = dirname(folder);
  accessSync(folder, constants.W_OK | constants.X_OK);
}
