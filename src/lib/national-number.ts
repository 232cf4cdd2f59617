/** A number that a state gives to a person, with check digits. */
export interface NationalNumber {
  /** ISO 3166-1. */
  readonly country: string;
  /** What a person calls it. */
  readonly name: string;
  /** With the `g` flag and its own boundaries. */
  readonly form: RegExp;
  /** Takes what the form matches. */
  readonly check: (text: string) => boolean;
  /** What is written beside it; a plain number counts only there. */
  readonly words: RegExp;
  /** True where form and check digits hardly ever meet by chance, so that no word is needed. */
  readonly distinctive?: boolean;
}

/** The digits of a text. */
export function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** Weighted sum of digits, weight by place. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}

/** True for a day and month that exist; the year is nobody's business here. */
export function isDay(day: number, month: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** Two digits as a number. */
export function two(digits: string, at: number): number {
  return Number(digits.slice(at, at + 2));
}
