import { createHash } from 'node:crypto';

/** Hashes are lower-case hex of SHA-256; leaves and inner nodes differ by their first byte (RFC 6962, section 2.1). */
export function leafHash(entry: string): string {
  return createHash('sha256').update(Buffer.of(0)).update(entry, 'utf8').digest('hex');
}

function nodeHash(left: string, right: string): string {
  return createHash('sha256').update(Buffer.of(1)).update(left, 'hex').update(right, 'hex').digest('hex');
}

const EMPTY_ROOT = createHash('sha256').digest('hex');

/** A Merkle tree over leaves in their order; any prefix of it is a tree too, which is what proofs rest on. */
export interface MerkleTree {
  readonly size: number;
  /** Root over the first `size` leaves. */
  root(size?: number): string;
  /** Hashes from the leaf up that lead to the root over the first `size` leaves. */
  inclusionProof(index: number, size?: number): readonly string[];
  /** Hashes that show that the tree of `from` leaves is the beginning of the one of `size`. */
  consistencyProof(from: number, size?: number): readonly string[];
}

/** Builds a tree from leaf hashes; throws `RangeError` for an index or size outside of it. */
export function merkleTree(leaves: readonly string[]): MerkleTree {
  // Full subtrees by height: `levels[h][i]` covers the leaves i·2^h up to (i+1)·2^h.
  const levels: string[][] = [[...leaves]];
  for (let below = levels[0]!; below.length > 1; below = levels.at(-1)!) {
    const level: string[] = [];
    for (let i = 0; i + 1 < below.length; i += 2) level.push(nodeHash(below[i]!, below[i + 1]!));
    levels.push(level);
  }
  const within = (size: number) => {
    if (!Number.isSafeInteger(size) || size < 0 || size > leaves.length)
      throw new RangeError(`no tree of ${size} leaves`);
    return size;
  };
  /** Hash over leaves from `start` (a multiple of the size of its subtree) to `end`. */
  const hashOf = (start: number, end: number): string => {
    const parts: string[] = [];
    for (let at = start; at < end; ) {
      const height = Math.floor(Math.log2(end - at));
      parts.push(levels[height]![at / 2 ** height]!);
      at += 2 ** height;
    }
    return parts.reduceRight((right, left) => nodeHash(left, right));
  };
  return {
    size: leaves.length,
    root: (size = leaves.length) => (within(size) === 0 ? EMPTY_ROOT : hashOf(0, size)),
    inclusionProof(index, size = leaves.length) {
      if (!Number.isSafeInteger(index) || index < 0 || index >= within(size)) throw new RangeError(`no leaf ${index}`);
      const path: string[] = [];
      let [start, end] = [0, size];
      while (end - start > 1) {
        const middle = start + split(end - start);
        if (index < middle) {
          path.push(hashOf(middle, end));
          end = middle;
        } else {
          path.push(hashOf(start, middle));
          start = middle;
        }
      }
      return path.reverse();
    },
    consistencyProof(from, size = leaves.length) {
      if (within(from) > within(size) || from === 0) throw new RangeError(`no tree of ${from} within ${size}`);
      const path: string[] = [];
      let [start, end] = [0, size];
      let known = from;
      // The old tree itself needs no hash where it is one whole subtree of the new one from its first leaf on.
      let whole = true;
      while (known !== end - start) {
        const middle = split(end - start);
        if (known <= middle) {
          path.push(hashOf(start + middle, end));
          end = start + middle;
        } else {
          path.push(hashOf(start, start + middle));
          start += middle;
          known -= middle;
          whole = false;
        }
      }
      return (whole ? path : [...path, hashOf(start, end)]).reverse();
    },
  };
}

/** Largest power of two below `size`. */
function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

/** Whether a leaf stands at `index` of the tree with this root and size (RFC 9162, section 2.1.3.2). */
export function verifyInclusion(
  leaf: string,
  index: number,
  size: number,
  proof: readonly string[],
  root: string,
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size || !proof.every(isHash)) return false;
  let [place, last] = [BigInt(index), BigInt(size - 1)];
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if ((place & 1n) === 1n || place === last) {
      hash = nodeHash(sibling, hash);
      while ((place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else hash = nodeHash(hash, sibling);
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && hash === root;
}

/** Whether the tree of `from` leaves is the beginning of the one of `to` (RFC 9162, section 2.1.4.2). */
export function verifyConsistency(
  from: { readonly size: number; readonly root: string },
  to: { readonly size: number; readonly root: string },
  proof: readonly string[],
): boolean {
  if (!isCount(from.size) || !isCount(to.size) || from.size < 1 || from.size > to.size || !proof.every(isHash))
    return false;
  if (from.size === to.size) return proof.length === 0 && from.root === to.root;
  const isPowerOfTwo = Number.isInteger(Math.log2(from.size));
  const path = isPowerOfTwo ? [from.root, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) return false;
  let [place, last] = [BigInt(from.size - 1), BigInt(to.size - 1)];
  while ((place & 1n) === 1n) [place, last] = [place >> 1n, last >> 1n];
  let [old, now] = [first, first];
  for (const hash of path) {
    if (last === 0n) return false;
    if ((place & 1n) === 1n || place === last) {
      old = nodeHash(hash, old);
      now = nodeHash(hash, now);
      while ((place & 1n) === 0n && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else now = nodeHash(now, hash);
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && old === from.root && now === to.root;
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
