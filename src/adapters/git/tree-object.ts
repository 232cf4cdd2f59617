import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { RawPath } from './raw-path.ts';

export type ObjectFormat = 'sha1' | 'sha256';

export interface TreeEntry {
  /** Octal without a leading zero: `100644`, `40000`. */
  readonly mode: string;
  /** One component, byte by character. */
  readonly name: RawPath;
  readonly id: string;
}

/** The tree without entries; git knows it without having it. */
export const EMPTY_TREE: Readonly<Record<ObjectFormat, string>> = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

/** Entries of a tree object; stops at the first that is cut short. */
export function parseTree(bytes: Buffer, format: ObjectFormat): readonly TreeEntry[] {
  const idBytes = format === 'sha256' ? 32 : 20;
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const zero = bytes.indexOf(0, space);
    if (space < 0 || zero < 0 || zero + 1 + idBytes > bytes.length) break;
    entries.push({
      mode: bytes.toString('latin1', at, space),
      name: bytes.toString('latin1', space + 1, zero),
      id: bytes.toString('hex', zero + 1, zero + 1 + idBytes),
    });
    at = zero + 1 + idBytes;
  }
  return entries;
}

/** A tree object's bytes, in the order that git demands: a folder sorts as if its name ended in a slash. */
export function formatTree(entries: readonly TreeEntry[]): Buffer {
  const key = (entry: TreeEntry) => (entry.mode === '40000' ? `${entry.name}/` : entry.name);
  const sorted = entries.map((entry) => ({ entry, key: key(entry) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  return Buffer.concat(
    sorted.flatMap(({ entry }) => [
      Buffer.from(`${entry.mode} ${entry.name}\0`, 'latin1'),
      Buffer.from(entry.id, 'hex'),
    ]),
  );
}

/** The id that git gives these bytes. */
export function objectId(type: 'blob' | 'tree', bytes: Uint8Array, format: ObjectFormat): string {
  return createHash(format).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Puts an object into an object folder as a loose file, and gives its id. */
export function writeObject(
  objects: string,
  type: 'blob' | 'tree',
  bytes: Uint8Array,
  format: ObjectFormat,
  id: string = objectId(type, bytes, format),
): string {
  const folder = join(objects, id.slice(0, 2));
  const path = join(folder, id.slice(2));
  mkdirSync(folder, { recursive: true });
  const whole = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`, 'latin1'), bytes]);
  writeFileSync(`${path}.new`, deflateSync(whole, { level: 1 }));
  renameSync(`${path}.new`, path);
  return id;
}
