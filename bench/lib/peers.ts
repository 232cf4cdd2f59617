import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where the scanners that we are compared with live; they are no part of the product. */
const PEERS = join(import.meta.dirname, '..', 'peers');

/** The command line of ESLint with its security plugins over the folder it is started in; installs it when missing. */
export function eslintOver(): { readonly argv: readonly string[]; readonly version: string } {
  const entry = join(PEERS, 'node_modules', 'eslint', 'bin', 'eslint.js');
  if (!existsSync(entry)) execFileSync('npm', ['ci'], { cwd: PEERS, stdio: 'inherit' });
  const version = execFileSync(process.execPath, [entry, '--version'], { encoding: 'utf8' }).trim();
  const argv = [process.execPath, entry, '--config', join(PEERS, 'eslint.config.mjs'), '--format', 'json', '.'];
  return { argv, version };
}
