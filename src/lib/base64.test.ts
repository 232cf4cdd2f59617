import { expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';

test('gives back the bytes that were put in', () => {
  for (let length = 0; length < 9; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => 255 - i * 31);
    expect([...decodeBase64(encodeBase64(bytes))!]).toEqual([...bytes]);
  }
});

test('takes one spelling only', () => {
  for (const text of ['QQ', 'QR==', 'QQ==\n', ' QQ==', 'Q-__', 'QQ==QQ==', 'Q Q==', '=']) {
    expect(decodeBase64(text), text).toBeNull();
  }
});
