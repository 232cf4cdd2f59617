import { z } from 'zod';
import { check } from '../../../check.ts';
import type { Reason } from '../../../model/decision.ts';
import type { Finding } from '../../../model/finding.ts';
import type { RuleDescription } from '../../../model/report.ts';
import { authorshipOf } from '../../../report/authorship.ts';
import { coverageOf } from '../../../report/not-run.ts';
import { rankReasons } from '../../../report/phrases.ts';
import { named, plain, quoted } from '../../../report/quoted.ts';
import { rank } from '../../../report/selection.ts';
import { changeShape, requestOf } from '../change.ts';
import type { Tool } from '../tool.ts';

const MOST_REASONS = 20;
const MOST_SENTENCES = 6;
const MOST_NOT_RUN = 10;
const MOST_CODE_LINES = 12;

const input = {
  ...changeShape,
  most: z.number().int().min(1).max(100).optional().describe('Most findings to show; default 20.'),
};

const output = {
  outcome: z.enum(['ship', 'review', 'block']).describe('What the policy says of the change.'),
  empty: z.boolean().describe('True when there was nothing to judge.'),
  scope: z.string().describe('What was judged (quoted).'),
  policy: z.string().describe('Where the policy stood that judged (quoted).'),
  reasons: z.array(
    z.object({ outcome: z.enum(['ship', 'review', 'block']), clause: z.string(), because: z.array(z.string()) }),
  ),
  steps: z.array(z.string()).describe('The shortest way to ship (quoted); empty where there is none.'),
  findings: z.array(
    z.object({
      rule: z.string(),
      title: z.string(),
      level: z.enum(['error', 'warning', 'note']),
      path: z.string(),
      line: z.number().int(),
      endLine: z.number().int(),
      message: z.string().describe('Quoted.'),
      code: z.array(z.string()).describe('The lines, quoted; empty where they may not be shown.'),
      fix: z.string(),
      contributor: z.enum(['human', 'ai', 'mixed', 'unknown']),
    }),
  ),
  more: z.number().int().describe('New findings that are not listed.'),
  notRun: z.array(z.string()).describe('What was not looked at: no findings there means nothing (quoted).'),
  authorship: z.object({
    lines: z.number().int(),
    human: z.number().int(),
    ai: z.number().int(),
    mixed: z.number().int(),
    unknown: z.number().int(),
  }),
};

/** Judges a change as `countersign check` does. */
export const checkChange: Tool<typeof input, typeof output> = {
  name: 'check_change',
  title: 'Check my change',
  description:
    'Judge a change before it is committed or pushed: what could go wrong in it, whether it may ship under the policy of this repository, and the shortest way there. Call it when you are done editing.',
  input,
  output,
  async answer(question, { bench, open }, signal) {
    const { report, rules, steps } = await open(signal, ({ ports }) =>
      check(requestOf(question), ports, bench.judge, signal),
    );
    const { decision, run } = report;
    const fresh = rank(report.findings.filter(({ baselineState }) => baselineState === 'new'));
    const shown = fresh.slice(0, question.most ?? 20);
    const { lines, by } = authorshipOf(report);
    const byId = new Map(rules.map((rule) => [rule.id, rule]));
    const value: z.input<z.ZodObject<typeof output>> = {
      outcome: decision.outcome,
      empty: decision.empty,
      scope: quoted(run.scope),
      policy: quoted(decision.policy.source),
      reasons: rankReasons(decision.reasons).slice(0, MOST_REASONS).map(reasonOf),
      steps: (steps ?? []).map((step) => quoted(step)),
      findings: shown.map((finding) => findingOf(finding, byId.get(finding.ruleId))),
      more: fresh.length - shown.length,
      notRun: coverageOf(run)
        .notRun.slice(0, MOST_NOT_RUN)
        .map(({ reason, paths }) => quoted([...paths.slice(0, 3), reason].join(' · '))),
      authorship: { lines, ...by },
    };
    return { text: textOf(value), value };
  },
};

type Value = z.input<z.ZodObject<typeof output>>;

function reasonOf({ outcome, clause, because }: Reason): Value['reasons'][number] {
  return { outcome, clause: plain(clause), because: because.slice(0, MOST_SENTENCES).map((text) => quoted(text)) };
}

function findingOf(finding: Finding, rule: RuleDescription | undefined): Value['findings'][number] {
  const { region, snippet } = finding;
  return {
    rule: plain(finding.ruleId),
    title: rule?.title ?? plain(finding.ruleId),
    level: finding.level,
    path: named(finding.path),
    line: region.startLine,
    endLine: region.endLine,
    message: quoted(finding.message),
    code: (snippet?.lines ?? []).slice(0, MOST_CODE_LINES).map((line) => quoted(line, 200)),
    fix: rule?.fix ?? '',
    contributor: finding.contributor,
  };
}

function textOf({ outcome, empty, scope, reasons, steps, findings, more, notRun }: Value): string {
  if (empty) return `Nothing to judge: ${scope}.`;
  const decisive = reasons.filter((reason) => reason.outcome === outcome);
  return [
    `${outcome.toUpperCase()}: ${scope}`,
    ...decisive.flatMap(({ clause, because }) => [`- ${clause}: ${because.join(' ')}`]),
    ...findings.flatMap(({ level, rule, path, line, title, message, fix, code }) => [
      '',
      `${level} ${path}:${line} ${rule}: ${title}. ${message}`,
      ...code.map((text) => `    ${text}`),
      ...(fix === '' ? [] : [`  Fix: ${fix}`]),
    ]),
    ...(more > 0 ? ['', `${more} more new findings are not listed.`] : []),
    ...(steps.length > 0 ? ['', 'To ship:', ...steps.map((step, i) => `${i + 1}. ${step}`)] : []),
    ...(notRun.length > 0 ? ['', 'Not looked at:', ...notRun.map((text) => `- ${text}`)] : []),
  ].join('\n');
}
