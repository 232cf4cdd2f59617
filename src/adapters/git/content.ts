import { createHash } from 'node:crypto';
import type { ChangedFile } from '../../model/change.ts';

/** Lines as git counts them: an unfinished last line is one. */
export function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines + (bytes.length > 0 && bytes.at(-1) !== 10 ? 1 : 0);
}

/** SHA-256 over `path NUL mode NUL blob LF` of the files in order of path; a deleted file has no blob. */
export function digestOf(files: readonly ChangedFile[]): string {
  const hash = createHash('sha256');
  for (const { path, mode, blob = '' } of files) hash.update(`${path}\0${mode}\0${blob}\n`);
  return hash.digest('hex');
}

/** One wording for every file over the cap. */
export function tooLarge(size: number, cap: number): string {
  return `it has ${size.toLocaleString('en-US')} bytes, more than the ${cap.toLocaleString('en-US')} that are read`;
}
