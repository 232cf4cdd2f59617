import { Option } from 'commander';
import type { Declaration } from '../program.ts';
import { declareProvenance } from './provenance.ts';

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
