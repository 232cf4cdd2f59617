import { PLACEHOLDER_MARK } from '../placeholder.ts';

/** Every placeholder is at least this long, and this many characters of it are looked up at once. */
const HEAD = 6;

/**
 * Placeholders and what they stand for, made for being asked at every character of a stream. None is part of another
 * (`clashes` says so before one is added): so the first match in a text is the only one there.
 */
export class PlaceholderIndex {
  readonly #values = new Map<string, string>();
  /** By their first characters. */
  readonly #byHead = new Map<string, string[]>();
  /** Beginnings shorter than a head. */
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
    this.#values.set(placeholder, value);
    const head = placeholder.slice(0, HEAD);
    const same = this.#byHead.get(head);
    if (same === undefined) this.#byHead.set(head, [placeholder]);
    else same.push(placeholder);
    this.#count(placeholder, 1);
    this.#note(placeholder, 1);
    this.#longest = Math.max(this.#longest, placeholder.length);
  }

  delete(placeholder: string): void {
    if (!this.#values.delete(placeholder)) return;
    const head = placeholder.slice(0, HEAD);
    const left = this.#byHead.get(head)!.filter((other) => other !== placeholder);
    if (left.length === 0) this.#byHead.delete(head);
    else this.#byHead.set(head, left);
    this.#count(placeholder, -1);
    this.#note(placeholder, -1);
  }

  #count(placeholder: string, step: number): void {
    this.#firsts[placeholder.charCodeAt(0)]! += step;
    for (let length = 1; length < HEAD; length++) {
      const start = placeholder.slice(0, length);
      bump(this.#shortStarts, start, step);
    }
  }

  #note(placeholder: string, step: number): void {
    if (isMarked(placeholder)) return;
    for (const window of windowsOf(placeholder)) bump(this.#windows, window, step);
    bump(this.#tails, placeholder.slice(-WINDOW), step);
  }

  /** True where it is part of one that is here, or one that is here is part of it. */
  clashes(placeholder: string): boolean {
    if (placeholder.length < HEAD + 2) return true;
    if (this.#values.has(placeholder)) return true;
    // Random letters beside the mark make all of those different; of the others each window is known.
    if (isMarked(placeholder)) return false;
    return (
      this.#windows.has(placeholder.slice(-WINDOW)) || windowsOf(placeholder).some((window) => this.#tails.has(window))
    );
  }

  /** The placeholder that stands at this place of a text. */
  at(text: string, place: number): string | undefined {
    if (!this.#mayBegin(text, place)) return undefined;
    return this.#byHead.get(text.slice(place, place + HEAD))?.find((one) => text.startsWith(one, place));
  }

  /** True where the text from this place to its end is the beginning of a placeholder, and not yet all of it. */
  mayGoOn(text: string, place: number): boolean {
    const left = text.length - place;
    if (left >= this.#longest || !this.#mayBegin(text, place)) return false;
    const rest = text.slice(place);
    if (left < HEAD) return (this.#shortStarts.get(rest) ?? 0) > 0;
    return this.#byHead.get(rest.slice(0, HEAD))?.some((one) => one.length > left && one.startsWith(rest)) === true;
  }

  #mayBegin(text: string, place: number): boolean {
    const code = text.charCodeAt(place);
    return code < 128 && this.#firsts[code]! > 0;
  }
}

const WINDOW = 8;

function isMarked(placeholder: string): boolean {
  return placeholder.includes(PLACEHOLDER_MARK);
}

function windowsOf(placeholder: string): string[] {
  return Array.from({ length: Math.max(0, placeholder.length - WINDOW + 1) }, (_, i) =>
    placeholder.slice(i, i + WINDOW),
  );
}

function bump(counts: Map<string, number>, key: string, step: number): void {
  const count = (counts.get(key) ?? 0) + step;
  if (count <= 0) counts.delete(key);
  else counts.set(key, count);
}
