import { z } from 'zod';
import { explainAsText } from '../../../learn/explain.ts';
import { lessonFor } from '../../session/lesson.ts';
import type { Tool } from '../tool.ts';

const input = { rule: z.string().max(200).describe('Rule id, such as security/tls-verification-off.') };

const output = {
  id: z.string(),
  title: z.string(),
  level: z.enum(['error', 'warning', 'note']),
  risk: z.string(),
  why: z.string(),
  fix: z.string(),
  cwe: z.array(z.number().int()),
  languages: z.array(z.string()),
  bad: z.array(z.string()).describe('Code that the rule finds.'),
  good: z.array(z.string()).describe('Code that it leaves alone.'),
};

/** What a rule looks for, from its own file: nothing here is quoted from the repository. */
export const explainRule: Tool<typeof input, typeof output> = {
  name: 'explain_rule',
  title: 'Explain this rule',
  description: 'What a rule of Countersign looks for, why, and what the careful version of the code looks like.',
  input,
  output,
  async answer({ rule }) {
    const { id, title, level, risk, why, fix, cwe, languages, bad, good } = lessonFor(rule);
    const examples = { bad: bad.slice(0, 3), good: good.slice(0, 3) };
    const lesson = { id, title, level, risk, why, fix, cwe, languages, ...examples };
    return {
      text: explainAsText(lesson, 100),
      value: { ...lesson, cwe: [...cwe], languages: [...languages] },
    };
  },
};
