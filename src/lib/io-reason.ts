const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'no permission to write there'],
  ['EPERM', 'no permission to write there'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'there is no space left'],
  ['EDQUOT', 'the quota is used up'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of the path is a file, not a folder'],
  ['EEXIST', 'a part of the path is a file, not a folder'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'the path leads round in a circle'],
  ['EMFILE', 'too many files are open'],
]);

/** Why a file could not be written, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return REASONS.get(String(code)) ?? String(message ?? error).split('\n')[0]!;
}

const READING: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'it does not exist'],
  ['EACCES', 'no permission to read it'],
  ['EPERM', 'no permission to read it'],
]);

/** Why a file could not be read, as the end of a sentence. */
export function readFault(error: unknown): string {
  return READING.get(String((error as { code?: unknown }).code)) ?? reasonOf(error);
}
