import { expect, test } from 'vitest';
import { HOSTILE } from '../../tests/report/hostile-inputs.ts';
import { columns } from './columns.ts';
import type { StatsInput } from './stats/tables.ts';
import { statsFormats } from './stats.ts';
import { visible } from './visible.ts';

const shares = (ai: number, mixed: number, human: number, unknown: number) => ({
  ai,
  mixed,
  human,
  unknown,
  lines: ai + mixed + human + unknown,
});
const input: StatsInput = {
  scope: 'HEAD~10..HEAD',
  stats: {
    version: 1,
    total: shares(600, 100, 1200, 100),
    byBasis: { recorded: 500, declared: 200, inferred: 1200, none: 100 },
    byTool: [{ tool: 'claude', ...shares(600, 100, 0, 0) }],
    byModel: [],
    byPath: [...Array(40).keys()].map((i) => ({ path: `src/file-${i}.ts`, ...shares(15, 0, 30, 5) })),
    byTier: [
      { tier: 'standard', ...shares(590, 100, 1100, 100) },
      { tier: 'critical', ...shares(10, 0, 100, 0) },
    ],
    byMonth: [{ month: '2026-03', ...shares(600, 100, 1200, 100) }],
    survival: [{ month: '2026-03', added: 800, standing: 400 }],
    byAuthorOfRecord: [{ author: 'Ada <ada@example.org>', ...shares(600, 100, 1200, 100) }],
  },
};
const hostileInput: StatsInput = {
  scope: HOSTILE,
  stats: {
    ...input.stats,
    byTool: [{ tool: HOSTILE, ...shares(1, 0, 0, 0) }],
    byAuthorOfRecord: [{ author: HOSTILE, ...shares(0, 1, 0, 0) }],
  },
};

test('shows the whole, then one table for each question that has an answer', async () => {
  const text = (await statsFormats.terminal())(input);
  expect(text).toContain('█ AI 600 (30%)  ▓ AI and human 100 (5%)  ▒ human 1,200 (60%)\n   ░ unknown 100 (5%)');
  expect(text).toContain('Evidence: recorded 500, declared 200, inferred 1,200, without evidence 100');
  expect(text.match(/^ By .*/gm)).toEqual([
    ' By tool',
    ' By tier',
    ' By month of the commit',
    ' By path',
    ' By author of record',
  ]);
  expect(text).toMatch(/critical +110 {2}\S{20} {3}9% with AI/);
  expect(text).toContain('and 25 more; --format json has them all');
});

test('keeps to its columns, and lets nothing through that a terminal would obey', async () => {
  const terminal = await statsFormats.terminal();
  for (const width of [40, 80, 120]) {
    for (const one of [input, hostileInput]) {
      for (const line of terminal(one, { width }).split('\n')) expect(columns(line)).toBeLessThanOrEqual(width);
    }
  }
  const text = terminal(hostileInput).replaceAll('\n', '');
  expect(text).toBe(visible(text));
});

test('says so where there is nothing to count', async () => {
  const none = shares(0, 0, 0, 0);
  const stats = { ...input.stats, total: none, byTool: [], byPath: [], byTier: [], byAuthorOfRecord: [] };
  expect((await statsFormats.terminal())({ stats, scope: 'nothing' })).toContain('0 lines');
  expect((await statsFormats.html())({ stats, scope: 'nothing' })).toContain('0 lines');
});

test('prints the statistics as JSON, and as a page that takes nothing for markup', async () => {
  expect(JSON.parse((await statsFormats.json())(input))).toEqual(input.stats);
  const page = (await statsFormats.html())(hostileInput);
  expect(page).not.toMatch(/<(script|img|iframe)\b/i);
  expect(page).toContain('<h2 id="by-author-of-record">By author of record</h2>');
});
