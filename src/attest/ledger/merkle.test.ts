import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { leafHash, merkleTree, verifyConsistency, verifyInclusion } from './merkle.ts';

const LARGEST = 20;
const leaves = Array.from({ length: LARGEST }, (_, i) => leafHash(`entry ${i}`));
const tree = merkleTree(leaves);

/** The definition of RFC 6962, section 2.1, word for word. */
function rootByDefinition(hashes: readonly string[]): string {
  if (hashes.length === 0) return createHash('sha256').digest('hex');
  if (hashes.length === 1) return hashes[0]!;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  const parts = [rootByDefinition(hashes.slice(0, k)), rootByDefinition(hashes.slice(k))];
  return createHash('sha256')
    .update(Buffer.concat([Buffer.of(1), ...parts.map((part) => Buffer.from(part, 'hex'))]))
    .digest('hex');
}

test('roots are those of the definition', () => {
  for (let size = 0; size <= LARGEST; size++)
    expect(tree.root(size), `${size}`).toBe(rootByDefinition(leaves.slice(0, size)));
});

test('the known answers of Certificate Transparency hold', () => {
  const known = merkleTree(
    ['', '00', '10', '2021', '3031', '40414243'].map((hex) => leafHash(Buffer.from(hex, 'hex').toString('latin1'))),
  );
  expect(known.root(0)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(known.root(1)).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  expect(known.root(2)).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125');
  expect(known.root(3)).toBe('aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77');
});

test('every leaf of every tree is proved, and no other place, leaf or root is', () => {
  for (let size = 1; size <= LARGEST; size++) {
    for (let index = 0; index < size; index++) {
      const proof = tree.inclusionProof(index, size);
      const root = tree.root(size);
      expect(verifyInclusion(leaves[index]!, index, size, proof, root), `${index} in ${size}`).toBe(true);
      for (let other = 0; other < size; other++) {
        if (other === index) continue;
        expect(verifyInclusion(leaves[other]!, index, size, proof, root)).toBe(false);
        expect(verifyInclusion(leaves[index]!, other, size, proof, root)).toBe(false);
      }
      expect(verifyInclusion(leaves[index]!, index, size, proof, tree.root(size - 1))).toBe(false);
      expect(verifyInclusion(leaves[index]!, index, size, [...proof, root], root)).toBe(false);
      if (proof.length > 0) expect(verifyInclusion(leaves[index]!, index, size, proof.slice(1), root)).toBe(false);
    }
  }
});

test('every tree is proved to go on from every earlier one, and from no other', () => {
  for (let to = 1; to <= LARGEST; to++) {
    for (let from = 1; from <= to; from++) {
      const proof = tree.consistencyProof(from, to);
      const [old, now] = [
        { size: from, root: tree.root(from) },
        { size: to, root: tree.root(to) },
      ];
      expect(verifyConsistency(old, now, proof), `${from} to ${to}`).toBe(true);
      const forked = merkleTree([...leaves.slice(0, from - 1), leafHash('another')]);
      expect(verifyConsistency({ size: from, root: forked.root() }, now, proof)).toBe(false);
      expect(verifyConsistency(old, { size: to, root: leafHash('x') }, proof)).toBe(false);
      expect(verifyConsistency(old, now, [...proof, old.root])).toBe(false);
      if (proof.length > 0) expect(verifyConsistency(old, now, proof.slice(1))).toBe(false);
    }
  }
});

test('what is no tree is refused', () => {
  expect(() => tree.root(21)).toThrow(RangeError);
  expect(() => tree.inclusionProof(5, 5)).toThrow(RangeError);
  expect(() => tree.consistencyProof(0, 5)).toThrow(RangeError);
  expect(verifyInclusion(leaves[0]!, 0, 2, ['x'], tree.root(2))).toBe(false);
  expect(verifyInclusion(leaves[0]!, -1, 1, [], tree.root(1))).toBe(false);
  expect(verifyConsistency({ size: 0, root: tree.root(0) }, { size: 1, root: tree.root(1) }, [])).toBe(false);
});
