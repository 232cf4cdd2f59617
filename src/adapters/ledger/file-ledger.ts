import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { readFault, reasonOf } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';

const ENTRIES = 'entries.log';
const HEADS = 'heads.log';
const ATTEMPTS = 5;

/** A ledger in a folder: two files that only ever grow. */
export interface FileLedger {
  readonly folder: string;
  /** Both files as they stand; empty texts where there is no ledger yet. */
  read(): { readonly entries: string; readonly heads: string };
  /** Adds whole lines to the entries; when this returns they are on the disk and read back. */
  appendEntries(lines: string): void;
  /** Adds one line to the heads, in the same way. */
  appendHead(line: string): void;
}

/** True where a folder holds a ledger. */
export function isLedger(folder: string): boolean {
  return statSync(join(folder, ENTRIES), { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * Opens the ledger in a folder, made when it is first written to. Writers need no lock: each write is one append of whole
 * lines, which the system does not mix with another's, and counts only when it was read back. What a crash leaves half
 * written stays as a line that is none.
 */
export function openLedger(folder: string): FileLedger {
  const read = (name: string): string => {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw new CountersignError('path/not-readable', `Cannot read ${join(folder, name)}: ${readFault(cause)}.`, {
        cause,
      });
    }
  };
  return {
    folder,
    read: () => ({ entries: read(ENTRIES), heads: read(HEADS) }),
    appendEntries: (lines) => append(folder, ENTRIES, lines, read),
    appendHead: (line) => append(folder, HEADS, line, read),
  };
}

function append(folder: string, name: string, lines: string, read: (name: string) => string): void {
  const path = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      appendOnce(path, lines);
      // On file systems where two appends can mix (network shares) the one that lost is written again.
      const known = new Set(read(name).split('\n'));
      if (lines.split('\n').every((line) => known.has(line))) return;
    }
  } catch (cause) {
    if (cause instanceof CountersignError) throw cause;
    throw new CountersignError('path/not-writable', `Cannot write ${path}: ${reasonOf(cause)}.`, { cause });
  }
  throw new CountersignError('path/not-writable', `Cannot write ${path}: what was written did not come back.`);
}

function appendOnce(path: string, lines: string): void {
  const handle = openSync(
    path,
    constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0),
    0o600,
  );
  try {
    const { size } = fstatSync(handle);
    const last = Buffer.alloc(1);
    if (size > 0) readSync(handle, last, 0, 1, size - 1);
    // Never glued to a line that a crash cut short.
    const bytes = Buffer.from(size === 0 || last[0] === 0x0a ? lines : `\n${lines}`);
    const written = writeSync(handle, bytes);
    if (written !== bytes.length) throw Object.assign(new Error('there is no space left'), { code: 'ENOSPC' });
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
