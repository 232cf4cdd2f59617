/** Characters as a set: ASCII, and one place for all others. */
type Characters = Uint8Array;

interface Atom {
  readonly first: Characters;
  /** May match nothing at all. */
  readonly optional: boolean;
  /** May match any number of times. */
  readonly unbounded: boolean;
  /** For a group: its alternatives. */
  readonly inner: readonly (readonly Atom[])[] | null;
}

const SIZE = 129;
const DEEPEST = 20;
const LONGEST = 2000;

/**
 * Whether matching can take exponential time: a repeated group whose own end can be read as its beginning, as in `(a+)+$` or
 * `(\w|\d)*x`, with something after it that can fail. Silent on what it does not understand (look-around, references).
 */
export function isSlow(source: string): boolean {
  if (source.length > LONGEST || !/[)][*+{]/.test(source)) return false;
  const reader = new Reader(source);
  const alternatives = reader.alternatives(0);
  if (alternatives === null || !reader.done) return false;
  return alternatives.some((sequence) => slowIn(sequence, false));
}

/** `followed`: something after the sequence can still fail. */
function slowIn(sequence: readonly Atom[], followed: boolean): boolean {
  for (const [index, atom] of sequence.entries()) {
    const canFail = followed || sequence.slice(index + 1).some((later) => !later.optional);
    if (atom.inner === null) continue;
    if (atom.unbounded && canFail && isAmbiguous(atom.inner)) return true;
    if (atom.inner.some((inner) => slowIn(inner, canFail))) return true;
  }
  return false;
}

/** One text can be cut into rounds of the group in many ways. */
function isAmbiguous(alternatives: readonly (readonly Atom[])[]): boolean {
  for (const [index, sequence] of alternatives.entries()) {
    // Two alternatives of one character each that share some: each character doubles the ways.
    for (const other of alternatives.slice(index + 1)) {
      const [a, b] = [sequence[0], other[0]];
      if (
        sequence.length === 1 &&
        other.length === 1 &&
        a &&
        b &&
        a.inner === null &&
        b.inner === null &&
        meet(a.first, b.first)
      )
        return true;
    }
    const start = firstOf(sequence);
    for (const [at, atom] of sequence.entries()) {
      const rest = sequence.slice(at + 1);
      const before = sequence.slice(0, at);
      // `(a+)+`, `(a+b?)+`: the repeated part alone is a round.
      if (
        atom.unbounded &&
        rest.every(({ optional }) => optional) &&
        before.every(({ optional }) => optional) &&
        meet(atom.first, start)
      ) {
        return true;
      }
    }
  }
  return false;
}

function firstOf(sequence: readonly Atom[]): Characters {
  const all = new Uint8Array(SIZE);
  for (const { first, optional } of sequence) {
    add(all, first);
    if (!optional) break;
  }
  return all;
}

function meet(a: Characters, b: Characters): boolean {
  for (let i = 0; i < SIZE; i++) if (a[i] === 1 && b[i] === 1) return true;
  return false;
}

function add(into: Characters, from: Characters): void {
  for (let i = 0; i < SIZE; i++) if (from[i] === 1) into[i] = 1;
}

function inverted(of: Characters): Characters {
  return of.map((one) => 1 - one);
}

function ofClass(letter: string): Characters | null {
  const set = new Uint8Array(SIZE);
  const range = (from: number, to: number) => set.fill(1, from, to + 1);
  switch (letter.toLowerCase()) {
    case 'd':
      range(48, 57);
      break;
    case 'w':
      range(48, 57);
      range(65, 90);
      range(97, 122);
      range(95, 95);
      set[128] = 1;
      break;
    case 's':
      range(9, 13);
      range(32, 32);
      break;
    default:
      return null;
  }
  return letter === letter.toLowerCase() ? set : inverted(set);
}

