import { expect, test } from 'vitest';
import { encodedParts } from './encoded.ts';

const decoded = (text: string) => encodedParts(text).map((part) => part.decoded);

test('decodes base 64 and hexadecimal wherever they stand, and says where', () => {
  const plain = 'password = something quite long here';
  const base64 = Buffer.from(plain).toString('base64');
  expect(encodedParts(`key: ${base64}\n`)).toEqual([
    { start: 5, end: 5 + base64.length, decoded: plain, how: 'base 64' },
  ]);
  expect(decoded(`x="${Buffer.from(plain).toString('hex')}"`)).toEqual([plain]);
});

test('a run that is no printable text is left alone', () => {
  expect(decoded('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')).toEqual([]);
  expect(decoded('aVeryLongFunctionNameThatSomebodyWroteInOneGoWithoutStopping')).toEqual([]);
  expect(decoded('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk')).toEqual([]);
});

test('decodes percent signs', () => {
  expect(decoded('q=password%3Dabcdefg%26user%3Dme')).toEqual(['q=password=abcdefg&user=me']);
});

test('joins strings in pieces with the name before them', () => {
  expect(decoded('const token = "abcdefgh" +\n  "ijkl1234" + "qrst";')).toEqual([
    'const token = "abcdefghijkl1234qrst"',
  ]);
  expect(decoded("const a = ['one', 'two', 'three'];")).toEqual([]);
});

test('a file of one blob, quotes without partners and no text at all do no harm', () => {
  expect(decoded('A'.repeat(2_000_000))).toEqual([]);
  expect(decoded(`${'"'.repeat(1000)}${"'+'".repeat(1000)}`).length).toBeLessThan(2001);
  expect(decoded('')).toEqual([]);
});

test('decodes quoted-printable with its soft line breaks, and leaves assignments alone', () => {
  expect(decoded('key=3Dabcdefgh12345=\nijklmnop&x=3D1\nnext')).toEqual(['key=abcdefgh12345ijklmnop&x=1']);
  expect(decoded('key=3Dabcdefgh12345=\r\nijklmnop\r\n')).toEqual(['key=abcdefgh12345ijklmnop\r']);
  expect(decoded('AB=CD\nEF=10\nsome_variable=20\nx=\n')).toEqual([]);
});
