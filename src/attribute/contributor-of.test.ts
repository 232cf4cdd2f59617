import { expect, it } from 'vitest';
import type { Attribution } from '../model/attribution.ts';
import { contributorOf } from './contributor-of.ts';

const line = (start: number, end: number, contributor: Attribution['contributor']): Attribution => ({
  path: 'a.ts',
  startLine: start,
  endLine: end,
  contributor,
  basis: contributor === 'unknown' ? 'none' : 'recorded',
});
const ask = contributorOf([line(1, 3, 'human'), line(4, 6, 'ai'), line(7, 9, 'unknown')]);

it('names the one who wrote all lines of a place', () => {
  expect(ask('a.ts', 1, 3)).toBe('human');
  expect(ask('a.ts', 5, 5)).toBe('ai');
});

it('is mixed where an assistant wrote some of the lines', () => {
  expect(ask('a.ts', 3, 4)).toBe('mixed');
  expect(ask('a.ts', 6, 7)).toBe('mixed');
});

it('is unknown where a person wrote some lines and nobody is known for others', () => {
  expect(contributorOf([line(1, 1, 'human'), line(2, 2, 'unknown')])('a.ts', 1, 2)).toBe('unknown');
});

it('is unknown for lines and files that nothing is known of', () => {
  expect(ask('a.ts', 20, 21)).toBe('unknown');
  expect(ask('toString', 1, 1)).toBe('unknown');
});
