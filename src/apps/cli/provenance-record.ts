import { openJournal } from '../../adapters/journal/journal.ts';
import { type OpenRecording, openRecording } from '../../adapters/record/recording.ts';
import { sendRecords } from '../../adapters/record/transport.ts';
import { takeTurn } from '../../adapters/record/worker-lock.ts';
import { writerRef } from '../../adapters/record/writer.ts';
import { printKey } from '../../attribute/line-prints.ts';
import { VERSION } from '../../lib/version.ts';
import { type RecordResult, record } from '../../record.ts';
import type { ExitCode, Globals } from './program.ts';

/** `countersign provenance record`: records the new commits of this clone, one worker at a time. */
export async function recordCommand(
  { worker = false }: { readonly worker?: boolean },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const recording = await openRecording(cwd, terminal.signal);
  try {
    for (let again = true; again; ) {
      const turn = await takeTurn(recording, worker ? 'leave' : 'wait', terminal.signal);
      if (!turn) return 0;
      try {
        const result = await recordOnce(recording, terminal.signal);
        if (!worker) terminal.out(asText(result));
      } finally {
        turn.end();
      }
      // A hook that called meanwhile saw a worker at work and left.
      again = worker && turn.calledAgain();
    }
    return 0;
  } finally {
    recording.close();
  }
}

/**
 * `countersign provenance push [REMOTE]`: the records travel beside the branch. A remote that refuses is told in a
 * sentence, and never stops the push of the branch.
 */
export async function pushCommand(remote: string, { cwd, terminal }: Globals): Promise<ExitCode> {
  const recording = await openRecording(cwd, terminal.signal);
  try {
    const turn = await takeTurn(recording, 'wait', terminal.signal);
    if (turn) await recordOnce(recording, terminal.signal).finally(() => turn.end());
    const ref = writerRef(recording.commonDir);
    if ((await recording.noted(ref, terminal.signal)).size === 0) return 0;
    const refused = await sendRecords(recording.top ?? recording.gitDir, remote, ref);
    if (refused !== null) terminal.err(`countersign: the records were not pushed: ${refused}.\n`);
    return 0;
  } finally {
    recording.close();
  }
}

/** One pass: what the worker does, and what a push does before it sends the records. */
async function recordOnce(recording: OpenRecording, signal: AbortSignal): Promise<RecordResult> {
  const journal = openJournal(recording.commonDir);
  const key = printKey(journal.printSecret);
  const ref = writerRef(recording.commonDir);
  return record({ recording, journal: journal.read(), key, ref, version: VERSION, signal });
}

function asText({ recorded, missed }: RecordResult): string {
  const lines = [
    recorded.length === 0
      ? 'Nothing new to record.'
      : `Recorded ${recorded.length} ${recorded.length === 1 ? 'commit' : 'commits'}.`,
  ];
  for (const { commit, reason } of missed) lines.push(`${commit.slice(0, 12)}: ${reason}.`);
  return `${lines.join('\n')}\n`;
}
