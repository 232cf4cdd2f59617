import { describe, expect, it } from 'vitest';
import type { Finding } from '../model/finding.ts';
import { applyFixes } from './apply-fixes.ts';

type Place = readonly [line: number, from: number, to: number, text: string, path?: string];

function finding(...places: readonly Place[]): Finding {
  const replacements = places.map(([line, from, to, text, path = 'a.ts']) => ({
    path,
    region: { startLine: line, startColumn: from, endLine: line, endColumn: to },
    text,
  }));
  return { ruleId: 'quality/x', fix: { description: 'Do it.', replacements } } as Partial<Finding> as Finding;
}

describe('applyFixes', () => {
  it('makes every replacement of a fix, whatever the order they come in', () => {
    const one = finding([2, 1, 2, 'B'], [1, 1, 2, 'AA']);
    expect(applyFixes('a.ts', 'a\nb\nc\n', [one]).text).toBe('AA\nB\nc\n');
  });

  it('leaves out the second of two fixes that touch each other, whole', () => {
    const [first, second] = [finding([1, 1, 4, 'x']), finding([1, 3, 5, 'y'], [2, 1, 2, 'z'])];
    const { text, applied, skipped } = applyFixes('a.ts', 'abcdef\nq\n', [first, second]);
    expect(text).toBe('xdef\nq\n');
    expect([applied, skipped]).toEqual([[first], [second]]);
  });

  it('leaves out a fix that lies outside of the text or in another file', () => {
    const bad = [finding([9, 1, 2, 'x']), finding([1, 1, 99, 'x']), finding([1, 1, 2, 'x', 'b.ts'])];
    const { text, skipped } = applyFixes('a.ts', 'abc\n', bad);
    expect(text).toBe('abc\n');
    expect(skipped).toEqual(bad);
  });
});
