import type { Signer } from '../../model/ports.ts';
import { type LedgerEntry, readLines, writeEntry, writeLine } from './entry.ts';
import { type TreeHead, writeHead } from './head.ts';
import { merkleTree } from './merkle.ts';

/** What keeping a ledger needs: lines that are on the disk when a call returns. */
export interface LedgerStore {
  read(): { readonly entries: string; readonly heads: string };
  appendEntries(lines: string): void;
  appendHead(line: string): void;
}

/**
 * Adds entries and a head over everything that is there then; with a signer the head is signed. What this returns was
 * acknowledged: a later crash cannot take it away.
 */
export async function appendToLedger(
  store: LedgerStore,
  entries: readonly LedgerEntry[],
  { now, signer, signal }: { readonly now: string; readonly signer?: Signer; readonly signal: AbortSignal },
): Promise<TreeHead> {
  if (entries.length > 0) store.appendEntries(entries.map((entry) => writeLine(writeEntry(entry))).join(''));
  const tree = merkleTree(readLines(store.read().entries).leaves);
  const head: TreeHead = { version: 1, size: tree.size, root: tree.root(), at: now };
  store.appendHead(writeLine(await writeHead(head, signer, signal)));
  return head;
}
