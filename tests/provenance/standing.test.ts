import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { countersign } from './command.ts';
import { started } from './story.ts';
import { linesOf, type Workshop } from './workshop.ts';

/** Ten lines of an assistant of which four are replaced later, a critical file, and a release between the two. */
async function grown(): Promise<Workshop> {
  const shop = await started();
  const policy = 'version: 1\ntiers:\n  - tier: critical\n    paths: ["pay/**"]\n';
  shop.person({ 'countersign.yaml': policy, 'CLAUDE.md': 'Be careful.\n', '.mcp.json': '{}\n' });
  shop.commit('Set up');
  await shop.assistant('claude', { 'src/a.ts': linesOf('a', 10) });
  shop.commit('One');
  shop.git('tag', 'v1.0');
  shop.person({ 'src/a.ts': linesOf('a', 6) + linesOf('mine', 4) });
  await shop.assistant('codex', { 'pay/b.ts': linesOf('b', 5) });
  shop.commit('Two');
  await countersign(shop.path, 'provenance', 'record');
  return shop;
}

const stats = async (shop: Workshop, ...args: readonly string[]) => {
  const { code, out, err } = await countersign(shop.path, 'stats', ...args);
  return { code, err, out };
};

describe('stats of what stands', () => {
  it('says by month what is left of the lines of assistants, by tier, tool and model', async () => {
    const shop = await grown();
    const figures = JSON.parse((await stats(shop, '--all', '--format', 'json')).out);
    expect(figures.survival).toEqual([{ month: '2026-05', added: 15, standing: 11 }]);
    const tool = (name: string) => figures.byTool.find((row: { tool: string }) => row.tool === name);
    expect([tool('claude').ai, tool('codex').ai]).toEqual([6, 5]);
    const critical = figures.byTier.find((row: { tier: string }) => row.tier === 'critical');
    expect(critical.ai).toBe(5);
    expect(figures.byMonth).toHaveLength(1);
    const shown = (await stats(shop, '--all')).out;
    expect(shown).toContain('11 of 15 lines are still there');
  });

  it('says what is in production, by a release tag or a record of a deployment', async () => {
    const shop = await grown();
    const at = JSON.parse((await stats(shop, '--at', 'v1.0', '--format', 'json')).out);
    expect(at.total.ai).toBe(10);
    const sha = shop.git('rev-parse', 'v1.0');
    writeFileSync(join(shop.path, 'deployed.json'), JSON.stringify({ environment: 'production', sha }));
    const deployed = await stats(shop, '--deployment', 'deployed.json', '--format', 'json');
    expect(JSON.parse(deployed.out)).toEqual(at);
    expect((await stats(shop, '--at', 'v1.0')).out).toContain('everything that stands at v1.0');
    writeFileSync(join(shop.path, 'deployed.json'), '{"when": 1}');
    expect((await stats(shop, '--deployment', 'deployed.json')).code).toBe(2);
    expect((await stats(shop, '--at', 'v1.0', 'HEAD~1..HEAD')).code).toBe(2);
    expect((await stats(shop, '--at', 'nowhere')).code).toBe(2);
    expect((await stats(shop, '--all', '--format', 'cyclonedx')).err).toContain('not as cyclonedx');
  });

  it('lists assistants, models, configuration and tiers in one inventory', async () => {
    const shop = await grown();
    const inventory = JSON.parse((await stats(shop, '--inventory', '--format', 'json')).out);
    expect(inventory.assistants).toMatchObject([
      { tool: 'claude', lines: 6, files: 1, byTier: { standard: 6 }, models: [{ model: 'claude-model', lines: 6 }] },
      { tool: 'codex', lines: 5, byTier: { critical: 5 } },
    ]);
    expect(inventory.configuration.map(({ path, assistant }: Record<string, string>) => [path, assistant])).toEqual([
      ['.mcp.json', 'any'],
      ['CLAUDE.md', 'claude'],
    ]);
    const page = (await stats(shop, '--inventory')).out;
    expect(page).toContain('| claude | claude-model (6) | 6 | 1 | 0 | 6 | 0 | 2026-05 |');
    const bom = JSON.parse((await stats(shop, '--inventory', '--format', 'cyclonedx')).out);
    const schemas = join(
      dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
      'res/schema',
    );
    const read = (name: string) => JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    for (const name of ['spdx', 'jsf-0.82'])
      ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
    expect(ajv.validate(read('bom-1.6'), bom), ajv.errorsText()).toBe(true);
    expect(bom.components.map(({ type, name }: Record<string, string>) => `${type} ${name}`)).toContain(
      'machine-learning-model claude-model',
    );
  });
});
