import { canonicalJson } from '../lib/canonical-json.ts';
import type { Envelope } from './dsse.ts';

const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** An envelope as a Sigstore bundle (v0.3) that names its key and has no witnesses: one line of JSON. */
export function writeBundle(envelope: Envelope): string {
  return canonicalJson({
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: {
      publicKey: { hint: envelope.signatures[0]!.keyid },
      tlogEntries: [],
      timestampVerificationData: { rfc3161Timestamps: [] },
    },
    dsseEnvelope: envelope,
  });
}

/** What is in a bundle, still unverified; `keyless` means that a certificate and witnesses stand where we name a key. */
export type BundleRead =
  | { readonly envelope: unknown; readonly hint?: string; readonly keyless?: undefined }
  | { readonly keyless: Record<string, unknown> }
  | { readonly fault: string };

const MEMBERS = new Set(['mediaType', 'verificationMaterial', 'dsseEnvelope']);
const MATERIAL = new Set(['publicKey', 'tlogEntries', 'timestampVerificationData']);
const LONGEST = 64 * 1024 * 1024;

/**
 * Reads one bundle. With an own key every member is checked, and one that does not belong is refused: so what is not signed
 * cannot be used to carry anything past a reader either.
 */
export function readBundle(text: string): BundleRead {
  if (text.trim() === '') return { fault: 'The bundle is empty.' };
  if (text.length > LONGEST) return { fault: 'The bundle is larger than 64 MB.' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'The bundle is not whole: it is cut short, or it is not JSON.' };
  }
  if (!isObject(value)) return { fault: 'This is not a Sigstore bundle.' };
  if ('payloadType' in value && 'signatures' in value) return { envelope: value };
  if (typeof value.mediaType !== 'string' || !value.mediaType.startsWith('application/vnd.dev.sigstore.bundle')) {
    return { fault: 'This is neither a Sigstore bundle nor a DSSE envelope.' };
  }
  const material = value.verificationMaterial;
  if (!isObject(material)) return { fault: 'The bundle has no verificationMaterial.' };
  if (!isObject(value.dsseEnvelope)) return { fault: 'The bundle holds no DSSE envelope.' };
  if ('certificate' in material || 'x509CertificateChain' in material) return { keyless: value };
  if (value.mediaType !== BUNDLE_MEDIA_TYPE) {
    return { fault: `The bundle is of a version that is not read here: ${JSON.stringify(value.mediaType)}.` };
  }
  return ownKey(value, material);
}

function ownKey(value: Record<string, unknown>, material: Record<string, unknown>): BundleRead {
  const stray =
    Object.keys(value).find((key) => !MEMBERS.has(key)) ?? Object.keys(material).find((key) => !MATERIAL.has(key));
  if (stray !== undefined)
    return { fault: `The bundle has a member ${JSON.stringify(stray)} that does not belong there.` };
  const { publicKey, tlogEntries, timestampVerificationData } = material;
  if (!isObject(publicKey) || typeof publicKey.hint !== 'string' || Object.keys(publicKey).length !== 1) {
    return { fault: 'The bundle does not name its key.' };
  }
  if (!(tlogEntries === undefined || isEmptyList(tlogEntries)) || !hasNoTimestamps(timestampVerificationData)) {
    return { fault: 'The bundle has witnesses beside an own key, which are not checked here.' };
  }
  const envelope = value.dsseEnvelope as { signatures?: readonly { keyid?: unknown }[] };
  if (!Array.isArray(envelope.signatures) || envelope.signatures.length !== 1) {
    return { fault: 'The bundle must hold one signature.' };
  }
  const { hint } = publicKey;
  const keyid = envelope.signatures[0]?.keyid;
  if (keyid !== hint && keyid !== '') return { fault: 'The bundle names two different keys.' };
  return { envelope, hint };
}

function hasNoTimestamps(value: unknown): boolean {
  if (value === undefined) return true;
  return isObject(value) && Object.keys(value).every((key) => key === 'rfc3161Timestamps' && isEmptyList(value[key]));
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
