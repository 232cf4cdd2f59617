import { canonicalJson } from '../../lib/canonical-json.ts';
import type { Signer } from '../../model/ports.ts';
import { type Envelope, openEnvelope, sealEnvelope } from '../dsse.ts';
import type { TrustedKey } from '../public-key.ts';

const HEAD_TYPE = 'application/vnd.countersign.ledger-head+json';

/** What the ledger was at some time: how many entries, and the root over them. */
export interface TreeHead {
  readonly version: 1;
  readonly size: number;
  readonly root: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The text of a head: signed as an envelope, or plain where no key was at hand. */
export async function writeHead(head: TreeHead, signer: Signer | undefined, signal: AbortSignal): Promise<string> {
  const text = canonicalJson(head);
  if (signer === undefined) return text;
  return canonicalJson(await sealEnvelope(HEAD_TYPE, Buffer.from(text), signer, signal));
}

export type HeadRead =
  | { readonly head: TreeHead; readonly key: TrustedKey | null; readonly envelope: Envelope | null }
  | { readonly fault: string };

/** Reads one head; a signed one counts with a trusted key only. */
export function readHead(text: string, keys: readonly TrustedKey[]): HeadRead {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'A head of the ledger is not whole.' };
  }
  if (typeof value === 'object' && value !== null && 'payloadType' in value) {
    const opened = openEnvelope(value, HEAD_TYPE, keys);
    if ('fault' in opened) return { fault: `A head of the ledger: ${opened.fault}` };
    const head = asHead(Buffer.from(opened.payload).toString('utf8'));
    return head === null
      ? { fault: 'A signed head of the ledger says nothing.' }
      : { head, key: opened.key, envelope: value as Envelope };
  }
  const head = asHead(text);
  return head === null ? { fault: 'A head of the ledger says nothing.' } : { head, key: null, envelope: null };
}

function asHead(text: string): TreeHead | null {
  try {
    const value = JSON.parse(text) as Partial<TreeHead> | null;
    const whole =
      value?.version === 1 &&
      Number.isSafeInteger(value.size) &&
      value.size! >= 0 &&
      typeof value.root === 'string' &&
      /^[0-9a-f]{64}$/.test(value.root) &&
      typeof value.at === 'string';
    return whole ? (value as TreeHead) : null;
  } catch {
    return null;
  }
}
