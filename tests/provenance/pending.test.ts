import { describe, expect, it } from 'vitest';
import { countersign } from './command.ts';
import { started } from './story.ts';
import { linesOf, type Workshop } from './workshop.ts';

const AI = linesOf('ai', 4);
const ME = linesOf('me', 3);

async function attributions(shop: Workshop, ...args: readonly string[]): Promise<string[]> {
  const { out } = await countersign(shop.path, 'check', ...args, '--format', 'json');
  const found: { path: string; startLine: number; endLine: number; contributor: string; tool?: string }[] =
    JSON.parse(out).attributions;
  return found
    .filter(({ path }) => path === 'a.ts')
    .map(({ startLine, endLine, contributor, tool }) => `${startLine}-${endLine} ${contributor} ${tool ?? '-'}`);
}

describe('work that is not committed', () => {
  it('is judged as what the journal saw, in the work tree and in the index', { timeout: 60_000 }, async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': AI });
    shop.person({ 'a.ts': AI + ME });
    expect(await attributions(shop)).toEqual(['1-4 ai claude', '5-7 unknown -']);
    shop.git('add', 'a.ts');
    shop.person({ 'a.ts': '' });
    expect(await attributions(shop, '--staged')).toEqual(['1-4 ai claude', '5-7 unknown -']);
    const blamed = await countersign(shop.path, 'blame', 'a.ts', '--format', 'json');
    expect(JSON.parse(blamed.out)).toEqual({ version: 1, path: 'a.ts', attributions: [] });
  });

  it('stays unknown where the journal is damaged', { timeout: 60_000 }, async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': AI });
    shop.person({ '.git/countersign/journal': 'nonsense', '.git/countersign/secret': '' });
    expect(await attributions(shop)).toEqual(['1-4 unknown -']);
  });
});
