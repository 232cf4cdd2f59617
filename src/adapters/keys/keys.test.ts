import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readPublicKey, type TrustedKey, verifySignature } from '../../attest/public-key.ts';
import { commandSigner } from './command-signer.ts';
import { fileSigner } from './file-signer.ts';
import { writeKeyPair } from './key-pair.ts';

const root = mkdtempSync(join(tmpdir(), 'countersign-keys-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const never = new AbortController().signal;
const NOW = '2030-01-01T00:00:00.000Z';
const bytes = Buffer.from('signed');

function trusted(path: string): TrustedKey {
  const key = readPublicKey(readFileSync(path, 'utf8'));
  if ('fault' in key) throw new Error(key.fault);
  return key;
}

test.each(['P-256', 'Ed25519'] as const)(
  'a %s pair signs, and only its owner may read the private half',
  async (kind) => {
    const { keyId, privatePath, publicPath } = writeKeyPair(join(root, kind), { kind, now: NOW, days: 365 });
    expect(statSync(privatePath).mode & 0o777).toBe(0o600);
    const key = trusted(publicPath);
    expect(key).toMatchObject({ id: keyId, algorithm: kind, notBefore: NOW, notAfter: '2031-01-01T00:00:00.000Z' });
    const signer = fileSigner(privatePath);
    expect(signer.keyId).toBe(keyId);
    const signature = await signer.sign(bytes, never);
    expect(verifySignature(key, bytes, signature)).toBe(true);
    expect(verifySignature(key, Buffer.from('Signed'), signature)).toBe(false);
  },
);

test('a key is never overwritten, and nothing is left of a pair that was not made', () => {
  const folder = join(root, 'P-256');
  const before = readFileSync(join(folder, 'countersign.key'));
  expect(() => writeKeyPair(folder, { kind: 'P-256', now: NOW })).toThrow(/never overwritten/);
  expect(readFileSync(join(folder, 'countersign.key'))).toEqual(before);
  const half = mkdtempSync(join(root, 'half-'));
  writeFileSync(join(half, 'countersign.pub'), '');
  expect(() => writeKeyPair(half, { kind: 'P-256', now: NOW })).toThrow(/countersign.pub: it is there already/);
  expect(() => statSync(join(half, 'countersign.key'))).toThrow(/ENOENT/);
});

test('a key file that cannot sign is told in a sentence', () => {
  const { privatePath, publicPath } = writeKeyPair(join(root, 'whole'), { kind: 'Ed25519', now: NOW });
  const cut = join(root, 'cut.key');
  writeFileSync(cut, readFileSync(privatePath, 'utf8').slice(0, 60));
  const rsa = join(root, 'rsa.key');
  execFileSync('openssl', ['genrsa', '-out', rsa, '2048'], { stdio: 'ignore' });
  const sealed = join(root, 'sealed.key');
  execFileSync('openssl', ['pkey', '-in', privatePath, '-aes256', '-passout', 'pass:right', '-out', sealed]);
  for (const [path, passphrase, said] of [
    [join(root, 'none'), undefined, 'it does not exist'],
    [root, undefined, 'it is a folder'],
    [publicPath, undefined, 'is a public key'],
    [cut, undefined, 'there is no whole private key'],
    [rsa, undefined, 'P-256 or Ed25519'],
    [sealed, undefined, 'COUNTERSIGN_KEY_PASSPHRASE'],
    [sealed, 'wrong', 'the passphrase is wrong'],
  ] as const) {
    expect(() => fileSigner(path, passphrase), path).toThrow(said);
  }
  expect(fileSigner(sealed, 'right').keyId).toBe(fileSigner(privatePath).keyId);
});

test('a command signs where the key is out of reach: DER, base64, or r and s as tokens give them', async () => {
  const folder = join(root, 'P-256');
  const key = trusted(join(folder, 'countersign.pub'));
  const text = readFileSync(join(folder, 'countersign.pub'), 'utf8');
  const der = `openssl dgst -sha256 -sign '${join(folder, 'countersign.key')}'`;
  const token = join(root, 'token.cjs');
  writeFileSync(
    token,
    `const { sign } = require('node:crypto'), { readFileSync } = require('node:fs');
const key = { key: readFileSync(process.argv[2]), dsaEncoding: 'ieee-p1363' };
process.stdout.write(sign('sha256', readFileSync(0), key));`,
  );
  const raw = `'${process.execPath}' '${token}' '${join(folder, 'countersign.key')}'`;
  for (const command of [der, `${der} | base64`, raw]) {
    const signature = await commandSigner(command, text).sign(bytes, never);
    expect(verifySignature(key, bytes, signature), command).toBe(true);
  }
});

test('a command that gives no signature is told in a sentence', async () => {
  const text = readFileSync(join(root, 'P-256', 'countersign.pub'), 'utf8');
  const locked = join(root, 'locked.sh');
  writeFileSync(locked, '#!/bin/sh\necho "token: PIN is locked" >&2; exit 3\n');
  chmodSync(locked, 0o700);
  for (const [command, said] of [
    ['true', 'it gave nothing'],
    ['echo hello', 'does not fit the public key'],
    [locked, 'it ended with 3: token: PIN is locked'],
    ['yes', 'more than a signature'],
  ] as const) {
    await expect(commandSigner(command, text).sign(bytes, never), command).rejects.toThrow(said);
  }
  expect(() => commandSigner('true', 'x')).toThrow('needs the public key');
});
