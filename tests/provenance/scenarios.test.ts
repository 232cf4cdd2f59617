import { describe, expect, it } from 'vitest';
import { linesOf, Workshop } from './workshop.ts';

/** Authors only, in order, runs shortened: `claude*3 person*1`. */
function shape(lines: readonly string[]): string {
  const runs: [string, number][] = [];
  for (const line of lines) {
    const [who = ''] = line.split(':');
    const last = runs.at(-1);
    if (last?.[0] === who) last[1]++;
    else runs.push([who, 1]);
  }
  return runs.map(([who, count]) => `${who}*${count}`).join(' ');
}

/** A repository with one watched commit of a person, `base.ts`, ten lines. */
async function started(): Promise<Workshop> {
  const shop = new Workshop();
  shop.person({ 'base.ts': linesOf('base', 10) });
  shop.commit('Base');
  await shop.observe({ tool: 'claude', session: 'claude-1', phase: 'start', cwd: shop.path, paths: [], shell: false });
  shop.person({ 'watched.txt': 'x\n' });
  shop.commit('Watched');
  return shop;
}

describe('authorship through', () => {
  it('plain work: an assistant, then a person in the same file', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': linesOf('ai', 3) });
    shop.person({ 'a.ts': `${linesOf('ai', 3)}${linesOf('me', 2)}` });
    shop.commit();
    const { recorded, missed } = await shop.record();
    expect(missed).toEqual([]);
    expect(recorded).toHaveLength(2);
    expect(shape(await shop.authors('a.ts'))).toBe('claude*3 person*2');
    expect(shape(await shop.authors('base.ts'))).toBe('?*10');
  });

  it('1: a squash merge of assistants and people', async () => {
    const shop = await started();
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'a.ts': linesOf('ai', 3) });
    shop.commit('One');
    await shop.record();
    shop.person({ 'a.ts': `${linesOf('me', 2)}${linesOf('ai', 3)}` });
    shop.commit('Two');
    await shop.record();
    shop.git('checkout', '-q', 'main');
    shop.git('merge', '--squash', '-q', 'feature');
    shop.commit('Squashed');
    await shop.record();
    expect(shape(await shop.authors('a.ts'))).toBe('person*2 claude*3');
  });
});
