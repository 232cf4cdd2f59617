import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { HOSTILE, hostile, huge } from '../../tests/report/hostile-inputs.ts';
import { block, empty, inputOf, review } from '../../tests/report/inputs.ts';
import { cyclonedx } from './cyclonedx.ts';
import { gitoidOf, uuidOf } from './inventory/inventory.ts';
import { spdx } from './spdx.ts';

interface Element {
  readonly type: string;
  readonly name?: string;
  readonly spdxId?: string;
  readonly created?: string;
  readonly comment?: string;
  readonly originatedBy?: readonly string[];
  readonly software_snippetFromFile?: string;
  readonly software_lineRange?: object;
}
const graph = (input: typeof block, now?: string): Element[] =>
  JSON.parse(spdx(input, now === undefined ? {} : { now }))['@graph'];
const bom = (input: typeof block) => JSON.parse(cyclonedx(input));

test('lists files, tools and models with the lines of each, as CycloneDX', () => {
  const { components, metadata } = bom(block);
  expect(components.map((one: { type: string; name: string }) => [one.type, one.name])).toEqual([
    ['application', 'claude-code'],
    ['application', 'cursor'],
    ['machine-learning-model', 'claude-opus-4'],
    ['file', 'src/config.ts'],
    ['file', 'src/db.ts'],
    ['file', 'src/pay/charge.ts'],
  ]);
  expect(components[4].properties).toContainEqual({ name: 'countersign:lines:ai', value: '60' });
  expect(metadata.properties).toContainEqual({ name: 'countersign:lines:unknown', value: '20' });
  expect(metadata.timestamp).toBeUndefined();
});

test('names the lines that an assistant wrote as snippets, as SPDX', () => {
  const elements = graph(block);
  const snippets = elements.filter((one) => one.type === 'software_Snippet');
  expect(snippets.map((one) => [one.name, one.comment])).toEqual([
    ['src/db.ts lines 1 to 50', 'AI (claude-code, claude-opus-4), recorded by hook'],
    ['src/db.ts lines 51 to 60', 'AI (cursor), declared by trailer'],
  ]);
  const known = new Set(elements.map((one) => one.spdxId));
  for (const snippet of snippets) {
    expect(known).toContain(snippet.software_snippetFromFile);
    expect(known).toContain(snippet.originatedBy![0]);
  }
  expect(elements[0]!.created).toBe('2026-01-02T03:04:05Z');
  expect(graph(block, '2030-01-01T00:00:00.000Z')[0]!.created).toBe('2030-01-01T00:00:00Z');
});

test('leaves out what is not in the head', () => {
  const [file] = block.report.change.files;
  const files = [
    { ...file!, path: 'gone.ts', status: 'deleted' as const },
    { ...file!, path: 'library', mode: '160000' },
    { ...file!, path: 'here.ts' },
  ];
  const input = inputOf({ change: { ...block.report.change, files }, attributions: [] });
  expect(bom(input).components.map((one: { name: string }) => one.name)).toEqual(['here.ts']);
  expect(graph(input).filter((one) => one.type === 'software_File')).toHaveLength(1);
});

test('gives the same bytes for the same report, and another number for another', () => {
  expect(cyclonedx(block)).toBe(cyclonedx(block));
  expect(bom(block).serialNumber).not.toBe(bom(review).serialNumber);
  expect(bom(block).serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuidOf('0123456789abcdef0123456789abcdef')).toBe('01234567-89ab-8def-8123-456789abcdef');
  expect(gitoidOf('a'.repeat(64))).toBe(`gitoid:blob:sha256:${'a'.repeat(64)}`);
});

test('keeps every reference whole, whatever the names are', () => {
  for (const input of [hostile, empty, huge]) {
    const { components, dependencies } = bom(input);
    const refs: string[] = components.map((one: { 'bom-ref': string }) => one['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    expect(dependencies[0].dependsOn).toEqual(refs);
    const ids = graph(input).flatMap((one) => one.spdxId ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^urn:uuid:[\w-]+#[\w.~%/-]+$/);
  }
  expect(bom(hostile).components.some((one: { name: string }) => one.name === HOSTILE)).toBe(true);
});

const schemas = schemaFolder();
if (schemas === null) {
  console.warn(
    'SKIPPED: @cyclonedx/cyclonedx-library is not installed, so CycloneDX output was not held against its schema',
  );
}
test.skipIf(schemas === null)('is what the schema of CycloneDX 1.6 says', () => {
  const read = (name: string) => JSON.parse(readFileSync(join(schemas!, `${name}.SNAPSHOT.schema.json`), 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  for (const name of ['spdx', 'jsf-0.82'])
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const validate = ajv.compile(read('bom-1.6'));
  for (const input of [block, review, hostile, empty, huge]) {
    validate(bom(input));
    expect(validate.errors ?? []).toEqual([]);
  }
  expect(validate({ ...bom(block), components: [{ type: 'nothing', name: 'x' }] })).toBe(false);
});

function schemaFolder(): string | null {
  try {
    const own = createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json');
    return join(dirname(own), 'res', 'schema');
  } catch {
    return null;
  }
}
