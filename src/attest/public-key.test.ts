import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { readPublicKey } from './public-key.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const pem = String(publicKey.export({ type: 'spki', format: 'pem' }));

test('limits stand above the key', () => {
  const key = readPublicKey(`Not-Before: 2030-01-01T00:00:00Z\nNot-After: 2031-01-01T00:00:00Z\n${pem}`);
  expect(key).toMatchObject({ notBefore: '2030-01-01T00:00:00.000Z', notAfter: '2031-01-01T00:00:00.000Z' });
});

test('a limit that is no time is no limit left out', () => {
  expect(readPublicKey(`Not-After: never\n${pem}`)).toEqual({ fault: 'Its Not-After is not a time: "never".' });
});

test('every other file is told in a sentence', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
  const curve = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;
  const texts = [
    '',
    'hello',
    pem.slice(0, 60),
    pem.replace('MC', 'MD'),
    String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    String(rsa.export({ type: 'spki', format: 'pem' })),
    String(curve.export({ type: 'spki', format: 'pem' })),
  ];
  for (const text of texts)
    expect(readPublicKey(text), text.slice(0, 40)).toMatchObject({ fault: expect.stringMatching(/^[A-Z].*\.$/s) });
});
