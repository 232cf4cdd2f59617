import type { Attribution } from '../../model/attribution.ts';
import type { Cache, FileAuthors } from '../../model/ports.ts';
import { blameFile } from './authors.ts';
import { openRecords } from './records.ts';

/** Blame costs a process for each file, and a long history makes one slow. */
const MOST_FILES = 100;
const LONGEST_MS = 15_000;

/** The port over the repository around a folder: files that cannot be blamed are left out. */
export function fileAuthorsIn(folder: string, cache: Cache): FileAuthors {
  return async (paths, revision, signal) => {
    const found: Attribution[] = [];
    const records = await openRecords(folder, signal);
    const until = Date.now() + LONGEST_MS;
    try {
      for (const path of paths.slice(0, MOST_FILES)) {
        if (Date.now() > until) break;
        try {
          const { report } = await blameFile(records, path, revision, signal, undefined, cache);
          found.push(...report.attributions);
        } catch (error) {
          if (signal.aborted) throw error;
        }
      }
    } finally {
      records.close();
    }
    return found;
  };
}
