import { describe, expect, it } from 'vitest';
import type { ChangedFile } from '../../model/change.ts';
import type { Finding } from '../../model/finding.ts';
import { foreignFindings } from './foreign-findings.ts';
import { readSarif } from './read.ts';

const file = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  status: 'modified',
  language: 'javascript',
  mode: '100644',
  hunks: [{ oldStart: 10, oldLines: 1, newStart: 10, newLines: 5 }],
  ...more,
});
const result = (uri: string, startLine: number, more: object = {}) => ({
  ruleId: 'no-eval',
  message: { text: 'eval' },
  locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine } } }],
  ...more,
});
const runs = (...results: readonly object[]) =>
  readSarif(JSON.stringify({ version: '2.1.0', runs: [{ tool: { driver: { name: 'T' } }, results }] }), 'x');
const merge = (files: readonly ChangedFile[], results: readonly object[], own: readonly Finding[] = []) =>
  foreignFindings(runs(...results), files, own, () => 'ai');

describe('foreignFindings', () => {
  it('takes a result on lines of the change as new, any other as unchanged', () => {
    const { findings } = merge(
      [file('a.js'), file('b.js', { status: 'added' })],
      [result('a.js', 12), result('a.js', 90), result('b.js', 90), result('a.js', 13, { baselineState: 'unchanged' })],
    );
    expect(findings.map(({ baselineState }) => baselineState)).toEqual(['new', 'unchanged', 'new', 'unchanged']);
    expect(findings[0]).toMatchObject({ ruleId: 't/no-eval', contributor: 'ai', risk: 'insecure' });
  });

  it.each(['./src/a%20b.js', 'file:///home/me/repo/src/a%20b.js', 'C:\\repo\\src\\a b.js', 'a b.js'])(
    'finds the file that %s means',
    (uri) => {
      const { findings } = merge([file('src/a b.js'), file('b.js')], [result(uri, 12)]);
      expect(findings.map(({ path }) => path)).toEqual(['src/a b.js']);
    },
  );

  it('does not guess between two files, and counts what lies outside', () => {
    const { findings, runs: told } = merge([file('x/a.js'), file('y/a.js')], [result('a.js', 12), result('z.js', 1)]);
    expect(findings).toEqual([]);
    expect(told[0]!.reason).toBe('2 results lie outside of the change.');
  });

  it('does not tell twice what we found, or what two files hold', () => {
    const region = { startLine: 12, startColumn: 1, endLine: 12, endColumn: 2 };
    const ours: Partial<Finding> = { path: 'a.js', region, cwe: [95], baselineState: 'new' };
    const own = [ours as Finding];
    expect(merge([file('a.js')], [result('a.js', 12)], own).findings).toEqual([]);
    expect(merge([file('a.js')], [result('a.js', 11), result('a.js', 11)], own).findings).toHaveLength(1);
    expect(merge([file('a.js')], [result('a.js', 12, { ruleId: 'no-sql' })], own).findings).toHaveLength(1);
  });

  it('gives two results of one rule in a file different fingerprints, which do not depend on the line', () => {
    const prints = (lines: readonly number[]) =>
      merge(
        [file('a.js')],
        lines.map((line) => result('a.js', line)),
      ).findings.map(({ partialFingerprints }) => partialFingerprints['countersign/v1']);
    expect(new Set(prints([11, 12])).size).toBe(2);
    expect(prints([11, 12])).toEqual(prints([12, 13]));
  });
});
