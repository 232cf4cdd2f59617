import { expect, test } from 'vitest';
import { fake } from '../../lib/fake.ts';
import { isHex, rarity } from './rarity.ts';

test('names and words are common', () => {
  for (const text of [
    'getUserAccessToken',
    'application/json',
    'secret_key_base',
    'correct-horse-battery',
    'winter2019',
  ]) {
    expect(rarity(text)).toBeLessThan(4.5);
  }
});

test('random letters and digits are rare, whatever the alphabet', () => {
  for (const alphabet of ['lower', 'base36', 'base62', 'base64url'] as const) {
    for (let i = 0; i < 100; i++) expect(rarity(fake(alphabet, 24, `seed ${i}`))).toBeGreaterThan(5);
  }
});

test('an empty text is not rare', () => {
  expect(rarity('')).toBe(0);
});

test('hexadecimal text needs length, one case, letters and digits', () => {
  expect(isHex(fake('hex', 32))).toBe(true);
  expect(isHex(fake('hex', 8))).toBe(false);
  expect(isHex('deadbeefdeadbeef')).toBe(false);
  expect(isHex('12345678901234567890')).toBe(false);
});
