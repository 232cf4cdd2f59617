import { expect, test } from 'vitest';
import { openRepository } from '../../src/adapters/git/repository.ts';
import { type FixtureRepository, fixtureRepository } from './fixture.ts';

const { signal } = new AbortController();

async function blobs(repository: FixtureRepository, blobCap?: number) {
  const opened = await openRepository(repository.path, { signal, ...(blobCap === undefined ? {} : { blobCap }) });
  const found: { commit: string; path: string; text: string | null }[] = [];
  const commits: string[] = [];
  for await (const { commit, path, bytes } of opened.everyBlob(signal, (id) => commits.push(id))) {
    found.push({ commit, path, text: bytes === null ? null : Buffer.from(bytes).toString('utf8') });
  }
  opened.close();
  return { found, commits };
}

test('every content comes once, oldest first, where it first stood, from every branch and tag', async () => {
  const repository = fixtureRepository();
  const one = repository.commit({ files: { 'a.txt': 'first\n', 'dir/ümlaut b.txt': 'kept\n' } });
  const two = repository.commit({ files: { 'a.txt': 'second\n' } });
  const three = repository.commit({ files: { 'a.txt': 'first\n', 'copy.txt': 'kept\n' } });
  repository.branch('side', one);
  const side = repository.commit({ files: { 'side.txt': 'apart\n' } });
  repository.git('tag', '-a', 'v1', '-m', 'v1');
  repository.git('checkout', '-q', 'main');
  repository.git('branch', '-D', 'side');
  const { found, commits } = await blobs(repository);
  expect(found).toHaveLength(4);
  expect(found.slice(0, 2)).toEqual([
    { commit: one, path: 'a.txt', text: 'first\n' },
    { commit: one, path: 'dir/ümlaut b.txt', text: 'kept\n' },
  ]);
  expect(found).toContainEqual({ commit: two, path: 'a.txt', text: 'second\n' });
  expect(found).toContainEqual({ commit: side, path: 'side.txt', text: 'apart\n' });
  expect(commits.toSorted()).toEqual([one, two, three, side].toSorted());
});

test('what is too large comes without its bytes, and a repository without commits has nothing', async () => {
  const repository = fixtureRepository();
  expect(await blobs(repository)).toEqual({ found: [], commits: [] });
  repository.commit({ files: { 'a.txt': 'x'.repeat(100) } });
  const { found } = await blobs(repository, 50);
  expect(found).toMatchObject([{ path: 'a.txt', text: null }]);
});

test('a caller that stops early leaves no process behind', async () => {
  const repository = fixtureRepository();
  for (const name of ['a', 'b', 'c']) repository.commit({ files: { [name]: name } });
  const opened = await openRepository(repository.path, { signal });
  for await (const { path } of opened.everyBlob(signal, () => undefined)) {
    expect(path).toBe('a');
    break;
  }
  opened.close();
});
