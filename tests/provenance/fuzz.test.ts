import { describe, expect, it } from 'vitest';
import { Fuzzer } from './fuzz.ts';

describe('the fuzzer', () => {
  for (let seed = 1; seed <= 10; seed++) {
    it(`credits no line to the wrong side, seed ${seed}`, { timeout: 240_000 }, async () => {
      const { wrong, lost, machineLines } = await new Fuzzer(seed).run(100);
      expect(wrong).toEqual([]);
      expect(machineLines).toBeGreaterThan(50);
      expect(lost / machineLines).toBeLessThan(0.02);
    });
  }
});
