import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, test } from 'vitest';
import { hostile, huge } from '../../tests/report/hostile-inputs.ts';
import { block, empty, review, ship, sqlFinding, waiver } from '../../tests/report/inputs.ts';
import type { ReportInput } from '../model/report.ts';
import { sarif } from './sarif.ts';
import { visible } from './visible.ts';

const inputs = { ship, review, block, empty, hostile, huge };
const names = Object.keys(inputs) as (keyof typeof inputs)[];

interface Parsed {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { id: string; properties: { tags: string[] } }[] } };
      readonly invocations: readonly [
        {
          executionSuccessful: boolean;
          exitCode: number;
          toolExecutionNotifications: { level: string; message: { text: string }; locations?: unknown[] }[];
        },
      ];
      readonly results: readonly {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        baselineState: string;
        properties: { contributor: string };
        partialFingerprints: Record<string, string>;
        suppressions?: { status: string; justification: string }[];
        locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
      }[];
    },
  ];
}
const parsed = (input: ReportInput): Parsed => JSON.parse(sarif(input));
const run = (input: ReportInput) => parsed(input).runs[0];

test('says rule, level, place, flow, fix and author of a finding', () => {
  const result = run(block).results.find((one) => one.ruleId === 'security/sql-injection');
  expect(result).toMatchObject({
    level: 'error',
    baselineState: 'new',
    properties: { contributor: 'ai' },
    partialFingerprints: { 'countersign/v1': 'aaaa1111' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/db.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 42, startColumn: 19, endLine: 42, endColumn: 53 },
        },
      },
    ],
    codeFlows: [{ threadFlows: [{ locations: [{}, {}, { location: { message: { text: 'reaches the query' } } }] }] }],
    fixes: [{ artifactChanges: [{ artifactLocation: { uri: 'src/db.ts' } }] }],
  });
});

test('tags a rule with its risk and weaknesses, and only security rules with a severity', () => {
  const { rules } = run(block).tool.driver;
  const byId = Object.fromEntries(rules.map((rule) => [rule.id, rule.properties]));
  expect(byId['security/sql-injection']).toEqual({
    tags: ['security', 'insecure', 'external/cwe/cwe-89'],
    'security-severity': '8.0',
  });
  expect(byId['quality/swallowed-exception']).toEqual({ tags: ['quality', 'external/cwe/cwe-391'] });
});

test('points every result at its own rule, also one that nobody described', () => {
  for (const input of [block, huge, { ...block, rules: [] }]) {
    const { results, tool } = run(input);
    expect(results.length).toBe(input.report.findings.length);
    for (const result of results) expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  }
});

test('marks what was there before and what is gone', () => {
  const states = run(block).results.map((result) => result.baselineState);
  expect(states.sort()).toEqual(['absent', 'new', 'new', 'new', 'unchanged']);
});

test('tells what did not run', () => {
  const [invocation] = run(review).invocations;
  expect(invocation.exitCode).toBe(3);
  expect(invocation.toolExecutionNotifications.map((one) => [one.level, one.message.text])).toEqual([
    ['warning', 'parse, rules: lines 14 to 17 could not be parsed. It touches the change.'],
    ['note', 'clones: the search ended after 2,000 files. It does not touch the change.'],
    ['note', 'No analyzer applies to these files.'],
  ]);
});

test('does not call a run successful in which an analyzer failed', () => {
  const failed = { analyzer: 'rules', status: 'failed' as const, reason: 'it ran out of memory', files: [] };
  const broken = { ...ship, report: { ...ship.report, run: { ...ship.report.run, analyzers: [failed] } } };
  expect(run(broken).invocations[0].executionSuccessful).toBe(false);
  expect(run(ship).invocations[0].executionSuccessful).toBe(true);
});

test('suppresses a waived finding and no other, and none that still counts', () => {
  const report = { ...block.report, safeguards: [{ ...waiver, covers: ['src/db.ts', '!x'] }] };
  const counted = run({ ...block, report });
  expect(counted.results.every((result) => result.suppressions === undefined)).toBe(true);
  const decision = { ...report.decision, reasons: [] };
  const { results } = run({ ...block, report: { ...report, decision } });
  const waived = results.filter((result) => result.suppressions!.length > 0);
  expect(waived.map((result) => [result.ruleId, result.suppressions![0]!.status])).toEqual([
    ['security/sql-injection', 'accepted'],
  ]);
  expect(waived[0]!.suppressions![0]!.justification).toBe(
    'A documented example key. (ada@example.org, until 2026-12-31)',
  );
});

