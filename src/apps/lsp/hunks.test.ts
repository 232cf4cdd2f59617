import { expect, test } from 'vitest';
import { hunksBetween } from './hunks.ts';

test.each([
  ['nothing', 'a\nb\n', 'a\nb\n', []],
  ['a new file', '', 'a\nb\n', ['0,0 1,2']],
  ['an emptied file', 'a\nb\n', '', ['1,2 0,0']],
  ['a line in between', 'a\nc\n', 'a\nb\nc\n', ['1,0 2,1']],
  ['a line less', 'a\nb\nc\n', 'a\nc\n', ['2,1 1,0']],
  ['two places', 'a\nb\nc\nd\n', 'A\nb\nc\nD\n', ['1,1 1,1', '4,1 4,1']],
  ['no newline at the end', 'a', 'a\nb', ['1,0 2,1']],
])('%s', (_, before, after, expected) => {
  const shown = hunksBetween(before, after).map(
    ({ oldStart, oldLines, newStart, newLines }) => `${oldStart},${oldLines} ${newStart},${newLines}`,
  );
  expect(shown).toEqual(expected);
});
