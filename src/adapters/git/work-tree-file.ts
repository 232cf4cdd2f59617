import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { attributeReader } from './attributes.ts';
import type { Configuration } from './configuration.ts';
import { tooLarge } from './content.ts';
import { clean, cleaningOf } from './line-endings.ts';
import type { Location } from './locate.ts';
import { fileSystemPath, type RawPath } from './raw-path.ts';
import { readSmallFile } from './small-file.ts';
import { objectId } from './tree-object.ts';

/** All new and changed content together; what comes after is named as not read. */
const TOTAL_CAP = 512 * 1024 * 1024;
const HASH_CAP = 1024 * 1024 * 1024;
const CHUNK = 1024 * 1024;

export interface WorkTreeFile {
  readonly mode: string;
  /** What git would call the content; all zero when it could not be computed. */
  readonly id: string;
  /** What git would store; absent when it is not read, for the reason given. */
  readonly bytes?: Buffer;
  readonly unread?: string;
}

/** What the index has at a path. */
interface StoredFile {
  readonly id: string;
  readonly mode: string;
}

/** Gives a file as git would store it; null for what is neither file nor link. `entry` is what the index has of it. */
export type WorkTreeFileReader = (
  path: RawPath,
  stat: Stats,
  entry: StoredFile | undefined,
) => Promise<WorkTreeFile | null>;

export interface WorkTreeFileOptions {
  readonly location: Location & { readonly top: string };
  readonly configuration: Configuration;
  readonly blobCap: number;
  /** Whether a stored version has CRLF. */
  readonly storedHasCrlf: (id: string) => Promise<boolean>;
}

export function workTreeFileReader(options: WorkTreeFileOptions): WorkTreeFileReader {
  const { location, configuration, blobCap, storedHasCrlf } = options;
  const format = configuration.objectFormat;
  const attributesOf = attributeReader(location.top, join(location.commonDir, 'info', 'attributes'));
  let total = 0;

  const unread = (mode: string, reason: string, id = '0'.repeat(format === 'sha256' ? 64 : 40)): WorkTreeFile => ({
    mode,
    id,
    unread: reason,
  });
  const content = (mode: string, bytes: Buffer): WorkTreeFile => {
    total += bytes.length;
    return { mode, id: objectId('blob', bytes, format), bytes };
  };

  return async (path, stat, entry) => {
    const place = fileSystemPath(location.top, path);
    if (stat.isSymbolicLink()) {
      try {
        return content('120000', readlinkSync(place, { encoding: 'buffer' }));
      } catch {
        return unread('120000', 'the link could not be read');
      }
    }
    if (!stat.isFile()) return null;
    const mode = modeOf(stat, entry, configuration);
    if (stat.size > blobCap) {
      const id = stat.size > HASH_CAP ? undefined : hashFile(place, format);
      return unread(mode, tooLarge(stat.size, blobCap), id);
    }
    if (total > TOTAL_CAP)
      return unread(mode, `more than ${TOTAL_CAP / 1024 / 1024} MB of new content; the rest was not read`);
    const bytes = readSmallFile(place, blobCap, false);
    if (bytes === undefined) return unread(mode, 'the file could not be read');
    // As it stands first: then an untouched file needs no rules.
    const plain = content(mode, bytes);
    if (entry !== undefined && plain.id === entry.id) return plain;
    const attributes = attributesOf(path);
    const cleaning = cleaningOf(attributes, configuration);
    if (cleaning.kind === 'unreadable') return unread(mode, cleaning.reason, undefined);
    const guarded = cleaning.kind === 'guess' && entry !== undefined && bytes.includes('\r\n');
    const cleaned = clean(bytes, cleaning, attributes, guarded && (await storedHasCrlf(entry.id)));
    return cleaned === bytes ? plain : content(mode, cleaned);
  };
}

function modeOf(stat: Stats, entry: StoredFile | undefined, configuration: Configuration): string {
  if (entry?.mode === '120000' && !configuration.symlinks) return '120000';
  if (!configuration.fileMode) return entry?.mode === '100755' ? '100755' : '100644';
  return stat.mode & 0o100 ? '100755' : '100644';
}

/** A blob's id without its content in memory; nothing when the file cannot be read or changes meanwhile. */
function hashFile(path: string | Buffer, format: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const { size } = fstatSync(descriptor);
    const hash = createHash(format).update(`blob ${size}\0`);
    const chunk = Buffer.allocUnsafe(CHUNK);
    let read = 0;
    for (let length = -1; length !== 0 && read <= size; read += length) {
      length = readSync(descriptor, chunk, 0, CHUNK, null);
      hash.update(chunk.subarray(0, length));
    }
    return read === size ? hash.digest('hex') : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
