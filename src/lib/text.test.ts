import { describe, expect, it } from 'vitest';
import { decodeText, isBinary } from './text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const out = new Uint8Array(2 + text.length * 2);
  const view = new DataView(out.buffer);
  view.setUint16(0, 0xfeff, !bigEndian);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), !bigEndian);
  return out;
}

describe('decodeText', () => {
  it('reads UTF-8 with and without a byte order mark', () => {
    expect(decodeText(utf8('é 😀\r\n'))).toEqual({ text: 'é 😀\r\n', encoding: 'utf-8' });
    expect(decodeText(utf8('\ufeffa = 1'))).toEqual({ text: 'a = 1', encoding: 'utf-8' });
    expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8' });
  });

  it('reads UTF-16 in both byte orders when it is marked', () => {
    expect(decodeText(utf16('a = "é😀"', false))).toEqual({ text: 'a = "é😀"', encoding: 'utf-16le' });
    expect(decodeText(utf16('a = "é😀"', true))).toEqual({ text: 'a = "é😀"', encoding: 'utf-16be' });
    expect(decodeText(utf16('# 漢字の説明文\n', false))).toEqual({ text: '# 漢字の説明文\n', encoding: 'utf-16le' });
  });

  it('reads bytes that are not UTF-8 as Latin-1 and says so', () => {
    const decoded = decodeText(Uint8Array.of(0x63, 0x61, 0x66, 0xe9, 0x80));
    expect(decoded).toMatchObject({ text: 'café\u0080', encoding: 'latin1', doubt: expect.stringContaining('UTF-8') });
  });

  it('does not let plain code hide behind a UTF-16 mark', () => {
    for (const mark of [
      [0xff, 0xfe],
      [0xfe, 0xff],
    ]) {
      const decoded = decodeText(Uint8Array.from([...mark, ...utf8('<?php system($_GET["c"]);')]));
      expect(decoded).toMatchObject({ text: '<?php system($_GET["c"]);', doubt: expect.any(String) });
    }
  });

  it('leaves binary files unread', () => {
    expect(decodeText(Uint8Array.of(0x7f, 0x45, 0, 0))).toEqual({ unread: expect.stringContaining('binary') });
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x00, 0xd8, 0x00))).toEqual({ unread: expect.any(String) });
  });
});

describe('isBinary', () => {
  it('looks for a NUL in the first 8000 bytes only', () => {
    const bytes = new Uint8Array(9000).fill(0x20);
    bytes[8000] = 0;
    expect(isBinary(bytes)).toBe(false);
    bytes[7999] = 0;
    expect(isBinary(bytes)).toBe(true);
  });
});
