import { describe, expect, it } from 'vitest';
import { Fuzzer } from './fuzz.ts';

/** A hundred operations each; `COUNTERSIGN_FUZZ_SEEDS=100` for the long run of bench/README.md. */
const SEEDS = Number(process.env.COUNTERSIGN_FUZZ_SEEDS ?? 10);

describe('the fuzzer', () => {
  const all = { lost: 0, machineLines: 0 };
  for (let seed = 1; seed <= SEEDS; seed++) {
    it(`credits no line to the wrong side, seed ${seed}`, { timeout: 240_000 }, async () => {
      const { wrong, lost, machineLines } = await new Fuzzer(seed).run(100);
      expect(wrong).toEqual([]);
      all.lost += lost;
      all.machineLines += machineLines;
    });
  }

  it('leaves few lines of assistants without an author', () => {
    expect(all.machineLines).toBeGreaterThan(50 * SEEDS);
    expect(all.lost / all.machineLines).toBeLessThan(0.02);
  });
});
