import type { Match, Sort } from './sort.ts';

/** Shorter values are met by chance: they are hidden only where a detector sees them. */
const SHORTEST = 8;

/** Values to be found wherever they stand in a text, many at a time. */
export class KnownValues {
  readonly #sorts = new Map<string, Sort>();
  /** By their first eight characters. */
  readonly #byHead = new Map<string, string[]>();
  /** How many begin with these two characters: most places of a text are passed by looking here alone. */
  readonly #pairs = new Map<number, number>();

  get size(): number {
    return this.#sorts.size;
  }

  add(value: string, sort: Sort): void {
    if (value.length < SHORTEST || this.#sorts.has(value)) return;
    this.#sorts.set(value, sort);
    const head = value.slice(0, SHORTEST);
    // The longest first: a value may be the beginning of another.
    this.#byHead.set(
      head,
      [...(this.#byHead.get(head) ?? []), value].sort((a, b) => b.length - a.length),
    );
    const pair = pairAt(value, 0);
    this.#pairs.set(pair, (this.#pairs.get(pair) ?? 0) + 1);
  }

  delete(value: string): void {
    if (!this.#sorts.delete(value)) return;
    const head = value.slice(0, SHORTEST);
    const left = this.#byHead.get(head)!.filter((other) => other !== value);
    if (left.length === 0) this.#byHead.delete(head);
    else this.#byHead.set(head, left);
    const pair = pairAt(value, 0);
    const count = this.#pairs.get(pair)! - 1;
    if (count === 0) this.#pairs.delete(pair);
    else this.#pairs.set(pair, count);
  }

  /** Where the values stand in a text, from left to right without overlaps. */
  in(text: string): Match[] {
    const matches: Match[] = [];
    if (this.#sorts.size === 0) return matches;
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      if (!this.#pairs.has(pairAt(text, at))) continue;
      const value = this.#byHead.get(text.slice(at, at + SHORTEST))?.find((one) => text.startsWith(one, at));
      if (value === undefined) continue;
      matches.push({ start: at, end: at + value.length, sort: this.#sorts.get(value)!, by: 'known' });
      at += value.length - 1;
    }
    return matches;
  }
}

function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1);
}
