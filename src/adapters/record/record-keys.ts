import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * What a clone knows of keys for records, in its git directory: where the own private key lies, and whose public keys are
 * trusted. Nothing of it comes out of the work tree, where anybody who writes code could write keys too.
 */
const FOLDER = 'trusted';
const OWN = 'signing-key';
const REQUIRED = 'required';

/** The path of the private key that signs this clone's records; null where they are not signed. */
export function signingKeyPath(commonDir: string): string | null {
  try {
    return readFileSync(join(commonDir, 'countersign', OWN), 'utf8').replace(/\n$/, '') || null;
  } catch {
    return null;
  }
}

/** Chooses the key that signs from now on, and trusts it; null: no longer. Throws what reading the key throws. */
export function chooseSigningKey(commonDir: string, path: string | null, passphrase: string | undefined): void {
  const file = join(commonDir, 'countersign', OWN);
  if (path === null) {
    rmSync(file, { force: true });
    return;
  }
  const text = readFileSync(path, 'utf8');
  const key = createPublicKey(createPrivateKey(passphrase === undefined ? text : { key: text, passphrase }));
  trustKey(commonDir, 'own', String(key.export({ type: 'spki', format: 'pem' })));
  writeFileSync(file, `${resolve(path)}\n`, { mode: 0o600 });
}

/** Public key files that this clone trusts, and whether every record has to be signed. */
export function trustedKeyFiles(commonDir: string): { readonly files: readonly string[]; readonly required: boolean } {
  const folder = join(commonDir, 'countersign', FOLDER);
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch {
    return { files: [], required: false };
  }
  const files = names.filter((name) => name.endsWith('.pem')).map((name) => readFileSync(join(folder, name), 'utf8'));
  return { files, required: names.includes(REQUIRED) };
}

/** Trusts one public key under a name that says which; the text was checked by the caller. */
export function trustKey(commonDir: string, name: string, text: string): void {
  const folder = join(commonDir, 'countersign', FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, `${name}.pem`), text);
}

/** From now on, or no longer, a record without a signature is rejected here. */
export function requireSignatures(commonDir: string, required: boolean): void {
  const folder = join(commonDir, 'countersign', FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (required) writeFileSync(join(folder, REQUIRED), '');
  else rmSync(join(folder, REQUIRED), { force: true });
}
