import type { CommitFacts } from '../model/recording.ts';
import type { AuthorTable } from './authors-table.ts';
import type { CommitAuthors } from './commit-authors.ts';
import type { NoteAuthor } from './git-ai-notes.ts';
import { type NoteContent, writeNote } from './note-writer.ts';
import { intersect, type LineRange } from './ranges.ts';

/** The note of a commit: only lines that it added, only those whose author is known. */
export function noteOf(
  fact: CommitFacts,
  { files, added, from }: Pick<CommitAuthors, 'files' | 'added' | 'from'>,
  table: AuthorTable,
  version: string,
  source?: NoteContent['source'],
): { readonly text: string; readonly dropped: number } {
  const entries = new Map<string, { author: NoteAuthor; ranges: readonly LineRange[] }[]>();
  for (const [path, authors] of files) {
    const byAuthor = new Map<number, LineRange[]>();
    for (let i = 0; i < authors.length; ) {
      let end = i + 1;
      while (end < authors.length && authors[end] === authors[i]) end++;
      if (authors[i]! >= 0) {
        const ranges = byAuthor.get(authors[i]!) ?? [];
        byAuthor.set(authors[i]!, ranges);
        ranges.push([i + 1, end]);
      }
      i = end;
    }
    const listed = [...byAuthor]
      .map(([author, ranges]) => ({ author: table.at(author)!, ranges: intersect(ranges, added.get(path) ?? []) }))
      .filter(({ ranges }) => ranges.length > 0);
    if (listed.length > 0) entries.set(path, listed);
  }
  return writeNote({
    version,
    base: fact.parents[0] ?? null,
    author: fact.commit.author,
    files: entries,
    source: source ?? (from.length > 0 ? 'carried' : 'hook'),
    from,
  });
}