test('reads what a waiver covers as the policy does', () => {
  const suppressed = (covers: string, origin: 'base' | 'change' = 'base') => {
    const safeguards = [{ ...waiver, covers: [covers], origin }];
    const decision = { ...block.report.decision, reasons: [] };
    const { results } = run({ ...block, report: { ...block.report, safeguards, decision } });
    return results.filter((result) => (result.suppressions ?? []).length > 0).length;
  };
  expect(
    ['aaaa1111', 'security/sql-injection', 'src/db.ts', 'quality/swallowed-exception in src/pay/**'].map((covers) =>
      suppressed(covers),
    ),
  ).toEqual([1, 1, 1, 1]);
  expect(
    ['!docs/**', 'security/other', 'quality/swallowed-exception in docs/**', ''].map((covers) => suppressed(covers)),
  ).toEqual([0, 0, 0, 0]);
  expect(suppressed('**', 'change')).toBe(0);
});

test('gives the same bytes whatever the order of the findings', () => {
  const turned = { ...block, report: { ...block.report, findings: [...block.report.findings].reverse() } };
  expect(sarif(turned)).toBe(sarif(block));
});

test('lets no message become a link, and nothing through that a terminal would obey', () => {
  const text = sarif(hostile).replaceAll('\n', '');
  expect(text).toBe(visible(text));
  for (const result of run(hostile).results) expect(result.message.text).toContain('\\[x\\](javascript:alert(1))');
});

test('writes paths as encoded URIs without a scheme', () => {
  const uris = run(hostile).results.map((result) => result.locations[0]!.physicalLocation.artifactLocation.uri);
  expect(uris).toContain('src/a%20b%23c%3F%2541%3A%FF.ts');
  for (const uri of uris) expect(uri).toMatch(/^[\w.~%/-]+$/);
});

test('leaves out lines around a place that do not hold it', () => {
  const finding = { ...sqlFinding, snippet: { startLine: 50, lines: ['elsewhere'] } };
  expect(sarif({ ...block, report: { ...block.report, findings: [finding] } })).not.toContain('elsewhere');
});

test('looks like this', () => {
  expect(sarif(block)).toMatchSnapshot();
});

/** The validator carries its own .NET, which wants ICU unless told that it does without. */
const ENVIRONMENT = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
const packageFolder = multitoolFolder();
const tool = packageFolder === null ? null : runnable(packageFolder);

describe('by the standard', () => {
  if (packageFolder === null || tool === null) {
    console.warn(
      'SKIPPED: the SARIF validator does not run on this machine, so SARIF output was not validated with it',
    );
  }

  test.skipIf(packageFolder === null)('is what the schema of SARIF 2.1.0 says', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const schema = JSON.parse(readFileSync(join(packageFolder!, 'sarif-2.1.0.json'), 'utf8'));
    const validate = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
    for (const name of names) {
      validate(parsed(inputs[name]));
      expect(validate.errors ?? [], name).toEqual([]);
    }
    expect(validate({ ...parsed(block), runs: [{ results: [{}] }] })).toBe(false);
  });

  test.skipIf(tool === null)('passes the validator, whose exit code says nothing, without an error', () => {
    const { folder } = tool!;
    const small = names.filter((name) => name !== 'huge');
    for (const name of small) writeFileSync(join(folder, `${name}.sarif`), sarif(inputs[name]));
    writeFileSync(join(folder, 'wrong.sarif'), sarif(block).replace('src/db.ts', 'src/d b.ts'));
    const lines = validate([...small, 'wrong']);
    expect(lines.filter((line) => line.includes('Done. 6 files scanned.'))).toHaveLength(1);
    const errors = lines.filter((line) => / (error|fail) /i.test(line));
    // The file with a space in a URI shows that an error would be seen.
    expect(errors.filter((line) => line.includes('wrong.sarif')).length).toBeGreaterThan(0);
    expect(errors.filter((line) => !line.includes('wrong.sarif'))).toEqual([]);
  });

  afterAll(() => {
    if (tool) rmSync(tool.folder, { recursive: true });
  });
});

function validate(files: readonly string[]): string[] {
  const { folder, binary } = tool!;
  const paths = files.map((name) => join(folder, `${name}.sarif`));
  const { stdout } = spawnSync(binary, ['validate', ...paths, '--rule-kind', 'Sarif;Ghas'], {
    encoding: 'utf8',
    env: ENVIRONMENT,
  });
  return stdout.split('\n');
}

function multitoolFolder(): string | null {
  const require = createRequire(import.meta.url);
  try {
    const own = require.resolve('@microsoft/sarif-multitool/package.json');
    return dirname(createRequire(own).resolve(`@microsoft/sarif-multitool-${process.platform}/package.json`));
  } catch {
    return null;
  }
}

/** The package ships its program without the right to run, and its folder may be read only: a copy gets it. */
function runnable(from: string): { folder: string; binary: string } | null {
  const source = join(from, 'Sarif.Multitool');
  if (!existsSync(source)) return null;
  const folder = mkdtempSync(join(tmpdir(), 'countersign-sarif-'));
  const binary = join(folder, 'multitool');
  copyFileSync(source, binary);
  chmodSync(binary, 0o755);
  if (spawnSync(binary, ['--version'], { env: ENVIRONMENT }).error === undefined) return { folder, binary };
  rmSync(folder, { recursive: true });
  return null;
}
