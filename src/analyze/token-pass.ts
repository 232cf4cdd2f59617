import type { FilePass } from './file-pass.ts';
import type { RuleSpec } from './rule.ts';

/** Asks the token rules whose keywords occur; every file, every rule. */
export function runTokenPass(rules: readonly RuleSpec[], pass: FilePass): void {
  const lower = pass.text.toLowerCase();
  for (const rule of rules) {
    const { detect } = rule;
    if (detect.engine !== 'token' || detect.scope !== 'file') continue;
    const hits: number[] = [];
    for (const word of detect.keywords) {
      for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) hits.push(at);
    }
    if (hits.length > 0 || detect.keywords.length === 0) {
      pass.run(rule, () =>
        detect.scan(
          pass,
          hits.sort((a, b) => a - b),
        ),
      );
    }
  }
}
