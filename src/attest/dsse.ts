import { decodeBase64, encodeBase64 } from '../lib/base64.ts';
import type { Signer } from '../model/ports.ts';
import { type TrustedKey, verifySignature } from './public-key.ts';

/** A DSSE envelope as JSON has it. Signed are `payloadType` and the bytes of `payload`; the rest only helps to find the key. */
export interface Envelope {
  readonly payloadType: string;
  /** Base64, standard alphabet, padded. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/**
 * The bytes that are signed: type and payload with their lengths in bytes, so that no two pairs give the same ones.
 * DSSE protocol 1.0.
 */
export function preAuthenticationEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.byteLength} `),
    type,
    Buffer.from(` ${payload.byteLength} `),
    payload,
  ]);
}

/** Puts bytes under one signature; throws what the signer throws. */
export async function sealEnvelope(
  payloadType: string,
  payload: Uint8Array,
  signer: Signer,
  signal: AbortSignal,
): Promise<Envelope> {
  const signature = await signer.sign(preAuthenticationEncoding(payloadType, payload), signal);
  return {
    payloadType,
    payload: encodeBase64(payload),
    signatures: [{ keyid: signer.keyId, sig: encodeBase64(signature) }],
  };
}

/** The signed bytes and the key that signed them, or one sentence on why there is nothing to rely on. */
export type Opened = { readonly payload: Uint8Array; readonly key: TrustedKey } | { readonly fault: string };

/**
 * Opens an envelope of any origin: gives the payload only where a trusted key has signed it under exactly this type. Base64 has
 * one spelling here, and a name that a signature gives must be that of the key: so no byte of an envelope changes unseen.
 */
export function openEnvelope(envelope: unknown, payloadType: string, trusted: readonly TrustedKey[]): Opened {
  const read = readEnvelope(envelope);
  if (typeof read === 'string') return { fault: read };
  if (read.payloadType !== payloadType) {
    return { fault: `The envelope holds ${JSON.stringify(read.payloadType)}, not ${JSON.stringify(payloadType)}.` };
  }
  const payload = decodeBase64(read.payload);
  if (payload === null) return { fault: 'The payload of the envelope is not base64 as it was written.' };
  const signed = preAuthenticationEncoding(read.payloadType, payload);
  const named = trusted.filter((key) => read.signatures.some(({ keyid }) => keyid === '' || isNamed(key, keyid)));
  if (named.length === 0) {
    const keys = read.signatures.map(({ keyid }) => keyid.slice(0, 16));
    return { fault: `It was signed with another key: ${keys.join(', ')}.` };
  }
  // A signature that names a key that is trusted must hold: one that does not was tampered with.
  const broken = {
    fault: `The signature does not fit: what key ${named[0]!.id.slice(0, 16)} signed was changed since.`,
  };
  let signer: TrustedKey | undefined;
  for (const { keyid, sig } of read.signatures) {
    const keys = keyid === '' ? trusted : named.filter((key) => isNamed(key, keyid));
    if (keys.length === 0) continue;
    const signature = decodeBase64(sig);
    if (signature === null) return { fault: 'The signature is not base64 as it was written.' };
    const fits = keys.find((key) => verifySignature(key, signed, signature));
    if (fits === undefined) return broken;
    signer ??= fits;
  }
  return signer === undefined ? broken : { payload, key: signer };
}

/** Whether a name means this key: SHA-256 of its DER in hex, or in base64 as others write it. */
export function isNamed({ id }: TrustedKey, name: string): boolean {
  return name === id || name === Buffer.from(id, 'hex').toString('base64');
}

/** An envelope with exactly the members it has; a sentence for anything else. */
function readEnvelope(value: unknown): Envelope | string {
  if (!isObject(value)) return 'There is no DSSE envelope.';
  const extra = Object.keys(value).find((key) => !['payloadType', 'payload', 'signatures'].includes(key));
  if (extra !== undefined) return `The envelope has a member ${JSON.stringify(extra)} that does not belong there.`;
  const { payloadType, payload, signatures } = value;
  if (typeof payloadType !== 'string' || typeof payload !== 'string' || !Array.isArray(signatures)) {
    return 'The envelope has no payloadType, payload and signatures.';
  }
  if (signatures.length === 0) return 'The envelope is not signed.';
  for (const one of signatures as unknown[]) {
    const whole = isObject(one) && typeof one.sig === 'string' && typeof one.keyid === 'string';
    if (!whole || Object.keys(one).length !== 2) return 'A signature of the envelope does not have keyid and sig.';
  }
  return { payloadType, payload, signatures: signatures as Envelope['signatures'] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
