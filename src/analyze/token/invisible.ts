/** Characters that a reader does not see, by what they do to a text. */
type InvisibleKind = 'tag' | 'bidi' | 'zero-width' | 'variation';

export interface InvisibleRun {
  readonly kind: InvisibleKind;
  readonly start: number;
  readonly end: number;
  /** Characters (code points), not units. */
  readonly count: number;
  /** Text that the characters spell to a machine, printable ASCII only; '' where they spell none. */
  readonly hidden: string;
}

const INVISIBLE =
  /[\u{E0000}-\u{E007F}]+|[\u202A-\u202E\u2066-\u2069]|[\u200B-\u200D\u2060-\u2064\u180E\uFEFF\u3164\uFFA0\u115F\u1160\u00AD]+|(?:[\u{E0100}-\u{E01EF}]+|[\uFE00-\uFE0F]{2,})/gu;
/** Hebrew, Arabic and their neighbours: text that is written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
/** Scripts whose spelling needs joiners, and characters of which emoji are joined. */
const JOINED = /[\u0600-\u1CFF\uA800-\uABFF\uFB50-\uFDFF\uFE70-\uFEFC\u2190-\u2BFF\u{1F000}-\u{1FAFF}]|\uFE0F|\u20E3/u;

/**
 * Runs of invisible characters that spelling does not explain: joiners inside emoji and in scripts that need them, flags,
 * right-to-left marks in a line that is written so, a byte order mark at the start and single soft hyphens are left out.
 */
export function invisibleRuns(text: string): InvisibleRun[] {
  const runs: InvisibleRun[] = [];
  for (const match of text.matchAll(INVISIBLE)) {
    const start = match.index;
    const end = start + match[0].length;
    const points = [...match[0]].map((char) => char.codePointAt(0)!);
    const kind = kindOf(points[0]!);
    if (isSpelling(kind, text, start, end, points)) continue;
    runs.push({ kind, start, end, count: points.length, hidden: spelled(kind, points) });
  }
  return runs;
}

function kindOf(point: number): InvisibleKind {
  if (point >= 0xe0000 && point <= 0xe007f) return 'tag';
  if ((point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069)) return 'bidi';
  return point >= 0xfe00 && point !== 0xfeff && point !== 0xffa0 ? 'variation' : 'zero-width';
}

function isSpelling(kind: InvisibleKind, text: string, start: number, end: number, points: readonly number[]): boolean {
  const before = characterBefore(text, start);
  // A region's flag is a black flag, tags, and the cancelling tag.
  if (kind === 'tag') return before === '\u{1F3F4}' && points.at(-1) === 0xe007f && points.length <= 8;
  if (kind === 'bidi') return isBalancedLine(text, start);
  if (kind === 'variation') return points.length < 3;
  if (start === 0 && points[0] === 0xfeff && points.length === 1) return true;
  if (points.every((point) => point === 0xad)) return points.length === 1;
  if (points.length > 2) return false;
  if (points.every((point) => point === 0x200c || point === 0x200d)) {
    return JOINED.test(before) || JOINED.test(characterAt(text, end));
  }
  // One place to break a line between words of scripts without spaces, or in a long word of prose.
  return points.length === 1 && (/[^\x20-\x7e]/.test(before) || /[^\x20-\x7e]/.test(characterAt(text, end)));
}

/** In a line written from right to left, with every opened direction closed, the controls are typography. */
function isBalancedLine(text: string, at: number): boolean {
  const from = text.lastIndexOf('\n', at) + 1;
  const newline = text.indexOf('\n', at);
  const line = text.slice(Math.max(from, at - 2000), newline < 0 ? at + 2000 : Math.min(newline, at + 2000));
  if (!RIGHT_TO_LEFT.test(line)) return false;
  let open = 0;
  for (const char of line) {
    if (/[\u202A\u202B\u202D\u202E\u2066-\u2068]/.test(char)) open++;
    else if (/[\u202C\u2069]/.test(char)) open--;
  }
  return open === 0 && !line.includes('\u202E') && !line.includes('\u202D');
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.slice(Math.max(0, at - 1), at);
}

function characterAt(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}

/** Tags stand for ASCII; variation selectors for bytes. */
function spelled(kind: InvisibleKind, points: readonly number[]): string {
  if (kind !== 'tag' && kind !== 'variation') return '';
  const codes = points.map((point) =>
    point >= 0xe0100 ? point - 0xe0100 + 16 : point >= 0xe0000 ? point - 0xe0000 : point - 0xfe00,
  );
  return codes
    .filter((code) => code >= 32 && code < 127)
    .map((code) => String.fromCharCode(code))
    .join('');
}
