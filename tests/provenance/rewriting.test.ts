import { describe, expect, it } from 'vitest';
import { shape, started, story } from './story.ts';
import { linesOf } from './workshop.ts';

const AI = linesOf('ai', 4);
const ME = linesOf('me', 3);
const UP = linesOf('up', 30);
const BASE = linesOf('base', 10);

describe('authorship is right', () => {
  story('14: when an amended commit no longer has the line of an assistant', async (shop, forget) => {
    await shop.assistant('claude', { 'a.ts': AI + ME });
    await shop.assistant('copilot', { 'a.ts': AI + ME + UP });
    shop.commit('One');
    await forget();
    shop.person({ 'a.ts': AI + ME });
    shop.commit('One', '--amend');
    await shop.record();
    const note = shop.git('notes', '--ref=countersign/test', 'show', 'HEAD');
    expect(note).toContain('"claude"');
    expect(note).not.toContain('"copilot"');
    return { 'a.ts': 'claude*7' };
  });

  story('15: after a soft reset over two commits', async (shop, forget) => {
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    await shop.assistant('copilot', { 'a.ts': AI + UP, 'b.ts': ME });
    shop.commit('Two');
    await forget();
    shop.git('reset', '-q', '--soft', 'HEAD~2');
    shop.commit('Both');
    return { 'a.ts': 'claude*4 copilot*30', 'b.ts': 'copilot*3' };
  });

  story('16: after a hard reset and a new edit', async (shop) => {
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    shop.git('reset', '-q', '--hard', 'HEAD~1');
    shop.person({ 'a.ts': ME });
    shop.commit('New');
    return { 'a.ts': 'person*3' };
  });

  story('17: when a stash is popped on another branch', async (shop) => {
    await shop.assistant('claude', { 'base.ts': BASE + AI });
    shop.git('stash', '-q');
    shop.git('checkout', '-qb', 'other');
    shop.person({ 'base.ts': UP + BASE });
    shop.commit('Up');
    shop.git('stash', 'pop', '-q');
    shop.commit('Popped');
    return { 'base.ts': 'person*30 ?*10 claude*4' };
  });

  story('18: when only some files are stashed', async (shop) => {
    await shop.assistant('claude', { 'base.ts': BASE + AI });
    await shop.assistant('copilot', { 'watched.txt': `x\n${UP}` });
    shop.git('stash', 'push', '-q', '--', 'base.ts');
    shop.commit('Without');
    shop.git('stash', 'pop', '-q');
    shop.commit('With');
    return { 'base.ts': '?*10 claude*4', 'watched.txt': '?*1 copilot*30' };
  });

  story('19: when a cherry-pick leaves a commit out', async (shop, forget) => {
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'a.ts': AI });
    const first = shop.commit('One');
    await shop.assistant('copilot', { 'a.ts': AI + UP });
    shop.commit('Two');
    await shop.assistant('codex', { 'b.ts': ME });
    const third = shop.commit('Three');
    await forget();
    shop.git('checkout', '-q', 'main');
    shop.git('cherry-pick', first, third);
    return { 'a.ts': 'claude*4', 'b.ts': 'codex*3' };
  });

  story('20: when a cherry-pick is committed by hand', async (shop, forget) => {
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'a.ts': AI });
    const first = shop.commit('One');
    await forget();
    shop.git('checkout', '-q', 'main');
    shop.git('cherry-pick', '-n', first);
    shop.commit('Picked');
    return { 'a.ts': 'claude*4' };
  });

  story('21: when an older commit is reverted', async (shop, forget) => {
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    shop.person({ 'a.ts': ME });
    const gone = shop.commit('Rewritten');
    shop.person({ 'b.ts': UP });
    shop.commit('Other');
    await forget();
    shop.git('revert', '--no-edit', gone);
    return { 'a.ts': 'claude*4' };
  });

  story('22: when plumbing rebuilds a branch', async (shop, forget) => {
    shop.git('checkout', '-qb', 'feature');
    await shop.assistant('claude', { 'a.ts': AI });
    shop.commit('One');
    await forget();
    const tree = shop.git('rev-parse', 'HEAD^{tree}');
    const rebuilt = shop.git('commit-tree', tree, '-p', 'main', '-m', 'Restacked');
    shop.git('update-ref', 'refs/heads/feature', rebuilt);
    return { 'a.ts': 'claude*4' };
  });

  story('23: when a person runs a formatter over the code of an assistant', async (shop, forget) => {
    const code = 'function sum(first, second) {\n  return add(first, second);\n}\n';
    await shop.assistant('claude', { 'a.ts': code });
    shop.commit('One');
    await forget();
    shop.person({
      'a.ts': 'function sum(\n    first,\n    second\n) {\n    return add(\n        first,\n        second);\n}\n',
    });
    shop.commit('Format');
    return { 'a.ts': 'claude*8' };
  });

  story('24: when two assistants work in one repository', async (shop) => {
    const announced = { cwd: shop.path, shell: false, paths: ['a.ts'] };
    await shop.observe({ ...announced, tool: 'claude', session: 'c', call: '1', phase: 'before' });
    shop.person({ 'a.ts': AI });
    await shop.observe({ ...announced, tool: 'claude', session: 'c', call: '1', phase: 'after' });
    await shop.observe({ ...announced, tool: 'copilot', session: 'p', call: '1', phase: 'before' });
    shop.person({ 'a.ts': AI + UP });
    await shop.observe({ ...announced, tool: 'copilot', session: 'p', call: '1', phase: 'after' });
    await shop.assistant('claude', { 'b.ts': ME });
    shop.commit();
    return { 'a.ts': 'claude*4 copilot*30', 'b.ts': 'claude*3' };
  });

  story('25: when a file is renamed and a block moves to another file', async (shop, forget) => {
    await shop.assistant('claude', { 'a.ts': AI });
    shop.person({ 'c.ts': UP });
    shop.commit('One');
    await forget();
    shop.git('mv', 'a.ts', 'b.ts');
    shop.commit('Renamed');
    await shop.record();
    expect(shape(await shop.authors('b.ts'))).toBe('claude*4');
    shop.person({
      'b.ts': `${AI.split('\n').slice(0, 1).join('\n')}\n`,
      'c.ts': UP + AI.split('\n').slice(1).join('\n'),
    });
    shop.commit('Moved');
    return { 'b.ts': 'claude*1', 'c.ts': 'person*30 claude*3' };
  });

  story('when an assistant edits through the shell', async (shop) => {
    shop.person({ 'mine.ts': ME });
    await shop.shell('codex', () => {
      shop.person({ 'a.ts': AI, 'base.ts': BASE.replace('base3', 'changed') });
    });
    shop.person({ 'a.ts': AI + UP });
    shop.commit();
    return { 'a.ts': 'codex*4 person*30', 'base.ts': '?*2 codex*1 ?*7', 'mine.ts': 'person*3' };
  });

  story('when an assistant commits in the shell command that edits', async (shop) => {
    shop.person({ 'mine.ts': ME });
    await shop.shell('codex', () => {
      shop.person({ 'a.ts': AI });
      shop.commit('By the assistant');
    });
    return { 'a.ts': 'codex*4', 'mine.ts': 'person*3' };
  });

  it('for every commit of a burst', async () => {
    const shop = await started();
    for (let i = 0; i < 30; i++) {
      await shop.assistant('claude', { 'a.ts': linesOf('ai', i + 1) });
      shop.commit(`Burst ${i}`);
    }
    const { recorded, missed } = await shop.record();
    expect({ recorded: recorded.length, missed }).toEqual({ recorded: 31, missed: [] });
    expect(shape(await shop.authors('a.ts'))).toBe('claude*30');
  });
});
