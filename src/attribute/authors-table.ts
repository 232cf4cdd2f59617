import type { NoteAuthor } from './git-ai-notes.ts';

/** Authors by number, so that one array of numbers says who wrote a file. */
export class AuthorTable {
  readonly #authors: NoteAuthor[] = [];
  readonly #numbers = new Map<string, number>();

  number(author: NoteAuthor): number {
    const { contributor, declared, tool, model, session } = author;
    const key = [contributor, declared, tool, model, session].join('\0');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#authors.length);
    return this.#authors.push(author) - 1;
  }

  at(number: number): NoteAuthor | undefined {
    return this.#authors[number];
  }
}

/** The line is not attested by any record: it may be anybody's. */
export const UNKNOWN = -2;
