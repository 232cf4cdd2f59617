import { openJournal } from '../../adapters/journal/journal.ts';
import { writerRef } from '../../adapters/record/writer.ts';
import { lint, repairs } from '../../attribute/lint.ts';
import { newCommits } from '../../attribute/what-to-record.ts';
import { VERSION } from '../../lib/version.ts';
import type { Contradiction } from '../../model/contradiction.ts';
import { CountersignError } from '../../model/error.ts';
import { openRecords } from '../session/records.ts';
import type { ExitCode, Globals } from './program.ts';

const MOST_COMMITS = 20_000;
const MOST_SHOWN = 50;

/** `countersign provenance lint [RANGE]`: exit code 1 when something is wrong or missing. */
export async function lintCommand(
  range: string | undefined,
  options: { readonly fix?: true; readonly format: 'terminal' | 'json' },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const { signal } = terminal;
  const recording = await openRecords(cwd, signal);
  try {
    const [from, to] = range?.includes('..') ? range.split(/\.{2,3}/) : [undefined, range];
    const head = await recording.find(to || 'HEAD', signal);
    const base = from === undefined || from === '' ? null : await recording.find(from, signal);
    if (head === null || (from && base === null))
      throw new CountersignError('git/unknown-revision', `There are no commits ${JSON.stringify(range ?? 'HEAD')}.`);
    const commits = await recording.reachable([head], base === null ? [] : [base], MOST_COMMITS, signal);
    const history = new Set(commits);
    const noted = new Set<string>();
    for (const ref of await recording.recordRefs(signal)) {
      for (const sha of await recording.noted(ref, signal)) if (range === undefined || history.has(sha)) noted.add(sha);
    }
    const [{ notes }, diffs, facts] = await Promise.all([
      recording.notes([...noted], signal),
      recording.diffs(
        [...noted].filter((sha) => history.has(sha)),
        signal,
      ),
      recording.commits([...noted], signal),
    ]);
    const journal = openJournal(recording.commonDir).read();
    const own = writerRef(recording.commonDir);
    const unrecorded = (await newCommits(recording, journal.since, own, signal)).filter((sha) => history.has(sha));
    let found = lint({ notes, diffs, facts, history, unrecorded });
    found.push(
      ...recording.rejected.map(({ kind, note, because }) => ({ kind, commit: note.commit, ref: note.ref, because })),
    );
    if (options.fix) {
      const fixed = repairs(
        notes.filter(({ ref }) => ref === own),
        diffs,
        facts,
        VERSION,
      );
      await recording.writeNotes(own, fixed, signal);
      found = found.filter(({ ref, commit }) => ref !== own || !fixed.has(commit));
      terminal.err(`countersign: ${fixed.size} records repaired.\n`);
    }
    if (journal.lost > 0) terminal.err(`countersign: ${journal.lost} events of assistants were lost.\n`);
    terminal.out(options.format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : asText(found));
    return found.length === 0 ? 0 : 1;
  } finally {
    recording.close();
  }
}

function asText(found: readonly Contradiction[]): string {
  if (found.length === 0) return 'The records are sound.\n';
  const byKind = new Map<string, number>();
  for (const { kind } of found) byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
  const lines = found
    .slice(0, MOST_SHOWN)
    .map(
      ({ kind, commit, ref, because }) =>
        `${commit.slice(0, 12)} ${kind}: ${because}${ref === undefined ? '' : ` (${ref})`}`,
    );
  if (found.length > MOST_SHOWN) lines.push(`and ${found.length - MOST_SHOWN} more`);
  return `${lines.join('\n')}\n\n${[...byKind].map(([kind, count]) => `${count} ${kind}`).join(', ')}\n`;
}
