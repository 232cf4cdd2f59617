import { expect, test } from 'vitest';
import { base32Bytes, base62, crc32, endsWithCrc62, luhn, mod97 } from './check-digit.ts';

test('CRC-32 of the standard check string is the published value', () => {
  expect(crc32('123456789')).toBe(0xcbf43926);
  expect(crc32('')).toBe(0);
});

test('base 62 counts digits, upper case, lower case, and pads', () => {
  expect(base62(0, 6)).toBe('000000');
  expect(base62(61, 2)).toBe('0z');
  expect(base62(62, 1)).toBe('10');
  expect(base62(0xffffffff, 6)).toBe('4gfFC3');
});

test('a body passes with its own checksum and fails with one character changed', () => {
  const body = 'k3Jf8sLq0PzXw7RtYb2NcVm5HdGa1E';
  const whole = body + base62(crc32(body), 6);
  expect(endsWithCrc62(whole)).toBe(true);
  expect(endsWithCrc62(`x${whole.slice(1)}`)).toBe(false);
  expect(endsWithCrc62('000000')).toBe(false);
});

test("Luhn's check accepts a valid number and rejects a changed digit and non-digits", () => {
  expect(luhn('79927398713')).toBe(true);
  expect(luhn('79927398710')).toBe(false);
  expect(luhn('7992739871x')).toBe(false);
});

test('mod 97 leaves 1 for a rotated IBAN', () => {
  expect(mod97('WEST12345698765432GB82')).toBe(1);
  expect(mod97('WEST12345698765433GB82')).not.toBe(1);
});

test('base 32 gives its bytes back and refuses foreign characters', () => {
  expect(base32Bytes('MZXW6YTB')).toEqual([...'fooba'].map((char) => char.charCodeAt(0)));
  expect(base32Bytes('MZXW1')).toBeNull();
});
