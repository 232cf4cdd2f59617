import { describe, expect, it } from 'vitest';
import { shape, started } from './story.ts';
import { linesOf, WRITER } from './workshop.ts';

describe('a history that filter-repo rewrote', () => {
  it('keeps its records by the map of commits, though the old commits are gone', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'src/a.ts': linesOf('a', 4) });
    shop.commit('One');
    shop.person({ 'src/a.ts': linesOf('up', 2) + linesOf('a', 4) });
    const two = shop.commit('Two');
    await shop.record();
    shop.forget();
    shop.filter((stream) => stream.replaceAll('ada@example.com', 'other@example.com'));
    expect(shop.tryGit('cat-file', '-e', two)).toBe(false);
    expect(shape(await shop.authors('src/a.ts'))).toBe('?*6');
    expect((await shop.record()).recorded).toHaveLength(3);
    expect(shape(await shop.authors('src/a.ts'))).toBe('person*2 claude*4');
    expect(shop.git('notes', `--ref=${WRITER}`, 'show', 'HEAD')).toContain(two);
    expect((await shop.record()).recorded).toEqual([]);
  });

  it('keeps them where a folder was put before every path', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': linesOf('a', 4) });
    shop.commit('One');
    await shop.record();
    shop.filter((stream) => stream.replaceAll(/^(M \d+ \w+) (.*)$/gm, '$1 lib/$2'));
    await shop.record();
    expect(shape(await shop.authors('lib/a.ts'))).toBe('claude*4');
  });

  it('takes no line that the new commit does not add, and survives a map of nonsense', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': linesOf('a', 4) });
    const one = shop.commit('One');
    await shop.record();
    shop.person({ 'a.ts': linesOf('a', 4) + linesOf('b', 3) });
    const two = shop.commit('Two');
    shop.person({ '.git/filter-repo/commit-map': `old new\nnonsense\n${one} ${two}\n${two} ${'0'.repeat(40)}\n` });
    await shop.record();
    expect(shape(await shop.authors('a.ts'))).not.toContain('claude*7');
    expect(shape(await shop.authors('a.ts'))).toContain('claude*4');
  });
});
