import { describe, expect, it } from 'vitest';
import { align } from './align.ts';
import { joinPrints, linePrints, printKey } from './line-prints.ts';

const KEY = printKey(Buffer.from('0123456789abcdef'));
const prints = (text: string) => linePrints(Buffer.from(text), KEY);
const aligned = (before: string, after: string): number[] => [...align(prints(before).hash, prints(after).hash)];

describe('line prints', () => {
  it('are blind to white space, and to nothing else', () => {
    const { hash } = prints('a b\n  ab\r\nab\nba\na.b');
    expect(hash[0]).toBe(hash[1]);
    expect(hash[1]).toBe(hash[2]);
    expect(new Set(hash).size).toBe(3);
  });

  it('of pieces give the print of the whole', () => {
    const wrapped = prints('call(\n  first,\n  second\n);\n');
    const whole = prints('call( first, second );');
    expect(joinPrints(wrapped, 0, 4, KEY)).toEqual({ hash: whole.hash[0], size: whole.size[0] });
  });

  it('depend on the secret', () => {
    const other = printKey(Buffer.from('fedcba9876543210'));
    expect(linePrints(Buffer.from('x = 1'), other).hash[0]).not.toBe(prints('x = 1').hash[0]);
  });

  it('know lines that are too common to decide anything', () => {
    expect([...prints('}\nimport { a } from "a";\nreturn\nconst total = 1;\n\nimportant()').trivial]).toEqual([
      1, 1, 1, 0, 1, 0,
    ]);
  });

  it('count lines as git does', () => {
    expect(prints('').hash.length).toBe(0);
    expect(prints('a').hash.length).toBe(1);
    expect(prints('a\n\n').hash.length).toBe(2);
  });
});

describe('alignment', () => {
  it('matches repeated lines in order, not by print', () => {
    expect(aligned('f {\n}\ng {\n}\n', 'f {\n}\nnew {\n}\ng {\n}\n')).toEqual([0, 1, -1, -1, 2, 3]);
  });

  it('is strictly increasing, matches equal lines only, and is as long as it can be on a thousand random pairs', () => {
    let seed = 5;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % below;
    };
    let found = 0;
    let best = 0;
    for (let round = 0; round < 1000; round++) {
      const kinds = 1 + next(12);
      const lines = (): Float64Array => Float64Array.from({ length: next(30) }, () => next(kinds));
      const [a, b] = [lines(), lines()];
      const match = align(a, b);
      let last = -1;
      for (const [j, i] of match.entries()) {
        if (i < 0) continue;
        expect(i).toBeGreaterThan(last);
        expect(a[i]).toBe(b[j]);
        last = i;
        found++;
      }
      const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
      for (let i = a.length - 1; i >= 0; i--)
        for (let j = b.length - 1; j >= 0; j--)
          table[i]![j] = a[i] === b[j] ? table[i + 1]![j + 1]! + 1 : Math.max(table[i + 1]![j]!, table[i]![j + 1]!);
      best += table[0]![0]!;
    }
    // Patience gives up some length for anchors that mean something.
    expect(found / best).toBeGreaterThan(0.95);
  });

  it('aligns a hundred thousand equal lines against as many, and files that share nothing', () => {
    const many = new Float64Array(100_000).fill(7);
    expect(align(many, many.slice(1)).every((line) => line >= 0)).toBe(true);
    const [a, b] = [
      Float64Array.from({ length: 9000 }, (_, i) => i % 7),
      Float64Array.from({ length: 9000 }, (_, i) => i % 5),
    ];
    expect(align(a, b).filter((line) => line >= 0).length).toBeGreaterThan(1000);
  });
});
