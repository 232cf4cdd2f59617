import { homedir } from 'node:os';
import { join } from 'node:path';
import { cacheSecret, diskCache, noCache } from '../../adapters/cache/disk-cache.ts';
import { BUILD } from '../../lib/version.ts';
import type { Cache } from '../../model/ports.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What is remembered in a repository's git directory; false: nothing is. */
export interface CacheChoice {
  readonly env: Environment;
  readonly cache: boolean | Cache;
}

/** From source the rules change under the same version, so nothing is remembered. */
export async function openCache(gitDirectory: string | null, { cache, env }: CacheChoice): Promise<Cache> {
  if (typeof cache !== 'boolean') return cache;
  if (!cache || gitDirectory === null || BUILD === null) return noCache;
  return diskCache(join(gitDirectory, 'countersign', 'cache'), { secret: await cacheSecret(stateFolder(env)) });
}

/** Where this user's own state lies: never inside a repository. */
function stateFolder(env: Environment): string {
  const base = env.XDG_STATE_HOME ?? '';
  return join(base.startsWith('/') ? base : join(env.HOME ?? homedir(), '.local', 'state'), 'countersign');
}
