import { expect, test } from 'vitest';
import { isWord } from './match-words.ts';

test.each([
  ['claude', 'Claude', true],
  ['claude', 'claude-code', false],
  ['*', '', true],
  ['gpt-5*', 'gpt-5-mini', true],
  ['gpt-5*', 'gpt-4', false],
  ['*[bot]', 'dependabot[bot]', true],
  ['*@*.example', 'a@b.example', true],
  ['a*a', 'a', false],
  ['a*b*c', 'axbyc', true],
  ['a*b*c', 'axcyb', false],
  ['a*bc*c', 'abc', false],
])('%s means %s: %s', (meant, name, wanted) => {
  expect(isWord(meant, name)).toBe(wanted);
});
