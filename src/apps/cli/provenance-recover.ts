import { openJournal } from '../../adapters/journal/journal.ts';
import { fetchPulls, fetchRecords } from '../../adapters/record/transport.ts';
import { writerRef } from '../../adapters/record/writer.ts';
import { printKey } from '../../attribute/line-prints.ts';
import { recover } from '../../attribute/recover.ts';
import { VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import { openRecords } from '../session/records.ts';
import type { ExitCode, Globals } from './program.ts';

/** `countersign provenance recover [REVISION]`: writes what comes home into the records of this clone. */
export async function recoverCommand(
  revision = 'HEAD',
  options: { readonly fetch?: string; readonly dryRun?: true },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const { signal } = terminal;
  let recording = await openRecords(cwd, signal);
  try {
    if (options.fetch !== undefined) {
      const folder = recording.top ?? recording.gitDir;
      const records = await fetchRecords(folder, options.fetch);
      const refused = records ?? (await fetchPulls(folder, options.fetch));
      if (refused !== null) terminal.err(`countersign: not everything could be fetched: ${refused}.\n`);
      recording.close();
      recording = await openRecords(cwd, signal);
    }
    const tip = await recording.find(revision, signal);
    if (tip === null)
      throw new CountersignError('git/unknown-revision', `There is no commit ${JSON.stringify(revision)}.`);
    const key = printKey(openJournal(recording.commonDir).printSecret);
    const ref = writerRef(recording.commonDir);
    const { notes, stranded, absent, lines } = await recover({ recording, key, tip, ref, version: VERSION, signal });
    if (options.dryRun !== true) await recording.writeNotes(ref, notes, signal);
    terminal.out(
      stranded === 0
        ? 'No record lies outside the branch.\n'
        : `${lines} lines in ${notes.size} commits ${options.dryRun ? 'would come' : 'came'} home, from ${stranded} records outside the branch.\n`,
    );
    if (absent > 0)
      terminal.out(`${absent} of these records belong to commits that are not here: fetch the pull requests.\n`);
    return 0;
  } finally {
    recording.close();
  }
}
