import { CountersignError } from '../../model/error.ts';
import { openRecords } from '../session/records.ts';
import type { ExitCode, Globals } from './program.ts';

/** `countersign provenance show [REVISION]`: the notes of a commit, by ref. */
export async function showCommand(revision = 'HEAD', { cwd, terminal }: Globals): Promise<ExitCode> {
  const recording = await openRecords(cwd, terminal.signal);
  try {
    const commit = await recording.find(revision, terminal.signal);
    if (commit === null)
      throw new CountersignError('git/unknown-revision', `There is no commit ${JSON.stringify(revision)}.`);
    const { notes, gaps } = await recording.notes([commit], terminal.signal);
    for (const { ref, text } of notes) terminal.out(`${ref} ${commit}\n${text.replace(/[^\n\t\P{Cc}]/gu, '·')}\n`);
    for (const { because } of recording.rejected) terminal.err(`countersign: ${because}\n`);
    for (const { reason } of gaps) terminal.err(`countersign: ${reason}.\n`);
    if (notes.length + recording.rejected.length === 0) terminal.out(`There is no record of ${commit.slice(0, 12)}.\n`);
    return 0;
  } finally {
    recording.close();
  }
}
