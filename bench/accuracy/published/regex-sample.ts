/** A number in [0, n), the same sequence for the same seed. */
export type Random = (n: number) => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0 || 1;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** Text that the expression matches, drawn at random: literals, classes, groups, alternation and bounded repetition. */
export function sample(source: string, random: Random): string {
  const reader = { source, at: 0, random };
  return alternatives(reader);
}

interface Reader {
  readonly source: string;
  at: number;
  readonly random: Random;
}

function alternatives(reader: Reader): string {
  const all: string[] = [sequence(reader)];
  while (reader.source[reader.at] === '|') {
    reader.at++;
    all.push(sequence(reader));
  }
  return all[reader.random(all.length)]!;
}

function sequence(reader: Reader): string {
  let out = '';
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at]!)) {
    const from = reader.at;
    const first = atom(reader);
    const after = reader.at;
    const count = quantity(reader);
    const end = reader.at;
    if (count > 0) out += first;
    // Each repetition is drawn anew: the atom is read again from its own place.
    for (let i = 1; i < count; i++) {
      reader.at = from;
      out += atom(reader);
    }
    reader.at = count === 1 ? Math.max(after, end) : end;
  }
  return out;
}

function quantity(reader: Reader): number {
  const rest = reader.source.slice(reader.at);
  const braces = /^\{(\d+)(,(\d*))?\}/.exec(rest);
  if (braces !== null) {
    reader.at += braces[0].length;
    const low = Number(braces[1]);
    const high = braces[2] === undefined ? low : braces[3] === '' ? low + 1 : Number(braces[3]);
    return low + reader.random(high - low + 1);
  }
  const sign = rest[0] ?? '';
  if (!'*+?'.includes(sign) || sign === '') return 1;
  reader.at++;
  return sign === '+' ? 1 + reader.random(2) : reader.random(2);
}

function atom(reader: Reader): string {
  const { source, random } = reader;
  const char = source[reader.at++]!;
  if (char === '[') return pick(characterClass(reader), random);
  if (char === '(') {
    const flags = /^\?(?::|[imsU-]+:?|P?<\w+>)/.exec(source.slice(reader.at))?.[0] ?? '';
    reader.at += flags.length;
    if (source[reader.at] === ')' && flags !== '') {
      reader.at++;
      return '';
    }
    const inner = alternatives(reader);
    reader.at++;
    return inner;
  }
  if (char === '\\') return escaped(source[reader.at++]!, random);
  if (char === '.') return 'a';
  return '^$'.includes(char) ? '' : char;
}

const DIGITS = '0123456789';
const WORD = `${DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_`;

function escaped(char: string, random: Random): string {
  if (char === 'd') return pick(DIGITS, random);
  if (char === 'w') return pick(WORD, random);
  if (char === 'b' || char === 'z') return '';
  return { n: '\n', r: '\r', t: '\t', s: ' ' }[char] ?? char;
}

function characterClass(reader: Reader): string {
  let members = '';
  while (reader.source[reader.at] !== ']') {
    let char = reader.source[reader.at++]!;
    if (char === '[' && reader.source.startsWith(':alnum:]', reader.at)) {
      reader.at += 8;
      members += WORD.slice(0, -1);
      continue;
    }
    if (char === '\\') {
      const letter = reader.source[reader.at++]!;
      if (letter === 'd' || letter === 'w') {
        members += letter === 'd' ? DIGITS : WORD;
        continue;
      }
      char = letter;
    }
    const next = reader.source[reader.at + 1];
    if (reader.source[reader.at] === '-' && next !== ']' && next !== undefined) {
      reader.at += 2;
      for (let code = char.charCodeAt(0); code <= next.charCodeAt(0); code++) members += String.fromCharCode(code);
    } else members += char;
  }
  reader.at++;
  return members;
}

function pick(members: string, random: Random): string {
  return members[random(members.length)]!;
}
