import type { TrustedKey } from './public-key.ts';

/** Two honest clocks may be this far apart, in milliseconds. */
const SKEW = 5 * 60_000;

/** The times that a signature is judged by, all ISO 8601. */
export interface SigningTimes {
  /** When it was signed by the signer's own word; absent where the statement does not say. */
  readonly said?: string;
  /** The clock of the one who verifies. */
  readonly now: string;
  /** A day on which the verifier knows that the evidence was there: an expired key may have signed before it. */
  readonly known?: string;
}

/** Why a key does not vouch for something signed then, as a sentence; null when it does. */
export function validityFault(key: TrustedKey, { said, now, known }: SigningTimes): string | null {
  const name = `The key ${key.id.slice(0, 16)}`;
  const current = Date.parse(now);
  const signed = said === undefined ? current : Date.parse(said);
  if (Number.isNaN(signed)) return `The time of signing is no time: ${JSON.stringify(said)}.`;
  if (signed > current + SKEW) {
    return `It says that it was signed on ${said}, which has not come by the clock of this machine (${now}): one of the two clocks is wrong.`;
  }
  if (key.notBefore !== undefined && signed < Date.parse(key.notBefore) - SKEW) {
    return `${name} was not valid before ${key.notBefore}, and this was signed on ${said ?? now}.`;
  }
  if (key.notAfter === undefined) return null;
  const end = Date.parse(key.notAfter);
  if (signed > end) return `${name} had expired on ${key.notAfter} when this was signed, on ${said ?? now}.`;
  if (current <= end) return null;
  if (known !== undefined && Date.parse(known) <= end) return null;
  return `${name} expired on ${key.notAfter}. That this was signed before, on ${said ?? 'a day that it does not name'}, is only the signer's word: give --at with a day on which you know that it was there.`;
}
