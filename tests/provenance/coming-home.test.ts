import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../git/fixture.ts';
import { countersign } from './command.ts';
import { shape, started } from './story.ts';
import { linesOf, Workshop } from './workshop.ts';

const AI = linesOf('ai', 6);
const ME = linesOf('me', 5);
const BASE = linesOf('base', 10);

/** A forge: a bare repository in which a branch with records was squashed into main, by somebody without Countersign. */
async function squashedByForge(): Promise<{ forge: string; shop: Workshop }> {
  const shop = await started();
  const forge = temporaryFolder();
  shop.git('clone', '-q', '--bare', '--template=', '.', forge);
  shop.git('remote', 'add', 'origin', forge);
  shop.git('checkout', '-qb', 'feature');
  await shop.assistant('claude', { 'a.ts': `${AI}}\n` });
  shop.commit('One');
  shop.person({ 'a.ts': `${ME}${AI}}\n` });
  shop.commit('Two');
  await shop.assistant('copilot', { 'base.ts': BASE.replace('const base4 =', 'const changedByMachine =') });
  shop.commit('Three');
  await shop.record();
  shop.git('push', '-q', 'origin', 'HEAD:refs/pull/1/head', 'refs/notes/countersign/test:refs/notes/countersign/test');

  const merger = new Workshop();
  merger.git('remote', 'add', 'origin', forge);
  merger.git('fetch', '-q', 'origin', 'main', '+refs/pull/1/head:refs/heads/pull');
  merger.git('checkout', '-qB', 'main', 'origin/main');
  merger.person({ 'up.ts': linesOf('up', 4), 'base.ts': `import x from 'y';\n${BASE}` });
  merger.commit('Meanwhile');
  merger.git('merge', '-q', '--squash', 'pull');
  merger.commit('Feature (#1)');
  merger.person({ 'later.ts': `function later() {\n}\n${linesOf('later', 3)}` });
  merger.commit('Later');
  merger.git('push', '-q', 'origin', 'main');
  return { forge, shop };
}

describe('records that a forge left behind', () => {
  it('come home in a fresh clone that never saw the work', { timeout: 60_000 }, async () => {
    const { forge } = await squashedByForge();
    const fresh = temporaryFolder();
    rmSync(fresh, { recursive: true });
    new Workshop(temporaryFolder(), false).git('clone', '-q', forge, fresh);
    const clone = new Workshop(fresh, false);
    expect(shape(await clone.authors('a.ts'))).toBe('?*12');

    const dry = await countersign(fresh, 'provenance', 'recover', '--fetch', 'origin', '--dry-run');
    expect(dry).toMatchObject({ code: 0, err: '' });
    expect(dry.out).toContain('13 lines in 1 commits would come home');
    expect((await countersign(fresh, 'provenance', 'recover')).out).toContain('13 lines in 1 commits came home');
    expect(shape(await clone.authors('a.ts'))).toBe('person*5 claude*7');
    expect(shape(await clone.authors('base.ts'))).toBe('?*4 copilot*1 ?*6');
    expect(shape(await clone.authors('later.ts'))).toBe('?*5');
    expect(shape(await clone.authors('up.ts'))).toBe('?*4');

    const blamed = await countersign(fresh, 'blame', 'a.ts', '--format', 'json');
    expect(JSON.parse(blamed.out).attributions[1]).toMatchObject({
      tool: 'claude',
      basis: 'recorded',
      source: 'recovered',
    });
    expect((await countersign(fresh, 'provenance', 'recover')).out).toContain('0 lines');
  });

  it('are told apart from commits that are not there at all', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    await shop.record();
    const elsewhere = '1'.repeat(40);
    shop.git('notes', '--ref=ai', 'add', '-m', 'x', 'HEAD');
    const tree = shop.git('rev-parse', 'refs/notes/ai^{tree}');
    expect(tree).toMatch(/^[0-9a-f]{40}$/);
    const blob = shop.git('rev-parse', `refs/notes/ai:${shop.head()}`);
    const forged = shop.gitWith(`100644 blob ${blob}\t${elsewhere}\n`, 'mktree');
    shop.git('update-ref', 'refs/notes/ai', shop.git('commit-tree', forged, '-m', 'x'));
    const { out } = await countersign(shop.path, 'provenance', 'recover');
    expect(out).toContain('1 of these records belong to commits that are not here');
  });
});

