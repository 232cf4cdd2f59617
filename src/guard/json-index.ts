/** Where everything stands in a JSON text, as byte offsets: so that one string can be replaced and all other bytes stay. */
export interface JsonIndex {
  readonly bytes: Buffer;
  /** By node, in the order of the text; a member's name is a node before its value. */
  readonly kind: readonly JsonKind[];
  /** First byte; of strings the opening quote. */
  readonly start: readonly number[];
  /** One past the last byte. */
  readonly end: readonly number[];
  /** Node of the object or array around it, -1 for the whole. */
  readonly parent: readonly number[];
  /** Node of the name, of members; -1 otherwise. */
  readonly name: readonly number[];
  /** Next value in the same object or array, -1 after the last. */
  readonly next: readonly number[];
  /** First value in an object or array, -1 where it is empty. */
  readonly first: readonly number[];
}

export const OBJECT = 0;
export const ARRAY = 1;
export const STRING = 2;
/** A string with a backslash in it. */
export const ESCAPED = 3;
/** A number, true, false or null. */
export const SCALAR = 4;
type JsonKind = 0 | 1 | 2 | 3 | 4;

export interface JsonFault {
  /** Byte offset. */
  readonly at: number;
  /** A phrase: `a comma is missing`. */
  readonly fault: string;
}

/** Where reading goes on in an object whose beginning was read before, in the very same bytes: after a value that ended at `at`. */
export interface JsonResume {
  readonly at: number;
  /** The list in the object in which that value stood, with its name; null where it was a member itself. */
  readonly list: { readonly start: number; readonly nameStart: number; readonly nameEnd: number } | null;
}

/** No message has so many values: each costs memory beyond its bytes. */
const MOST_VALUES = 500_000;
/** No message nests like this; a body that does wants to hurt whoever walks it. */
const DEEPEST = 2_000;

/**
 * Reads a whole JSON text (RFC 8259, without a byte order mark) into an index, strictly and without recursion: what this accepts,
 * every strict parser accepts. Whether the bytes are UTF-8 has to be asked before. With `resume` only what comes after is indexed.
 */
export function indexJson(bytes: Buffer, resume?: JsonResume): JsonIndex | JsonFault {
  const length = bytes.length;
  const kind: JsonKind[] = [];
  const start: number[] = [];
  const end: number[] = [];
  const parent: number[] = [];
  const name: number[] = [];
  const next: number[] = [];
  const first: number[] = [];
  const last: number[] = [];
  let at = 0;
  let around = -1;
  let depth = 0;
  let pendingName = -1;

  const open = (what: JsonKind, from: number): number => {
    const node = kind.length;
    kind.push(what);
    start.push(from);
    end.push(from + 1);
    parent.push(around);
    name.push(pendingName);
    next.push(-1);
    first.push(-1);
    last.push(-1);
    return node;
  };
  const hang = (node: number): void => {
    pendingName = -1;
    if (around < 0) return;
    if (last[around]! < 0) first[around] = node;
    else next[last[around]!] = node;
    last[around] = node;
  };
  /** From the opening quote at `at`; true where the string is closed. */
  const string = (): boolean => {
    let i = at + 1;
    let escaped = false;
    for (;;) {
      let code = bytes[i]!;
      while (code !== 34 && code !== 92 && code >= 32) code = bytes[++i]!;
      if (code === 34) break;
      if (code !== 92 || i + 1 >= length) return false;
      escaped = true;
      const letter = bytes[i + 1]!;
      if (letter === 117) {
        for (let k = i + 2; k < i + 6; k++) if (!isHexDigit(bytes[k])) return false;
        i += 6;
      } else if (SIMPLE_ESCAPES.has(letter)) i += 2;
      else return false;
    }
    const node = open(escaped ? ESCAPED : STRING, at);
    end[node] = i + 1;
    at = i + 1;
    return true;
  };
  const blanks = (): number => {
    let code = bytes[at];
    while (code === 32 || code === 10 || code === 13 || code === 9) code = bytes[++at];
    return code ?? -1;
  };
  const fault = (what: string): JsonFault => ({ at, fault: at >= length ? 'it ends too early' : what });

  let values = 0;
  let isInside = resume !== undefined;
  if (resume !== undefined) {
    around = open(OBJECT, 0);
    depth = 1;
    if (resume.list !== null) {
      const name = open(STRING, resume.list.nameStart);
      end[name] = resume.list.nameEnd;
      pendingName = name;
      const list = open(ARRAY, resume.list.start);
      hang(list);
      around = list;
      depth = 2;
    }
    at = resume.at;
  }
  let code = resume === undefined ? blanks() : 0;
  for (;;) {
    // A value begins here.
    let closed = true;
    if (isInside) isInside = false;
    else if (code === 34) {
      const node = kind.length;
      if (!string()) return fault('a string is not closed or has a wrong escape');
      hang(node);
    } else if (code === 123 || code === 91) {
      const node = open(code === 123 ? OBJECT : ARRAY, at);
      hang(node);
      if (++depth > DEEPEST) return fault(`it nests deeper than ${DEEPEST} levels`);
      around = node;
      at++;
      closed = false;
    } else {
      const from = at;
      const stop = endOfScalar(bytes, at);
      if (stop < 0) return fault('a value is expected');
      at = stop;
      // Short numbers in lists (vectors, token ids) are nobody's: they need no node.
      if (around < 0 || kind[around] !== ARRAY || at - from >= SHORTEST_NUMBER) {
        const node = open(SCALAR, from);
        end[node] = at;
        hang(node);
      }
    }
    if (kind.length > MOST_VALUES || ++values > 10 * MOST_VALUES) return fault('it has more values than any message');
    // After a value, or just inside an object or array: on to the next value.
    for (;;) {
      code = blanks();
      if (around < 0) return code === -1 ? index() : fault('something follows the value');
      const isObject = kind[around] === OBJECT;
      if (code === (isObject ? 125 : 93)) {
        at++;
        end[around] = at;
        around = parent[around]!;
        depth--;
        closed = true;
        continue;
      }
      if (closed) {
        if (code !== 44) return fault('a comma is missing');
        at++;
        code = blanks();
      }
      if (!isObject) break;
      if (code !== 34) return fault('a name in quotes is expected');
      pendingName = -1;
      const node = kind.length;
      if (!string()) return fault('a string is not closed or has a wrong escape');
      if (blanks() !== 58) return fault('a colon is missing');
      at++;
      code = blanks();
      pendingName = node;
      break;
    }
  }

  function index(): JsonIndex {
    return { bytes, kind, start, end, parent, name, next, first };
  }
}

