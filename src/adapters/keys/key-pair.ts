import { generateKeyPairSync } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFault, reasonOf } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import { keyIdOf } from './file-signer.ts';

export interface KeyPairFiles {
  readonly keyId: string;
  readonly privatePath: string;
  readonly publicPath: string;
}

interface KeyPairOptions {
  readonly kind: 'P-256' | 'Ed25519';
  /** ISO 8601. */
  readonly now: string;
  /** Days after which the key is not to be trusted any more; no end where absent. */
  readonly days?: number;
}

/**
 * Makes `countersign.key` (PKCS#8, readable by its owner only) and `countersign.pub` in a folder. Never overwrites: a key
 * that is gone takes the proof of everything it signed with it. @throws CountersignError `path/not-writable`
 */
export function writeKeyPair(folder: string, { kind, now, days }: KeyPairOptions): KeyPairFiles {
  const { privateKey, publicKey } =
    kind === 'P-256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
  const keyId = keyIdOf(publicKey);
  const privatePath = join(folder, 'countersign.key');
  const publicPath = join(folder, 'countersign.pub');
  // Text above the key is left alone by every reader of PEM.
  const head = [`Countersign-Key: ${keyId}`, `Not-Before: ${now}`];
  if (days !== undefined) head.push(`Not-After: ${new Date(Date.parse(now) + days * 86_400_000).toISOString()}`);
  const publicText = `${head.join('\n')}\n${publicKey.export({ type: 'spki', format: 'pem' })}`;
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new CountersignError('path/not-writable', `Cannot make ${folder}: ${reasonOf(cause)}.`, { cause });
  }
  writeNew(privatePath, String(privateKey.export({ type: 'pkcs8', format: 'pem' })), 0o600);
  try {
    writeNew(publicPath, publicText, 0o644);
  } catch (error) {
    rmSync(privatePath, { force: true });
    throw error;
  }
  return { keyId, privatePath, publicPath };
}

function writeNew(path: string, text: string, mode: number): void {
  let handle: number;
  try {
    handle = openSync(path, 'wx', mode);
  } catch (cause) {
    const there = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    const why = there ? 'it is there already, and a key is never overwritten' : reasonOf(cause);
    throw new CountersignError('path/not-writable', `Cannot write ${path}: ${why}.`, { cause });
  }
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The text of a key file; throws `key/not-usable`. */
export function readKeyText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CountersignError('key/not-usable', `The key ${path} cannot be read: ${readFault(cause)}.`, { cause });
  }
}
