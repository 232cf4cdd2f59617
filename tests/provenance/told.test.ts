import { describe, expect, it } from 'vitest';
import { countersign } from './command.ts';
import { started } from './story.ts';
import { linesOf, WRITER } from './workshop.ts';

describe('check', () => {
  it('tells where sources contradict each other', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': linesOf('a', 4) });
    shop.commit('One\n\nCo-authored-by: Copilot <223556219+Copilot@users.noreply.github.com>');
    await shop.record();
    const note = shop.git('notes', `--ref=${WRITER}`, 'show', 'HEAD');
    shop.git('notes', '--ref=ai', 'add', '-m', note.replaceAll('"claude"', '"cursor"'), 'HEAD');
    const { out } = await countersign(shop.path, 'check', 'HEAD~1..HEAD', '--format', 'json');
    const kinds = JSON.parse(out).contradictions.map(({ kind }: { kind: string }) => kind);
    expect(kinds.sort()).toEqual(['notes-disagree', 'tool-mismatch']);
    const shown = (await countersign(shop.path, 'check', 'HEAD~1..HEAD')).out.replaceAll(/\s+/g, ' ');
    expect(shown).toContain('The commit names copilot; its line record names claude.');
    const page = (await countersign(shop.path, 'check', 'HEAD~1..HEAD', '--format', 'markdown')).out;
    expect(page).toContain('Sources contradict each other');
    expect((await countersign(shop.path, 'blame', 'a.ts')).out.replaceAll(/\s+/g, ' ')).toContain(
      'The commit names copilot; its line record names claude.',
    );
  });

  it('names a forged record, and asks for a review because of it', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': linesOf('a', 4) });
    shop.commit('One');
    await countersign(shop.path, 'provenance', 'trust', '--require');
    await shop.record();
    const { code, out } = await countersign(shop.path, 'check', 'HEAD~1..HEAD', '--format', 'json');
    expect(code).toBe(3);
    expect(out).toContain('is not signed, and here it has to be');
    expect(JSON.parse(out).attributions[0]).toMatchObject({ contributor: 'unknown' });
  });
});

describe('scan', () => {
  it('says who wrote the lines with findings, in what is committed and what is not', async () => {
    const shop = await started();
    await shop.assistant('claude', {
      'a.py': 'import os\n\n\ndef go(request):\n    os.system(request.args["x"])\n    eval(request.args["y"])\n',
    });
    shop.commit('One');
    await shop.record();
    const found = async (...args: readonly string[]) => {
      const { out } = await countersign(shop.path, 'scan', ...args, '--format', 'json');
      const { findings } = JSON.parse(out) as { findings: { path: string; contributor: string }[] };
      return new Set(findings.filter(({ path }) => path === 'a.py').map(({ contributor }) => contributor));
    };
    expect(await found()).toEqual(new Set(['ai']));
    shop.person({ 'a.py': `# mine\n${shop.read('a.py')}` });
    expect(await found()).toEqual(new Set(['ai']));
  });
});
