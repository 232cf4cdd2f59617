import type { LinePrints } from '../model/journal.ts';

/** Two secret bases: without them a print tells nothing about its line. */
export interface PrintKey {
  readonly first: number;
  readonly second: number;
}

const FIRST_PRIME = 67_108_859;
const SECOND_PRIME = 67_108_837;
const RADIX = 0x400_0000;
const LONGEST = 0xffff;
const ALONE = /^(import|from|using|use|package|require|include|#include|end|else|return|break|continue|pass)\b/;

/** A key from 16 secret bytes. */
export function printKey(secret: Uint8Array): PrintKey {
  const view = new DataView(secret.buffer, secret.byteOffset, secret.byteLength);
  return {
    first: 1000 + (view.getUint32(0) % (FIRST_PRIME - 2000)),
    second: 1000 + (view.getUint32(4) % (SECOND_PRIME - 2000)),
  };
}

/**
 * One print for each line of a file, over its bytes without white space. The print is a polynomial in the secret bases, so
 * that the prints of pieces give the print of the whole: re-wrapped lines are recognised.
 */
export function linePrints(bytes: Uint8Array, { first, second }: PrintKey): LinePrints {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  if (bytes.length > 0 && bytes[bytes.length - 1] !== 10) lines++;
  const prints = { hash: new Float64Array(lines), size: new Uint16Array(lines), trivial: new Uint8Array(lines) };
  let at = 0;
  for (let line = 0; line < lines; line++) {
    let a = 0;
    let b = 0;
    let size = 0;
    let words = 0;
    const start = at;
    for (; at < bytes.length && bytes[at] !== 10; at++) {
      const byte = bytes[at]!;
      if (byte <= 32) continue;
      a = remainder(a * first + byte, FIRST_PRIME);
      b = remainder(b * second + byte, SECOND_PRIME);
      size++;
      if (byte >= 0x80 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122))
        words++;
    }
    prints.hash[line] = a * RADIX + b;
    prints.size[line] = Math.min(size, LONGEST);
    prints.trivial[line] = words < 3 || standsAlone(bytes, start, at) ? 1 : 0;
    at++;
  }
  return prints;
}

/** The print that several lines would have as one, and how many characters it stands for. */
export function joinPrints(
  { hash, size }: LinePrints,
  from: number,
  to: number,
  { first, second }: PrintKey,
): { hash: number; size: number } {
  let a = 0;
  let b = 0;
  let total = 0;
  for (let i = from; i < to; i++) {
    const high = Math.floor(hash[i]! / RADIX);
    a = remainder(a * power(first, size[i]!, FIRST_PRIME) + high, FIRST_PRIME);
    b = remainder(b * power(second, size[i]!, SECOND_PRIME) + (hash[i]! - high * RADIX), SECOND_PRIME);
    total += size[i]!;
  }
  return { hash: a * RADIX + b, size: total };
}

function power(base: number, exponent: number, prime: number): number {
  let result = 1;
  for (let square = base, left = exponent; left > 0; left >>>= 1) {
    if (left & 1) result = remainder(result * square, prime);
    square = remainder(square * square, prime);
  }
  return result;
}

/** Faster than `%` on numbers beyond 32 bits; exact below 2^53. */
function remainder(value: number, prime: number): number {
  const rest = value - Math.floor(value / prime) * prime;
  return rest < 0 ? rest + prime : rest;
}

function standsAlone(bytes: Uint8Array, start: number, end: number): boolean {
  let from = start;
  while (from < end && bytes[from]! <= 32) from++;
  const letter = bytes[from];
  // The words of ALONE begin with one of b c e f i p r u #.
  if (letter === undefined || !(letter === 35 || (letter >= 98 && letter <= 117))) return false;
  let word = '';
  for (let i = from; i < end && i < from + 9; i++) word += String.fromCharCode(bytes[i]!);
  return ALONE.test(word);
}
