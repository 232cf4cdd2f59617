/** A path as git stores it: one character per byte, so that it sorts as bytes and survives any encoding. */
export type RawPath = string;

const LITERAL_ESCAPE = /\\(?=x[0-9a-f]{2})/g;
const DOT = 0x2e;
const SLASH = 0x2f;
const ESCAPE = /\\x([0-9a-f]{2})/g;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The path as people and reports see it: UTF-8, and a byte that is not as `\xHH`. No two raw paths look the same: where
 * a name really holds `\xHH` its backslash becomes `\x5c`, so that `rawPath` always finds the way back.
 */
export function shownPath(raw: RawPath): string {
  if (isAscii(raw)) return raw.includes('\\x') ? escapeLiterals(raw) : raw;
  const bytes = Buffer.from(raw, 'latin1');
  const whole = decode(bytes);
  if (whole !== undefined) return escapeLiterals(whole);
  let shown = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes[at]!);
    const character = decode(bytes.subarray(at, at + length));
    if (character === undefined) {
      shown += `\\x${bytes[at]!.toString(16).padStart(2, '0')}`;
      at += 1;
    } else {
      // A literal escape is judged in the bytes, where an escape that we wrote cannot be taken for one.
      const rest = raw.slice(at, at + 4);
      shown += character === '\\' && /^\\x[0-9a-f]{2}/.test(rest) ? '\\x5c' : character;
      at += length;
    }
  }
  return shown;
}

/** The bytes behind a shown path. */
export function rawPath(shown: string): RawPath {
  const bytes = isAscii(shown) ? shown : Buffer.from(shown, 'utf8').toString('latin1');
  if (!bytes.includes('\\x')) return bytes;
  return bytes.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** What the file system calls take for a raw path below a folder. */
export function fileSystemPath(folder: string, raw: RawPath): string | Buffer {
  if (isAscii(raw)) return `${folder}/${raw}`;
  return Buffer.concat([Buffer.from(`${folder}/`, 'utf8'), Buffer.from(raw, 'latin1')]);
}

/**
 * Whether joining the path to a folder stays in that folder and out of `.git`: an index or a tree can hold any bytes.
 */
export function isContained(raw: RawPath): boolean {
  if (raw === '' || raw.includes('\0')) return false;
  // Nearly every path is let through by these, and there is one for every file of a repository.
  const first = raw.charCodeAt(0);
  const plain = first !== DOT && first !== SLASH && raw.charCodeAt(raw.length - 1) !== SLASH;
  if (plain && !raw.includes('/.') && !raw.includes('//')) return true;
  return !/(^|\/)(\.{0,2}|\.git)(\/|$)/i.test(raw);
}

/** Undoes git's C-style quoting (`"a\tb\303\274"`) of a whole name; a name without quotes is as it stands. */
export function unquote(name: string): RawPath {
  if (!name.startsWith('"') || !name.endsWith('"') || name.length < 2) return name;
  return name.slice(1, -1).replace(/\\([0-7]{3}|.)/g, (_, code: string) => {
    if (code.length === 3) return String.fromCharCode(Number.parseInt(code, 8));
    return SHORT_ESCAPES.get(code) ?? code;
  });
}

const SHORT_ESCAPES = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

function escapeLiterals(text: string): string {
  return text.includes('\\x') ? text.replace(LITERAL_ESCAPE, '\\x5c') : text;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  if (lead >= 0xe0) return 3;
  return lead >= 0xc0 ? 2 : 1;
}

/** Control characters count as not: what is rare may take the long way. */
function isAscii(text: string): boolean {
  return !/[^ -~]/.test(text);
}
