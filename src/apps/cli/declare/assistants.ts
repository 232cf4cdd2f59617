import { Option } from 'commander';
import type { Declaration } from '../program.ts';
import { outputs } from './judging.ts';

/** Declares `assistants` and what it can do. */
export function declareAssistants({ root, globals, run }: Declaration): void {
  const assistants = root
    .command('assistants')
    .description('What coding assistants are told and allowed here: look through it, or write it.');
  const audit = outputs(assistants.command('audit').argument('[path]', 'repository or folder', '.'));
  audit.command
    .description('Look through the configuration of assistants: nothing is run, no server is asked.')
    .option('--user', 'look through your own configuration in the home folder instead')
    .option('--pin', 'write down what was looked at, so that a later change of a tool is told')
    .addHelpText(
      'after',
      '\nExamples:\n  countersign assistants audit\n  countersign assistants audit --user\n  countersign assistants audit --format sarif --output assistants.sarif',
    )
    .action((path: string, options) =>
      run(async () => {
        const { auditCommand } = await import('../assistants-audit.ts');
        return auditCommand({ ...options, path }, audit.pairs.finish(), globals());
      }),
    );
  assistants
    .command('teach')
    .description(
      'Write what your policy asks into the files that assistants read, inside marks; the rest stays as it is.',
    )
    .option('--check', 'write nothing; exit code 1 where a file is not current')
    .addOption(
      new Option('--for <assistant...>', 'which files to write; those of the assistants in use unless told').choices([
        'agents',
        'claude',
        'cursor',
        'copilot',
      ]),
    )
    .addHelpText('after', '\nExamples:\n  countersign assistants teach\n  countersign assistants teach --check')
    .action((options: { check?: true; for?: string[] }) =>
      run(async () => {
        const { teachCommand } = await import('../assistants-teach.ts');
        return teachCommand(options, globals());
      }),
    );
}
