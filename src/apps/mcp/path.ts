import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { CountersignError } from '../../model/error.ts';

/**
 * The path of a file from the top of the repository, POSIX, whether the file is there or not. A relative path is taken from
 * the folder in which the server was started. Throws `path/not-found` for what lies outside, also by way of a link.
 */
export function pathInTree(path: string, top: string | null, under: string): string {
  if (top === null) throw new CountersignError('git/not-a-repository', 'This repository has no work tree.');
  if (path.includes('\0')) throw new CountersignError('usage/bad-argument', 'A path cannot hold a NUL character.');
  const outside = () => new CountersignError('path/not-found', `${JSON.stringify(path)} is not in this repository.`);
  const wanted = isAbsolute(path) ? resolve(path) : resolve(top, under, path);
  let folder = dirname(wanted);
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  const real = join(realpathSync(folder), relative(folder, wanted));
  const inside = relative(realpathSync(top), real);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) throw outside();
  const posix = inside.split(sep).join('/');
  if (posix === '.git' || posix.startsWith('.git/')) throw outside();
  return posix;
}
