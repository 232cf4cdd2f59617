import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { CountersignError } from '../../model/error.ts';

/** What stands at a path, links not followed. */
export type State =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'other' };

export const ABSENT: State = { kind: 'absent' };

/** A new text file; 0o755 for what git must execute, less what the user's umask takes away. */
export function newFile(text: string, mode: 0o644 | 0o755): State {
  return { kind: 'file', bytes: Buffer.from(text, 'utf8'), mode: mode & ~process.umask() };
}

/** A file with other content (as `textOf` gives it) and its permission bits kept. */
export function withText(state: State, text: string): State {
  return state.kind === 'file' ? { ...state, bytes: Buffer.from(text, 'latin1') } : state;
}

/** Reads a path as it stands. A file of more than 16 MB is `other`: nothing that is set up here is that large. */
export function stateOf(path: string): State {
  const stat = statAt(path);
  if (stat === undefined) return ABSENT;
  if (stat.isSymbolicLink()) return { kind: 'link', target: readlinkSync(path) };
  if (!stat.isFile() || stat.size > 16 << 20) return { kind: 'other' };
  return { kind: 'file', bytes: readFileSync(path), mode: stat.mode & 0o777 };
}

/** A path below something that is no folder does not exist; putting a file there fails later, with a sentence. */
function statAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Content as text in which every byte is one character, so that an insertion leaves the rest byte for byte. */
export function textOf(state: State): string | null {
  return state.kind === 'file' ? state.bytes.toString('latin1') : null;
}

/** Identifies a state: content and executable bit of a file, target of a link. Other permission bits are the user's. */
export function digestOf(state: State): string {
  switch (state.kind) {
    case 'file': {
      const hash = createHash('sha256').update(state.bytes).digest('hex');
      return `${(state.mode & 0o100) === 0 ? 'file' : 'executable'}:${hash}`;
    }
    case 'link':
      return `link:${createHash('sha256').update(state.target).digest('hex')}`;
    default:
      return state.kind;
  }
}

/** Puts a state at a path in one step: a reader sees the old or the new one, never half. Folders must exist. */
export function putState(path: string, state: State): void {
  if (state.kind === 'other') throw new CountersignError('path/not-writable', `${path} is neither a file nor a link.`);
  if (state.kind === 'absent') {
    rmSync(path, { force: true });
    return;
  }
  const temporary = `${path}.countersign-${process.pid}`;
  try {
    if (state.kind === 'link') symlinkSync(state.target, temporary);
    else {
      const handle = openSync(temporary, 'wx', state.mode);
      try {
        writeFileSync(handle, state.bytes);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      chmodSync(temporary, state.mode);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Makes the folder of a path; returns the folders it had to make, outermost first. */
export function makeFolderOf(path: string): readonly string[] {
  const missing: string[] = [];
  for (let at = dirname(path); lstatSync(at, { throwIfNoEntry: false }) === undefined; at = dirname(at)) {
    missing.unshift(at);
  }
  mkdirSync(dirname(path), { recursive: true });
  return missing;
}
