import { openJournal } from '../../adapters/journal/journal.ts';
import { dropRefs, fetchRecords, isTaken, sendRecords } from '../../adapters/record/transport.ts';
import { takeTurn } from '../../adapters/record/worker-lock.ts';
import { renewWriter, writerRef } from '../../adapters/record/writer.ts';
import { printKey } from '../../attribute/line-prints.ts';
import { keptRef } from '../../lib/record-refs.ts';
import { VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import { type RecordResult, record } from '../../record.ts';
import { type OpenRecords, openRecords } from '../session/records.ts';
import type { ExitCode, Globals } from './program.ts';

/** `countersign provenance record`: records the new commits of this clone, one worker at a time. */
export async function recordCommand(
  { worker = false }: { readonly worker?: boolean },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const recording = await openRecords(cwd, terminal.signal);
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
  const recording = await openRecords(cwd, terminal.signal);
  try {
    const turn = await takeTurn(recording, 'wait', terminal.signal);
    if (turn) await recordOnce(recording, terminal.signal).finally(() => turn.end());
    const ref = writerRef(recording.commonDir);
    if ((await recording.noted(ref, terminal.signal)).size === 0) return 0;
    const folder = recording.top ?? recording.gitDir;
    let refused = await sendRecords(folder, remote, ref);
    if (refused !== null && isTaken(refused)) {
      // The clone was copied together with its name; under a new one nobody is in the way.
      const renewed = renewWriter(recording.commonDir);
      await recording.copy(ref, renewed, terminal.signal);
      // The name is the other's now: what stands under it here would hide what comes from there.
      await dropRefs(folder, [ref, keptRef(ref)]);
      refused = await sendRecords(folder, remote, renewed);
    }
    if (refused !== null) terminal.err(`countersign: the records were not pushed: ${refused}.\n`);
    return 0;
  } finally {
    recording.close();
  }
}

/** `countersign provenance fetch [REMOTE]`: what others recorded, beside what this clone did. */
export async function fetchCommand(remote: string, { cwd, terminal }: Globals): Promise<ExitCode> {
  const before = await openRecords(cwd, terminal.signal);
  const { top, gitDir } = before;
  before.close();
  const refused = await fetchRecords(top ?? gitDir, remote);
  if (refused !== null)
    throw new CountersignError('git/failed', `The records of ${remote} could not be fetched: ${refused}.`);
  terminal.out(`${await recordsOf(remote, cwd, terminal.signal)}\n`);
  return 0;
}

/** One sentence about what was fetched from a remote. */
async function recordsOf(remote: string, cwd: string, signal: AbortSignal): Promise<string> {
  const recording = await openRecords(cwd, signal);
  try {
    const noted = new Set<string>();
    const refs = (await recording.recordRefs(signal)).filter((ref) => ref.includes('/remotes/'));
    for (const ref of refs) for (const sha of await recording.noted(ref, signal)) noted.add(sha);
    const writers = refs.length === 1 ? '1 other writer' : `${refs.length} other writers`;
    return noted.size === 0
      ? `${remote} has no authorship records of others.`
      : `The authorship records of ${writers} are here: ${noted.size} commits.`;
  } finally {
    recording.close();
  }
}

/** After `init`: a fresh clone sees every author at once, or is told why not. Never fails. */
export async function fetchAtInit(remotes: readonly string[], globals: Globals): Promise<string[]> {
  const told: string[] = [];
  for (const remote of remotes) {
    try {
      const refused = await fetchRecords(globals.cwd, remote);
      told.push(
        refused === null
          ? await recordsOf(remote, globals.cwd, globals.terminal.signal)
          : `The authorship records of ${remote} could not be fetched (${refused}): lines of others stay unknown until a \`git fetch\` brings them.`,
      );
    } catch {
      told.push(`The authorship records of ${remote} could not be read.`);
    }
  }
  return told;
}

/** One pass: what the worker does, and what a push does before it sends the records. */
async function recordOnce(recording: OpenRecords, signal: AbortSignal): Promise<RecordResult> {
  const journal = openJournal(recording.commonDir);
  const key = printKey(journal.printSecret);
  const ref = writerRef(recording.commonDir);
  await recording.mend(ref, signal);
  const result = await record({ recording, journal: journal.read(), key, ref, version: VERSION, signal });
  if (recording.unsigned === null) return result;
  const reason = `its record is not signed: ${recording.unsigned.replace(/\.$/, '')}`;
  return { ...result, missed: [...result.missed, ...result.recorded.map((commit) => ({ commit, reason }))] };
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
