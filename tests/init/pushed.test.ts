import { describe, expect, it } from 'vitest';
import { pushedCommits } from '../../src/adapters/setup/pushed.ts';
import { type FixtureRepository, fixtureRepository } from '../git/fixture.ts';

const ZERO = '0'.repeat(40);

/** A repository whose remote knows `main`, with `main` checked out. */
function cloned(): FixtureRepository & { readonly main: string } {
  const repository = fixtureRepository();
  const main = repository.commit({ files: { 'a.txt': 'a\n', 'b.txt': 'b\n' } });
  repository.remote();
  return { ...repository, main };
}

function ask(repository: FixtureRepository, ...lines: readonly string[]) {
  return pushedCommits(repository.path, 'origin', lines.map((line) => `${line}\n`).join(''));
}

describe('what a push brings', () => {
  it('is what a branch adds to the one that the remote has', async () => {
    const repository = cloned();
    const head = repository.commit({ files: { 'c.txt': 'c\n' } });
    expect(await ask(repository, `refs/heads/main ${head} refs/heads/main ${repository.main}`)).toEqual([
      { kind: 'commits', ref: 'refs/heads/main', base: repository.main, head },
    ]);
  });

  it('is what a new branch adds to the branches that the remote is known to have', async () => {
    const repository = cloned();
    const head = repository.commit({ files: { 'c.txt': 'c\n' } });
    expect(await ask(repository, `refs/heads/topic ${head} refs/heads/topic ${ZERO}`)).toMatchObject([
      { base: repository.main, head },
    ]);
  });

  it('is everything when the remote is known to have nothing', async () => {
    const repository = fixtureRepository();
    const head = repository.commit({ files: { 'a.txt': 'a\n' } });
    expect(await ask(repository, `refs/heads/main ${head} refs/heads/main ${ZERO}`)).toMatchObject([
      { base: null, head },
    ]);
  });

  it('is nothing for a deletion, a tag, notes, a blob, a branch at a known commit, and an empty push', async () => {
    const repository = cloned();
    const head = repository.commit({ files: { 'c.txt': 'c\n' } });
    const blob = repository.git('rev-parse', 'HEAD:a.txt');
    const answers = await ask(
      repository,
      `(delete) ${ZERO} refs/heads/old ${repository.main}`,
      `refs/tags/v1 ${head} refs/tags/v1 ${ZERO}`,
      `refs/notes/ai ${head} refs/notes/ai ${ZERO}`,
      `${blob} ${blob} refs/blobs/a ${ZERO}`,
      `refs/heads/copy ${repository.main} refs/heads/copy ${ZERO}`,
    );
    expect(answers.map((answer) => answer.kind)).toEqual(Array(5).fill('nothing'));
    expect(await ask(repository)).toEqual([]);
  });

  it('is told for each of several refs, and a commit that another line says is there is not new', async () => {
    const repository = cloned();
    const one = repository.commit({ files: { 'c.txt': 'c\n' } });
    const two = repository.commit({ files: { 'd.txt': 'd\n' } });
    const answers = await ask(
      repository,
      `refs/heads/main ${two} refs/heads/main ${one}`,
      `refs/heads/topic ${two} refs/heads/topic ${ZERO}`,
    );
    expect(answers).toMatchObject([{ base: one }, { base: one }]);
  });

  it('is, after a rebase and a force push, what the branch adds to where it now stands', async () => {
    const repository = cloned();
    repository.branch('topic');
    const old = repository.commit({ files: { 'topic.txt': 'old\n' } });
    repository.git('push', '-q', 'origin', 'topic');
    repository.git('checkout', '-q', 'main');
    const main = repository.commit({ files: { 'many1.txt': '1\n', 'many2.txt': '2\n' } });
    repository.git('push', '-q', 'origin', 'main');
    repository.git('checkout', '-q', 'topic');
    repository.git('-c', 'user.name=A', '-c', 'user.email=a@b.c', 'rebase', '-q', 'main');
    const head = repository.git('rev-parse', 'HEAD');
    expect(await ask(repository, `refs/heads/topic ${head} refs/heads/topic ${old}`)).toEqual([
      { kind: 'commits', ref: 'refs/heads/topic', base: main, head },
    ]);
  });

  it('leaves out what was merged in from a branch that the remote has', async () => {
    const repository = cloned();
    repository.branch('topic');
    const topic = repository.commit({ files: { 'topic.txt': 'old\n' } });
    repository.git('push', '-q', 'origin', 'topic');
    repository.git('checkout', '-q', 'main');
    const main = repository.commit({ files: { 'many1.txt': '1\n', 'many2.txt': '2\n' } });
    repository.git('push', '-q', 'origin', 'main');
    repository.git('checkout', '-q', 'topic');
    repository.git('-c', 'user.name=A', '-c', 'user.email=a@b.c', 'merge', '-q', '--no-edit', 'main');
    const head = repository.git('rev-parse', 'HEAD');
    expect(await ask(repository, `refs/heads/topic ${head} refs/heads/topic ${topic}`)).toMatchObject([{ base: main }]);
  });

  it('says so when what the remote has is not in this clone', async () => {
    const repository = cloned();
    const head = repository.commit({ files: { 'c.txt': 'c\n' } });
    const foreign = 'f'.repeat(40);
    expect(await ask(repository, `refs/heads/main ${head} refs/heads/main ${foreign}`)).toEqual([
      {
        kind: 'commits',
        ref: 'refs/heads/main',
        base: repository.main,
        head,
        note: 'ffffffffff, which the remote has there, is not in this clone',
      },
    ]);
  });

  it('is read from a name with blanks, and refused from a line that git would not write', async () => {
    const repository = cloned();
    const head = repository.commit({ files: { 'c.txt': 'c\n' } });
    expect(await ask(repository, `HEAD@{1 day ago} ${head} refs/heads/x ${ZERO}`)).toMatchObject([{ head }]);
    await expect(ask(repository, `refs/heads/main --output=x refs/heads/main ${ZERO}`)).rejects.toThrow('not a line');
  });

  it('is found in a repository with SHA-256 ids', async () => {
    const repository = fixtureRepository({ objectFormat: 'sha256' });
    const base = repository.commit({ files: { 'a.txt': 'a\n' } });
    const head = repository.commit({ files: { 'a.txt': 'b\n' } });
    expect(await ask(repository, `refs/heads/main ${head} refs/heads/main ${base}`)).toMatchObject([{ base, head }]);
  });
});
