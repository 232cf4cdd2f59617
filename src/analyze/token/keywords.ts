/** An Aho–Corasick automaton over bytes, flat; states that end a word stand above `firstMatch`. */
export interface KeywordTable {
  readonly words: readonly string[];
  /** Byte to character class; upper and lower case share one. */
  readonly classOf: Uint8Array;
  /** Next state by `state + class`; states are multiplied by the row width already. */
  readonly next: Uint32Array;
  readonly firstMatch: number;
  /** Log2 of the row width. */
  readonly shift: number;
  /** By state number above the first match: indexes of the words that end there. */
  readonly ends: readonly (readonly number[])[];
}

const CHUNK = 1 << 16;
/** Reused for every text: the low bytes of a chunk, so that the loop reads bytes and offsets stay UTF-16 units. */
const scratch = Buffer.alloc(CHUNK);

/** Builds the automaton once for all words together (ASCII, any case); equal words are one. */
export function compileKeywords(all: Iterable<string>): KeywordTable {
  const words = [...new Set([...all].map((word) => word.toLowerCase()))].filter((word) => word.length > 0);
  const classOf = new Uint8Array(256);
  let classes = 1;
  for (const word of words) {
    for (let i = 0; i < word.length; i++) {
      const code = word.charCodeAt(i);
      if (code > 127) throw new RangeError(`keyword is not ASCII: ${JSON.stringify(word)}`);
      if (classOf[code] !== 0) continue;
      classOf[code] = classes;
      if (code >= 97 && code <= 122) classOf[code - 32] = classes;
      classes++;
    }
  }
  const trie: Map<number, number>[] = [new Map()];
  const ends: number[][] = [[]];
  for (const [index, word] of words.entries()) {
    let state = 0;
    for (let i = 0; i < word.length; i++) {
      const symbol = classOf[word.charCodeAt(i)]!;
      let target = trie[state]!.get(symbol);
      if (target === undefined) {
        target = trie.length;
        trie.push(new Map());
        ends.push([]);
        trie[state]!.set(symbol, target);
      }
      state = target;
    }
    ends[state]!.push(index);
  }
  return { words, classOf, ...flatten(trie, ends, classes) };
}

function flatten(trie: readonly Map<number, number>[], ends: number[][], classes: number) {
  const fail = new Uint32Array(trie.length);
  const full = new Uint32Array(trie.length * classes);
  const queue: number[] = [];
  for (const [symbol, target] of trie[0]!) {
    full[symbol] = target;
    queue.push(target);
  }
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]!;
    const back = fail[state]!;
    ends[state]!.push(...ends[back]!);
    for (let symbol = 0; symbol < classes; symbol++) {
      const target = trie[state]!.get(symbol);
      const other = full[back * classes + symbol]!;
      if (target === undefined) full[state * classes + symbol] = other;
      else {
        full[state * classes + symbol] = target;
        fail[target] = other;
        queue.push(target);
      }
    }
  }
  // Matching states last: one comparison a byte tells whether a word ended.
  const silent = [0, ...queue.filter((state) => ends[state]!.length === 0)];
  const matching = queue.filter((state) => ends[state]!.length > 0);
  const order = [...silent, ...matching];
  const place = new Uint32Array(order.length);
  for (const [index, state] of order.entries()) place[state] = index;
  const shift = Math.ceil(Math.log2(Math.max(2, classes)));
  const next = new Uint32Array(order.length << shift);
  for (const [index, state] of order.entries()) {
    for (let symbol = 0; symbol < classes; symbol++) {
      next[(index << shift) + symbol] = place[full[state * classes + symbol]!]! << shift;
    }
  }
  return { next, shift, firstMatch: silent.length << shift, ends: matching.map((state) => ends[state]!) };
}

/**
 * One pass over the text; `onWord(word, start)` for every occurrence in any case, in the order in which they end.
 * A character above U+00FF is seen by its low byte: it can cause a false hit, never hide one.
 */
export function findKeywords(table: KeywordTable, text: string, onWord: (word: number, start: number) => void): void {
  const { classOf, next, firstMatch, shift, ends, words } = table;
  let state = 0;
  for (let from = 0; from < text.length; from += CHUNK) {
    const length = scratch.write(text.slice(from, from + CHUNK), 'latin1');
    for (let i = 0; i < length; i++) {
      state = next[state + classOf[scratch[i]!]!]!;
      if (state < firstMatch) continue;
      for (const word of ends[(state - firstMatch) >> shift]!) onWord(word, from + i + 1 - words[word]!.length);
    }
  }
}
