import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openRepository } from '../../src/adapters/git/repository.ts';
import { type FixtureRepository, fixtureRepository } from './fixture.ts';

const { signal } = new AbortController();

/** An object that git would refuse to write, and does not refuse to read. */
function forge(repository: FixtureRepository, type: string, content: Buffer): string {
  const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
  const id = createHash('sha1').update(whole).digest('hex');
  const folder = join(repository.path, '.git/objects', id.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, id.slice(2)), deflateSync(whole, { level: 1 }));
  return id;
}

const entry = (mode: string, name: string, id: string) =>
  Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')]);

async function loadHead(repository: FixtureRepository, tree: string) {
  const base = repository.commit();
  repository.git('update-ref', 'HEAD', repository.git('commit-tree', '-m', 'odd', '-p', base, tree));
  const opened = await openRepository(repository.path, { signal });
  try {
    return await opened.loadChange({ kind: 'commit', revision: 'HEAD' }, signal);
  } finally {
    opened.close();
  }
}

test('a name that stands twice in a tree is named, so that neither content can hide behind the other', async () => {
  const repository = fixtureRepository();
  const good = forge(repository, 'blob', Buffer.from('good\n'));
  const evil = forge(repository, 'blob', Buffer.from('evil\n'));
  const names = ['..', '.git', 'a.js', 'sub/x.js'];
  const entries = [...names.map((name) => entry('100644', name, evil)), entry('100644', 'a.js', good)];
  const { change, gaps } = await loadHead(repository, forge(repository, 'tree', Buffer.concat(entries)));
  expect(change.files.map((file) => file.path)).toEqual(['..', '.git', 'a.js', 'a.js', 'sub/x.js']);
  expect(gaps).toEqual([{ path: 'a.js', reason: 'its name stands twice in one tree' }]);
});

test('folders nested deeper than git can walk end in one sentence or in a change', async () => {
  const repository = fixtureRepository();
  let id = forge(repository, 'tree', entry('100644', 'f', forge(repository, 'blob', Buffer.from('x\n'))));
  for (let depth = 0; depth < 3000; depth += 1) id = forge(repository, 'tree', entry('40000', 'd', id));
  const outcome = await loadHead(repository, id).catch((error: unknown) => error);
  if (outcome instanceof Error)
    expect(outcome).toMatchObject({ code: 'git/failed', message: /^The change could not be read: / });
  else expect(outcome).toMatchObject({ change: { files: [{ status: 'added' }] } });
});

test('a tree that is cut short is an error, not an empty change', async () => {
  const repository = fixtureRepository();
  const blob = forge(repository, 'blob', Buffer.from('x\n'));
  const tree = forge(repository, 'tree', Buffer.concat([entry('100644', 'a', blob), Buffer.from('100644 b\0short')]));
  await expect(loadHead(repository, tree)).rejects.toMatchObject({ code: 'git/failed' });
});
