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
}
