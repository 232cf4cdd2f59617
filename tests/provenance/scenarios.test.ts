import { describe, expect, it } from 'vitest';
import { shape, started, story } from './story.ts';
import { linesOf } from './workshop.ts';

const AI = linesOf('ai', 4);
const ME = linesOf('me', 3);
const UP = linesOf('up', 30);
const BASE = linesOf('base', 10);

describe('authorship is right', () => {
  story('when a person goes on in a file of an assistant', async (shop) => {
    await shop.assistant('claude', { 'a.ts': AI });
    shop.person({ 'a.ts': AI + ME });
    shop.commit();
    return { 'a.ts': 'claude*4 person*3', 'base.ts': '?*10' };
  });

  story('1: after a squash merge', async (shop, forget) => {
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    shop.person({ 'a.ts': ME + AI });
    shop.commit('Two');
    await forget();
    shop.git('checkout', '-q', 'main');
    shop.git('merge', '--squash', '-q', 'feature');
    shop.commit('Squashed');
    return { 'a.ts': 'person*3 claude*4' };
  });

  story('2: after a squash merge into a branch that went on', async (shop, forget) => {
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'base.ts': BASE + AI });
    shop.commit('One');
    shop.git('checkout', '-q', 'main');
    shop.person({ 'base.ts': UP + BASE });
    shop.commit('Up');
    await forget();
    shop.git('merge', '--squash', '-q', 'feature');
    shop.commit('Squashed');
    return { 'base.ts': 'person*30 ?*10 claude*4' };
  });

  story('3: after a squash merge of several sessions', async (shop, forget) => {
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    await shop.assistant('copilot', { 'a.ts': AI + ME });
    shop.commit('Two');
    await shop.assistant('codex', { 'b.ts': UP });
    shop.commit('Three');
    await forget();
    shop.git('checkout', '-q', 'main');
    shop.git('merge', '--squash', '-q', 'feature');
    shop.commit('Squashed');
    return { 'a.ts': 'claude*4 copilot*3', 'b.ts': 'codex*30' };
  });

  story('4 and 5: after a rebase onto thirty new lines above', async (shop, forget) => {
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'base.ts': BASE + AI });
    shop.commit('One');
    shop.person({ 'base.ts': BASE + AI + ME });
    shop.commit('Two');
    shop.git('checkout', '-q', 'main');
    shop.person({ 'base.ts': UP + BASE });
    shop.commit('Up');
    await forget();
    shop.git('checkout', '-q', 'feature');
    shop.git('rebase', '-q', 'main');
    return { 'base.ts': 'person*30 ?*10 claude*4 person*3' };
  });

  story('6: when a conflict is resolved by hand', async (shop, forget) => {
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('Start');
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'a.ts': AI.replace('const ai2 =', 'const ai2feature =') + UP });
    shop.commit('Feature');
    shop.git('checkout', '-q', 'main');
    shop.person({ 'a.ts': AI.replace('const ai2 =', 'const ai2main =') });
    shop.commit('Main');
    await forget();
    shop.git('checkout', '-q', 'feature');
    expect(shop.tryGit('rebase', 'main')).toBe(false);
    shop.person({ 'a.ts': AI.replace('const ai2 =', 'const byHand =') + UP });
    shop.git('add', '-A');
    shop.git('rebase', '--continue');
    return { 'a.ts': 'claude*1 person*1 claude*32' };
  });

  story('7: when a conflict is resolved by an assistant', async (shop) => {
    shop.person({ 'a.ts': ME });
    shop.commit('Start');
    shop.git('checkout', '-qb', 'feature');
    shop.person({ 'a.ts': ME.replace('const me2 =', 'const me2feature =') });
    shop.commit('Feature');
    shop.git('checkout', '-q', 'main');
    shop.person({ 'a.ts': ME.replace('const me2 =', 'const me2main =') });
    shop.commit('Main');
    shop.git('checkout', '-q', 'feature');
    expect(shop.tryGit('rebase', 'main')).toBe(false);
    await shop.assistant('codex', { 'a.ts': ME.replace('const me2 =', 'const resolvedByMachine =') });
    shop.git('add', '-A');
    shop.git('rebase', '--continue');
    return { 'a.ts': 'person*1 codex*1 person*1' };
  });

  story('8: when a conflict keeps both sides', async (shop, forget) => {
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'base.ts': BASE + AI });
    shop.commit('Feature');
    shop.git('checkout', '-q', 'main');
    await shop.assistant('copilot', { 'base.ts': BASE + UP });
    shop.commit('Main');
    await forget();
    expect(shop.tryGit('merge', 'feature')).toBe(false);
    shop.person({ 'base.ts': BASE + UP + AI });
    shop.commit('Both');
    return { 'base.ts': '?*10 copilot*30 claude*4' };
  });

  it('9: after a rebase that was given up nothing is new', async () => {
    const shop = await started();
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'base.ts': BASE.replace('base2', 'left') });
    shop.commit('Feature');
    shop.git('checkout', '-q', 'main');
    shop.person({ 'base.ts': BASE.replace('base2', 'right') });
    shop.commit('Main');
    shop.git('checkout', '-q', 'feature');
    await shop.record();
    expect(shop.tryGit('rebase', 'main')).toBe(false);
    shop.git('rebase', '--abort');
    expect((await shop.record()).recorded).toEqual([]);
    expect(shape(await shop.authors('base.ts'))).toBe('?*1 claude*1 ?*8');
  });

  story('10: after a fixup', async (shop, forget) => {
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    shop.person({ 'b.ts': ME });
    shop.commit('Two');
    shop.person({ 'a.ts': AI + UP });
    shop.commit('fixup! One');
    await forget();
    shop.git('rebase', '-q', '-i', '--autosquash', 'HEAD~3');
    return { 'a.ts': 'claude*4 person*30', 'b.ts': 'person*3' };
  });

  story('11: after a commit is split in two', async (shop, forget) => {
    await shop.assistant('claude', { 'a.ts': AI });
    await shop.assistant('copilot', { 'b.ts': UP });
    shop.commit('Both');
    await forget();
    shop.git('reset', '-q', 'HEAD~1');
    shop.git('add', 'a.ts');
    shop.git('commit', '-qm', 'First');
    shop.git('add', 'b.ts');
    shop.git('commit', '-qm', 'Second');
    return { 'a.ts': 'claude*4', 'b.ts': 'copilot*30' };
  });

  story('12: when a rebase stashes work that is not committed', async (shop) => {
    shop.git('checkout', '-qb', 'feature');
    shop.person({ 'b.ts': ME });
    shop.commit('One');
    shop.git('checkout', '-q', 'main');
    shop.person({ 'c.ts': UP });
    shop.commit('Up');
    shop.git('checkout', '-q', 'feature');
    await shop.assistant('claude', { 'b.ts': ME + AI });
    shop.git('rebase', '-q', '--autostash', 'main');
    shop.commit('Two');
    return { 'b.ts': 'person*3 claude*4' };
  });

  story('13: when a commit is amended with a part of a file', async (shop) => {
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    await shop.record();
    shop.person({ 'a.ts': AI + ME });
    shop.git('add', '-A');
    await shop.assistant('copilot', { 'a.ts': AI + ME + UP });
    shop.git('commit', '-q', '--amend', '--no-edit');
    await shop.record();
    expect(shape(await shop.authors('a.ts'))).toBe('claude*4 person*3');
    shop.commit('The rest');
    return { 'a.ts': 'claude*4 person*3 copilot*30' };
  });
});
