import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

const CAP = 64 * 1024 * 1024;

/**
 * A regular file as bytes, or nothing: a pipe or a device in its place would hang the reader, so the file is opened
 * without blocking and looked at before it is read.
 */
export function readSmallFile(path: string | Buffer, cap: number = CAP, follow = true): Buffer | undefined {
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (follow ? 0 : (constants.O_NOFOLLOW ?? 0));
  let descriptor: number;
  try {
    descriptor = openSync(path, flags);
  } catch {
    return undefined;
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size > cap) return undefined;
    return readFileSync(descriptor);
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
