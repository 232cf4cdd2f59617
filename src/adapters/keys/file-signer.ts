import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sha256 } from '../../lib/hash.ts';
import { readFault } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import type { Signer } from '../../model/ports.ts';

const CURVES = new Set(['prime256v1']);

/** Signs with a private key in a PEM file (PKCS#8 or SEC 1, also with a passphrase); throws `key/not-usable`. */
export function fileSigner(path: string, passphrase?: string): Signer {
  const key = readPrivateKey(path, passphrase);
  const digest = key.asymmetricKeyType === 'ec' ? 'sha256' : null;
  return {
    keyId: keyIdOf(createPublicKey(key)),
    sign: async (bytes) => sign(digest, bytes, key),
  };
}

/** What signatures name a key by. */
export function keyIdOf(publicKey: KeyObject): string {
  return sha256(publicKey.export({ type: 'spki', format: 'der' }));
}

function readPrivateKey(path: string, passphrase: string | undefined): KeyObject {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CountersignError('key/not-usable', `The key ${path} cannot be read: ${readFault(cause)}.`, { cause });
  }
  if (/-----BEGIN PUBLIC KEY-----/.test(text)) {
    throw new CountersignError('key/not-usable', `${path} is a public key; signing needs the private one.`);
  }
  const sealed = text.includes('ENCRYPTED');
  if (sealed && passphrase === undefined) {
    throw new CountersignError(
      'key/not-usable',
      `The key ${path} is encrypted: put its passphrase into COUNTERSIGN_KEY_PASSPHRASE.`,
    );
  }
  let key: KeyObject;
  try {
    key = createPrivateKey(sealed ? { key: text, passphrase: passphrase! } : text);
  } catch (cause) {
    const why = sealed
      ? 'the passphrase is wrong, or the file is damaged'
      : 'there is no whole private key (PEM) in it';
    throw new CountersignError('key/not-usable', `The key ${path} cannot be used: ${why}.`, { cause });
  }
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType !== 'ed25519' && !(key.asymmetricKeyType === 'ec' && CURVES.has(curve ?? ''))) {
    const kind = curve ?? key.asymmetricKeyType;
    throw new CountersignError('key/not-usable', `Keys are P-256 or Ed25519; the one in ${path} is ${kind}.`);
  }
  return key;
}
