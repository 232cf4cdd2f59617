import type { TrustedKey } from '../public-key.ts';
import { readLines } from './entry.ts';
import { readHead, type TreeHead } from './head.ts';
import { merkleTree } from './merkle.ts';
import type { LedgerFiles, LedgerProof } from './verify.ts';

/** Proves that an entry (from 0) is in the ledger of its last signed head. */
export function proveInclusion(
  files: LedgerFiles,
  index: number,
  keys: readonly TrustedKey[],
): LedgerProof | { readonly fault: string } {
  const { texts, leaves } = readLines(files.entries);
  const last = lastSigned(files, keys);
  if (last === null) return { fault: 'No head of the ledger is signed with a key that you trust.' };
  const { head, text } = last;
  if (head.size > leaves.length) return { fault: 'Entries of the ledger are missing.' };
  if (!Number.isSafeInteger(index) || index < 0 || index >= head.size) {
    return { fault: `The signed ledger has the entries 1 to ${head.size}.` };
  }
  const hashes = merkleTree(leaves).inclusionProof(index, head.size);
  return { version: 1, kind: 'inclusion', head: text, hashes, index, entry: texts[index]! };
}

/** Proves that the ledger of its last signed head goes on from an earlier one. */
export function proveConsistency(
  files: LedgerFiles,
  earlier: string,
  keys: readonly TrustedKey[],
): LedgerProof | { readonly fault: string } {
  const from = readHead(earlier, keys);
  if ('fault' in from) return from;
  const last = lastSigned(files, keys);
  if (last === null) return { fault: 'No head of the ledger is signed with a key that you trust.' };
  const tree = merkleTree(readLines(files.entries).leaves);
  const { head, text } = last;
  const { size, root } = from.head;
  if (size < 1 || size > head.size || head.size > tree.size || tree.root(size) !== root) {
    return { fault: `The ledger does not go on from that head of ${size} entries.` };
  }
  return { version: 1, kind: 'consistency', head: text, from: earlier, hashes: tree.consistencyProof(size, head.size) };
}

/** The signed head that reaches furthest. */
function lastSigned(
  { heads }: LedgerFiles,
  keys: readonly TrustedKey[],
): { readonly head: TreeHead; readonly text: string } | null {
  let best: { head: TreeHead; text: string } | null = null;
  for (const text of readLines(heads).texts) {
    const read = readHead(text, keys);
    if ('fault' in read || read.key === null) continue;
    if (best === null || read.head.size >= best.head.size) best = { head: read.head, text };
  }
  return best;
}
