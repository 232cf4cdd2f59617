import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ASSISTANT_MARK } from '../../lib/assistant-hooks.ts';
import { removeBlock } from '../../lib/hook-script.ts';
import { reasonOf } from '../../lib/io-reason.ts';
import { removeFromArrays } from '../../lib/json-edit.ts';
import { CountersignError } from '../../model/error.ts';
import { localConfig, undoConfig } from './edit.ts';
import {
  type Entry,
  homeOf,
  type Manifest,
  pathOf,
  readManifest,
  removeEmpty,
  stateBefore,
  writeManifest,
} from './manifest.ts';
import { isInside, type Place, real } from './place.ts';
import { digestOf, putState, type State, stateOf, textOf, withText } from './state.ts';

/** What `uninstall` does with one thing that `init` did, as a sentence for people. */
export interface Removal {
  readonly what: string;
  readonly action: 'restore' | 'remove' | 'leave' | 'done';
  readonly because?: string;
  apply(): unknown;
}

/** Plans to put everything back that nobody changed since; null when `init` never ran here. Writes nothing. */
export async function planRemoval(place: Place): Promise<readonly Removal[] | null> {
  const manifest = readManifest(place);
  if (manifest === null) return null;
  const top = topOf(place, manifest);
  const removals: Removal[] = [];
  for (const entry of [...manifest.entries].reverse()) removals.push(await planEntry(place, top, entry, removals));
  return removals;
}

/** Carries out a plan, then forgets the record and removes folders that `init` made and nobody uses. */
export async function applyRemoval(place: Place, removals: readonly Removal[]): Promise<void> {
  const manifest = readManifest(place);
  const top = manifest === null ? place.top : topOf(place, manifest);
  for (const removal of removals) {
    try {
      await removal.apply();
    } catch (cause) {
      const sentence = `${removal.what} could not be put back: ${reasonOf(cause)}.`;
      throw new CountersignError('path/not-writable', sentence, { cause });
    }
  }
  writeManifest(place, null);
  // Nothing of this is anybody's work; a journal, which is, stays.
  for (const name of ['queue', 'starting', 'cache'])
    rmSync(join(homeOf(place), name), { recursive: true, force: true });
  const folders = (manifest?.folders ?? []).map((spot) => pathOf(place, top, spot));
  for (const folder of [...folders, homeOf(place)].sort((a, b) => (b ?? '').length - (a ?? '').length)) {
    if (folder !== null) removeEmpty(folder);
  }
}

async function planEntry(place: Place, top: string, entry: Entry, before: readonly Removal[]): Promise<Removal> {
  if (entry.kind === 'config') {
    const now = await localConfig(place, entry.key);
    const what = `git config ${entry.key}`;
    const ours = entry.add === true ? now.includes(entry.after) : now.length === 1 && now[0] === entry.after;
    if (!ours) return leave(what, 'it was set to something else since');
    return { what, action: 'restore', apply: () => undoConfig(place, entry) };
  }
  const path = pathOf(place, top, entry.at);
  const folder = path === null ? null : real(dirname(path));
  if (path === null || ![place.common, place.top, top].some((root) => isInside(root, folder ?? ''))) {
    return leave(entry.at, 'it does not lie in this repository');
  }
  return entry.kind === 'kept' ? planKept(place, top, path, entry, before) : planFile(place, path, entry);
}

function planFile(place: Place, path: string, entry: Extract<Entry, { kind: 'file' }>): Removal {
  const now = stateOf(path);
  const digest = digestOf(now);
  if (digest === entry.before) return { what: path, action: 'done', apply: () => undefined };
  if (digest === entry.after) {
    const state = stateBefore(place, entry);
    if (state === null) return leave(path, 'what stood there before is no longer kept in the git directory');
    return { what: path, action: state.kind === 'absent' ? 'remove' : 'restore', apply: () => putState(path, state) };
  }
  const text = textOf(now);
  const bare = text === null ? null : (removeBlock(text) ?? removeCalls(path, text));
  if (bare === null) {
    return leave(path, now.kind === 'absent' ? 'somebody removed it since' : 'somebody changed it since');
  }
  const state: State = withText(now, bare);
  return {
    what: path,
    action: 'restore',
    because: 'somebody changed it since: only what is ours is taken out',
    apply: () => putState(path, state),
  };
}

/** Assistants write to their own settings all the time: our elements go, the rest stays. */
function removeCalls(path: string, text: string): string | null {
  if (!path.endsWith('.json')) return null;
  return removeFromArrays(text, ['hooks'], (element) => element.includes(ASSISTANT_MARK));
}

/** A hook that was moved aside goes back as it is now, unless the chain in its place was changed. */
function planKept(
  place: Place,
  top: string,
  path: string,
  entry: Extract<Entry, { kind: 'kept' }>,
  before: readonly Removal[],
): Removal {
  const kept = pathOf(place, top, entry.kept);
  if (kept === null || stateOf(kept).kind === 'absent') return leave(path, 'the hook that was moved aside is gone');
  const chain = before.find((removal) => removal.what === path);
  if (chain?.action !== 'remove') return leave(kept, `${path}, which runs it, was changed since`);
  return {
    what: path,
    action: 'restore',
    apply: () => {
      if (entry.target === undefined) renameSync(kept, path);
      else {
        putState(path, { kind: 'link', target: entry.target });
        rmSync(kept);
      }
    },
  };
}

/** The work tree in which `init` ran, if it still is one of this repository; a copied clone must not reach its original. */
function topOf(place: Place, manifest: Manifest): string {
  const top = real(manifest.top);
  return place.worktrees.includes(top) ? top : place.top;
}

function leave(what: string, because: string): Removal {
  return { what, action: 'leave', because, apply: () => undefined };
}
