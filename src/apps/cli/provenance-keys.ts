import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { locate } from '../../adapters/git/locate.ts';
import { fileSigner } from '../../adapters/keys/file-signer.ts';
import { chooseSigningKey, requireSignatures, trustKey } from '../../adapters/record/record-keys.ts';
import { readPublicKey } from '../../attest/public-key.ts';
import { readFault } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import type { ExitCode, Globals } from './program.ts';

/** `countersign provenance sign KEY`: records of this clone are signed from now on; `--off` ends it. */
export async function signCommand(
  file: string | undefined,
  { off = false }: { readonly off?: boolean },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const { commonDir } = locate(cwd);
  if (off) {
    chooseSigningKey(commonDir, null, undefined);
    terminal.out('The records of this clone are no longer signed.\n');
    return 0;
  }
  if (file === undefined) throw new CountersignError('usage/bad-argument', 'Name the private key file, or --off.');
  const path = resolve(cwd, file);
  const passphrase = terminal.env.COUNTERSIGN_KEY_PASSPHRASE;
  const { keyId } = fileSigner(path, passphrase);
  chooseSigningKey(commonDir, path, passphrase);
  terminal.out(`The records of this clone are signed from now on, with key ${keyId.slice(0, 16)}.\n`);
  terminal.out('Others believe them after `countersign provenance trust` with its public key.\n');
  return 0;
}

/** `countersign provenance trust [KEY]`: believes records that this public key signed; with `--require`, no unsigned ones. */
export async function trustCommand(
  file: string | undefined,
  { require }: { readonly require?: boolean },
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const { commonDir } = locate(cwd);
  if (file === undefined && require === undefined)
    throw new CountersignError('usage/bad-argument', 'Name a public key file, --require or --no-require.');
  if (file !== undefined) {
    let text: string;
    try {
      text = readFileSync(resolve(cwd, file), 'utf8');
    } catch (cause) {
      throw new CountersignError('path/not-readable', `${file} cannot be read: ${readFault(cause)}.`, { cause });
    }
    const key = readPublicKey(text);
    if ('fault' in key) throw new CountersignError('key/not-usable', `${file}: ${key.fault}`);
    trustKey(commonDir, key.id, text);
    terminal.out(`Records signed with ${basename(file)} (${key.id.slice(0, 16)}) are believed in this clone.\n`);
  }
  if (require !== undefined) {
    requireSignatures(commonDir, require);
    terminal.out(require ? 'Records without a signature are rejected now.\n' : 'Records need no signature now.\n');
  }
  return 0;
}
