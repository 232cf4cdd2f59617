import { expect, test } from 'vitest';
import { exitCodeOf } from './exit-code.ts';

test('says 0 for ship, 1 for block and 3 for review', () => {
  expect(exitCodeOf({ outcome: 'ship', empty: false })).toBe(0);
  expect(exitCodeOf({ outcome: 'block', empty: false })).toBe(1);
  expect(exitCodeOf({ outcome: 'review', empty: false })).toBe(3);
});

test('lets a review pass, but never a block, when only a block counts', () => {
  expect(exitCodeOf({ outcome: 'review', empty: false }, 'block')).toBe(0);
  expect(exitCodeOf({ outcome: 'block', empty: false }, 'block')).toBe(1);
});

test('says 0 where there was nothing to judge', () => {
  expect(exitCodeOf({ outcome: 'review', empty: true })).toBe(0);
});
