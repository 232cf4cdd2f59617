import { sha256 } from '../lib/hash.ts';
import type { CommitFacts } from '../model/recording.ts';
import type { TracedRanges } from './agent-trace.ts';
import { type Declared, declaredBy } from './declared.ts';
import type { NoteAuthor } from './git-ai-notes.ts';
import type { LineRange } from './ranges.ts';

/** The lines that a commit added, by path. */
export type AddedBy = (commit: string) => ReadonlyMap<string, readonly LineRange[]> | undefined;

/**
 * What commits say of themselves, as records of their lines, still of the grade `declared`: so that it is not lost when a
 * forge squashes the commits and their messages. Only those of one tool where one is named.
 */
export function declaredRecords(facts: Iterable<CommitFacts>, added: AddedBy, tool?: string): TracedRanges[] {
  const traced: TracedRanges[] = [];
  for (const { commit, message } of facts) {
    const said = declaredBy(commit, message);
    if (!said || (said.contributor !== 'ai' && said.contributor !== 'mixed')) continue;
    if (said.tool === undefined || (tool !== undefined && said.tool !== tool)) continue;
    const author = declaredAuthor(said, said.tool);
    for (const [path, ranges] of added(commit.sha) ?? []) traced.push({ commit: commit.sha, path, author, ranges });
  }
  return traced;
}

/** An author of the grade `declared`: its key is none that a line record has. */
export function declaredAuthor(
  { contributor, source, model, session }: Pick<Declared, 'contributor' | 'source' | 'model' | 'session'>,
  tool: string,
): NoteAuthor {
  const conversation = session ?? '';
  return {
    contributor: contributor === 'ai' ? 'ai' : 'mixed',
    declared: source === 'author' ? 'author' : source === 'trace' ? 'trace' : 'trailer',
    tool,
    session: `s_${sha256(`declared:${contributor}:${tool}:${conversation}`).slice(0, 14)}`,
    conversation,
    ...(model === undefined ? {} : { model }),
  };
}
