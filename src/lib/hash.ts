import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 as 64 hex digits; text is hashed as UTF-8. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 over the canonical JSON of a value: equal values have equal digests, whatever the order of their members. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** The id git gives a file with this content; which of the two depends on the repository's object format. */
export function gitBlobId(content: string | Uint8Array, algorithm: 'sha1' | 'sha256'): string {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  return createHash(algorithm).update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}
