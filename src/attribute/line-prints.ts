import type { LinePrints } from '../model/journal.ts';

/** Two secret bases: without them a print tells nothing about its line. */
export interface PrintKey {
  readonly first: number;
  readonly second: number;
}

const LANE = 0x3ff_ffff;
const RADIX = 0x400_0000;
const LONGEST = 0xffff;
/** As much as git looks at. */
const LOOKED_AT = 8000;
const ALONE = /^(import|from|using|use|package|require|include|#include|end|else|return|break|continue|pass)\b/;

/** A key from at least 8 secret bytes. The bases differ in their low bits, so that the two halves of a print tell different things. */
export function printKey(secret: Uint8Array): PrintKey {
  const view = new DataView(secret.buffer, secret.byteOffset, secret.byteLength);
  return { first: (view.getInt32(0) & ~7) | 3, second: (view.getInt32(4) & ~7) | 5 };
}

/** `linePrints` of a file of text; undefined for a binary one, which has no lines. */
export function printsOfFile(bytes: Uint8Array, key: PrintKey): LinePrints | undefined {
  return bytes.subarray(0, LOOKED_AT).includes(0) ? undefined : linePrints(bytes, key);
}

/**
 * One print for each line of a file, over its bytes without white space. The print is a polynomial in the secret bases, so
 * that the prints of pieces give the print of the whole: re-wrapped lines are recognised. Whole numbers of 32 bits only:
 * it runs in every hook, before anything is compiled.
 */
export function linePrints(bytes: Uint8Array, { first, second }: PrintKey): LinePrints {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  if (bytes.length > 0 && bytes[bytes.length - 1] !== 10) lines++;
  const prints = { hash: new Float64Array(lines), size: new Uint16Array(lines), trivial: new Uint8Array(lines) };
  const { length } = bytes;
  let at = 0;
  for (let line = 0; line < lines; line++) {
    let a = 0;
    let b = 0;
    let size = 0;
    const start = at;
    for (let byte = 0; at < length; at++) {
      byte = bytes[at]!;
      if (byte <= 32) {
        if (byte === 10) break;
        continue;
      }
      a = (Math.imul(a, first) + byte) | 0;
      b = (Math.imul(b, second) + byte) | 0;
      size++;
    }
    prints.hash[line] = (a & LANE) * RADIX + (b & LANE);
    prints.size[line] = size > LONGEST ? LONGEST : size;
    prints.trivial[line] = saysNothing(bytes, start, at) || standsAlone(bytes, start, at) ? 1 : 0;
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
    a = (Math.imul(a, power(first, size[i]!)) + high) | 0;
    b = (Math.imul(b, power(second, size[i]!)) + (hash[i]! - high * RADIX)) | 0;
    total += size[i]!;
  }
  return { hash: (a & LANE) * RADIX + (b & LANE), size: total };
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, left = exponent; left > 0; left >>>= 1) {
    if (left & 1) result = Math.imul(result, square);
    square = Math.imul(square, square);
  }
  return result;
}

/** True for fewer than three letters or digits. */
function saysNothing(bytes: Uint8Array, start: number, end: number): boolean {
  let letters = 0;
  for (let i = start; i < end && letters < 3; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122))
      letters++;
  }
  return letters < 3;
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
