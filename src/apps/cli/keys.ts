import { relative, resolve } from 'node:path';
import { writeKeyPair } from '../../adapters/keys/key-pair.ts';
import type { ExitCode, Globals } from './program.ts';

export interface KeysOptions {
  readonly output: string;
  readonly kind: 'P-256' | 'Ed25519';
  readonly days?: number;
}

/** `countersign keys new`: makes a pair and says what to do with the two halves. */
export async function newKeysCommand(
  { output, kind, days }: KeysOptions,
  { cwd, terminal }: Globals,
): Promise<ExitCode> {
  const folder = resolve(cwd, output);
  const now = new Date().toISOString();
  const { keyId, privatePath, publicPath } = writeKeyPair(folder, {
    kind,
    now,
    ...(days === undefined ? {} : { days }),
  });
  const shown = (path: string) => (relative(cwd, path).startsWith('..') ? path : relative(cwd, path));
  terminal.out(
    [
      `Key ${keyId.slice(0, 16)} (${kind}${days === undefined ? ', without an end' : `, for ${days} days`})`,
      `  ${shown(privatePath)}  secret: signs. Keep it out of the repository.`,
      `  ${shown(publicPath)}  public: verifies. Give it to everybody.`,
      '',
    ].join('\n'),
  );
  return 0;
}
