/** Characters as ranges of UTF-16 code units. */
export type Ranges = readonly (readonly [low: number, high: number])[];

/** What is left of an expression for the question how many ways it can match. */
export type RegexNode =
  | { readonly kind: 'empty' }
  /** One character of a set; `end` is the end of the text, which no character is. */
  | { readonly kind: 'set'; readonly ranges: Ranges }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly inner: RegexNode; readonly min: number; readonly max: number };

const LAST = 0xffff;
const DEEPEST = 40;
const DIGITS: Ranges = [[48, 57]];
const WORDS: Ranges = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const SPACES: Ranges = [
  [9, 13],
  [32, 32],
  [160, 160],
];
const BREAKS: Ranges = [
  [10, 10],
  [13, 13],
];
const ESCAPES: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['f', 12],
  ['v', 11],
  ['0', 0],
]);

/** Everything that is not in the ranges. */
function complement(ranges: Ranges): Ranges {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const out: [number, number][] = [];
  let next = 0;
  for (const [low, high] of sorted) {
    if (low > next) out.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= LAST) out.push([next, LAST]);
  return out;
}

/** Reads an expression as JavaScript writes it; null where it holds something that is not understood. */
export function parseRegex(source: string, flags: string): RegexNode | null {
  const parser = new Parser(source, flags);
  try {
    return parser.whole();
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

class NotUnderstood extends Error {}

class Parser {
  readonly #source: string;
  readonly #ignoresCase: boolean;
  readonly #dotAll: boolean;
  #at = 0;
  #depth = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#ignoresCase = flags.includes('i');
    this.#dotAll = flags.includes('s');
  }

  whole(): RegexNode {
    const node = this.#choice();
    if (this.#at < this.#source.length) throw new NotUnderstood();
    return node;
  }

  #choice(): RegexNode {
    if (this.#depth++ > DEEPEST) throw new NotUnderstood();
    const parts: RegexNode[] = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      parts.push(this.#sequence());
    }
    this.#depth--;
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    for (
      let char = this.#source[this.#at];
      char !== undefined && char !== '|' && char !== ')';
      char = this.#source[this.#at]
    ) {
      parts.push(this.#repeated(this.#atom(char)));
    }
    return { kind: 'sequence', parts };
  }

  #repeated(inner: RegexNode): RegexNode {
    const rest = this.#source.slice(this.#at, this.#at + 24);
    const counts = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(rest);
    if (counts === null) return inner;
    this.#at += counts[0].length;
    const sign = counts[0][0];
    if (sign === '*') return { kind: 'repeat', inner, min: 0, max: Number.POSITIVE_INFINITY };
    if (sign === '+') return { kind: 'repeat', inner, min: 1, max: Number.POSITIVE_INFINITY };
    if (sign === '?') return { kind: 'repeat', inner, min: 0, max: 1 };
    const min = Number(counts[1]);
    const max = counts[2] === undefined ? min : counts[3] === '' ? Number.POSITIVE_INFINITY : Number(counts[3]);
    return { kind: 'repeat', inner, min, max };
  }

  #atom(char: string): RegexNode {
    this.#at++;
    switch (char) {
      case '^':
        return { kind: 'empty' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'set', ranges: this.#dotAll ? [[0, LAST]] : complement(BREAKS) };
      case '(':
        return this.#group();
      case '[':
        return { kind: 'set', ranges: this.#set() };
      case '\\':
        return this.#escape();
      default:
        return this.#one(char.charCodeAt(0));
    }
  }

  #group(): RegexNode {
    const lead = /^\?(?:[:=!]|<[=!]|<\w+>)/.exec(this.#source.slice(this.#at, this.#at + 60))?.[0] ?? '';
    this.#at += lead.length;
    const inner = this.#choice();
    if (this.#source[this.#at] !== ')') throw new NotUnderstood();
    this.#at++;
    // What only looks does not consume; that it can fail is left aside.
    return /[=!]$/.test(lead) ? { kind: 'empty' } : inner;
  }

  #escape(): RegexNode {
    const ranges = this.#escaped();
    return ranges === null ? { kind: 'empty' } : { kind: 'set', ranges };
  }

  /** Characters that an escape stands for; null for a place between characters. */
  #escaped(): Ranges | null {
    const char = this.#source[this.#at++];
    switch (char) {
      case undefined:
        throw new NotUnderstood();
      case 'd':
        return DIGITS;
      case 'D':
        return complement(DIGITS);
      case 'w':
        return WORDS;
      case 'W':
        return complement(WORDS);
      case 's':
        return SPACES;
      case 'S':
        return complement(SPACES);
      case 'b':
      case 'B':
        return null;
      case 'x':
      case 'u': {
        const digits = new RegExp(char === 'x' ? '^[0-9a-fA-F]{2}' : '^[0-9a-fA-F]{4}').exec(
          this.#source.slice(this.#at, this.#at + 4),
        );
        if (digits === null) throw new NotUnderstood();
        this.#at += digits[0].length;
        const code = Number.parseInt(digits[0], 16);
        return [[code, code]];
      }
      default: {
        if (/[1-9kpPc]/.test(char)) throw new NotUnderstood();
        const code = ESCAPES.get(char) ?? char.charCodeAt(0);
        return this.#cased(code);
      }
    }
  }

  #one(code: number): RegexNode {
    return { kind: 'set', ranges: this.#cased(code) };
  }

  #cased(code: number): Ranges {
    if (!this.#ignoresCase) return [[code, code]];
    const char = String.fromCharCode(code);
    return [char.toLowerCase(), char.toUpperCase()].map((one): [number, number] => [
      one.charCodeAt(0),
      one.charCodeAt(0),
    ]);
  }

  #set(): Ranges {
    const negated = this.#source[this.#at] === '^';
    if (negated) this.#at++;
    const ranges: (readonly [number, number])[] = [];
    for (let char = this.#source[this.#at]; char !== ']'; char = this.#source[this.#at]) {
      if (char === undefined) throw new NotUnderstood();
      const low = this.#member();
      const isRange = this.#source[this.#at] === '-' && this.#source[this.#at + 1] !== ']' && low.length === 1;
      if (!isRange) {
        ranges.push(...low);
        continue;
      }
      this.#at++;
      const high = this.#member();
      if (high.length !== 1 || high[0]![0] < low[0]![0]) throw new NotUnderstood();
      ranges.push([low[0]![0], high[0]![1]]);
      if (this.#ignoresCase) ranges.push(...otherCase(low[0]![0], high[0]![1]));
    }
    this.#at++;
    return negated ? complement(ranges) : ranges;
  }

  #member(): Ranges {
    const char = this.#source[this.#at++]!;
    if (char !== '\\') return [[char.charCodeAt(0), char.charCodeAt(0)]];
    if (this.#source[this.#at] === 'b') {
      this.#at++;
      return [[8, 8]];
    }
    return this.#escaped() ?? [];
  }
}

/** The letters of a range in the other case. */
function otherCase(low: number, high: number): [number, number][] {
  const from = (start: number, end: number, shift: number): [number, number][] =>
    Math.max(low, start) <= Math.min(high, end) ? [[Math.max(low, start) + shift, Math.min(high, end) + shift]] : [];
  return [...from(65, 90, 32), ...from(97, 122, -32)];
}
