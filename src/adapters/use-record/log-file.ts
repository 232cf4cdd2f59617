import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs';
import { appendFile, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file of lines that only grows. */
export interface LogFile {
  /** Appends the line that `make` gives for the line before it; one after the other, in the order asked. */
  append(make: (last: string) => string): Promise<void>;
  close(): Promise<void>;
}

const LONGEST_LINE = 1 << 20;

/** Opens a log for its owner alone, making it and its folder where they are missing. A line that was cut by a crash is ended. */
export async function openLog(path: string): Promise<LogFile> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let last = existsSync(path) ? lastLine(path) : '';
  const file = await open(path, 'a', 0o600);
  let queue: Promise<unknown> = Promise.resolve();
  return {
    append(make) {
      const next = queue.then(async () => {
        const line = make(last);
        await appendFile(file, `${line}\n`);
        last = line;
      });
      queue = next.catch(() => undefined);
      return next;
    },
    async close() {
      await queue;
      await file.close();
    },
  };
}

function lastLine(path: string): string {
  const file = openSync(path, 'r+');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, LONGEST_LINE));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    if (bytes.length > 0 && bytes.at(-1) !== 10) {
      writeFileSync(path, '\n', { flag: 'a' });
      return bytes.toString('utf8').slice(bytes.lastIndexOf(10) + 1);
    }
    const end = bytes.length - 1;
    return end < 0 ? '' : bytes.toString('utf8', bytes.lastIndexOf(10, end - 1) + 1, end);
  } finally {
    closeSync(file);
  }
}

/** The whole log; the empty text where there is none. */
export function readLog(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Thirty-two random bytes that stay the same from run to run, in a file for its owner alone. */
export function keptKey(path: string): Uint8Array {
  if (existsSync(path)) {
    const kept = readFileSync(path);
    if (kept.length === 32) return kept;
  }
  const key = randomBytes(32);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, key, { mode: 0o600 });
  chmodSync(path, 0o600);
  return key;
}
