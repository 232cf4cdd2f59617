import { Option } from 'commander';
import type { Declaration } from '../program.ts';

type AuthorshipFormat = 'terminal' | 'json' | 'html';

const format = (): Option =>
  new Option('--format <format>', 'terminal, json or html').choices(['terminal', 'json', 'html']).default('terminal');

/** Declares `blame`, `stats` and `provenance`. */
export function declareAuthorship({ root, globals, run }: Declaration): void {
  root
    .command('blame')
    .argument('<file>', 'file of the repository')
    .argument('[revision]', 'commit to look at; default HEAD')
    .description('Say who wrote each line: a person, which assistant, or unknown, and how that is known.')
    .addOption(format())
    .addHelpText('after', '\nExample:\n  countersign blame src/main.ts --format json')
    .action((file: string, revision: string | undefined, options: { format: AuthorshipFormat }) =>
      run(async () => {
        const { blameCommand } = await import('../blame.ts');
        return blameCommand(file, revision, options, globals());
      }),
    );
  root
    .command('stats')
    .argument('[range]', 'commits to count, as in git; default is what `check` judges')
    .description('Shares of people and assistants by tool, model, path and author of record.')
    .addOption(format())
    .addHelpText('after', '\nExample:\n  countersign stats v1.0..HEAD')
    .action((range: string | undefined, options: { format: AuthorshipFormat }) =>
      run(async () => {
        const { statsCommand } = await import('../stats.ts');
        return statsCommand(range, options, globals());
      }),
    );
  declareProvenance({ root, globals, run });
}

function declareProvenance({ root, globals, run }: Declaration): void {
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
}
