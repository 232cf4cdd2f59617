import type { Cache } from '../../model/ports.ts';

const DEFAULT_MAX_CHARACTERS = 64 * 1024 * 1024;

/**
 * Keeps what was read from, or written to, another cache in this process, for a server that is asked again and again. The
 * entries that were used least lately go first.
 *
 * @param maxCharacters most text to keep, in UTF-16 code units.
 */
export function memoryCache(below: Cache, maxCharacters = DEFAULT_MAX_CHARACTERS): Cache {
  const kept = new Map<string, string>();
  let size = 0;

  function keep(key: string, text: string): void {
    size += text.length - (kept.get(key)?.length ?? 0);
    kept.delete(key);
    kept.set(key, text);
    for (const [oldest, old] of kept) {
      if (size <= maxCharacters) break;
      kept.delete(oldest);
      size -= old.length;
    }
  }

  return {
    async get(keys) {
      const found = new Map<string, string>();
      const missing: string[] = [];
      for (const key of keys) {
        const text = kept.get(key);
        if (text === undefined) missing.push(key);
        else found.set(key, text);
      }
      const read = missing.length === 0 ? new Map<string, string>() : await below.get(missing);
      for (const [key, text] of [...found, ...read]) keep(key, text);
      return new Map([...found, ...read]);
    },
    async set(entries) {
      for (const [key, text] of entries) keep(key, text);
      await below.set(entries);
    },
  };
}

/** Reads memory first and then a cache on disk, which it leaves as it is: for a server that promises to write nothing. */
export function readThrough(memory: Cache, disk: Pick<Cache, 'get'>): Cache {
  return {
    async get(keys) {
      const known = await memory.get(keys);
      const missing = keys.filter((key) => !known.has(key));
      if (missing.length === 0) return known;
      const read = await disk.get(missing);
      await memory.set(read);
      return new Map([...known, ...read]);
    },
    set: (entries) => memory.set(entries),
  };
}
