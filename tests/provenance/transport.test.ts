import { cpSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fetchRefspecs } from '../../src/lib/record-refs.ts';
import { temporaryFolder } from '../git/fixture.ts';
import { countersign } from './command.ts';
import { begin, shape } from './story.ts';
import { linesOf, Workshop } from './workshop.ts';

/** A bare forge and a clone of it in which work is recorded. */
async function forgeAndClone(): Promise<{ forge: string; ours: Workshop; fetch: readonly string[] }> {
  const forge = temporaryFolder();
  const ours = new Workshop();
  ours.git('init', '-q', '--bare', '-b', 'main', '--template=', forge);
  ours.git('remote', 'add', 'origin', forge);
  for (const refspec of fetchRefspecs('origin')) ours.git('config', '--add', 'remote.origin.fetch', refspec);
  await begin(ours);
  ours.person({ 'base.ts': linesOf('base', 3) });
  ours.commit('Base');
  return { forge, ours, fetch: fetchRefspecs('origin') };
}

async function work(shop: Workshop, path: string, tool = 'claude'): Promise<void> {
  await shop.assistant(tool, { [path]: linesOf(path.slice(0, 1), 4) });
  shop.commit(`Add ${path}`);
}

function cloneOf(forge: string): Workshop {
  const folder = temporaryFolder();
  rmSync(folder, { recursive: true });
  new Workshop(temporaryFolder(), false).git('clone', '-q', forge, folder);
  return new Workshop(folder, false, 1_780_001_000);
}

describe('two clones of one forge', () => {
  it('see each other, and no fetch takes away what was recorded since the last push', async () => {
    const { forge, ours } = await forgeAndClone();
    await work(ours, 'a.ts');
    ours.git('push', '-q', 'origin', 'main');
    await countersign(ours.path, 'provenance', 'push');
    await work(ours, 'b.ts', 'copilot');
    await countersign(ours.path, 'provenance', 'record');
    const own = ours.git('for-each-ref', '--format=%(objectname)', 'refs/notes/countersign');
    await countersign(ours.path, 'provenance', 'fetch');
    ours.git('fetch', '-q', '--prune', 'origin');
    expect(ours.git('for-each-ref', '--format=%(objectname)', 'refs/notes/countersign')).toContain(own);
    expect(shape(await ours.authors('b.ts'))).toBe('copilot*4');

    const theirs = cloneOf(forge);
    expect(shape(await theirs.authors('a.ts'))).toBe('?*4');
    expect(await countersign(theirs.path, 'provenance', 'fetch')).toMatchObject({
      code: 0,
      out: 'The authorship records of 1 other writer are here: 2 commits.\n',
    });
    expect(shape(await theirs.authors('a.ts'))).toBe('claude*4');
    await begin(theirs);
    await work(theirs, 'c.ts', 'codex');
    theirs.git('push', '-q', 'origin', 'main');
    await countersign(theirs.path, 'provenance', 'push');
    await countersign(ours.path, 'provenance', 'fetch');
    ours.git('pull', '-q', '--rebase', 'origin', 'main');
    await countersign(ours.path, 'provenance', 'record');
    const authors = await ours.authorsOf(['a.ts', 'b.ts', 'c.ts']);
    expect([...authors.values()].map(shape)).toEqual(['claude*4', 'copilot*4', 'codex*4']);
  });

  it('get back what a refspec of theirs put onto their own records', async () => {
    const { ours } = await forgeAndClone();
    ours.git('config', '--add', 'remote.origin.fetch', '+refs/notes/*:refs/notes/*');
    await work(ours, 'a.ts');
    ours.git('push', '-q', 'origin', 'main');
    await countersign(ours.path, 'provenance', 'push');
    await work(ours, 'b.ts');
    await countersign(ours.path, 'provenance', 'record');
    ours.git('fetch', '-q', 'origin');
    expect(shape(await ours.authors('b.ts'))).toBe('?*4');
    await countersign(ours.path, 'provenance', 'record');
    expect(shape(await ours.authors('b.ts'))).toBe('claude*4');
    for (const ref of ours.git('for-each-ref', '--format=%(refname)', 'refs/notes').split('\n'))
      ours.git('update-ref', '-d', ref);
    await work(ours, 'c.ts');
    await countersign(ours.path, 'provenance', 'push');
    expect([...(await ours.authorsOf(['a.ts', 'b.ts', 'c.ts'])).values()].map(shape)).toEqual(
      Array.from({ length: 3 }, () => 'claude*4'),
    );
  });

  it('push under two names when one is a copy of the other', async () => {
    const { ours } = await forgeAndClone();
    await work(ours, 'a.ts');
    ours.git('push', '-q', 'origin', 'main');
    await countersign(ours.path, 'provenance', 'push');
    const folder = temporaryFolder();
    cpSync(ours.path, folder, { recursive: true });
    const copy = new Workshop(folder, false, 1_780_001_000);
    await work(ours, 'b.ts');
    await work(copy, 'c.ts', 'codex');
    expect(await countersign(ours.path, 'provenance', 'push')).toMatchObject({ err: '' });
    expect(await countersign(copy.path, 'provenance', 'push')).toMatchObject({ err: '' });
    expect(copy.git('ls-remote', 'origin', 'refs/notes/*').split('\n')).toHaveLength(2);
    expect(await countersign(copy.path, 'provenance', 'push')).toMatchObject({ err: '' });
    expect([...(await copy.authorsOf(['a.ts', 'c.ts'])).values()].map(shape)).toEqual(['claude*4', 'codex*4']);
    ours.git('push', '-q', 'origin', 'main:theirs');
    await countersign(copy.path, 'provenance', 'fetch');
    copy.git('fetch', '-q', 'origin', 'theirs');
    copy.git('checkout', '-q', 'FETCH_HEAD');
    expect(shape(await copy.authors('b.ts'))).toBe('claude*4');
  });

  it('are told when the records cannot be fetched', async () => {
    const { ours } = await forgeAndClone();
    expect(await countersign(ours.path, 'provenance', 'fetch')).toMatchObject({
      code: 0,
      out: 'origin has no authorship records of others.\n',
    });
    ours.git('remote', 'set-url', 'origin', '/nowhere/at/all');
    const { code, err } = await countersign(ours.path, 'provenance', 'fetch');
    expect(code).toBe(2);
    expect(err).toContain('The records of origin could not be fetched');
  });
});
