import { digitsOf, type NationalNumber } from './national-number.ts';
import { EUROPEAN_NUMBERS } from './national-numbers-europe.ts';
import { WORLD_NUMBERS } from './national-numbers-world.ts';

/** Numbers of all countries that we know, Europe first. */
export const PERSONAL_NUMBERS: readonly NationalNumber[] = [...EUROPEAN_NUMBERS, ...WORLD_NUMBERS];

/** True where the number is one that documentation shows: one digit over and over, or counting up. */
export function isShownNumber(text: string): boolean {
  const digits = digitsOf(text);
  return /^(\d)\1+$/.test(digits) || '0123456789012345678'.includes(digits);
}
