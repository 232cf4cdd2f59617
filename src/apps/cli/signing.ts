import { resolve } from 'node:path';
import { commandSigner } from '../../adapters/keys/command-signer.ts';
import { fileSigner } from '../../adapters/keys/file-signer.ts';
import { readKeyText } from '../../adapters/keys/key-pair.ts';
import { CountersignError } from '../../model/error.ts';
import type { Signer } from '../../model/ports.ts';
import type { Globals } from './program.ts';

export interface SigningOptions {
  readonly key?: string;
  readonly signWith?: string;
}

/** The signer that a command line names; throws `usage/bad-argument`, `key/not-usable`. */
export function signerOf({ key, signWith }: SigningOptions, { cwd, terminal }: Globals): Signer {
  if (key === undefined) {
    const which =
      signWith === undefined ? 'Name the key to sign with' : 'Name the public key that the command signs for';
    throw new CountersignError('usage/bad-argument', `${which}: --key FILE (countersign keys new makes a pair).`);
  }
  const path = resolve(cwd, key);
  if (signWith !== undefined) return commandSigner(signWith, readKeyText(path));
  return fileSigner(path, terminal.env.COUNTERSIGN_KEY_PASSPHRASE);
}
