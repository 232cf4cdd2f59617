import { expect, test } from 'vitest';
import { fixtureRepository } from './fixture.ts';

test('a fixture commits what it is told, with author, date and trailers', () => {
  const repository = fixtureRepository();
  const author = { name: 'Grace', email: 'grace@example.com' };
  const sha = repository.commit({
    files: { 'a/b.ts': 'let x;\n' },
    message: 'Add b',
    trailers: ['Reviewed-by: Ada <ada@example.com>'],
    author,
    at: '2025-03-01T10:00:00Z',
  });
  expect(repository.git('log', '-1', '--format=%H %an %ae %aI')).toBe(
    `${sha} Grace grace@example.com 2025-03-01T10:00:00+00:00`,
  );
  expect(repository.git('log', '-1', '--format=%(trailers:key=Reviewed-by,valueonly)')).toContain('Ada');
});

test('a fixture remote is the upstream of the current branch', () => {
  const repository = fixtureRepository();
  const first = repository.commit({ files: { 'a.txt': 'one\n' } });
  repository.remote();
  repository.commit({ files: { 'a.txt': 'two\n' } });
  expect(repository.git('rev-parse', '@{upstream}')).toBe(first);
  expect(repository.git('rev-parse', 'origin/HEAD')).toBe(first);
});
