import { digestOf } from '../lib/hash.ts';
import type { Contributor } from '../model/attribution.ts';
import type { Format } from './format.ts';
import { gitoidOf, type InventoryTool, inventoryOf, uuidOf } from './inventory/inventory.ts';
import { CONTRIBUTORS } from './phrases.ts';
import { uriOf } from './uri.ts';
import { safeJson } from './visible.ts';

/** CycloneDX 1.6: the files, and the assistants and models that wrote in them, with the lines of each. */
export const cyclonedx: Format = ({ report }, options = {}) => {
  const { change, run, decision } = report;
  const inventory = inventoryOf(report);
  const tools = inventory.tools.map((tool) => component('application', `tool:${uriOf(tool.name)}`, tool));
  const models = inventory.models.map((model) =>
    component('machine-learning-model', `model:${uriOf(model.name)}`, model),
  );
  const files = inventory.files.map(({ file, by }) => ({
    type: 'file',
    'bom-ref': `file:${uriOf(file.path)}`,
    name: file.path,
    ...(file.blob === undefined ? {} : { omniborId: [gitoidOf(file.blob)] }),
    properties: [property('language', file.language), ...shares(by)],
  }));
  const components = [...tools, ...models, ...files];
  const version = change.head.sha ?? change.head.digest;
  return safeJson({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(digestOf([decision.head, decision.run, components]))}`,
    version: 1,
    metadata: {
      ...(options.now === undefined ? {} : { timestamp: options.now }),
      tools: { components: [{ type: 'application', name: run.tool.name, version: run.tool.version }] },
      component: {
        type: 'application',
        'bom-ref': 'repository',
        name: change.repo,
        ...(version === undefined ? {} : { version }),
      },
      properties: [property('outcome', decision.outcome), property('scope', run.scope), ...shares(inventory.by)],
    },
    components,
    dependencies: [{ ref: 'repository', dependsOn: components.map((one) => one['bom-ref']) }],
  });
};

function component(type: string, ref: string, { name, lines }: InventoryTool) {
  return { type, 'bom-ref': ref, name, properties: [property('lines', String(lines))] };
}

function shares(by: Readonly<Record<Contributor, number>>) {
  return CONTRIBUTORS.filter((who) => by[who] > 0).map((who) => property(`lines:${who}`, String(by[who])));
}

function property(name: string, value: string) {
  return { name: `countersign:${name}`, value };
}
