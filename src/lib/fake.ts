const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();

const ALPHABETS = {
  digits: DIGITS,
  hex: `${DIGITS}abcdef`,
  lower: LOWER,
  upper: UPPER,
  base32: `${UPPER}234567`,
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
  base36: DIGITS + LOWER,
  upper36: DIGITS + UPPER,
  base62: DIGITS + UPPER + LOWER,
  base64: `${DIGITS}${UPPER}${LOWER}+/`,
  base64url: `${DIGITS}${UPPER}${LOWER}-_`,
} as const;

/**
 * Random-looking text of `length` characters, the same for the same arguments: examples of secrets are made from it, so
 * that no token-shaped text is ever committed.
 */
export function fake(alphabet: keyof typeof ALPHABETS, length: number, seed = 'a'): string {
  const letters = ALPHABETS[alphabet];
  let state = 2166136261;
  for (const char of `${seed}:${alphabet}:${length}`) state = Math.imul(state ^ char.codePointAt(0)!, 16777619);
  let out = '';
  while (out.length < length) {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    const mixed = Math.imul(state ^ (state >>> 13), 3266489917);
    out += letters[((mixed ^ (mixed >>> 16)) >>> 0) % letters.length];
  }
  return out;
}

/** A version 4 UUID, the same for the same seed. */
export function fakeUuid(seed = 'a'): string {
  const hex = fake('hex', 32, `uuid ${seed}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