/** Numbers with fewer digits identify nobody. */
export const SHORTEST_NUMBER = 9;

const SIMPLE_ESCAPES: ReadonlySet<number> = new Set([34, 92, 47, 98, 102, 110, 114, 116]);

function isHexDigit(code: number | undefined): boolean {
  if (code === undefined) return false;
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
}

/** One past the number, true, false or null that begins here; -1 where none does. */
function endOfScalar(bytes: Buffer, from: number): number {
  const first = bytes[from];
  if (first === 116) return endOfWord(bytes, from, 'true');
  if (first === 102) return endOfWord(bytes, from, 'false');
  if (first === 110) return endOfWord(bytes, from, 'null');
  let at = first === 45 ? from + 1 : from;
  if (bytes[at] === 48) at++;
  else {
    const end = endOfDigits(bytes, at);
    if (end === at) return -1;
    at = end;
  }
  if (bytes[at] === 46) {
    const end = endOfDigits(bytes, at + 1);
    if (end === at + 1) return -1;
    at = end;
  }
  if (bytes[at] === 101 || bytes[at] === 69) {
    at += bytes[at + 1] === 43 || bytes[at + 1] === 45 ? 2 : 1;
    const end = endOfDigits(bytes, at);
    if (end === at) return -1;
    at = end;
  }
  return at;
}

function endOfDigits(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at]! >= 48 && bytes[at]! <= 57) at++;
  return at;
}

function endOfWord(bytes: Buffer, from: number, word: string): number {
  for (let i = 1; i < word.length; i++) if (bytes[from + i] !== word.charCodeAt(i)) return -1;
  return from + word.length;
}

/** The string of a node of kind STRING or ESCAPED. */
export function stringAt({ bytes, kind, start, end }: JsonIndex, node: number): string {
  if (kind[node] === STRING) return bytes.toString('utf8', start[node]! + 1, end[node]! - 1);
  return JSON.parse(bytes.toString('utf8', start[node]!, end[node]!)) as string;
}

export function isString({ kind }: JsonIndex, node: number): boolean {
  return kind[node] === STRING || kind[node] === ESCAPED;
}

/** The value of that name in an object, -1 where there is none; -1, too, where there are two: readers differ in which counts. */
export function memberOf(index: JsonIndex, object: number, wanted: string): number {
  if (object < 0 || index.kind[object] !== OBJECT) return -1;
  let found = -1;
  for (let node = index.first[object]!; node >= 0; node = index.next[node]!) {
    if (!isNamed(index, node, wanted)) continue;
    if (found >= 0) return -1;
    found = node;
  }
  return found;
}

/** The string of that name in an object, else undefined. */
export function textOf(index: JsonIndex, object: number, wanted: string): string | undefined {
  const node = memberOf(index, object, wanted);
  return node >= 0 && isString(index, node) ? stringAt(index, node) : undefined;
}

/** Whether the member has this name, without making a string of it where lengths differ. */
function isNamed(index: JsonIndex, node: number, wanted: string): boolean {
  const name = index.name[node]!;
  if (name < 0) return false;
  if (index.kind[name] === ESCAPED) return stringAt(index, name) === wanted;
  const from = index.start[name]! + 1;
  if (index.end[name]! - 1 - from !== wanted.length) return false;
  for (let i = 0; i < wanted.length; i++) if (index.bytes[from + i] !== wanted.charCodeAt(i)) return false;
  return true;
}

/** One replacement in a byte text; edits are ascending and do not overlap. */
export interface ByteEdit {
  readonly start: number;
  readonly end: number;
  readonly bytes: Buffer;
}

/** The bytes with all edits made; the same bytes where there are none. */
export function applyEdits(bytes: Buffer, edits: readonly ByteEdit[]): Buffer {
  if (edits.length === 0) return bytes;
  const parts: Buffer[] = [];
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(bytes.subarray(from, edit.start), edit.bytes);
    from = edit.end;
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}

/** Where a node stands below `root`, for people: `content[0].text`; the empty text for the root itself. */
export function placeOf(index: JsonIndex, node: number, root: number): string {
  const steps: string[] = [];
  for (let at = node; at >= 0 && at !== root; at = index.parent[at]!) {
    const name = index.name[at]!;
    if (name >= 0) {
      steps.push(stringAt(index, name).slice(0, 60));
      continue;
    }
    const parent = index.parent[at]!;
    if (parent < 0) break;
    let ordinal = 0;
    for (let other = index.first[parent]!; other >= 0 && other !== at; other = index.next[other]!) ordinal++;
    steps.push(`[${ordinal}]`);
  }
  return steps
    .reverse()
    .map((step, i) => (i === 0 || step.startsWith('[') ? step : `.${step}`))
    .join('');
}
