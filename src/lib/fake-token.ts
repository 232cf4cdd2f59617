import { base62, crc32 } from './check-digit.ts';
import { fake } from './fake.ts';

/** Base-62 text with its own CRC-32 in the last six characters, as GitHub and npm make tokens. */
export function fakeCrc62(length: number, seed = 'a'): string {
  const body = fake('base62', length - 6, seed);
  return body + base62(crc32(body), 6);
}

/** Base64url (no padding) of the object's JSON: a part of a token that carries its own description. */
export function fakeJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
