import { z } from 'zod';
import { check } from '../../../check.ts';
import { byPath, changedLines } from '../../../decide/authorship.ts';
import { readTiers } from '../../../decide/tiers.ts';
import { named, quoted } from '../../../report/quoted.ts';
import { readingOrder } from '../../../review/reading-order.ts';
import { changeShape, requestOf } from '../change.ts';
import type { Tool } from '../tool.ts';

const MOST_FILES = 50;

const input = changeShape;

const output = {
  outcome: z.enum(['ship', 'review', 'block']),
  scope: z.string().describe('What was judged (quoted).'),
  files: z.array(
    z.object({
      path: z.string(),
      tier: z.enum(['contained', 'standard', 'critical']),
      lines: z.number().int().describe('Changed lines.'),
      because: z.array(z.string()),
      at: z.array(z.number().int()).describe('Lines of new findings, worst first.'),
      minutes: z.number().int(),
    }),
  ),
  more: z.number().int().describe('Files that are not listed.'),
  minutes: z.number().int().describe('For all files, at 400 lines an hour.'),
};

/** What to read first, and why. */
export const reviewPlan: Tool<typeof input, typeof output> = {
  name: 'review_plan',
  title: 'Review plan',
  description:
    'The order in which a person should read the changed files: critical places, findings, and lines that nobody is known to have written first. For handing a change over to a reviewer.',
  input,
  output,
  async answer(question, { bench, open }, signal) {
    const { report, policy } = await open(signal, ({ ports }) =>
      check(requestOf(question), ports, bench.judge, signal),
    );
    const tiers = readTiers(policy.tiers);
    const attributions = byPath(report.attributions);
    const steps = readingOrder({
      change: report.change,
      findings: report.findings,
      run: report.run,
      tierOf: (file) => tiers.of(file),
      linesOf: (file) => changedLines(file, attributions.get(file.path) ?? []),
    });
    const files = steps.slice(0, MOST_FILES).map(({ path, because, at, ...step }) => ({
      ...step,
      path: named(path),
      because: [...because],
      at: [...at],
    }));
    const value = {
      outcome: report.decision.outcome,
      scope: quoted(report.run.scope),
      files,
      more: steps.length - files.length,
      minutes: steps.reduce((sum, { minutes }) => sum + minutes, 0),
    };
    const told = files.map(
      ({ path, tier, lines, because, minutes }, i) =>
        `${i + 1}. ${path} (${tier}, ${lines} lines, ${minutes} min): ${because.join(' ')}`,
    );
    const rest = value.more > 0 ? [`and ${value.more} more files`] : [];
    return { text: [`${value.scope}: about ${value.minutes} minutes`, ...told, ...rest].join('\n'), value };
  },
};
