import { describe, expect, it } from 'vitest';
import { readSarif } from './read.ts';

const log = (run: object) =>
  JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'Some Tool' } }, ...run }] });
const at = (uri: string, region: object = { startLine: 3 }) => ({
  physicalLocation: { artifactLocation: { uri }, region },
});

describe('readSarif', () => {
  it('takes rule, level, message, place, flow and weakness from wherever a scanner puts them', () => {
    const rules = [
      {
        id: 'js/sql',
        shortDescription: { text: 'SQL from a string.' },
        defaultConfiguration: { level: 'error' },
        messageStrings: { default: { text: 'Built from {0}' } },
        properties: { tags: ['security', 'external/cwe/cwe-089'] },
      },
    ];
    const flow = [{ threadFlows: [{ locations: [at('src/a.js'), at('src/b.js')].map((location) => ({ location })) }] }];
    const result = {
      ruleIndex: 0,
      message: { id: 'default', arguments: ['a request'] },
      locations: [at('src/b.js', { startLine: 4, startColumn: 2, endColumn: 9 })],
      codeFlows: flow,
      partialFingerprints: { primary: 'abc' },
    };
    const [run] = readSarif(log({ tool: { driver: { name: 'Some Tool', rules } }, results: [result] }), 'x.sarif');
    expect(run!.analyzer).toEqual({ analyzer: 'imported: Some Tool', status: 'complete' });
    expect(run!.results).toEqual([
      {
        ruleId: 'some-tool/js/sql',
        level: 'error',
        message: 'Built from a request',
        uri: 'src/b.js',
        region: { startLine: 4, startColumn: 2, endLine: 4, endColumn: 9 },
        steps: ['src/a.js', 'src/b.js'].map((uri) => ({
          uri,
          region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 1 },
          message: 'Step',
        })),
        fingerprints: { primary: 'abc' },
        known: null,
      },
    ]);
    const rule = run!.rules.get('some-tool/js/sql')!;
    expect([rule.title, rule.cwe, rule.risk]).toEqual(['SQL from a string', [89], 'insecure']);
  });

  it('leaves out what was suppressed, what passed, and what has no place', () => {
    const results = [
      { ruleId: 'a', message: { text: 'x' }, locations: [at('a.js')], suppressions: [{ kind: 'inSource' }] },
      { ruleId: 'b', message: { text: 'x' }, locations: [at('a.js')], kind: 'pass' },
      { ruleId: 'c', message: { text: 'x' }, locations: [at('a.js')], level: 'none' },
      { ruleId: 'd', message: { text: 'x' } },
      { ruleId: 'e', message: { text: 'x' }, locations: [at('a.js')] },
    ];
    expect(readSarif(log({ results }), 'x')[0]!.results.map(({ ruleId }) => ruleId)).toEqual(['some-tool/e']);
  });

  it('says that a scanner failed', () => {
    const invocations = [
      { executionSuccessful: false, toolExecutionNotifications: [{ message: { text: 'Out of memory.' } }] },
    ];
    const [run] = readSarif(log({ invocations, results: [] }), 'x');
    expect(run!.analyzer).toEqual({ analyzer: 'imported: Some Tool', status: 'failed', reason: 'Out of memory.' });
  });

  it.each([
    ['', 'it is not JSON'],
    ['[]', 'it has no runs'],
    ['{"version":"2.1.0"}', 'it has no runs'],
    ['{"version":"1.0.0","runs":[]}', 'its version is 1.0.0'],
    ['{"runs":[]}', 'it has no version'],
    ['{"version":"2.1.0","runs":[7]}', 'run 1 is no object'],
  ])('refuses %s in a sentence', (text, why) => {
    expect(() => readSarif(text, 'x.sarif')).toThrow(`x.sarif is not SARIF 2.1.0: ${why}`);
  });

  it('survives members of any other type', () => {
    const results = [
      null,
      7,
      [],
      { ruleId: 3, locations: 'x' },
      { locations: [at('a.js', { startLine: -4, endLine: 'x' })] },
    ];
    const [run] = readSarif(log({ results, invocations: 5 }), 'x');
    expect(run!.results.map(({ ruleId, region }) => [ruleId, region.startLine])).toEqual([['some-tool/result', 1]]);
  });
});
