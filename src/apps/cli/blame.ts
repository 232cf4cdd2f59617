import { resolve } from 'node:path';
import { blameFormats } from '../../report/blame.ts';
import { blameFile, pathInRepository } from '../session/authors.ts';
import { openCache } from '../session/kept.ts';
import { openRecords } from '../session/records.ts';
import { reportOptions } from './output.ts';
import type { ExitCode, Globals } from './program.ts';

/** `countersign blame FILE [REVISION]`: every line with who wrote it; without a revision the file as it stands. */
export async function blameCommand(
  file: string,
  revision: string | undefined,
  options: { readonly format: keyof typeof blameFormats },
  { cwd, cache, terminal }: Globals,
): Promise<ExitCode> {
  const recording = await openRecords(cwd, terminal.signal);
  try {
    const path = pathInRepository(recording, resolve(cwd, file), file);
    const kept = await openCache(recording.commonDir, { cache, env: terminal.env });
    const input = await blameFile(recording, path, revision, terminal.signal, undefined, kept);
    const render = await blameFormats[options.format]();
    terminal.out(render(input, reportOptions(options.format, terminal)));
    return 0;
  } finally {
    recording.close();
  }
}
