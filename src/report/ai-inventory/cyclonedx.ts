import { digestOf } from '../../lib/hash.ts';
import { VERSION } from '../../lib/version.ts';
import type { AiInventory } from '../../model/inventory.ts';
import { gitoidOf, uuidOf } from '../inventory/inventory.ts';
import { secondsOf } from '../time.ts';
import { uriOf } from '../uri.ts';
import { safeJson } from '../visible.ts';

/** CycloneDX 1.6: assistants as applications, their models, and the files that configure them. */
export function inventoryCyclonedx(inventory: AiInventory): string {
  const { repository, head, at, total, tiers, assistants, configuration } = inventory;
  const applications = assistants.map(({ tool, lines, files, byTier, since, until }) => ({
    type: 'application',
    'bom-ref': `assistant:${uriOf(tool)}`,
    name: tool,
    properties: [
      property('lines', lines),
      property('files', files),
      ...Object.entries(byTier).map(([tier, n]) => property(`lines:tier:${tier}`, n)),
      property('since', since),
      property('until', until),
    ],
  }));
  const lines = new Map<string, number>();
  for (const { models } of assistants)
    for (const { model, lines: n } of models) lines.set(model, (lines.get(model) ?? 0) + n);
  const models = [...lines].map(([name, n]) => ({
    type: 'machine-learning-model',
    'bom-ref': `model:${uriOf(name)}`,
    name,
    properties: [property('lines', n)],
  }));
  const files = configuration.map(({ path, assistant, blob }) => ({
    type: 'file',
    'bom-ref': `file:${uriOf(path)}`,
    name: path,
    ...(blob === undefined ? {} : { omniborId: [gitoidOf(blob)] }),
    properties: [property('configures', assistant)],
  }));
  const components = [...applications, ...models, ...files];
  return safeJson({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(digestOf([head, inventory]))}`,
    version: 1,
    metadata: {
      timestamp: `${secondsOf(at)}Z`,
      tools: { components: [{ type: 'application', name: 'countersign', version: VERSION }] },
      component: { type: 'application', 'bom-ref': 'repository', name: repository || 'repository', version: head },
      properties: [
        ...(['lines', 'ai', 'mixed', 'human', 'unknown'] as const).map((who) => property(`lines:${who}`, total[who])),
        ...tiers.flatMap(({ tier, ai, mixed }) => [
          property(`tier:${tier}:ai`, ai),
          property(`tier:${tier}:mixed`, mixed),
        ]),
      ],
    },
    components,
    dependencies: [
      { ref: 'repository', dependsOn: [...applications, ...models].map((one) => one['bom-ref']) },
      ...assistants.map(({ tool, models: own }) => ({
        ref: `assistant:${uriOf(tool)}`,
        dependsOn: own.map(({ model }) => `model:${uriOf(model)}`),
      })),
    ],
  });
}

const property = (name: string, value: string | number) => ({ name: `countersign:${name}`, value: String(value) });