function only(character: string): Characters {
  const set = new Uint8Array(SIZE);
  set[Math.min(128, character.charCodeAt(0))] = 1;
  return set;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get done(): boolean {
    return this.#at >= this.#source.length;
  }

  /** Alternatives up to the end or a closing bracket; null for what is not understood. */
  alternatives(depth: number): Atom[][] | null {
    if (depth > DEEPEST) return null;
    const all: Atom[][] = [[]];
    while (!this.done && this.#source[this.#at] !== ')') {
      if (this.#source[this.#at] === '|') {
        this.#at++;
        all.push([]);
        continue;
      }
      const atom = this.#atom(depth);
      if (atom === null) return null;
      all.at(-1)!.push(atom);
    }
    return all;
  }

  #atom(depth: number): Atom | null {
    const character = this.#source[this.#at++]!;
    let first = new Uint8Array(SIZE) as Characters;
    let optional = false;
    let inner: Atom[][] | null = null;
    if (character === '^') optional = true;
    // What must hold at the end takes no character, but it can fail.
    else if (character === '$') return { first, optional: false, unbounded: false, inner };
    else if (character === '.') {
      first = inverted(only('\n'));
    } else if (character === '[') {
      const set = this.#set();
      if (set === null) return null;
      first = set;
    } else if (character === '(') {
      const head = /^\?(?::|P?<\w+>)/.exec(this.#source.slice(this.#at, this.#at + 60));
      if (head) this.#at += head[0].length;
      else if (this.#source[this.#at] === '?') return null;
      inner = this.alternatives(depth + 1);
      if (inner === null || this.#source[this.#at] !== ')') return null;
      this.#at++;
      for (const sequence of inner) add(first, firstOf(sequence));
      optional = inner.some((sequence) => sequence.every((one) => one.optional));
    } else if (character === '\\') {
      const letter = this.#source[this.#at++] ?? '';
      if (/[bBAZzG]/.test(letter)) optional = true;
      else if (/\d/.test(letter) || /[pPkxuc]/.test(letter)) return null;
      else first = ofClass(letter) ?? only(ESCAPES.get(letter) ?? letter);
    } else if (/[*+?]/.test(character)) return null;
    else first = only(character);
    return this.#quantified({ first, optional, unbounded: false, inner });
  }

  #quantified(atom: Atom): Atom {
    const found = /^(?:[*+?]|\{(\d*)(,?)(\d*)\})[?+]?/.exec(this.#source.slice(this.#at, this.#at + 20));
    if (found === null) return atom;
    this.#at += found[0].length;
    // A possessive quantifier never goes back.
    if (found[0].length > 1 && found[0].endsWith('+')) return { ...atom, inner: null };
    const sign = found[0][0]!;
    if (sign === '{') {
      const unbounded = found[2] === ',' && found[3] === '';
      return { ...atom, unbounded, optional: atom.optional || Number(found[1]) === 0 };
    }
    return { ...atom, unbounded: sign !== '?', optional: atom.optional || sign !== '+' };
  }

  #set(): Characters | null {
    const set = new Uint8Array(SIZE) as Characters;
    const isNegated = this.#source[this.#at] === '^';
    if (isNegated) this.#at++;
    for (let isFirst = true; ; isFirst = false) {
      const character = this.#source[this.#at++];
      if (character === undefined || character === '[') return null;
      if (character === ']' && !isFirst) break;
      let from = character;
      if (character === '\\') {
        const letter = this.#source[this.#at++] ?? '';
        const known = ofClass(letter);
        if (known !== null) {
          add(set, known);
          continue;
        }
        if (/[pPxu\d]/.test(letter)) return null;
        from = ESCAPES.get(letter) ?? letter;
      }
      const isRange = this.#source[this.#at] === '-' && this.#source[this.#at + 1] !== ']';
      if (!isRange) {
        add(set, only(from));
        continue;
      }
      this.#at++;
      let to = this.#source[this.#at++] ?? '';
      if (to === '\\') to = this.#source[this.#at++] ?? '';
      const [low, high] = [Math.min(128, from.charCodeAt(0)), Math.min(128, to.charCodeAt(0))];
      if (low <= high) set.fill(1, low, high + 1);
    }
    return isNegated ? inverted(set) : set;
  }
}