describe('provenance', () => {
  it('lint finds nothing in records that are right, and a gap before they are written', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    const before = await countersign(shop.path, 'provenance', 'lint');
    expect(before.code).toBe(1);
    expect(before.out).toContain('gap');
    expect((await countersign(shop.path, 'provenance', 'record')).out).toBe('Recorded 2 commits.\n');
    expect(await countersign(shop.path, 'provenance', 'lint')).toMatchObject({
      code: 0,
      out: 'The records are sound.\n',
    });
  });

  it('lint names phantom lines, strangers and faults, and --fix repairs our own records only', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    await countersign(shop.path, 'provenance', 'record');
    const ref = shop.git('for-each-ref', '--format=%(refname)', 'refs/notes/countersign/');
    const note = shop.git('notes', `--ref=${ref}`, 'show', 'HEAD');
    const wrong = note.replace('1-6', '1-6,40-50');
    shop.git('notes', `--ref=${ref}`, 'add', '-f', '-m', wrong, 'HEAD');
    shop.git('notes', '--ref=ai', 'add', '-f', '-m', note.replace('---', ''), 'HEAD');
    const { out } = await countersign(shop.path, 'provenance', 'lint', '--format', 'json');
    expect(
      JSON.parse(out)
        .map((found: { kind: string }) => found.kind)
        .sort(),
    ).toEqual(['faulty-note', 'phantom-lines']);
    const fixed = await countersign(shop.path, 'provenance', 'lint', '--fix');
    expect(fixed.out).not.toContain('phantom');
    expect(fixed.out).toContain('faulty-note');
    expect(shape(await shop.authors('a.ts'))).toBe('claude*6');
  });

  it('push sends the records of this clone, and a remote that refuses is only told', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    const forge = temporaryFolder();
    shop.git('clone', '-q', '--bare', '--template=', '.', forge);
    shop.git('remote', 'add', 'origin', forge);
    expect(await countersign(shop.path, 'provenance', 'push')).toEqual({ code: 0, out: '', err: '' });
    const theirs = new Workshop(forge, false).git('for-each-ref', '--format=%(refname)', 'refs/notes');
    expect(theirs).toMatch(/^refs\/notes\/countersign\/[0-9a-f]{12}$/);
    rmSync(join(forge, 'objects'), { recursive: true });
    const refused = await countersign(shop.path, 'provenance', 'push');
    expect(refused.code).toBe(0);
    expect(refused.err).toContain('the records were not pushed');
  });

  it('show prints what stands there, and says when there is nothing', async () => {
    const shop = await started();
    expect((await countersign(shop.path, 'provenance', 'show')).out).toContain('There is no record of');
    await countersign(shop.path, 'provenance', 'record');
    expect((await countersign(shop.path, 'provenance', 'show')).out).toContain('authorship/3.0.0');
    expect((await countersign(shop.path, 'provenance', 'show', '--', '-x')).code).toBe(2);
  });

  it('export and import carry the records to other tools and back', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    await countersign(shop.path, 'provenance', 'record');
    expect((await countersign(shop.path, 'provenance', 'export', '--to', 'git-ai')).out).toContain('Wrote 1 notes');
    expect((await countersign(shop.path, 'provenance', 'export', '--to', 'git-ai')).out).toContain('Wrote 0 notes');
    const traces = (await countersign(shop.path, 'provenance', 'export', '--to', 'agent-trace')).out;
    const own = shop.git('for-each-ref', '--format=%(refname)', 'refs/notes/countersign').split('\n');
    for (const ref of own) shop.git('update-ref', '-d', ref);
    expect(shape(await shop.authors('a.ts'))).toBe('claude*6');
    shop.git('update-ref', '-d', 'refs/notes/ai');
    expect(shape(await shop.authors('a.ts'))).toBe('?*6');
    expect((await countersign(shop.path, 'provenance', 'import', '--from', 'agent-trace')).code).toBe(2);
    shop.person({ '.agent-trace/traces.jsonl': traces });
    shop.commit('Traces');
    expect((await countersign(shop.path, 'provenance', 'import', '--from', 'agent-trace')).out).toContain('1 commits');
    expect(shape(await shop.authors('a.ts'))).toBe('claude*6');
  });
});
