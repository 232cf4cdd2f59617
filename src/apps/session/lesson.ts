import { describeRule } from '../../analyze/findings.ts';
import type { Example, RuleSpec } from '../../analyze/rule.ts';
import type { Lesson } from '../../learn/explain.ts';
import { parseMarked } from '../../lib/marked.ts';
import { nearest } from '../../lib/nearest.ts';
import { CountersignError } from '../../model/error.ts';
import { rules } from '../../rules/index.ts';

/** What a rule teaches, from the rule's own file; its folder may be left out. Throws `usage/unknown-rule`. */
export function lessonFor(id: string): Lesson {
  const rule = rules.find((known) => known.id === id) ?? rules.find((known) => known.id.split('/')[1] === id);
  if (rule === undefined) {
    const close = nearest(
      id,
      rules.map((known) => known.id),
    );
    const hint = close === undefined ? '' : ` Did you mean ${close}?`;
    throw new CountersignError('usage/unknown-rule', `There is no rule ${JSON.stringify(id)}.${hint}`);
  }
  return lessonOf(rule);
}

function lessonOf(rule: RuleSpec): Lesson {
  return {
    ...describeRule(rule),
    languages: rule.languages === 'any' ? ['any text file'] : rule.languages,
    bad: rule.bad.map(exampleText),
    good: rule.good.map(exampleText),
  };
}

function exampleText(example: Example): string {
  if (typeof example === 'string') return parseMarked(example).text;
  const sides = [
    ...Object.entries(example.before ?? {}).map(([path, text]) => `${path}, before:\n${parseMarked(text).text}`),
    ...Object.entries(example.after).map(([path, text]) => `${path}:\n${parseMarked(text).text}`),
  ];
  return sides.join('\n');
}
