import { luhn } from '../lib/check-digit.ts';
import { NATIONAL_NUMBERS } from '../lib/identity-numbers.ts';
import type { Sort } from './sort.ts';

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const BASE62 = DIGITS + UPPER + LOWER;

/** Stands in every placeholder whose type leaves room for it, as Redacted or redacted. */
export const PLACEHOLDER_MARK = 'edacted';

/** Random bytes that are the same for the same value: as many as asked for. */
export type Noise = (count: number) => Uint8Array;

/**
 * Something of the same type that stands for the value: printable ASCII that no JSON writer needs to escape, in one line, that
 * belongs to nobody (reserved domains and number ranges, wrong check digits) and that no detector takes for real.
 */
export function placeholderFor(sort: Sort, value: string, noise: Noise): string {
  const pick = (letters: string, count: number) =>
    Array.from(noise(count), (byte) => letters[byte % letters.length]!).join('');
  switch (sort) {
    case 'email':
      return `person.${pick(LOWER + DIGITS, 12)}@redacted.invalid`;
    case 'phone':
      // No country has this code.
      return `+999${pick(DIGITS, 11)}`;
    case 'ip':
      if (value.includes(':')) return `2001:db8${hexGroups(noise(12))}`;
      // Reserved for good; three digits each, so that none is the beginning of another.
      return `240.${Array.from(noise(3), (byte) => 100 + (byte % 156)).join('.')}`;
    case 'mac':
      return `0a:${Array.from(noise(5), (byte) => byte.toString(16).padStart(2, '0')).join(':')}`;
    case 'name':
      return `Redacted${pick(UPPER, 12)}`;
    case 'card':
      return cardLike(value, noise);
    case 'iban':
      return `XX00${shapeLike(value.slice(4), noise)}`;
    case 'national-number':
      return nationalLike(value, noise);
    case 'secret':
      return secretLike(value, pick(BASE62, 20));
  }
}

/** Four digits each, without a zero in front. */
function hexGroups(bytes: Uint8Array): string {
  let groups = '';
  for (let i = 0; i + 1 < bytes.length; i += 2)
    groups += `:${(0x1000 + (((bytes[i]! << 8) | bytes[i + 1]!) % 0xf000)).toString(16)}`;
  return groups;
}

/** What tells the kind of a token stays; the rest says that it is none. */
function secretLike(value: string, letters: string): string {
  if (value.includes('PRIVATE KEY')) return `-----BEGIN PRIVATE KEY-----Redacted${letters}-----END PRIVATE KEY-----`;
  const start = /^(?:[A-Za-z]{2,10}[_-](?:(?:live|test|prod|ant|proj|pat|api|admin)[_-])?)(?=[A-Za-z0-9])/.exec(value);
  return `${value.length >= 20 && start !== null ? start[0] : ''}Redacted${letters}`;
}

/** Each digit and letter becomes another one of its kind, all else stays. */
function shapeLike(value: string, noise: Noise): string {
  const bytes = noise(value.length);
  return [...value]
    .map((char, i) => {
      for (const letters of [DIGITS, UPPER, LOWER])
        if (letters.includes(char)) return letters[bytes[i]! % letters.length]!;
      return char;
    })
    .join('');
}

/** No network's cards begin with 9, and the check digit is wrong. */
function cardLike(value: string, noise: Noise): string {
  const shape = `9${shapeLike(value.slice(1), noise)}`;
  const last = Number(shape.at(-1));
  return luhn(shape.replace(/\D/g, '')) ? `${shape.slice(0, -1)}${(last + 1) % 10}` : shape;
}

function nationalLike(value: string, noise: Noise): string {
  for (let attempt = 1; ; attempt++) {
    const shape = shapeLike(value, (count) => noise(count * attempt).slice(count * (attempt - 1)));
    const like = /^\d/.test(shape) ? `9${shape.slice(1)}` : shape;
    const isReal = NATIONAL_NUMBERS.some(({ form, check }) => (like.match(form) ?? []).some((found) => check(found)));
    if ((!isReal && like !== value) || attempt > 50) return like;
  }
}
