import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { reportSchema } from '../../scripts/report-schema.ts';
import { hostile, huge } from '../../tests/report/hostile-inputs.ts';
import { block, empty, review, ship } from '../../tests/report/inputs.ts';
import { json } from './json.ts';
import { visible } from './visible.ts';

const published = readFileSync(new URL('../../schemas/report-v1.json', import.meta.url), 'utf8');
const schema: object = JSON.parse(published);
const validate = new Ajv2020({ allErrors: true, strict: true }).compile(schema);
const inputs = { ship, review, block, empty, hostile, huge };

test.each(Object.keys(inputs) as (keyof typeof inputs)[])('is what the published schema says: %s', (name) => {
  validate(JSON.parse(json(inputs[name])));
  expect(validate.errors ?? []).toEqual([]);
});

test('the published schema is the one that is made from the types', () => {
  expect(published).toBe(reportSchema());
});

test('holds the report unchanged', () => {
  expect(JSON.parse(json(block))).toEqual(block.report);
  expect(JSON.parse(json(hostile))).toEqual(hostile.report);
});

test('gives the same bytes whatever the order of the keys it was built with', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, turned(inner)]),
    );
  };
  expect(json({ ...block, report: turned(block.report) as typeof block.report })).toBe(json(block));
});

test('has its seven parts in the published order and nothing beside them', () => {
  const carried = { ...block, report: { ...block.report, secret: 'x' } };
  expect(Object.keys(JSON.parse(json(carried)))).toEqual([
    'version',
    'change',
    'attributions',
    'run',
    'findings',
    'safeguards',
    'decision',
  ]);
});

test('holds no character that a terminal would obey', () => {
  const text = json(hostile).replaceAll('\n', '');
  expect(text).toBe(visible(text));
});

interface Loose {
  [key: string]: unknown;
  decision: Loose;
  change: Loose;
  findings: Loose[];
  safeguards: Loose[];
}
const wrong: Record<string, (report: Loose) => void> = {
  'another version': (report) => (report.version = 2),
  'a part that is missing': (report) => delete report.run,
  'a part that it does not know': (report) => (report.extra = 1),
  'an outcome that is none': (report) => (report.decision.outcome = 'approve'),
  'a finding without a place': (report) => delete report.findings[0]!.region,
  'a finding with a line 0': (report) =>
    (report.findings[0]!.region = { startLine: 0, startColumn: 1, endLine: 1, endColumn: 1 }),
  'a level that is none': (report) => (report.findings[0]!.level = 'critical'),
  'a finding with more than it says': (report) => (report.findings[0]!.secret = 'hunter2'),
  'a waiver that nobody answers for': (report) => delete report.safeguards[0]!.owner,
  'a waiver without an end': (report) => delete report.safeguards[0]!.expires,
  'a base that is no commit': (report) => (report.change.base = 'main'),
};

test.each(Object.keys(wrong))('the schema refuses %s', (name) => {
  const report = JSON.parse(json(block));
  expect(validate(report)).toBe(true);
  wrong[name]!(report);
  expect(validate(report)).toBe(false);
});
