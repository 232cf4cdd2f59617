import { readKeyText } from '../../adapters/keys/key-pair.ts';
import { readPublicKey, type TrustedKey } from '../../attest/public-key.ts';
import { CountersignError } from '../../model/error.ts';

/** The public key in a file that somebody chose to trust; throws `key/not-usable`. */
export function trustedKey(path: string): TrustedKey {
  const key = readPublicKey(readKeyText(path));
  if ('fault' in key) throw new CountersignError('key/not-usable', `${path}: ${key.fault}`);
  return key;
}
