import { type Command, InvalidArgumentError, Option } from 'commander';
import { PUBLISHED, type Published } from '../../../model/forge.ts';
import { FORMATS, OutputPairs } from '../output.ts';
import type { Declaration } from '../program.ts';

/** Declares `check` and `scan`. */
export function declareJudging({ root, globals, run }: Declaration): void {
  const check = outputs(root.command('check').argument('[range]', 'commits to judge, as in git: main..topic, v1.0'));
  check.command
    .description('Judge a change. Default: what the upstream branch lacks, plus work tree and untracked files.')
    .option('--staged', 'judge the index against HEAD')
    .option('--commit <sha>', 'judge one commit')
    .option('--last <n>', 'judge the last n commits', wholeNumber)
    .option('--tree <revision>', 'judge every file of a commit, as if all of it were new')
    .addOption(
      new Option('--forge <name>', 'in a CI job: ask it for reviews and show the verdict there').choices([
        'github',
        'gitlab',
      ]),
    )
    .addOption(
      new Option(
        '--show <parts>',
        `what to show there: none, or some of ${PUBLISHED.join(',')} (default: check,comment)`,
      ).argParser(published),
    )
    .option('--tests <name>', 'a check or job of it that is a test, read as a safeguard; repeatable', collected)
    .addOption(imports())
    .option('--fix', 'make the safe fixes of new findings in the work tree, then judge again')
    .option('--diff', 'print these fixes as a patch for `git apply` instead, and change nothing')
    .addHelpText(
      'after',
      '\nExamples:\n  countersign check origin/main..HEAD --format sarif --output countersign.sarif\n  countersign check --diff | git apply',
    )
    .action((range: string | undefined, options) =>
      run(async () => {
        const { checkCommand } = await import('../check.ts');
        return checkCommand({ ...options, range }, check.pairs.finish(), globals());
      }),
    );

  const scan = outputs(root.command('scan').argument('[path]', 'folder to judge', '.'));
  scan.command
    .description('Judge a whole tree, in git or not: inventory, findings, attribution.')
    .option('--fix', 'make the safe fixes of findings, then judge again')
    .option('--diff', 'print these fixes as a patch instead, and change nothing')
    .addOption(imports())
    .option('--personal', 'say where personal data stands: addresses, numbers, accounts, cards (terminal or json)')
    .option('--names <file>', 'with --personal: look for these names too, one a line')
    .option('--addresses', 'with --personal: look for street addresses too')
    .option('--country <code>', 'with --personal: read telephone numbers as this country writes them, such as DE')
    .option('--history', 'look for secrets in every version of every file that git ever had (terminal or json)')
    .addHelpText(
      'after',
      '\nExamples:\n  countersign scan . --format html --output report.html\n  countersign scan --history --format json > secrets.json',
    )
    .action((path: string, options) =>
      run(async () => {
        if (options.personal) {
          const { personalCommand } = await import('../personal.ts');
          return personalCommand({ ...options, path }, scan.pairs.finish(), globals());
        }
        if (options.history) {
          const { historyCommand } = await import('../history.ts');
          return historyCommand({ ...options, path }, scan.pairs.finish(), globals());
        }
        const { scanCommand } = await import('../check.ts');
        return scanCommand({ ...options, path }, scan.pairs.finish(), globals());
      }),
    );
}

function imports(): Option {
  return new Option('--import-sarif <file>', 'judge the findings of another scanner too; repeatable').argParser(
    (file: string, before: readonly string[] | undefined) => [...(before ?? []), file],
  );
}

/** Gives a command the options of all reports: which formats, where to, and what makes it fail. */
export function outputs(command: Command): { command: Command; pairs: OutputPairs } {
  const pairs = new OutputPairs();
  command
    .addOption(
      new Option('--format <format>', `${FORMATS.join(', ')}; repeatable`).argParser((value: string) =>
        pairs.format(value),
      ),
    )
    .addOption(
      new Option('--output <file>', 'write the format named before it to this file; repeatable').argParser(
        (value: string) => pairs.output(value),
      ),
    )
    .addOption(
      new Option('--fail-on <outcome>', 'which outcome gives a failing exit code')
        .choices(['block', 'review'])
        .default('review'),
    );
  return { command, pairs };
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function published(value: string): readonly Published[] {
  if (value === 'none') return [];
  return value.split(',').map((part) => {
    const known = PUBLISHED.find((one) => one === part.trim());
    if (known === undefined) throw new InvalidArgumentError(`Choose none, or some of ${PUBLISHED.join(', ')}.`);
    return known;
  });
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('Give a whole number of at least 1.');
  return Number(value);
}
