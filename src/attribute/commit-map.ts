import { isOwnForm } from '../lib/record-refs.ts';
import type { Recording } from '../model/recording.ts';
import type { TracedRanges } from './agent-trace.ts';
import { notesFrom } from './exchange.ts';
import { readGitAiNote } from './git-ai-notes.ts';
import type { LineRange } from './ranges.ts';
import { addedBy } from './recorded.ts';

/**
 * Records of commits that a tool replaced one by one and deleted (git filter-repo), for the commits that its map names in
 * their place. The old ones cannot be looked at any more, so their notes are taken at their word, for lines that the new
 * commit adds. Only for commits without a record in `ref`.
 */
export async function carryMapped(
  recording: Recording,
  ref: string,
  version: string,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const replaced = recording.replaced();
  if (replaced.size === 0) return new Map();
  const own = await recording.noted(ref, signal);
  const open = new Map([...replaced].filter(([before, after]) => before !== after && !own.has(after)));
  if (open.size === 0) return new Map();
  const { notes } = await recording.notes([...open.keys()], signal);
  const told = [...notes].sort((a, b) => Number(isOwnForm(b.ref)) - Number(isOwnForm(a.ref)));
  const wanted = [...new Set(told.map(({ commit }) => open.get(commit)!))];
  const [facts, diffs] = await Promise.all([recording.commits(wanted, signal), recording.diffs(wanted, signal)]);
  const added = addedBy(diffs);
  const traced: TracedRanges[] = [];
  const from = new Map<string, string[]>();
  for (const { commit, text } of told) {
    const target = open.get(commit)!;
    const paths = added(target);
    if (!paths) continue;
    from.set(target, [...new Set([...(from.get(target) ?? []), commit])]);
    for (const [path, entries] of readGitAiNote(text).files) {
      const name = nameNow(path, paths);
      if (name === undefined) continue;
      for (const { author, ranges } of entries) traced.push({ commit: target, path: name, author, ranges });
    }
  }
  return notesFrom(traced, diffs, facts, version, from);
}

/** The same path, or the one that a folder was put before or taken from; nothing where more than one fits. */
function nameNow(path: string, paths: ReadonlyMap<string, readonly LineRange[]>): string | undefined {
  if (paths.has(path)) return path;
  const moved = [...paths.keys()].filter((name) => name.endsWith(`/${path}`) || path.endsWith(`/${name}`));
  return moved.length === 1 ? moved[0] : undefined;
}
