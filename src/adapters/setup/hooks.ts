import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  blockOf,
  chainFile,
  finderScript,
  type HookSpec,
  hookBlock,
  hookFile,
  insertBlock,
  isShellScript,
  passFile,
} from '../../lib/hook-script.ts';
import type { Edit } from './edit.ts';
import { lefthookEdits } from './lefthook.ts';
import { homeOf } from './manifest.ts';
import { isInside, type Place, real } from './place.ts';
import { ABSENT, digestOf, newFile, type State, stateOf, textOf, withText } from './state.ts';

/** What is to be done, and sentences about what is not. */
export interface Part {
  readonly edits: readonly Edit[];
  readonly notes: readonly string[];
}

/** The Countersign that ran `init`: absolute paths. */
export interface Runtime {
  readonly node: string;
  readonly cli: string;
}

/** Where a hook goes: the folder, and whether its files belong to this clone alone. */
interface Target {
  readonly folder: string;
  readonly kind: 'git-dir' | 'shared';
  /** husky starts the file with `sh -e` itself: it needs neither a first line nor the executable bit. */
  readonly husky?: boolean;
}

/**
 * Plans the hooks: scripts of ours in the git directory, and a call to them in the place from which git really takes
 * hooks, beside whatever stands there.
 */
export function planHooks(place: Place, hooks: readonly HookSpec[], runtime: Runtime): Part {
  if (place.hooksPath === '' || !['absent', 'folder'].includes(kindAt(place.hooks))) {
    const why = place.hooksPath === '' ? 'core.hooksPath is empty' : `${place.hooks} is not a folder`;
    const note = `${why}, so git runs no hooks here: none were set up.`;
    return { edits: [], notes: [note] };
  }
  const home = homeOf(place);
  const edits: Edit[] = [
    ...put(join(home, 'run'), newFile(finderScript(runtime.node, runtime.cli), 0o755)),
    ...hooks.flatMap((hook) => put(join(home, 'hooks', hook.name), newFile(hook.launcher, 0o755))),
  ];
  const standIn = join(home, 'hooks-path');
  if (place.hooks === standIn) return planStandIn(place, hooks, edits, standIn);

  const target = targetOf(place);
  const notes: string[] = [];
  const own: Edit[] = [];
  for (const hook of hooks) {
    const part = target === null ? null : planHook(place, hook, target);
    if (part === null) return planStandIn(place, hooks, edits, standIn);
    own.push(...part.edits);
    notes.push(...part.notes);
  }
  return { edits: [...edits, ...own], notes };
}

function kindAt(path: string): 'absent' | 'folder' | 'other' {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'absent';
  return stat.isDirectory() ? 'folder' : 'other';
}

function targetOf(place: Place): Target | null {
  if (place.hooksPath === null) {
    return place.hooks === join(place.common, 'hooks') ? { folder: place.hooks, kind: 'git-dir' } : null;
  }
  const runner = stateOf(join(place.hooks, 'h'));
  if (basename(place.hooks) === '_' && runner.kind === 'file' && isInside(place.top, place.hooks)) {
    return { folder: dirname(place.hooks), kind: 'shared', husky: true };
  }
  const ours = isInside(place.top, place.hooks) || isInside(place.common, place.hooks);
  return ours ? { folder: place.hooks, kind: 'shared' } : null;
}

/** Plans one hook in one folder; null when a file that belongs to others cannot take a call of ours. */
function planHook(place: Place, hook: HookSpec, target: Target): Part | null {
  const path = join(target.folder, hook.name);
  const state = stateOf(path);
  const text = textOf(state) ?? '';
  if (text.includes('hook-impl') && text.includes('pre-commit') && blockOf(text) === null) {
    // pre-commit runs `<hook>.legacy` with arguments and stdin, and writes its own file anew at every install.
    return planFile(hook, `${path}.legacy`, target);
  }
  const lefthook = lefthookEdits(place, hook, text);
  if (lefthook === null) return planFile(hook, path, target);
  const beside = state.kind === 'absent' ? planFile(hook, path, target) : null;
  return {
    edits: [...lefthook.edits, ...(beside?.edits ?? [])],
    notes: [...lefthook.notes, ...(beside?.notes ?? [])],
  };
}

function planFile(hook: HookSpec, path: string, target: Target): Part | null {
  const state = stateOf(path);
  const text = textOf(state);
  const block = hookBlock(hook, target.kind);
  if (state.kind === 'absent') {
    const whole = target.husky === true ? newFile(block, 0o644) : newFile(hookFile(hook, target.kind), 0o755);
    return { edits: put(path, whole), notes: [] };
  }
  const runs = target.husky === true || (state.kind === 'file' && (state.mode & 0o111) !== 0);
  if (text !== null && runs && (target.husky === true || isShellScript(text))) {
    return { edits: put(path, withText(state, insertBlock(text, block))), notes: [] };
  }
  if (target.kind === 'shared' || state.kind === 'other') return null;
  return planChain(hook, path, state);
}

/** Moves a hook that is no shell script (or a link, or switched off) aside and puts a chain in its place. */
function planChain(hook: HookSpec, path: string, state: State): Part {
  const folder = join(dirname(path), 'countersign.d');
  const kept = join(folder, hook.name);
  if (stateOf(kept).kind !== 'absent') {
    return { edits: [], notes: [`${path} is left as it is, without a check: ${kept} is in the way.`] };
  }
  const after: State = state.kind === 'link' ? { kind: 'link', target: fromBelow(state.target) } : state;
  const chain = newFile(chainFile(hook, 'git-dir', `"\${0%/*}/countersign.d"`), 0o755);
  return {
    edits: [
      { kind: 'keep', path, kept, before: state, after },
      { kind: 'put', path, before: ABSENT, after: chain },
    ],
    notes: [],
  };
}

/** A link's target as seen from one folder further down. */
function fromBelow(target: string): string {
  return target.startsWith('/') || /^[A-Za-z]:/.test(target) ? target : `../${target}`;
}

/**
 * Plans a folder of ours as `core.hooksPath`: our hooks, and for every hook of the folder that it stands in for a file
 * that passes on. For folders outside the repository, which other repositories share, and for files that nobody can edit.
 */
function planStandIn(place: Place, hooks: readonly HookSpec[], edits: readonly Edit[], standIn: string): Part {
  if (place.hooks === standIn) return { edits, notes: [] };
  const original = real(place.hooks);
  const names = new Set([...executablesIn(original), ...hooks.map((hook) => hook.name)]);
  const files = [...names].sort().flatMap((name) => {
    const hook = hooks.find((spec) => spec.name === name);
    const quoted = `'${original.replaceAll("'", `'\\''`)}'`;
    const text = hook === undefined ? passFile(name, original) : chainFile(hook, 'shared', quoted);
    return put(join(standIn, name), newFile(text, 0o755));
  });
  const config: Edit = { kind: 'config', key: 'core.hooksPath', before: place.ownHooksPath, after: standIn };
  const note = `Hooks come from ${original}, which is not this clone's own: core.hooksPath now points to a folder in the git directory that runs ours and passes every hook on. After adding a hook there, run \`countersign uninstall\` and \`countersign init\`.`;
  return { edits: [...edits, ...files, config], notes: [note] };
}

function executablesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && /^[a-z][a-z0-9-]+$/.test(entry.name))
      .map((entry) => entry.name)
      .filter((name) => isExecutable(join(folder, name)));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** An edit where something differs, nothing where it is so already. */
export function put(path: string, after: State): Edit[] {
  const before = stateOf(path);
  return digestOf(before) === digestOf(after) ? [] : [{ kind: 'put', path, before, after }];
}
