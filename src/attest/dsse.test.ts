import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../lib/hash.ts';
import type { Signer } from '../model/ports.ts';
import { type Envelope, openEnvelope, preAuthenticationEncoding, sealEnvelope } from './dsse.ts';
import { readPublicKey, type TrustedKey } from './public-key.ts';

const TYPE = 'application/vnd.example+json';
const never = new AbortController().signal;

function pair(kind: 'P-256' | 'Ed25519'): { signer: Signer; trusted: TrustedKey; pem: string } {
  const { privateKey, publicKey } =
    kind === 'P-256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  const trusted = readPublicKey(pem);
  if ('fault' in trusted) throw new Error(trusted.fault);
  const digest = kind === 'P-256' ? 'sha256' : null;
  const keyId = sha256(publicKey.export({ type: 'spki', format: 'der' }));
  return { signer: { keyId, sign: async (bytes) => sign(digest, bytes, privateKey) }, trusted, pem };
}

test('the example of the protocol encodes as the protocol says', () => {
  const bytes = preAuthenticationEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
  expect(Buffer.from(bytes).toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
});

test('lengths are in bytes', () => {
  expect(Buffer.from(preAuthenticationEncoding('é', Buffer.from('ü'))).toString()).toBe('DSSEv1 2 é 2 ü');
});

describe.each(['P-256', 'Ed25519'] as const)('with a %s key', (kind) => {
  const { signer, trusted } = pair(kind);
  const seal = () => sealEnvelope(TYPE, Buffer.from('{"a":1}'), signer, never);

  test('what was sealed opens with its key', async () => {
    const opened = openEnvelope(await seal(), TYPE, [trusted]);
    expect(opened).toMatchObject({ key: { id: signer.keyId, algorithm: kind } });
    expect('payload' in opened && Buffer.from(opened.payload).toString()).toBe('{"a":1}');
  });

  test('no byte of the envelope changes unseen', async () => {
    const text = JSON.stringify(await seal());
    for (let at = 0; at < text.length; at++) {
      for (const with_ of ['A', '0', ' ', '"', String.fromCharCode(text.charCodeAt(at) ^ 1)]) {
        if (with_ === text[at]) continue;
        let changed: unknown;
        try {
          changed = JSON.parse(text.slice(0, at) + with_ + text.slice(at + 1));
        } catch {
          continue;
        }
        expect('fault' in openEnvelope(changed, TYPE, [trusted]), `byte ${at} as ${with_}`).toBe(true);
      }
    }
  });

  test('another key is named as such', async () => {
    expect(openEnvelope(await seal(), TYPE, [pair(kind).trusted])).toEqual({
      fault: `It was signed with another key: ${signer.keyId.slice(0, 16)}.`,
    });
  });

  test('a signature by one key under the name of another does not hold', async () => {
    const other = pair(kind);
    const forged = await sealEnvelope(TYPE, Buffer.from('x'), { keyId: signer.keyId, sign: other.signer.sign }, never);
    expect(openEnvelope(forged, TYPE, [trusted, other.trusted])).toMatchObject({
      fault: expect.stringMatching(/does not fit/),
    });
  });
});

test('a payload does not pass under another type', async () => {
  const { signer, trusted } = pair('Ed25519');
  const envelope = await sealEnvelope(TYPE, Buffer.from('x'), signer, never);
  expect(openEnvelope(envelope, 'text/plain', [trusted])).toMatchObject({
    fault: expect.stringMatching(/not "text\/plain"/),
  });
  expect(openEnvelope({ ...envelope, payloadType: 'text/plain' }, 'text/plain', [trusted])).toMatchObject({
    fault: expect.stringMatching(/does not fit/),
  });
});

test('what is not an envelope is told in a sentence', async () => {
  const { signer, trusted } = pair('Ed25519');
  const whole: Envelope = await sealEnvelope(TYPE, Buffer.from('x'), signer, never);
  const broken: unknown[] = [null, 1, 'x', [], {}, { ...whole, signatures: [] }, { ...whole, signatures: {} }];
  broken.push({ ...whole, payload: 1 }, { ...whole, more: 1 }, { ...whole, signatures: [null] });
  broken.push({ ...whole, signatures: [{ ...whole.signatures[0], cert: '' }] });
  for (const value of broken) {
    expect(openEnvelope(value, TYPE, [trusted]), JSON.stringify(value)).toMatchObject({
      fault: expect.stringMatching(/^[A-Z].*\.$/),
    });
  }
});
