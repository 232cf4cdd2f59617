import { InvalidArgumentError, Option } from 'commander';
import type { AttestOptions } from '../attest.ts';
import type { KeysOptions } from '../keys.ts';
import type { Declaration } from '../program.ts';
import type { VerifyOptions } from '../verify.ts';

/** Declares `keys`, `attest` and `verify`. */
export function declareEvidence({ root, globals, run }: Declaration): void {
  const keys = root.command('keys').description('Keys of your own, to sign evidence with.');
  keys
    .command('new')
    .description('Make a pair: countersign.key stays secret, countersign.pub goes to those who verify.')
    .requiredOption('--output <dir>', 'folder for the two files; nothing in it is overwritten')
    .addOption(new Option('--kind <kind>', 'P-256 or Ed25519').choices(['P-256', 'Ed25519']).default('P-256'))
    .option('--days <n>', 'days until the key expires; without it the key has no end', wholeNumber)
    .addHelpText('after', '\nExample:\n  countersign keys new --output ~/.countersign --days 365')
    .action((options: KeysOptions) => run(async () => (await import('../keys.ts')).newKeysCommand(options, globals())));

  root
    .command('attest')
    .argument('[range]', 'commits to judge and attest, as in git; default is what the upstream branch lacks')
    .description('Judge commits and sign what was found: who wrote them, what protects them, the verdict.')
    .option('--commit <sha>', 'one commit')
    .option('--key <file>', 'private key, or with --sign-with the public one')
    .option('--sign-with <command>', 'command that signs stdin on stdout (PKCS#11, a key service)')
    .option('--output <file>', 'write the bundles to this file, one a line; - for stdout')
    .option('--notes', 'keep them in refs/notes/countersign-evidence')
    .option('--oci <dir>', 'add them to an OCI image layout in this folder')
    .option('--resource <uri>', 'where the code can be had, such as git+https://example.org/team/shop')
    .addHelpText(
      'after',
      '\nExample:\n  countersign attest origin/main..HEAD --key countersign.key --output evidence.jsonl',
    )
    .action((range: string | undefined, options: AttestOptions) =>
      run(async () => (await import('../attest.ts')).attestCommand({ ...options, range }, globals())),
    );

  root
    .command('verify')
    .argument('[files...]', 'bundles, OCI layouts; - for stdin')
    .description('Verify evidence, offline: signatures, keys, times, and what it says of this repository.')
    .option('--key <file>', 'public key to trust; repeatable', collect, [])
    .option('--notes <revision>', 'the evidence that this repository keeps for a commit')
    .option('--commit <sha>', 'ask for evidence of this commit')
    .option('--outcome <outcome>', 'ask for this outcome: ship, review or block')
    .option('--at <date>', 'a day on which you know that the evidence was there, for keys that expired since')
    .addOption(new Option('--format <format>', 'terminal or json').choices(['terminal', 'json']).default('terminal'))
    .addHelpText(
      'after',
      '\nExit code 0 when everything holds, 1 when something does not.\n\nExample:\n  countersign verify evidence.jsonl --key countersign.pub --commit HEAD --outcome ship',
    )
    .action((files: string[], options: VerifyOptions) =>
      run(async () => (await import('../verify.ts')).verifyCommand(files, options, globals())),
    );
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new InvalidArgumentError('Give a whole number of days, at least 1.');
  return Number(value);
}
