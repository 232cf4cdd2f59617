import { expect, test } from 'vitest';
import { fake, fakeUuid } from './fake.ts';

test('the same arguments give the same text, another seed gives another', () => {
  expect(fake('base62', 30)).toBe(fake('base62', 30));
  expect(fake('base62', 30)).not.toBe(fake('base62', 30, 'b'));
});

test('keeps to the alphabet and the length', () => {
  expect(fake('hex', 64)).toMatch(/^[0-9a-f]{64}$/);
  expect(fake('base32', 16)).toMatch(/^[A-Z2-7]{16}$/);
  expect(fake('base64url', 0)).toBe('');
});

test('looks random: a long text uses most of its alphabet', () => {
  expect(new Set(fake('base62', 400)).size).toBeGreaterThan(55);
});

test('a fake UUID has the form of one', () => {
  expect(fakeUuid('b')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(fakeUuid('b')).not.toBe(fakeUuid('c'));
});
