import { dirname } from 'node:path';
import type { Attribution } from '../../model/attribution.ts';
import { CountersignError } from '../../model/error.ts';
import { authorPhrase, short } from '../../report/phrases.ts';
import { visible } from '../../report/visible.ts';
import { blameFile, pathInRepository } from '../session/authors.ts';
import { openRecords } from '../session/records.ts';

/** Who wrote each line of a file as the editor has it; nothing where git does not know the file. */
export async function authorsOf(file: string, text: string, signal: AbortSignal): Promise<readonly Attribution[]> {
  try {
    const recording = await openRecords(dirname(file), signal);
    try {
      const path = pathInRepository(recording, file, file);
      const { report } = await blameFile(recording, path, undefined, signal, Buffer.from(text, 'utf8'));
      return report.attributions;
    } finally {
      recording.close();
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof CountersignError)) throw error;
    return [];
  }
}

/** One sentence about the author of a line, 1-based; null where nothing is known of the file. */
export function authorSentence(attributions: readonly Attribution[], line: number): string | null {
  const found = attributions.find(({ startLine, endLine }) => startLine <= line && line <= endLine);
  if (found === undefined) return null;
  const where = found.commit === undefined ? 'not committed' : `commit ${short(found.commit)}`;
  return visible(`Written by: ${authorPhrase(found.contributor, found)}; ${where}`);
}
