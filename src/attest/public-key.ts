import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sha256 } from '../lib/hash.ts';

/** A public key that the one who verifies has chosen to trust. */
export interface TrustedKey {
  /** SHA-256 (hex) of its DER: what signatures name it by. */
  readonly id: string;
  readonly algorithm: 'P-256' | 'Ed25519';
  readonly key: KeyObject;
  /** ISO 8601; from the lines above the key in its file, absent where it has no limits. */
  readonly notBefore?: string;
  readonly notAfter?: string;
}

/** The id of a public key (SHA-256 of its SubjectPublicKeyInfo) and its kind, or a sentence where the kind is not used here. */
function identify(key: KeyObject): Pick<TrustedKey, 'id' | 'algorithm'> | { readonly fault: string } {
  const type = key.asymmetricKeyType;
  const id = () => sha256(key.export({ type: 'spki', format: 'der' }));
  if (type === 'ed25519') return { id: id(), algorithm: 'Ed25519' };
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (type === 'ec' && curve === 'prime256v1') return { id: id(), algorithm: 'P-256' };
  return { fault: `Keys are P-256 or Ed25519; this one is ${type === 'ec' ? curve : type}.` };
}

/** Reads a public key file (PEM, with `Not-Before:` and `Not-After:` lines above it where it has limits). Never throws. */
export function readPublicKey(text: string): TrustedKey | { readonly fault: string } {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
    return { fault: 'This is a private key; give the public one, and keep this one to yourself.' };
  }
  if (!text.includes('-----BEGIN PUBLIC KEY-----')) return { fault: 'There is no public key in it (PEM).' };
  let key: KeyObject;
  try {
    key = createPublicKey(text);
  } catch {
    return { fault: 'The public key in it cannot be read: it is cut short or changed.' };
  }
  const known = identify(key);
  if ('fault' in known) return known;
  const head = text.slice(0, text.indexOf('-----BEGIN'));
  const limits: { notBefore?: string; notAfter?: string } = {};
  for (const [name, member] of [
    ['Not-Before', 'notBefore'],
    ['Not-After', 'notAfter'],
  ] as const) {
    const said = new RegExp(`^${name}:(.*)$`, 'im').exec(head)?.[1]?.trim();
    if (said === undefined) continue;
    const at = Date.parse(said);
    if (Number.isNaN(at)) return { fault: `Its ${name} is not a time: ${JSON.stringify(said)}.` };
    limits[member] = new Date(at).toISOString();
  }
  return { ...known, key, ...limits };
}

/** Whether a key made this signature over exactly these bytes. */
export function verifySignature({ key, algorithm }: TrustedKey, signed: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(algorithm === 'P-256' ? 'sha256' : null, signed, key, signature);
  } catch {
    return false;
  }
}
