import { writeAgentTrace } from '../../attribute/agent-trace.ts';
import { notesFrom } from '../../attribute/exchange.ts';
import { VERSION } from '../../lib/version.ts';
import { openRecords } from '../session/records.ts';
import type { ExitCode, Globals } from './program.ts';
import { GIT_AI, recordsOfHistory } from './record-history.ts';

/** `countersign provenance export --to FORMAT`: records of the history of HEAD in the form of another tool. */
export async function exportCommand(
  { to }: { readonly to: 'git-ai' | 'agent-trace' | 'spdx' },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const { signal } = terminal;
  const recording = await openRecords(cwd, signal);
  try {
    if (to === 'spdx') {
      const { spdxOfHead } = await import('../session/record-spdx.ts');
      terminal.out(await spdxOfHead(cwd, signal));
      return 0;
    }
    const found = await recordsOfHistory(recording, signal, (ref) => to === 'agent-trace' || ref !== GIT_AI);
    const { diffs } = found;
    // The form of git-ai has no word for what was only declared: it would become a record there.
    const traced = found.traced.filter(({ author }) => to !== 'git-ai' || author.declared === undefined);
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
