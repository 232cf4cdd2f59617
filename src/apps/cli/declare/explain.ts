import { Option } from 'commander';
import type { Declaration } from '../program.ts';

/** Declares `explain` and `rule test`. */
export function declareExplain({ root, globals, run }: Declaration): void {
  root
    .command('explain')
    .argument('<rule>', 'rule id, for example security/tls-verification-off')
    .description('Say what a rule looks for, why, and what the careful version looks like.')
    .addOption(new Option('--format <format>', 'terminal or json').choices(['terminal', 'json']).default('terminal'))
    .addHelpText('after', '\nExample:\n  countersign explain security/tls-verification-off')
    .action((rule: string, options) =>
      run(async () => {
        const { explainCommand } = await import('../explain.ts');
        return explainCommand(rule, options, globals());
      }),
    );
  root
    .command('rule')
    .description('Rules of your own.')
    .command('test')
    .argument('[files...]', 'rule files; default are those that countersign.yaml names under ruleFiles')
    .description('Run the examples of rules of your own: exactly the marked places must be found.')
    .addHelpText('after', '\nExample:\n  countersign rule test .countersign/rules.yaml')
    .action((files: string[]) => run(async () => (await import('../rule-test.ts')).ruleTestCommand(files, globals())));
}
