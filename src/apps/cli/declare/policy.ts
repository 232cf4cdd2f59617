import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ChangeOptions } from '../check.ts';
import type { PolicyFormat } from '../policy.ts';
import type { Declaration } from '../program.ts';

/** Declares `policy` and what it can do. */
export function declarePolicy({ root, globals, run }: Declaration): void {
  const policy = root.command('policy').description('What the policy says, and what it would do.');
  formatted(policy.command('show'))
    .description('The policy that judges here: its tiers, its clauses with their options, and its waivers.')
    .option('--worktree', 'the policy file as it stands in the work tree, which judges nothing yet')
    .addHelpText('after', '\nExample:\n  countersign policy show --worktree')
    .action((options: PolicyFormat & { worktree?: true }) =>
      run(async () => (await import('../policy.ts')).showPolicy(options, globals())),
    );
  formatted(policy.command('test').argument('[file]', 'cases to run', 'countersign.test.yaml'))
    .description('Run the cases that say how the policy must judge. Exit code 1 when one fails.')
    .option('--worktree', 'run them against the policy file in the work tree')
    .addHelpText('after', '\nExample:\n  countersign policy test --worktree')
    .action((file: string, options: PolicyFormat & { worktree?: true }) =>
      run(async () => (await import('../policy.ts')).testPolicy(file, options, globals())),
    );
  formatted(policy.command('diff'))
    .description('What the policy file in the work tree changes: in words, and in kinds of changes judged differently.')
    .addHelpText('after', '\nExample:\n  countersign policy diff')
    .action((options: PolicyFormat) => run(async () => (await import('../policy.ts')).diffPolicy(options, globals())));
  formatted(policy.command('explain').argument('[range]', 'commits to judge, as in git'))
    .description('Why a change came out as it did, which safeguards it has, and the shortest way to ship.')
    .option('--staged', 'the index against HEAD')
    .option('--commit <sha>', 'one commit')
    .option('--last <n>', 'the last n commits', wholeNumber)
    .addHelpText('after', '\nExample:\n  countersign policy explain --last 1')
    .action((range: string | undefined, options: PolicyFormat & ChangeOptions) =>
      run(async () => (await import('../policy-judging.ts')).explainPolicy({ ...options, range }, globals())),
    );
  formatted(policy.command('replay'))
    .description('What the policy file in the work tree would have done to the last commits.')
    .option('--last <n>', 'how many commits', wholeNumber, 10)
    .option('--stored <file>', 'changes that were judged before: JSON reports, one a line')
    .addHelpText('after', '\nExample:\n  countersign policy replay --last 50')
    .action((options: PolicyFormat & { last: number; stored?: string }) =>
      run(async () => (await import('../policy-judging.ts')).replayPolicy(options, globals())),
    );
}

function formatted(command: Command): Command {
  return command.addOption(
    new Option('--format <format>', 'terminal or json').choices(['terminal', 'json']).default('terminal'),
  );
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError('Give a whole number from 1 to 9999.');
  return Number(value);
}
