import type { OpenRecording } from '../../adapters/record/recording.ts';
import { writerRef } from '../../adapters/record/writer.ts';
import { readAgentTraces, TRACES_PATH, type TracedRanges, writeAgentTrace } from '../../attribute/agent-trace.ts';
import { notesFrom, tracedIn } from '../../attribute/exchange.ts';
import { addedBy, readRecords } from '../../attribute/recorded.ts';
import { VERSION } from '../../lib/version.ts';
import { CountersignError } from '../../model/error.ts';
import { openRecords } from '../session/records.ts';
import type { ExitCode, Globals } from './program.ts';

const GIT_AI = 'refs/notes/ai';
const MOST_COMMITS = 20_000;

/** `countersign provenance export --to FORMAT`: records of the history of HEAD in the form of another tool. */
export async function exportCommand(
  { to }: { readonly to: 'git-ai' | 'agent-trace' },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const { signal } = terminal;
  const recording = await openRecords(cwd, signal);
  try {
    const { traced, diffs } = await recordsOfHistory(
      recording,
      signal,
      (ref) => to === 'agent-trace' || ref !== GIT_AI,
    );
    const commits = [...new Set(traced.map(({ commit }) => commit))];
    const facts = await recording.commits(commits, signal);
    if (to === 'agent-trace') {
      for (const commit of commits.reverse()) {
        terminal.out(
          `${writeAgentTrace(
            facts.get(commit)!,
            traced.filter((one) => one.commit === commit),
            VERSION,
          )}\n`,
        );
      }
      return 0;
    }
    const notes = notesFrom(traced, diffs, facts, VERSION);
    for (const commit of await recording.noted(GIT_AI, signal)) notes.delete(commit);
    await recording.writeNotes(GIT_AI, notes, signal);
    terminal.out(`Wrote ${notes.size} notes to ${GIT_AI}; those that were there stay as they are.\n`);
    return 0;
  } finally {
    recording.close();
  }
}

/** `countersign provenance import --from FORMAT`: foreign records into those of this clone, as far as they can be right. */
export async function importCommand(
  { from }: { readonly from: 'git-ai' | 'agent-trace' },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const { signal } = terminal;
  const recording = await openRecords(cwd, signal);
  try {
    const ref = writerRef(recording.commonDir);
    const { traced, faults } =
      from === 'git-ai'
        ? { ...(await recordsOfHistory(recording, signal, (name) => name === GIT_AI)), faults: 0 }
        : await tracesOfHead(recording, signal);
    const own = await recording.noted(ref, signal);
    const commits = [...new Set(traced.map(({ commit }) => commit))].filter((commit) => !own.has(commit));
    const facts = await recording.commits(commits, signal);
    const diffs = await recording.diffs([...facts.keys()], signal);
    const notes = notesFrom(traced, diffs, facts, VERSION);
    await recording.writeNotes(ref, notes, signal);
    terminal.out(`Imported the records of ${notes.size} commits.\n`);
    if (faults > 0) terminal.err(`countersign: ${faults} lines of ${TRACES_PATH} are no records and were left out.\n`);
    return 0;
  } finally {
    recording.close();
  }
}

async function recordsOfHistory(recording: OpenRecording, signal: AbortSignal, wanted: (ref: string) => boolean) {
  const head = await recording.head(signal);
  const history = new Set(head === null ? [] : await recording.reachable([head], [], MOST_COMMITS, signal));
  const noted = new Set<string>();
  for (const ref of (await recording.recordRefs(signal)).filter(wanted)) {
    for (const sha of await recording.noted(ref, signal)) if (history.has(sha)) noted.add(sha);
  }
  const [{ notes }, diffs] = await Promise.all([
    recording.notes([...noted], signal),
    recording.diffs([...noted], signal),
  ]);
  const records = readRecords(
    notes.filter(({ ref }) => wanted(ref)),
    addedBy(diffs),
  );
  return { traced: [...records.byCommit].flatMap(([commit, lines]) => tracedIn(commit, lines)), diffs };
}

async function tracesOfHead(
  recording: OpenRecording,
  signal: AbortSignal,
): Promise<{ traced: readonly TracedRanges[]; faults: number }> {
  const head = await recording.head(signal);
  const [bytes] = head === null ? [] : await recording.files([{ commit: head, path: TRACES_PATH }], signal);
  if (!bytes) throw new CountersignError('path/not-found', `There is no ${TRACES_PATH} in HEAD.`);
  return readAgentTraces(Buffer.from(bytes).toString('utf8'));
}
