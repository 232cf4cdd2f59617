import { noCache } from '../../adapters/cache/disk-cache.ts';
import { memoryCache, readThrough } from '../../adapters/cache/memory-cache.ts';
import { type Bench, type Opened, openPlace } from '../session/open.ts';

/** What every tool works with: one judge for the life of the server, and the repository as it stands at each question. */
export interface Desk {
  readonly bench: Bench;
  /** Opens the repository for one question, after the questions before it, and closes it again. */
  open<T>(signal: AbortSignal, use: (place: Opened) => Promise<T>): Promise<T>;
}

/** Facts about file contents stay true while the process runs, so they are kept here; what `check` left on disk is read. */
export function createDesk(folder: string, bench: Bench, env: Readonly<Record<string, string | undefined>>): Desk {
  const memory = memoryCache(noCache);
  const progress = { update: () => undefined };
  let last: Promise<unknown> = Promise.resolve();
  return {
    bench,
    open(signal, use) {
      // One at a time: a client that asks ten questions at once must not start ten times the processes.
      const answer = last.then(async () => {
        signal.throwIfAborted();
        const place = await openPlace(folder, bench, { env, signal, progress, cache: true });
        try {
          const cache = readThrough(memory, place.ports.cache);
          return await use({ ...place, ports: { ...place.ports, cache } });
        } finally {
          place.close();
        }
      });
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}
