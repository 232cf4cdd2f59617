import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const words = ['security/weak-hash', 'security/weak-cipher', 'quality/debug-output'];

it('finds the word that was meant', () => {
  expect(nearest('security/weak-hsah', words)).toBe('security/weak-hash');
  expect(nearest('Security/Weak-Cipher', words)).toBe('security/weak-cipher');
});

it('finds nothing where nothing is close', () => {
  expect(nearest('banana', words)).toBeUndefined();
  expect(nearest('x'.repeat(100_000), words)).toBeUndefined();
});
