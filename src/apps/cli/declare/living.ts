import type { Declaration } from '../program.ts';
import type { BaselineOptions, WaiveOptions } from '../waive.ts';

/** Declares `waive` and `baseline`: how a team lives with findings. */
export function declareLiving({ root, globals, run }: Declaration): void {
  root
    .command('waive')
    .argument('<finding>', 'PATH:LINE, a fingerprint, a rule, or "RULE in GLOB"')
    .description('Let a finding stay for a while: writes a waiver into countersign.yaml.')
    .requiredOption('--owner <who>', 'who answers for it')
    .requiredOption('--reason <text>', 'why it may stay')
    .requiredOption('--expires <day>', 'last day, such as 2030-01-31')
    .addHelpText(
      'after',
      '\nExample:\n  countersign waive src/legacy.ts:42 --owner lead@example.org --reason "goes with the rewrite" --expires 2030-12-31',
    )
    .action((finding: string, options: WaiveOptions) =>
      run(async () => (await import('../waive.ts')).waiveCommand(finding, options, globals())),
    );
  root
    .command('baseline')
    .description('Accept the findings of HEAD as known, in a file that countersign.yaml names.')
    .option('--output <file>', 'path in the repository', '.countersign/known.json')
    .addHelpText('after', '\nExample:\n  countersign baseline')
    .action((options: BaselineOptions) =>
      run(async () => (await import('../waive.ts')).baselineCommand(options, globals())),
    );
}
