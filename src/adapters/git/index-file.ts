import { createHash } from 'node:crypto';
import type { RawPath } from './raw-path.ts';

/** What git remembers of a file when it last looked; all of it must agree before a file counts as untouched. */
export interface FileStamp {
  readonly ctimeMs: number;
  readonly mtimeMs: number;
  readonly inode: number;
  readonly size: number;
}

export interface IndexEntry {
  readonly path: RawPath;
  /** Octal, as in trees: `100644`, `100755`, `120000`, `160000`, `40000` for a folder of a sparse index. */
  readonly mode: string;
  /** 0, or 1 to 3 for the sides of a merge that is not resolved. */
  readonly stage: number;
  /** Only announced by `git add -N`: the content is not in the index. */
  readonly intentToAdd: boolean;
  /** Left out of the work tree by a sparse checkout. */
  readonly skipWorktree: boolean;
  /** Where it stands in the file; for `entryId` and `entryStamp`. */
  readonly at: number;
}

/** A folder whose tree object is known because nothing below it changed since that was written. */
interface CachedTree {
  readonly id: string;
  /** Index entries below it. */
  readonly entries: number;
}

export interface IndexFile {
  readonly bytes: Buffer;
  readonly idBytes: 20 | 32;
  readonly entries: readonly IndexEntry[];
  /** By folder without a final slash; `` is the top. */
  readonly trees: ReadonlyMap<RawPath, CachedTree>;
  /** The entries are kept in a second file: git has to join them first. */
  readonly split: boolean;
}

const MODES = new Map([0o100644, 0o100755, 0o120000, 0o160000, 0o40000].map((mode) => [mode, mode.toString(8)]));
const MAX_PATH = 4096;
const INTENT_TO_ADD = 0x2000;
const SKIP_WORKTREE = 0x4000;
const EXTENDED = 0x4000;

/** What a repository has that has no index yet. */
export const EMPTY_INDEX: IndexFile = {
  bytes: Buffer.alloc(0),
  idBytes: 20,
  entries: [],
  trees: new Map(),
  split: false,
};

/**
 * Reads versions 2 to 4 of the index format (git's Documentation/gitformat-index); entries come in git's order.
 * Throws a RangeError where the bytes end early and an Error with a sentence where they are not an index.
 */
export function parseIndex(bytes: Buffer, idBytes: 20 | 32): IndexFile {
  if (bytes.length < 12 + idBytes || bytes.toString('latin1', 0, 4) !== 'DIRC') throw new Error('it is not an index');
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) throw new Error(`version ${version} is not known`);
  const end = bytes.length - idBytes;
  requireChecksum(bytes, end, idBytes);
  const count = bytes.readUInt32BE(8);
  const entries: IndexEntry[] = [];
  let at = 12;
  let previous = '';
  for (let number = 0; number < count; number += 1) {
    const flagsAt = at + 40 + idBytes;
    const flags = bytes.readUInt16BE(flagsAt);
    const extended = version >= 3 && (flags & EXTENDED) !== 0;
    const more = extended ? bytes.readUInt16BE(flagsAt + 2) : 0;
    let nameAt = flagsAt + (extended ? 4 : 2);
    let kept = '';
    if (version === 4) {
      const strip = varint(bytes, nameAt);
      nameAt = strip.next;
      kept = previous.slice(0, Math.max(0, previous.length - strip.value));
    }
    const nameEnd = bytes.indexOf(0, nameAt);
    if (nameEnd < 0 || nameEnd >= end) throw new RangeError('an entry runs past the end');
    // Names share beginnings: without a limit a small file would unfold to gigabytes.
    if (kept.length + nameEnd - nameAt > MAX_PATH) throw new RangeError('a name is longer than any path');
    const path = kept + bytes.toString('latin1', nameAt, nameEnd);
    entries.push({
      path,
      mode: modeName(bytes.readUInt32BE(at + 24)),
      stage: (flags >> 12) & 3,
      intentToAdd: (more & INTENT_TO_ADD) !== 0,
      skipWorktree: (more & SKIP_WORKTREE) !== 0,
      at,
    });
    previous = path;
    at = version === 4 ? nameEnd + 1 : at + ((nameEnd - at + 8) & ~7);
  }
  return { bytes, idBytes, entries, ...extensions(bytes, at, end, idBytes) };
}

