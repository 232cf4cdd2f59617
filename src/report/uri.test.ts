import { expect, test } from 'vitest';
import { uriOf } from './uri.ts';

test('keeps an ordinary path as it is', () => {
  expect(uriOf('src/report/uri.test.ts')).toBe('src/report/uri.test.ts');
});

test('encodes what a URI would read as something else', () => {
  expect(uriOf('a b#c?d%41:e\\f/[g]/ü/👍')).toBe('a%20b%23c%3Fd%2541%3Ae%5Cf/%5Bg%5D/%C3%BC/%F0%9F%91%8D');
  expect(uriOf('http://x/javascript:y')).toBe('http%3A//x/javascript%3Ay');
});

test('encodes quotes, brackets and controls', () => {
  expect(uriOf("it's (1)!*\n\x1b")).toBe('it%27s%20%281%29%21%2A%0A%1B');
});

test('turns a written-out byte into that byte, and half a surrogate pair into the replacement character', () => {
  expect(uriOf('caf\\xe9.ts')).toBe('caf%E9.ts');
  expect(uriOf('a\\x41')).toBe('a%5Cx41');
  expect(uriOf('\ud800')).toBe('%EF%BF%BD');
});
