import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The notes ref of this clone: a name of its own, so that no two clones ever push to the same ref. It says nothing about
 * the person, and is made when it is first needed.
 */
export function writerRef(commonDir: string): string {
  const folder = join(commonDir, 'countersign');
  const path = join(folder, 'writer');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, newName(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const name = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-z]{6,40}$/.test(name)) throw new Error(`${path} does not hold a name for a ref`);
  return `refs/notes/countersign/${name}`;
}

/** Takes a new name, for a clone that was copied with its name: two writers of one ref lose each other's records. */
export function renewWriter(commonDir: string): string {
  const path = join(commonDir, 'countersign', 'writer');
  writeFileSync(`${path}.new`, newName(), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return writerRef(commonDir);
}

const newName = (): string => `${randomBytes(6).toString('hex')}\n`;
