import { Option } from 'commander';
import type { Declaration } from '../program.ts';

type ImportFormat = 'git-ai' | 'agent-trace' | 'entire' | 'aider' | 'chainloop' | 'trailers';

/** Declares `provenance` and what is below it. */
export function declareProvenance({ root, globals, run }: Declaration): void {
  const provenance = root.command('provenance').description('The record of who wrote what.');
  provenance
    .command('record')
    .description('Record who wrote the new commits of this clone. The git hooks call it; calling it again is harmless.')
    .addOption(new Option('--worker', 'run as the one detached worker of the git hooks').hideHelp())
    .addHelpText('after', '\nExample:\n  countersign provenance record')
    .action((options: { worker?: true }) =>
      run(async () => {
        const { recordCommand } = await import('../provenance-record.ts');
        return recordCommand(options, globals());
      }),
    );
  provenance
    .command('show')
    .argument('[revision]', 'commit; default HEAD')
    .description('Print the records of a commit as they stand.')
    .addHelpText('after', '\nExample:\n  countersign provenance show HEAD~1')
    .action((revision: string | undefined) =>
      run(async () => {
        const { showCommand } = await import('../provenance-show.ts');
        return showCommand(revision, globals());
      }),
    );
  provenance
    .command('recover')
    .argument('[revision]', 'branch that is to get its records back; default HEAD')
    .description('Bring records home that a squash, rebase or force push has left on commits outside the branch.')
    .option('--fetch <remote>', 'fetch records and pull requests of this remote first')
    .option('--dry-run', 'say what would come home and write nothing')
    .addHelpText('after', '\nExample:\n  countersign provenance recover origin/main --fetch origin')
    .action((revision: string | undefined, options: { fetch?: string; dryRun?: true }) =>
      run(async () => {
        const { recoverCommand } = await import('../provenance-recover.ts');
        return recoverCommand(revision, options, globals());
      }),
    );
  provenance
    .command('push')
    .argument('[remote]', 'where to', 'origin')
    .description('Record what is new and push the records of this clone. The pre-push hook calls it.')
    .addHelpText('after', '\nExample:\n  countersign provenance push origin')
    .action((remote: string) =>
      run(async () => {
        const { pushCommand } = await import('../provenance-record.ts');
        return pushCommand(remote, globals());
      }),
    );
  provenance
    .command('fetch')
    .argument('[remote]', 'where from', 'origin')
    .description('Fetch what others recorded. After `init` every `git fetch` does it too.')
    .addHelpText('after', '\nExample:\n  countersign provenance fetch origin')
    .action((remote: string) =>
      run(async () => {
        const { fetchCommand } = await import('../provenance-record.ts');
        return fetchCommand(remote, globals());
      }),
    );
  provenance
    .command('sign')
    .argument('[key]', 'private key file (PEM, P-256 or Ed25519)')
    .description('Sign the records of this clone from now on.')
    .option('--off', 'sign no longer')
    .addHelpText('after', '\nExample:\n  countersign provenance sign ~/.config/countersign/key.pem')
    .action((key: string | undefined, options: { off?: true }) =>
      run(async () => {
        const { signCommand } = await import('../provenance-keys.ts');
        return signCommand(key, options, globals());
      }),
    );
  provenance
    .command('trust')
    .argument('[key]', 'public key file (PEM)')
    .description('Believe records that this key signed. Records signed with any other key are then rejected.')
    .option('--require', 'reject records without a signature too')
    .option('--no-require', 'believe records without a signature again')
    .addHelpText('after', '\nExample:\n  countersign provenance trust ada.pub.pem')
    .action((key: string | undefined, options: { require?: boolean }) =>
      run(async () => {
        const { trustCommand } = await import('../provenance-keys.ts');
        return trustCommand(key, options, globals());
      }),
    );
  provenance
    .command('lint')
    .argument('[range]', 'commits whose records are looked at, as in git; default is everything that HEAD contains')
    .description('Find records that cannot be right: phantom lines, orphans, bad keys, contradictions, gaps.')
    .option('--fix', 'repair the records of this clone')
    .addOption(new Option('--format <format>', 'terminal or json').choices(['terminal', 'json']).default('terminal'))
    .addHelpText('after', '\nExample:\n  countersign provenance lint main..HEAD')
    .action((range: string | undefined, options: { fix?: true; format: 'terminal' | 'json' }) =>
      run(async () => {
        const { lintCommand } = await import('../provenance-lint.ts');
        return lintCommand(range, options, globals());
      }),
    );
  provenance
    .command('export')
    .description(
      'Write the records in another form: notes for git-ai, Agent Trace lines or an SPDX document on stdout.',
    )
    .addOption(
      new Option('--to <format>', 'git-ai, agent-trace or spdx')
        .choices(['git-ai', 'agent-trace', 'spdx'])
        .makeOptionMandatory(),
    )
    .addHelpText('after', '\nExample:\n  countersign provenance export --to agent-trace > .agent-trace/traces.jsonl')
    .action((options: { to: 'git-ai' | 'agent-trace' | 'spdx' }) =>
      run(async () => {
        const { exportCommand } = await import('../provenance-export.ts');
        return exportCommand(options, globals());
      }),
    );
  provenance
    .command('import')
    .argument('[file...]', 'documents to read, for chainloop')
    .description('Take records of another tool into those of this clone. What names no lines stays `declared`.')
    .addOption(
      new Option('--from <format>', 'git-ai, agent-trace, entire, aider, chainloop or trailers')
        .choices(['git-ai', 'agent-trace', 'entire', 'aider', 'chainloop', 'trailers'])
        .makeOptionMandatory(),
    )
    .addHelpText('after', '\nExample:\n  countersign provenance import --from entire')
    .action((files: string[], options: { from: ImportFormat }) =>
      run(async () => {
        const { importCommand } = await import('../provenance-import.ts');
        return importCommand(files, options, globals());
      }),
    );
}