/** The blob id; computed when asked, because hardly any of a large index is. */
export function entryId(index: IndexFile, { at }: IndexEntry): string {
  return index.bytes.toString('hex', at + 40, at + 40 + index.idBytes);
}

export function entryStamp({ bytes }: IndexFile, { at }: IndexEntry): FileStamp {
  return {
    ctimeMs: milliseconds(bytes, at),
    mtimeMs: milliseconds(bytes, at + 8),
    inode: bytes.readUInt32BE(at + 20),
    size: bytes.readUInt32BE(at + 36),
  };
}

function modeName(mode: number): string {
  return MODES.get(mode) ?? mode.toString(8);
}

/** The sum that node makes of seconds and nanoseconds, term by term, so that equal times are equal numbers. */
function milliseconds(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at) * 1000 + bytes.readUInt32BE(at + 4) / 1_000_000;
}

function requireChecksum(bytes: Buffer, end: number, idBytes: number): void {
  const stored = bytes.subarray(end);
  // All zero where git was told not to spend time on a checksum.
  if (stored.every((byte) => byte === 0)) return;
  const actual = createHash(idBytes === 32 ? 'sha256' : 'sha1')
    .update(bytes.subarray(0, end))
    .digest();
  if (!actual.equals(stored)) throw new Error('its checksum does not fit');
}

function extensions(bytes: Buffer, start: number, end: number, idBytes: number): Pick<IndexFile, 'trees' | 'split'> {
  let trees: ReadonlyMap<RawPath, CachedTree> = new Map();
  let split = false;
  for (let at = start; at + 8 <= end; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const next = at + 8 + bytes.readUInt32BE(at + 4);
    if (next > end) throw new RangeError('an extension runs past the end');
    if (name === 'TREE') trees = cachedTrees(bytes, at + 8, next, idBytes);
    if (name === 'link') split = true;
    at = next;
  }
  return { trees, split };
}

function cachedTrees(bytes: Buffer, start: number, end: number, idBytes: number): ReadonlyMap<RawPath, CachedTree> {
  const trees = new Map<RawPath, CachedTree>();
  const open: { path: RawPath; left: number }[] = [];
  for (let at = start; at < end; ) {
    const nameEnd = bytes.indexOf(0, at);
    const lineEnd = bytes.indexOf(10, nameEnd);
    const counts = /^(-?\d+) (\d+)$/.exec(bytes.toString('latin1', nameEnd + 1, lineEnd));
    if (nameEnd < 0 || lineEnd < 0 || !counts) return new Map();
    const parent = open.at(-1);
    const name = bytes.toString('latin1', at, nameEnd);
    const path = parent && parent.path !== '' ? `${parent.path}/${name}` : name;
    if (path.length > MAX_PATH) return new Map();
    const entries = Number(counts[1]);
    at = lineEnd + 1;
    if (entries >= 0) {
      trees.set(path, { id: bytes.toString('hex', at, at + idBytes), entries });
      at += idBytes;
    }
    if (parent) parent.left -= 1;
    open.push({ path, left: Number(counts[2]) });
    while (open.length > 0 && open.at(-1)!.left === 0) open.pop();
  }
  return trees;
}

/** git's offset encoding: seven bits a byte, each continuation adding one. */
function varint(bytes: Buffer, start: number): { value: number; next: number } {
  let at = start;
  let byte = bytes.readUInt8(at++);
  let value = byte & 0x7f;
  while (byte & 0x80) {
    byte = bytes.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 0x7f);
    if (value > 0xffff_ffff) throw new RangeError('a name is longer than any path');
  }
  return { value, next: at };
}
