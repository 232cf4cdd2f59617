import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type ForeignRun, readSarif } from '../../analyze/sarif/read.ts';
import { reasonOf } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';

const MOST_BYTES = 200 << 20;

/** Reads a file of another scanner's results. Throws `path/not-readable` or `config/not-valid`. */
export function importSarif(file: string, cwd: string): ForeignRun[] {
  const path = resolve(cwd, file);
  let text: string;
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new CountersignError('path/not-readable', `${file} is larger than 200 MB.`);
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof CountersignError) throw cause;
    throw new CountersignError('path/not-readable', `Cannot read ${file}: ${reasonOf(cause)}.`, { cause });
  }
  return readSarif(text, file);
}
