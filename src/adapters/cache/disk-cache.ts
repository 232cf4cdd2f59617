import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cache } from '../../model/ports.ts';

export interface DiskCacheOptions {
  /** Secret of this user (not of the repository): an entry without its seal is a miss. */
  readonly secret: Uint8Array;
  /** Bytes on disk above which the oldest entries go; default 256 MB. */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 256 * 1024 * 1024;
const SEAL_LENGTH = 64;
/** Writes between two looks at the size: looking costs a directory walk. */
const WRITES_PER_SWEEP = 256;

/**
 * A cache of one small file per key below `folder`, safe under several processes (write aside, then rename).
 *
 * The folder lies in the repository's git directory, which a stranger may have filled: every entry carries a seal made
 * with a secret of the user, links are not followed, and whatever does not check out is a miss.
 */
export function diskCache(folder: string, options: DiskCacheOptions): Cache {
  const { secret, maxBytes = DEFAULT_MAX_BYTES } = options;
  const pathOf = (key: string) => join(folder, key.slice(0, 2), key.slice(2));
  const seal = (key: string, text: string) => createHmac('sha256', secret).update(`${key}\n${text}`).digest('hex');
  let writes = Math.floor(Math.random() * WRITES_PER_SWEEP);

  async function readEntry(key: string): Promise<string | null> {
    const raw = await readWithoutLinks(pathOf(key));
    if (raw === null || raw.length <= SEAL_LENGTH || raw[SEAL_LENGTH] !== '\n') return null;
    const text = raw.slice(SEAL_LENGTH + 1);
    const given = Buffer.from(raw.slice(0, SEAL_LENGTH));
    const wanted = Buffer.from(seal(key, text));
    return given.length === wanted.length && timingSafeEqual(given, wanted) ? text : null;
  }

  async function writeEntry(key: string, text: string): Promise<void> {
    const path = pathOf(key);
    await mkdir(join(folder, key.slice(0, 2)), { recursive: true, mode: 0o700 });
    const aside = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
    try {
      await writeFile(aside, `${seal(key, text)}\n${text}`, { mode: 0o600, flag: 'wx' });
      await rename(aside, path);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  return {
    async get(keys) {
      const found = new Map<string, string>();
      if (!(await isOwnFolder(folder))) return found;
      await inBatches(keys, async (key) => {
        const text = await readEntry(key);
        if (text !== null) found.set(key, text);
      });
      return found;
    },
    async set(entries) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        if (!(await isOwnFolder(folder))) return;
        await inBatches([...entries], ([key, text]) => writeEntry(key, text));
        writes += entries.size;
        if (writes >= WRITES_PER_SWEEP) {
          writes = 0;
          await sweep(folder, maxBytes);
        }
      } catch {
        // A cache that cannot be written (read-only, full disk) only costs time.
      }
    },
  };
}

/** For `--no-cache`, and where no git directory can hold one. */
export const noCache: Cache = { get: async () => new Map(), set: async () => undefined };

/** False where the folder or its parent is a link: what lies there is somewhere else. */
async function isOwnFolder(folder: string): Promise<boolean> {
  for (const path of [folder, join(folder, '..')]) {
    const stat = await lstat(path).catch(() => null);
    if (stat === null || !stat.isDirectory()) return false;
  }
  return true;
}

async function readWithoutLinks(path: string): Promise<string | null> {
  try {
    const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

async function inBatches<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += 32) await Promise.all(items.slice(at, at + 32).map(run));
}

/** Removes the oldest entries until three quarters of the limit are used; other processes may do the same at once. */
async function sweep(folder: string, maxBytes: number): Promise<void> {
  const entries: { path: string; size: number; at: number }[] = [];
  for (const shard of await readdir(folder)) {
    for (const name of await readdir(join(folder, shard)).catch(() => [])) {
      const path = join(folder, shard, name);
      const stat = await lstat(path).catch(() => null);
      if (stat?.isFile()) entries.push({ path, size: stat.size, at: stat.mtimeMs });
    }
  }
  let total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total <= maxBytes) return;
  entries.sort((a, b) => a.at - b.at);
  for (const entry of entries) {
    if (total <= maxBytes * 0.75) break;
    await rm(entry.path, { force: true });
    total -= entry.size;
  }
}

/** The user's cache secret, made on first use under `stateFolder`; a random one for this process where that fails. */
export async function cacheSecret(stateFolder: string): Promise<Uint8Array> {
  const path = join(stateFolder, 'cache-secret');
  const existing = await readFile(path).catch(() => null);
  if (existing !== null && existing.length === 32) return existing;
  const secret = randomBytes(32);
  try {
    await mkdir(stateFolder, { recursive: true, mode: 0o700 });
    await writeFile(path, secret, { mode: 0o600, flag: existing === null ? 'wx' : 'w' });
    await utimes(path, new Date(), new Date());
  } catch {
    // Another process may have been first; then its secret is the one that counts.
    const theirs = await readFile(path).catch(() => null);
    if (theirs !== null && theirs.length === 32) return theirs;
  }
  return secret;
}
