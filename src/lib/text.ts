import { Buffer } from 'node:buffer';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
  /** Set when the bytes are not what they claim to be: the text is then a guess, one character a byte. */
  readonly doubt?: string;
}

/** Git's own test, so that both agree on what has a diff: a NUL in the first 8000 bytes. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8000).includes(0);
}

/**
 * Text of a source file without its byte order mark. UTF-16 only with a mark; anything that is not valid in the encoding it
 * claims is read byte by byte, with `doubt` saying so: a file that lies must be read, not skipped. `unread` for binary.
 */
export function decodeText(bytes: Uint8Array): DecodedText | { readonly unread: string } {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff && 'utf-16be';
  if (marked) {
    const body = bytes.subarray(2);
    const utf16 = looksLikeAscii(body) ? null : decodeStrictly(body, marked);
    if (utf16 !== null) return { text: utf16, encoding: marked };
    if (isBinary(body)) return { unread: `binary: starts like ${marked} but is not` };
    return { text: latin1(body), encoding: 'latin1', doubt: `starts with the mark of ${marked} but is not ${marked}` };
  }
  if (isBinary(bytes)) return { unread: 'binary: has NUL bytes' };
  const utf8 = decodeStrictly(bytes, 'utf-8');
  if (utf8 !== null) return { text: utf8, encoding: 'utf-8' };
  return { text: latin1(bytes), encoding: 'latin1', doubt: 'not valid UTF-8, read as Latin-1' };
}

function decodeStrictly(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Bytes of plain ASCII behind a UTF-16 mark would decode to one harmless-looking character a pair, and hide from every rule;
 * of real UTF-16 in any script far fewer than half of the pairs are two ASCII bytes.
 */
function looksLikeAscii(bytes: Uint8Array): boolean {
  let pairs = 0;
  for (let i = 0; i + 1 < bytes.length; i += 2) if (isAscii(bytes[i]!) && isAscii(bytes[i + 1]!)) pairs++;
  return pairs * 4 > bytes.length;
}

function isAscii(byte: number): boolean {
  return byte >= 0x09 && byte < 0x7f;
}

/** Not TextDecoder: its `latin1` is windows-1252 in some Node versions and ISO 8859-1 in others. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
