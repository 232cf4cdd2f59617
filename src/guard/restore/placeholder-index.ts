import { PLACEHOLDER_MARK } from '../placeholder.ts';

/** Every placeholder is at least this long, and this many characters of it are looked up at once. */
const HEAD = 6;
/** Of placeholders without a mark every stretch of so many characters is known. */
const WINDOW = 8;

/**
 * Placeholders and what they stand for, made for being asked at every character of a stream. None is part of another
 * (`clashes` says so before one is added): so the first match in a text is the only one there.
 */
export class PlaceholderIndex {
  readonly #values = new Map<string, string>();
  /** By their first characters; thousands may begin alike, and are put in order when they are asked for. */
  readonly #byHead = new Map<string, { list: string[]; isSorted: boolean }>();
  /** Beginnings shorter than a head, and how many have them. */
  readonly #shortStarts = new Map<string, number>();
  /** Of placeholders without a mark: every stretch of some characters, and the last one. */
  readonly #windows = new Map<string, number>();
  readonly #tails = new Map<string, number>();
  readonly #firsts = new Uint16Array(128);
  #longest = 0;

  get placeholders(): readonly string[] {
    return [...this.#values.keys()];
  }

  valueOf(placeholder: string): string | undefined {
    return this.#values.get(placeholder);
  }

  add(placeholder: string, value: string): void {
    const isNew = !this.#values.has(placeholder);
    this.#values.set(placeholder, value);
    if (!isNew) return;
    const head = placeholder.slice(0, HEAD);
    const same = this.#byHead.get(head);
    if (same === undefined) this.#byHead.set(head, { list: [placeholder], isSorted: true });
    else {
      same.list.push(placeholder);
      same.isSorted = false;
    }
    this.#count(placeholder, 1);
    this.#longest = Math.max(this.#longest, placeholder.length);
  }

  delete(placeholder: string): void {
    if (!this.#values.delete(placeholder)) return;
    this.#byHead.get(placeholder.slice(0, HEAD))!.isSorted = false;
    this.#count(placeholder, -1);
  }

  /** All that begin with this head, in the order of the alphabet. */
  #sorted(head: string): readonly string[] | undefined {
    const same = this.#byHead.get(head);
    if (same === undefined || same.isSorted) return same?.list;
    same.list = same.list.filter((one) => this.#values.has(one)).sort((a, b) => (a < b ? -1 : 1));
    same.isSorted = true;
    return same.list;
  }

  #count(placeholder: string, step: number): void {
    this.#firsts[placeholder.charCodeAt(0)]! += step;
    for (let length = 1; length < HEAD; length++) bump(this.#shortStarts, placeholder.slice(0, length), step);
    if (isMarked(placeholder)) return;
    for (const window of windowsOf(placeholder)) bump(this.#windows, window, step);
    bump(this.#tails, placeholder.slice(-WINDOW), step);
  }

  /** True where it is part of one that is here, or one that is here is part of it. */
  clashes(placeholder: string): boolean {
    if (placeholder.length < WINDOW || this.#values.has(placeholder)) return true;
    // Random letters beside the mark make all of those different.
    if (isMarked(placeholder)) return false;
    const isPart = this.#windows.has(placeholder.slice(-WINDOW));
    return isPart || windowsOf(placeholder).some((window) => this.#tails.has(window));
  }

  /** The placeholder that stands at this place of a text. */
  at(text: string, place: number): string | undefined {
    if (!this.#mayBegin(text, place)) return undefined;
    const same = this.#sorted(text.slice(place, place + HEAD));
    if (same === undefined) return undefined;
    // None is the beginning of another: it can only be the last one that does not come after the text.
    const stretch = text.slice(place, place + this.#longest);
    const found = placeIn(same, stretch);
    if (same[found] === stretch) return stretch;
    const before = same[found - 1];
    return before !== undefined && stretch.startsWith(before) ? before : undefined;
  }

  /** True where the text from this place to its end is the beginning of a placeholder, and not yet all of it. */
  mayGoOn(text: string, place: number): boolean {
    const left = text.length - place;
    if (left >= this.#longest || !this.#mayBegin(text, place)) return false;
    const rest = text.slice(place);
    if (left < HEAD) return this.#shortStarts.has(rest);
    const same = this.#sorted(rest.slice(0, HEAD));
    const next = same?.[placeIn(same, rest)];
    return next !== undefined && next.length > left && next.startsWith(rest);
  }

  #mayBegin(text: string, place: number): boolean {
    const code = text.charCodeAt(place);
    return code < 128 && this.#firsts[code]! > 0;
  }
}

/** Where a text stands, or would stand, in a sorted list. */
function placeIn(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isMarked(placeholder: string): boolean {
  return placeholder.includes(PLACEHOLDER_MARK);
}

function windowsOf(placeholder: string): string[] {
  const count = Math.max(0, placeholder.length - WINDOW + 1);
  return Array.from({ length: count }, (_, i) => placeholder.slice(i, i + WINDOW));
}

function bump(counts: Map<string, number>, key: string, step: number): void {
  const count = (counts.get(key) ?? 0) + step;
  if (count <= 0) counts.delete(key);
  else counts.set(key, count);
}
