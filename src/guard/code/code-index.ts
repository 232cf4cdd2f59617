import type { CodeHit } from '../redact.ts';
import { fingerprintsOf } from './fingerprints.ts';

/** Fingerprints of confidential code, sorted, in memory that threads can share. */
export interface CodeIndex {
  readonly hashes: Float64Array;
  /** By fingerprint: number of the file, and the token there. */
  readonly files: Int32Array;
  readonly tokens: Int32Array;
  /** By fingerprint: a hash of the run under the names that it has. */
  readonly spellings: Int32Array;
  readonly names: readonly { readonly source: string; readonly file: string }[];
}

export interface CodeFile {
  readonly source: string;
  readonly file: string;
  readonly text: string;
}

/** What stands in more files than this is a habit of the language or of a generator. */
const MOST_FILES = 6;

/** Builds an index of confidential files; fingerprints that public files have, too, are left out. */
export function createCodeIndex(confidential: Iterable<CodeFile>, open: Iterable<string>): CodeIndex {
  const names: { source: string; file: string }[] = [];
  const entries: { hash: number; file: number; token: number; spelling: number }[] = [];
  for (const { source, file, text } of confidential) {
    const { hashes, tokens, names: spellings } = fingerprintsOf(text);
    if (hashes.length === 0) continue;
    const number = names.push({ source, file }) - 1;
    for (const [i, hash] of hashes.entries())
      entries.push({ hash, file: number, token: tokens[i]!, spelling: spellings[i]! });
  }
  const known = new Set(entries.map(({ hash }) => hash));
  const everybodys = new Set<number>();
  for (const text of open) for (const hash of fingerprintsOf(text).hashes) if (known.has(hash)) everybodys.add(hash);
  entries.sort((a, b) => a.hash - b.hash || a.file - b.file || a.token - b.token);
  const kept: typeof entries = [];
  for (let from = 0; from < entries.length; ) {
    let to = from;
    while (to < entries.length && entries[to]!.hash === entries[from]!.hash) to++;
    const same = entries.slice(from, to);
    if (!everybodys.has(same[0]!.hash) && new Set(same.map(({ file }) => file)).size <= MOST_FILES) kept.push(...same);
    from = to;
  }
  return {
    hashes: shared(
      Float64Array,
      kept.map(({ hash }) => hash),
    ),
    files: shared(
      Int32Array,
      kept.map(({ file }) => file),
    ),
    tokens: shared(
      Int32Array,
      kept.map(({ token }) => token),
    ),
    spellings: shared(
      Int32Array,
      kept.map(({ spelling }) => spelling),
    ),
    names,
  };
}

function shared<T extends Float64Array | Int32Array>(
  kind: { new (buffer: SharedArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  values: readonly number[],
): T {
  const array = new kind(new SharedArrayBuffer(values.length * kind.BYTES_PER_ELEMENT));
  array.set(values);
  return array;
}

/** A run under the same names says this much, one under other names less: many programs have the same structure. */
const SAME_NAMES = 3;
const OTHER_NAMES = 1;
/** Different fingerprints in the order of the file that make a copy, weighed. */
const ENOUGH = 9;
/** Lines that they must cover together. */
const LEAST_LINES = 6;
/** A copy may gain or lose so many tokens between two fingerprints, which stand no further apart than this. */
const SLACK = 8;
const FARTHEST = 60;
/** In one file; what repeats itself more often says nothing. */
const MOST_MATCHES = 3_000;

interface CodeMatch {
  readonly hash: number;
  readonly token: number;
  readonly there: number;
  readonly weight: number;
  readonly from: number;
  readonly to: number;
}

/** Confidential code in a text, the largest copy of each file; empty for most texts, quickly. */
export function codeIn(text: string, index: CodeIndex): readonly CodeHit[] {
  if (index.hashes.length === 0 || text.length < 80) return [];
  const { hashes, tokens, names, lines, lastLines } = fingerprintsOf(text);
  const byFile = new Map<number, CodeMatch[]>();
  for (let at = 0; at < hashes.length; at++) {
    for (let found = firstOf(index.hashes, hashes[at]!); index.hashes[found] === hashes[at]; found++) {
      const file = index.files[found]!;
      const known = byFile.get(file);
      const match = {
        hash: hashes[at]!,
        token: tokens[at]!,
        there: index.tokens[found]!,
        weight: index.spellings[found] === names[at] ? SAME_NAMES : OTHER_NAMES,
        from: lines[at]!,
        to: lastLines[at]!,
      };
      if (known === undefined) byFile.set(file, [match]);
      else known.push(match);
    }
  }
  const hits: CodeHit[] = [];
  for (const [file, matches] of byFile) {
    const covered = copied(matches.slice(0, MOST_MATCHES));
    if (covered >= LEAST_LINES) hits.push({ ...index.names[file]!, lines: covered });
  }
  return hits.sort((a, b) => b.lines - a.lines).slice(0, 5);
}

/** Lines covered by the heaviest chain of fingerprints that follow each other in both texts; 0 where it weighs too little. */
function copied(matches: readonly CodeMatch[]): number {
  if (matches.reduce((sum, { weight }) => sum + weight, 0) < ENOUGH) return 0;
  const weights = matches.map(({ weight }) => weight);
  const before = matches.map(() => -1);
  let best = 0;
  for (let at = 1; at < matches.length; at++) {
    const match = matches[at]!;
    for (let other = at - 1; other >= 0 && match.token - matches[other]!.token <= FARTHEST; other--) {
      const gap = match.there - matches[other]!.there;
      const drift = Math.abs(gap - (match.token - matches[other]!.token));
      if (match.token === matches[other]!.token || gap <= 0 || drift > SLACK) continue;
      if (weights[other]! + match.weight <= weights[at]!) continue;
      weights[at] = weights[other]! + match.weight;
      before[at] = other;
    }
    if (weights[at]! > weights[best]!) best = at;
  }
  let weight = 0;
  const seen = new Set<number>();
  const covered = new Set<number>();
  for (let at = best; at >= 0; at = before[at]!) {
    const match = matches[at]!;
    // What repeats itself counts once.
    if (seen.has(match.hash)) continue;
    seen.add(match.hash);
    weight += match.weight;
    for (let line = match.from; line <= match.to; line++) covered.add(line);
  }
  return weight >= ENOUGH ? covered.size : 0;
}

function firstOf(sorted: Float64Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
