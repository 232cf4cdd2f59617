/** A stretch of a text that says something else when it is decoded; offsets are those of the stretch in the text. */
export interface EncodedPart {
  readonly start: number;
  readonly end: number;
  readonly decoded: string;
  readonly how: 'base 64' | 'hexadecimal' | 'percent signs' | 'quoted-printable' | 'pieces';
}

const SHORTEST = 40;
/** A file that is one blob costs no more than this to look into, in characters. */
const LONGEST = 1 << 18;
const MOST_PARTS = 2000;

/** Everything in a text that can be decoded to printable text: base 64, hexadecimal, percent signs, quoted-printable, strings in pieces. */
export function encodedParts(text: string): EncodedPart[] {
  const parts: EncodedPart[] = [];
  addRuns(text, parts);
  if (text.includes('%')) addPercent(text, parts);
  if (text.includes('=3D') || text.includes('=\n') || text.includes('=\r\n')) addQuotedPrintable(text, parts);
  addPieces(text, parts);
  return parts.slice(0, MOST_PARTS);
}

/** Letters, digits, `+`, `/`, `-` and `_`. */
function isRunPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 47 && code <= 57) ||
    code === 43 ||
    code === 45 ||
    code === 95
  );
}

/** A run of at least 40 characters covers one of every 40 places: only those are looked at. */
function addRuns(text: string, parts: EncodedPart[]): void {
  for (let at = SHORTEST - 1; at < text.length && parts.length < MOST_PARTS; at += SHORTEST) {
    if (!isRunPart(text.charCodeAt(at))) continue;
    let start = at;
    while (start > 0 && isRunPart(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && isRunPart(text.charCodeAt(end))) end++;
    if (end - start >= SHORTEST && end - start <= LONGEST) addRun(text, start, end, parts);
    at = Math.max(at, end);
  }
}

function addRun(text: string, start: number, end: number, parts: EncodedPart[]): void {
  const run = text.slice(start, end);
  const isHex = run.length % 2 === 0 && /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(run);
  const encoding = isHex ? 'hex' : 'base64';
  // Most runs are names, digests and pictures: a few bytes tell.
  if (!isPrintable(Buffer.from(run.slice(0, 64), encoding).toString('latin1'))) return;
  const decoded = Buffer.from(run, encoding).toString('latin1');
  if (!isPrintable(decoded)) return;
  let close = end;
  while (text[close] === '=') close++;
  parts.push({ start, end: close, decoded, how: isHex ? 'hexadecimal' : 'base 64' });
}

function isPrintable(text: string): boolean {
  return /^[\t\n\r\x20-\x7e]{16,}$/.test(text);
}

const ESCAPE = /%[0-9A-Fa-f]{2}/g;
const MOST_ESCAPED = 2000;

function addPercent(text: string, parts: EncodedPart[]): void {
  ESCAPE.lastIndex = 0;
  for (let match = ESCAPE.exec(text); match !== null && parts.length < MOST_PARTS; match = ESCAPE.exec(text)) {
    let start = match.index;
    while (start > 0 && match.index - start < 200 && isAddressPart(text.charCodeAt(start - 1))) start--;
    let end = ESCAPE.lastIndex;
    while (end < text.length && end - start < MOST_ESCAPED && isAddressPart(text.charCodeAt(end))) end++;
    ESCAPE.lastIndex = end;
    const escapes = text.slice(start, end).match(ESCAPE)?.length ?? 0;
    ESCAPE.lastIndex = end;
    if (escapes < 2 || end - start < 24) continue;
    const decoded = text
      .slice(start, end)
      .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    if (isPrintable(decoded)) parts.push({ start, end, decoded, how: 'percent signs' });
  }
}

/** What stands in a run, and `% . : ? & = ; , ~`. */
function isAddressPart(code: number): boolean {
  return (
    isRunPart(code) ||
    code === 37 ||
    code === 46 ||
    code === 58 ||
    code === 63 ||
    code === 38 ||
    code === 61 ||
    code === 126
  );
}

const MOST_LINES = 40;

/**
 * Quoted-printable (RFC 2045): lines that end in `=` go on in the next one, `=3D` is one character. A stretch is what such
 * lines make together; a line without either is left alone, so that `a=b` in code is not taken for an escape.
 */
function addQuotedPrintable(text: string, parts: EncodedPart[]): void {
  let start = 0;
  while (start < text.length && parts.length < MOST_PARTS) {
    let end = lineEnd(text, start);
    let lines = 1;
    while (isSoftBreak(text, end) && lines < MOST_LINES && end + 1 < text.length) {
      end = lineEnd(text, end + 1);
      lines++;
    }
    const raw = end - start <= MOST_ESCAPED * 2 ? text.slice(start, end) : '';
    if (lines > 1 || raw.includes('=3D')) {
      const decoded = raw
        .replace(/=\r?\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
      if (decoded !== raw && isPrintable(decoded)) parts.push({ start, end, decoded, how: 'quoted-printable' });
    }
    start = end + 1;
  }
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
}

/** The line that ends at `end` ends in `=`, as mail breaks long lines. */
function isSoftBreak(text: string, end: number): boolean {
  return text[end - 1] === '=' || (text[end - 1] === '\r' && text[end - 2] === '=');
}

/** Two quoted pieces with nothing but `+`, `.` or a line break between them. */
const JOINT = /["'][ \t]{0,8}(?:[+.&][ \t]{0,8})?(?:\\?\r?\n[ \t]{0,80})?(?:[+.&][ \t]{0,8})?["']/g;

/** A string in pieces, joined again with what stands before it on its line, since a name may be needed. */
function addPieces(text: string, parts: EncodedPart[]): void {
  let from = 0;
  for (const joint of text.matchAll(JOINT)) {
    if (parts.length >= MOST_PARTS) return;
    if (joint.index < from || joint[0].length < 3 || !/[+.&\n]/.test(joint[0])) continue;
    const quote = joint[0][0]!;
    const open = text.lastIndexOf(quote, joint.index - 1);
    if (open < 0 || joint.index - open > 300 || text.slice(open, joint.index).includes('\n')) continue;
    const pieces = [text.slice(open + 1, joint.index)];
    let at = joint.index + joint[0].length;
    for (;;) {
      const close = text.indexOf(quote, at);
      if (close < 0 || close - at > 300 || text.slice(at, close).includes('\n') || pieces.length > 100) break;
      pieces.push(text.slice(at, close));
      JOINT_AT.lastIndex = close;
      if (!JOINT_AT.test(text)) {
        at = close;
        break;
      }
      at = JOINT_AT.lastIndex;
    }
    if (pieces.length < 2) continue;
    from = at;
    const joined = pieces.join('');
    const lead = text.slice(Math.max(text.lastIndexOf('\n', open) + 1, open - 80), open);
    if (/[\w+/=.-]{16}/.test(joined) && /\d/.test(joined) && !joined.includes(' ')) {
      parts.push({ start: open + 1, end: at, decoded: `${lead}${quote}${joined}${quote}`, how: 'pieces' });
    }
  }
}

const JOINT_AT = new RegExp(JOINT.source, 'y');
