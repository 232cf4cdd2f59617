import { type CodeTokens, codeTokens } from './tokens.ts';

/** One fingerprint of a text: a run of tokens under any names, and where it begins. */
export interface Fingerprints {
  readonly hashes: Float64Array;
  /** By fingerprint: a hash of the run under the names that it has. */
  readonly names: Int32Array;
  /** By fingerprint: the token, and its line. */
  readonly tokens: Int32Array;
  readonly lines: Int32Array;
  readonly lastLines: Int32Array;
}

/** Tokens in a run: fewer are met by chance, more do not fit into a few lines. */
const RUN = 18;
/** Of so many runs in a row one is kept: a copy of RUN + WINDOW - 1 tokens always shares one. */
const WINDOW = 4;
/** A run with fewer different things in it is a table, a list of imports or a sentence. */
const LEAST_SIGNS = 5;
const LEAST_DIFFERENT = 9;

/**
 * Winnowed fingerprints (Schleimer, Wilkerson, Aiken 2003) of a text as code. In each run names are numbered in the order in which
 * they first occur, so that other names give the same fingerprint, and other structure does not.
 */
export function fingerprintsOf(text: string): Fingerprints {
  const tokens = codeTokens(text);
  const runs = runHashes(tokens);
  const kept: number[] = [];
  let last = -1;
  for (let from = 0; from + WINDOW <= runs.length; from++) {
    let best = -1;
    for (let at = from; at < from + WINDOW; at++) {
      if (runs[at]! !== 0 && (best < 0 || runs[at]! <= runs[best]!)) best = at;
    }
    if (best >= 0 && best !== last) {
      kept.push(best);
      last = best;
    }
  }
  return {
    hashes: Float64Array.from(kept, (at) => runs[at]!),
    names: Int32Array.from(kept, (at) => namesHash(tokens, at)),
    tokens: Int32Array.from(kept),
    lines: Int32Array.from(kept, (at) => tokens.lines[at]!),
    lastLines: Int32Array.from(kept, (at) => tokens.lines[at + RUN - 1]!),
  };
}

/** By first token: the hash of the run, 0 where it says too little. */
function runHashes({ symbols }: CodeTokens): Float64Array {
  const count = Math.max(0, symbols.length - RUN + 1);
  const hashes = new Float64Array(count);
  // Where a name or sign stood before, as a distance back; 0 where it did not.
  const back = new Int32Array(symbols.length);
  const seen = new Map<number, number>();
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i]!;
    const before = seen.get(symbol);
    back[i] = before === undefined ? 0 : i - before;
    seen.set(symbol, i);
  }
  for (let from = 0; from < count; from++) {
    let a = 0x811c9dc5;
    let b = 0x2545f491;
    let signs = 0;
    let different = 0;
    for (let at = from; at < from + RUN; at++) {
      const symbol = symbols[at]!;
      const distance = back[at]! <= at - from ? back[at]! : 0;
      if (distance === 0) different++;
      if (symbol > 0) signs++;
      // A name is where it last stood in the run; everything else is itself.
      const value = symbol < 0 ? distance + 3 : symbol;
      a = Math.imul(a ^ value, 0x01000193);
      a ^= a >>> 13;
      b = Math.imul(b + value, 0x5bd1e995);
      b ^= b >>> 15;
    }
    if (signs < LEAST_SIGNS || signs > RUN - 3 || different < LEAST_DIFFERENT) continue;
    hashes[from] = (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff) + 1;
  }
  return hashes;
}

function namesHash({ symbols }: CodeTokens, from: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < from + RUN; at++) {
    hash = Math.imul(hash ^ symbols[at]!, 0x01000193);
    hash ^= hash >>> 13;
  }
  return hash;
}
