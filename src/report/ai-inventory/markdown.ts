import type { AiInventory } from '../../model/inventory.ts';
import { literal } from '../markdown/literal.ts';
import { figure, percent } from '../phrases.ts';

/** The inventory as a page for people, one table for each question. */
export function inventoryMarkdown({
  repository,
  head,
  at,
  total,
  tiers,
  assistants,
  configuration,
}: AiInventory): string {
  const lines = [
    `# AI code in ${literal(repository)}`,
    '',
    `At ${head.slice(0, 12)} of ${at.slice(0, 10)}: ${figure(total.lines)} lines, of which ${figure(total.ai)} were written by AI (${percent(total.ai, total.lines)}), ${figure(total.mixed)} with its help, ${figure(total.human)} by people, and ${figure(total.unknown)} have no evidence.`,
    '',
    '## How much stands in each tier',
    '',
    '| Tier | Lines | AI | with help | people | no evidence |',
    '|---|--:|--:|--:|--:|--:|',
    ...tiers.map(
      ({ tier, lines: all, ai, mixed, human, unknown }) =>
        `| ${tier} | ${figure(all)} | ${figure(ai)} (${percent(ai, all)}) | ${figure(mixed)} | ${figure(human)} | ${figure(unknown)} |`,
    ),
    '',
    '## Assistants and models',
    '',
    ...(assistants.length === 0
      ? ['No line is known to be of an assistant.']
      : [
          '| Assistant | Models | Lines | Files | critical | standard | contained | Months |',
          '|---|---|--:|--:|--:|--:|--:|---|',
          ...assistants.map(({ tool, models, lines: own, files, byTier, since, until }) => {
            const named = models.map(({ model, lines: n }) => `${literal(model)} (${figure(n)})`).join(', ');
            const tier = (name: keyof typeof byTier): string => figure(byTier[name] ?? 0);
            const months = since === until ? since : `${since} to ${until}`;
            return `| ${literal(tool)} | ${named || 'not told'} | ${figure(own)} | ${figure(files)} | ${tier('critical')} | ${tier('standard')} | ${tier('contained')} | ${months} |`;
          }),
        ]),
    '',
    '## Configuration of assistants',
    '',
    ...(configuration.length === 0
      ? ['The repository holds none.']
      : [
          '| File | For |',
          '|---|---|',
          ...configuration.map(({ path, assistant }) => `| ${literal(path)} | ${assistant} |`),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}
