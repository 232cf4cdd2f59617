import pc from 'picocolors';
import { expect, test } from 'vitest';
import { HOSTILE } from '../../tests/report/hostile-inputs.ts';
import type { BlameInput } from './blame/lines.ts';
import { blameFormats } from './blame.ts';
import { columns } from './columns.ts';
import { visible } from './visible.ts';

const sha = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
const input: BlameInput = {
  report: {
    version: 1,
    path: 'src/users.ts',
    attributions: [
      {
        path: 'src/users.ts',
        startLine: 2,
        endLine: 3,
        contributor: 'ai',
        tool: 'claude',
        basis: 'recorded',
        source: 'hook',
      },
      { path: 'src/users.ts', startLine: 4, endLine: 4, contributor: 'human', basis: 'inferred', commit: sha },
    ],
  },
  lines: ['first', '\tsecond', 'third 日本', 'fourth', 'fifth'],
  contradictions: ['The note of a1b2c3d claims lines that the commit did not add.'],
};
const hostileInput: BlameInput = {
  report: {
    version: 1,
    path: HOSTILE,
    attributions: [{ path: HOSTILE, startLine: 1, endLine: 1, contributor: 'ai', tool: HOSTILE, basis: 'declared' }],
  },
  lines: [HOSTILE, HOSTILE.repeat(30)],
  contradictions: [HOSTILE],
};

test('shows every line once, with its author where another one begins', async () => {
  const text = (await blameFormats.terminal())(input);
  const rows = text.split('\n').filter((line) => /(first|second|third|fourth|fifth)/.test(line));
  expect(rows).toEqual([
    ' unknown                     ░ 1 first',
    ' AI claude, recorded         █ 2     second',
    '                             █ 3 third 日本',
    ' human, inferred     a1b2c3d ▒ 4 fourth',
    ' unknown                     ░ 5 fifth',
  ]);
  expect(text).toContain('█ AI 2 (40%)  ▒ human 1 (20%)  ░ unknown 2 (40%)');
  expect(text).toContain('The note of a1b2c3d claims lines that the commit did not add.');
});

test('counts a line that nobody speaks for as unknown, whatever the attributions', async () => {
  const bare = { ...input, report: { ...input.report, attributions: [] } };
  expect((await blameFormats.terminal())(bare)).toContain('░ unknown 5 (100%)');
  expect((await blameFormats.terminal())({ ...bare, lines: [] })).toContain('0 lines');
});

test('prints version, path and attributions as JSON, and not the file', async () => {
  const text = (await blameFormats.json())(input);
  expect(JSON.parse(text)).toEqual(input.report);
  expect(text).not.toContain('third');
});

test('keeps to its columns, and lets nothing through that a terminal would obey', async () => {
  const terminal = await blameFormats.terminal();
  for (const width of [40, 80, 200]) {
    for (const one of [input, hostileInput]) {
      for (const line of terminal(one, { width }).split('\n')) expect(columns(line)).toBeLessThanOrEqual(width);
    }
  }
  const text = terminal(hostileInput).replaceAll('\n', '');
  expect(text).toBe(visible(text));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour is made of control characters
  const bare = terminal(input, { palette: pc.createColors(true) }).replace(/\x1b\[\d+m/g, '');
  expect(bare).toBe(terminal(input));
  expect(terminal(hostileInput, { ascii: true })).toMatch(/^[\n -~]*$/);
});

test('shows the file as a page, run by run', async () => {
  const page = (await blameFormats.html())(input);
  expect(page.match(/<div class="run/g)).toHaveLength(4);
  expect(page).toContain(
    '<div class="run by-ai" role="group" aria-label="Lines 2 to 3: AI (claude), recorded by hook, not committed">',
  );
  expect(page).toContain('human, inferred, a1b2c3d4e5f6');
  const evil = (await blameFormats.html())(hostileInput);
  expect(evil).not.toMatch(/<(script|img|iframe)\b/i);
});
