import { InvalidArgumentError, Option } from 'commander';
import type { AttestOptions } from '../attest.ts';
import type { AuditOptions } from '../audit.ts';
import type { KeysOptions } from '../keys.ts';
import type { Declaration } from '../program.ts';
import type { VerifyOptions } from '../verify.ts';

/** Declares `keys`, `attest`, `verify` and `ledger`. */
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
    .option('--ledger <dir>', 'keep the ledger in this folder instead of the git directory')
    .option('--no-ledger', 'leave the ledger alone')
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
    .argument('[files...]', 'bundles, OCI layouts, ledgers, proofs; - for stdin')
    .description('Verify evidence, offline: signatures, keys, times, and what it says of this repository.')
    .option('--key <file>', 'public key to trust; repeatable', collect, [])
    .option('--notes <revision>', 'the evidence that this repository keeps for a commit')
    .option('--ledger', 'the ledger of this repository')
    .option('--head <file>', 'a head of the ledger that you kept elsewhere: the ledger must go on from it')
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
  root
    .command('audit')
    .description(
      'One file with everything that the repository can show for a period, and what it says of each control.',
    )
    .requiredOption('--from <day>', 'first day, such as 2030-01-01')
    .option('--to <day>', 'last day; default is today')
    .option('--revision <commit>', 'branch that is looked at; default is HEAD')
    .requiredOption('--output <file>', 'the pack: a zip, or a folder where the name ends in /')
    .option('--trust <file>', 'public key that evidence and ledger are verified with; repeatable', collect, [])
    .option('--key <file>', 'private key that signs the pack')
    .option('--sign-with <command>', 'command that signs stdin on stdout; --key is then the public key')
    .option('--ledger <dir>', 'folder of the ledger; default is that of the repository')
    .addHelpText(
      'after',
      '\nExample:\n  countersign audit --from 2030-01-01 --to 2030-03-31 --trust countersign.pub --output pack.zip',
    )
    .action((options: AuditOptions) => run(async () => (await import('../audit.ts')).auditCommand(options, globals())));
  declareLedger({ root, globals, run });
}

function declareLedger({ root, globals, run }: Declaration): void {
  const ledger = root.command('ledger').description('The append-only log of decisions, waivers, approvals and AI use.');
  const place = () => new Option('--ledger <dir>', 'folder of the ledger; default is that of the repository');
  ledger
    .command('show')
    .description('Every entry, oldest first.')
    .addOption(place())
    .addOption(new Option('--format <format>', 'terminal or json').choices(['terminal', 'json']).default('terminal'))
    .addHelpText('after', '\nExample:\n  countersign ledger show')
    .action((options) => run(async () => (await import('../ledger.ts')).showLedger(options, globals())));
  ledger
    .command('head')
    .description('Sign the ledger as it stands. Keep the head elsewhere: it shows when the end is cut off.')
    .option('--key <file>', 'private key, or with --sign-with the public one')
    .option('--sign-with <command>', 'command that signs stdin on stdout')
    .option('--output <file>', 'write the head to this file')
    .addOption(place())
    .addHelpText('after', '\nExample:\n  countersign ledger head --key countersign.key --output head.json')
    .action((options) => run(async () => (await import('../ledger.ts')).headOfLedger(options, globals())));
  ledger
    .command('prove')
    .argument('[entry]', 'number of an entry, as ledger show counts them', wholeNumber)
    .description('Prove that an entry is in the ledger, or that the ledger goes on from an earlier head.')
    .option('--since <file>', 'an earlier head')
    .option('--key <file>', 'public key of the heads; repeatable', collect, [])
    .option('--output <file>', 'write the proof to this file')
    .addOption(place())
    .addHelpText('after', '\nExample:\n  countersign ledger prove 3 --key countersign.pub --output proof.json')
    .action((entry, options) =>
      run(async () => (await import('../ledger.ts')).proveFromLedger(entry, options, globals())),
    );
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,4}$/.test(value)) throw new InvalidArgumentError('Give a whole number of at least 1.');
  return Number(value);
}
