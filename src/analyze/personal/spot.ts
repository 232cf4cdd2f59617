export type PersonalKind = 'email' | 'phone' | 'card' | 'iban' | 'national-number' | 'ip' | 'mac' | 'name' | 'address';

/** One piece of personal data in a plain text; offsets in UTF-16 code units. */
export interface PersonalSpot {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
  /** For people, without the value: `Polish PESEL`. */
  readonly label: string;
}

const BEFORE = 200;
const AFTER = 60;
const HEADER = 600;

/** True where a word stands close to a place, or in the first line, which names the columns of a table. */
export function saysNear(text: string, start: number, end: number, words: RegExp): boolean {
  return words.test(text.slice(Math.max(0, start - BEFORE), end + AFTER)) || words.test(headerOf(text));
}

/** The first line of a table, which names its columns; empty where the text is none. */
export function headerOf(text: string): string {
  const end = text.indexOf('\n');
  const line = text.slice(0, end < 0 ? 0 : Math.min(end, HEADER));
  return /[,;|\t]/.test(line) ? line : '';
}

/** Keeps spots apart: what comes first has its place, what touches it is left out. */
export class Apart {
  readonly #taken: Uint8Array;

  constructor(text: string) {
    this.#taken = new Uint8Array(text.length);
  }

  /** True where nobody had the place before; it is taken from then on. */
  take(start: number, end: number): boolean {
    if (this.#taken.subarray(start, end).includes(1)) return false;
    this.#taken.fill(1, start, end);
    return true;
  }
}
