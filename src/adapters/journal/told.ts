import { lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an assistant was told before it stopped: the session, and the content that was judged. */
export interface Telling {
  readonly session: string;
  readonly digest: string;
}

const MOST_KEPT = 100;
const LARGEST = 1024 * 1024;

/** What was told in this clone, oldest first; nothing where the file is not there or not ours. */
export function readTold(commonDir: string): readonly Telling[] {
  const path = pathIn(commonDir);
  try {
    const stat = lstatSync(path);
    if (!stat.isFile() || stat.size > LARGEST) return [];
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return Array.isArray(value) ? value.filter(isTelling) : [];
  } catch {
    return [];
  }
}

/** Remembers one more and forgets the oldest; throws when the disk refuses. */
export function rememberTold(commonDir: string, telling: Telling): void {
  const path = pathIn(commonDir);
  const text = JSON.stringify([...readTold(commonDir), telling].slice(-MOST_KEPT));
  writeFileSync(`${path}.${process.pid}`, text, { mode: 0o600, flag: 'wx' });
  renameSync(`${path}.${process.pid}`, path);
}

const pathIn = (commonDir: string) => join(commonDir, 'countersign', 'told');

function isTelling(value: unknown): value is Telling {
  if (typeof value !== 'object' || value === null) return false;
  const { session, digest } = value as Partial<Record<keyof Telling, unknown>>;
  return typeof session === 'string' && typeof digest === 'string';
}
