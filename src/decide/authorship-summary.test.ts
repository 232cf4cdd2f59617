import { expect, test } from 'vitest';
import { summarizeAuthorship } from './authorship-summary.ts';
import { defaultPolicy } from './default-policy.ts';
import { exampleFacts } from './example-facts.ts';

test('counts changed lines by author, grade, assistant and file', () => {
  const facts = exampleFacts({
    files: {
      'src/a.ts': { by: 'ai', lines: 30, tool: 'claude', model: 'opus' },
      'src/auth/b.ts': { by: 'mixed', lines: 5, tool: 'codex', basis: 'declared' },
      'docs/c.md': { by: 'human', lines: 7, basis: 'inferred' },
    },
  });
  const summary = summarizeAuthorship(facts, defaultPolicy());
  expect(summary.lines).toEqual({ human: 7, ai: 30, mixed: 5, unknown: 0 });
  expect(summary.basis).toEqual({ recorded: 30, declared: 5, inferred: 7, none: 0 });
  expect(summary.tools).toEqual([
    { tool: 'claude', model: 'opus', lines: 30 },
    { tool: 'codex', lines: 5 },
  ]);
  expect(summary.files.map(({ path, tier }) => [path, tier])).toEqual([
    ['src/a.ts', 'standard'],
    ['src/auth/b.ts', 'critical'],
    ['docs/c.md', 'contained'],
  ]);
});

test('a line that nothing speaks of has no grade, and records that overlap count once', () => {
  const facts = exampleFacts({ files: { 'src/a.ts': { by: 'ai', lines: 10 } } });
  const [own] = facts.attributions;
  const half = { ...own!, endLine: 6 };
  const { basis } = summarizeAuthorship({ ...facts, attributions: [half] }, defaultPolicy());
  expect(basis).toEqual({ recorded: 6, declared: 0, inferred: 0, none: 4 });
  const twice = summarizeAuthorship({ ...facts, attributions: [own!, own!] }, defaultPolicy());
  expect(twice.basis.recorded).toBe(10);
});
