import { byPath, changedLines } from '../authorship.ts';
import { defineClause } from '../clause.ts';
import { first } from '../sentence.ts';

export default defineClause({
  id: 'ai-limits',
  title: 'AI writes no more at once than a person can read',
  why: 'Attention falls with the size of a change; an assistant writes a thousand lines as easily as ten.',
  options: {
    lines: {
      kind: 'number',
      default: 400,
      least: 0,
      meaning: 'AI or mixed lines that one change may bring outside the contained tier.',
    },
    criticalShare: {
      kind: 'number',
      default: 50,
      least: 0,
      meaning: 'Percent of the changed lines of a critical file that may be AI or mixed.',
    },
    unknownIsAi: { kind: 'switch', default: true, meaning: 'Whether lines of unknown origin count as AI.' },
  },
  evaluate({ change, attributions }, options, tiers) {
    const known = byPath(attributions);
    let total = 0;
    const shares: string[] = [];
    for (const file of change.files) {
      const tier = tiers.of(file);
      if (tier === 'contained') continue;
      const { human, ai, mixed, unknown } = changedLines(file, known.get(file.path) ?? []);
      const machine = ai + mixed + (options.unknownIsAi ? unknown : 0);
      total += machine;
      const share = (100 * machine) / Math.max(1, human + ai + mixed + unknown);
      if (tier === 'critical' && share > options.criticalShare) {
        shares.push(
          `${file.path}: ${Math.round(share)}% of the changed lines, at most ${options.criticalShare}% may be.`,
        );
      }
    }
    return [
      ...(total > options.lines
        ? [
            {
              outcome: 'review',
              because: [`The change brings ${total} lines by AI; ${options.lines} are the limit.`],
            } as const,
          ]
        : []),
      ...(shares.length > 0
        ? [
            {
              outcome: 'review',
              because: ['AI wrote too much of a critical file.', ...first(shares, 'more files')],
            } as const,
          ]
        : []),
    ];
  },
  ships: [
    { facts: { files: { 'src/a.ts': { by: 'ai', lines: 400 } } } },
    { facts: { files: { 'src/a.ts': { by: 'human', lines: 4_000 } } } },
    { facts: { files: { 'docs/a.ts': { by: 'ai', lines: 4_000 } } } },
    { facts: { files: { 'src/auth/a.ts': 'human' } } },
    { facts: { files: { 'src/a.ts': { by: 'unknown', lines: 4_000 } } }, options: { unknownIsAi: false } },
  ],
  reviews: [
    { facts: { files: { 'src/a.ts': { by: 'ai', lines: 401 } } } },
    { facts: { files: { 'src/a.ts': { by: 'ai', lines: 300 }, 'src/b.ts': { by: 'mixed', lines: 300 } } } },
    { facts: { files: { 'src/a.ts': { by: 'unknown', lines: 401 } } } },
    { facts: { files: { 'src/auth/a.ts': 'ai' } } },
    { facts: { files: { 'src/a.ts': 'ai' } }, options: { lines: 9 } },
  ],
  blocks: [],
});
