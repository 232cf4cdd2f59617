import type { Match, Sort } from './sort.ts';

/** Shorter values are met by chance: they are hidden only where a detector sees them. */
const SHORTEST = 8;

/** Values that begin alike: how long they are, the longest first, and how many are that long. */
type Lengths = Map<number, number>;

/** Values to be found wherever they stand in a text, many at a time. */
export class KnownValues {
  readonly #sorts = new Map<string, Sort>();
  /** By their first eight characters. */
  readonly #byHead = new Map<string, Lengths>();
  /** How many begin with these two characters: most places of a text are passed by looking here alone. */
  readonly #pairs = new Map<number, number>();

  get size(): number {
    return this.#sorts.size;
  }

  add(value: string, sort: Sort): void {
    if (value.length < SHORTEST || this.#sorts.has(value)) return;
    this.#sorts.set(value, sort);
    const head = value.slice(0, SHORTEST);
    const lengths = this.#byHead.get(head);
    if (lengths?.has(value.length)) lengths.set(value.length, lengths.get(value.length)! + 1);
    // A value may be the beginning of another: the longest one counts.
    else this.#byHead.set(head, new Map([...(lengths ?? []), [value.length, 1] as const].sort(([a], [b]) => b - a)));
    const pair = pairAt(value, 0);
    this.#pairs.set(pair, (this.#pairs.get(pair) ?? 0) + 1);
  }

  delete(value: string): void {
    if (!this.#sorts.delete(value)) return;
    const head = value.slice(0, SHORTEST);
    take(this.#byHead.get(head)!, value.length);
    if (this.#byHead.get(head)!.size === 0) this.#byHead.delete(head);
    take(this.#pairs, pairAt(value, 0));
  }

  /** Where the values stand in a text, from left to right without overlaps. */
  in(text: string): Match[] {
    const matches: Match[] = [];
    if (this.#sorts.size === 0) return matches;
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      if (!this.#pairs.has(pairAt(text, at))) continue;
      const lengths = this.#byHead.get(text.slice(at, at + SHORTEST));
      if (lengths === undefined) continue;
      for (const length of lengths.keys()) {
        const sort = this.#sorts.get(text.slice(at, at + length));
        if (sort === undefined || at + length > text.length) continue;
        matches.push({ start: at, end: at + length, sort, by: 'known' });
        at += length - 1;
        break;
      }
    }
    return matches;
  }
}

function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1);
}

function take(counts: Map<number, number>, key: number): void {
  const count = counts.get(key)! - 1;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
