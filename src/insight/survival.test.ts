import { expect, test } from 'vitest';
import type { Attribution } from '../model/attribution.ts';
import type { Commit } from '../model/change.ts';
import { survival } from './survival.ts';

const person = { name: 'Ada', email: 'ada@example.com' };
const commit = (sha: string, at: string): Commit => ({ sha, at, author: person, committer: person });
const lines = (sha: string, from: number, to: number, contributor: Attribution['contributor'] = 'ai'): Attribution => ({
  path: 'a.ts',
  startLine: from,
  endLine: to,
  contributor,
  basis: 'recorded',
  commit: sha,
});

test('says by month how many lines of assistants were added and still stand', () => {
  const commits = [
    commit('b', '2026-04-01T00:00:00Z'),
    commit('a', '2026-03-31T23:00:00Z'),
    commit('x', '2026-03-01T00:00:00Z'),
  ];
  const added = new Map([
    ['a', 10],
    ['x', 10],
    ['b', 4],
    ['elsewhere', 99],
  ]);
  const standing = [lines('a', 1, 6), lines('x', 7, 10, 'mixed'), lines('b', 11, 20, 'human'), lines('b', 21, 21)];
  expect(survival(commits, added, standing)).toEqual([
    { month: '2026-03', added: 20, standing: 10 },
    { month: '2026-04', added: 4, standing: 1 },
  ]);
});
