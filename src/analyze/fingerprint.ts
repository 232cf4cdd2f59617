import { sha256 } from '../lib/hash.ts';
import type { Match } from '../model/facts.ts';

/** The name under which our fingerprint stands in `partialFingerprints`; a new way to compute it gets a new name. */
export const FINGERPRINT = 'countersign/v1';

/**
 * What a match is, apart from where it stands and how many there are of it. Two matches of one file with the same key are
 * copies. A leakage match has no identity of its own: any two of one rule are alike, since a digest would tell the secret.
 */
export function identityKey(match: Match): string {
  return JSON.stringify([match.ruleId, match.identity ?? null]);
}

/**
 * 32 hex digits. Neither path nor line is part of it, so it survives a rename and a moved line; `ordinal` counts equal
 * matches within one file. For leakage the path takes the place of the identity.
 */
export function fingerprint(match: Match, ordinal: number): string {
  const identity = match.identity === undefined ? ['at', match.path] : ['is', match.identity];
  return sha256(JSON.stringify([FINGERPRINT, match.ruleId, ...identity, ordinal])).slice(0, 32);
}
