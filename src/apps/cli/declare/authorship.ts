import { Option } from 'commander';
import type { Declaration } from '../program.ts';
import type { StatsOptions } from '../stats.ts';
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
    .description('Shares of people and assistants by tool, model, tier, month, path and author of record.')
    .option('--all', 'count everything that stands at HEAD, and what is left of the lines of AI by month')
    .option('--at <revision>', 'the same at another commit: a release tag is what is in production')
    .option('--deployment <file>', 'the same at the commit that a deployment record (JSON) names')
    .option('--inventory', 'which assistants, models and configuration are used, as JSON, Markdown or CycloneDX 1.6')
    .addOption(
      new Option('--format <format>', 'terminal, json or html; with --inventory json, markdown or cyclonedx').choices([
        ...['terminal', 'json', 'html', 'markdown', 'cyclonedx'],
      ]),
    )
    .option('--gateway <record>', 'which AI is used, by the record of a gateway instead of commits')
    .addHelpText(
      'after',
      '\nExample:\n  countersign stats v1.0..HEAD\n  countersign stats --at v1.4 --inventory --format cyclonedx',
    )
    .action((range: string | undefined, options: StatsOptions & { gateway?: string }) =>
      run(async () => {
        if (options.gateway !== undefined) {
          const { gatewayStats } = await import('../gateway-stats.ts');
          return gatewayStats(options.gateway, options.format ?? 'terminal', globals());
        }
        const { statsCommand } = await import('../stats.ts');
        return statsCommand(range, options, globals());
      }),
    );
  declareProvenance({ root, globals, run });
}
