import { type Command, Option } from 'commander';
import type { InitOptions } from '../init.ts';
import type { Declaration } from '../program.ts';

/** Declares `init` and `uninstall`. */
export function declareSetup({ root, globals, run }: Declaration): void {
  agreement(root.command('init'))
    .description('Set up policy, git hooks, assistant hooks and CI file: shows what it will write, then asks.')
    .option('--no-policy', 'no countersign.yaml')
    .option('--no-hooks', 'no git hooks')
    .option('--no-assistants', 'no hooks for AI assistants')
    .addOption(new Option('--ci <forge>', 'CI file to write').choices(['auto', 'github', 'none']).default('auto'))
    .addHelpText('after', '\nExample:\n  countersign init --dry-run')
    .action((options: InitOptions) =>
      run(async () => {
        const { initCommand } = await import('../init.ts');
        return initCommand(options, globals());
      }),
    );
  agreement(root.command('uninstall'))
    .description('Put back what init changed and nobody changed since.')
    .addHelpText('after', '\nExample:\n  countersign uninstall --yes')
    .action((options: { yes?: boolean; dryRun?: boolean }) =>
      run(async () => {
        const { uninstallCommand } = await import('../uninstall.ts');
        return uninstallCommand(options, globals());
      }),
    );
}

function agreement(command: Command): Command {
  return command.option('-y, --yes', 'do not ask').option('--dry-run', 'show what would be done and do nothing');
}
