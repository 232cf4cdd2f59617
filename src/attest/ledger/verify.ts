import { validityFault } from '../key-validity.ts';
import type { TrustedKey } from '../public-key.ts';
import type { Checked } from '../verify.ts';
import { parseEntry, readLines } from './entry.ts';
import { type HeadRead, readHead } from './head.ts';
import { leafHash, merkleTree, verifyConsistency, verifyInclusion } from './merkle.ts';

export interface LedgerFiles {
  readonly entries: string;
  readonly heads: string;
}

interface LedgerOptions {
  readonly keys: readonly TrustedKey[];
  /** ISO 8601: the clock of the one who verifies. */
  readonly now: string;
  /** A day on which the ledger is known to have been there, for keys that expired since. */
  readonly known?: string;
  /** A head that was kept elsewhere, as text: the ledger must go on from it. */
  readonly kept?: string;
}

export interface LedgerVerified {
  readonly holds: boolean;
  readonly checks: readonly Checked[];
  readonly size: number;
}

type ReadHead = Exclude<HeadRead, { fault: string }>;

/**
 * Verifies a whole ledger: every head that was ever written must be the root over the entries up to it, and the last signed
 * one says how far the signature reaches. What was cut off at the end shows only against a head that was kept elsewhere.
 */
export function verifyLedger({ entries, heads }: LedgerFiles, options: LedgerOptions): LedgerVerified {
  const { texts, leaves, torn } = readLines(entries);
  const tree = merkleTree(leaves);
  const size = leaves.length;
  const fail = (said: string): LedgerVerified => ({ holds: false, checks: [{ holds: false, said }], size });
  const written = readLines(heads);
  const read: ReadHead[] = [];
  for (const text of written.texts) {
    const one = readHead(text, options.keys);
    if ('fault' in one) return fail(one.fault);
    read.push(one);
  }
  if (size > 0 && read.length === 0) return fail('The ledger has entries and no head: nothing says what they were.');
  for (const { head } of read) {
    if (head.size > size) {
      return fail(
        `The ledger had ${count(head.size, 'entry', 'entries')} on ${head.at} and has ${size}: entries are missing or were changed.`,
      );
    }
    if (tree.root(head.size) !== head.root) {
      return fail(
        `The first ${head.size} entries are not what they were on ${head.at}: one was changed, removed or moved.`,
      );
    }
  }
  const checks: Checked[] = [
    {
      holds: true,
      said: `${count(size, 'entry', 'entries')}, and each of ${count(read.length, 'head', 'heads')} is the root over the entries up to it.`,
    },
    ...signed(read, size, options),
    ...unread(texts),
    ...kept(tree, size, options),
  ];
  if (torn + written.torn > 0) {
    checks.push({ holds: null, said: 'A write was cut short; it had not been acknowledged, and no head counts it.' });
  }
  return { holds: checks.every(({ holds }) => holds !== false), checks, size };
}

function signed(read: readonly ReadHead[], size: number, { now, known }: LedgerOptions): readonly Checked[] {
  const checks: Checked[] = [];
  let reach = 0;
  for (const { head, key } of read) {
    if (key === null) continue;
    const fault = validityFault(key, { said: head.at, now, ...(known === undefined ? {} : { known }) });
    if (fault !== null) return [{ holds: false, said: fault }];
    reach = Math.max(reach, head.size);
  }
  if (reach === 0 && size > 0) {
    return [{ holds: false, said: 'No head of the ledger is signed with a key that you trust.' }];
  }
  const keys = new Set(read.flatMap(({ key }) => (key === null ? [] : [key.id.slice(0, 16)])));
  checks.push({ holds: true, said: `Signed up to entry ${reach} by key ${[...keys].join(', ')}.` });
  if (reach < size) {
    checks.push({
      holds: null,
      said: `${count(size - reach, 'entry', 'entries')} after that ${size - reach === 1 ? 'is' : 'are'} not signed yet.`,
    });
  }
  return checks;
}

function unread(texts: readonly string[]): readonly Checked[] {
  const odd = texts.filter((text) => parseEntry(text) === null).length;
  return odd === 0 ? [] : [{ holds: null, said: `${count(odd, 'entry', 'entries')} cannot be read by this version.` }];
}

function kept(
  tree: ReturnType<typeof merkleTree>,
  size: number,
  { kept: line, keys }: LedgerOptions,
): readonly Checked[] {
  if (line === undefined) {
    return [
      {
        holds: null,
        said: 'That nothing was cut off at the end shows only against a head kept elsewhere (--head FILE).',
      },
    ];
  }
  const read = readHead(line.trim(), keys);
  if ('fault' in read) return [{ holds: false, said: read.fault }];
  const { head } = read;
  const goesOn = head.size <= size && (head.size === 0 || tree.root(head.size) === head.root);
  return [
    goesOn
      ? { holds: true, said: `It goes on from the head of ${count(head.size, 'entry', 'entries')} that you kept.` }
      : {
          holds: false,
          said: `It does not go on from the head of ${count(head.size, 'entry', 'entries')} that you kept: entries are missing or were changed.`,
        },
  ];
}

/** A proof that stands without the ledger: that an entry is in it, or that one head goes on from another. */
export interface LedgerProof {
  readonly version: 1;
  readonly kind: 'inclusion' | 'consistency';
  /** The text of a head. */
  readonly head: string;
  readonly hashes: readonly string[];
  /** Of an inclusion: which entry, and its text. */
  readonly index?: number;
  readonly entry?: string;
  /** Of a consistency: the text of the earlier head. */
  readonly from?: string;
}

/** Whether a proof file holds; never throws. */
export function verifyProof(text: string, { keys, now, known }: LedgerOptions): LedgerVerified {
  const fail = (said: string): LedgerVerified => ({ holds: false, checks: [{ holds: false, said }], size: 0 });
  const proof = readProof(text);
  if (proof === null) return fail('This is no proof of a ledger.');
  const to = readHead(proof.head, keys);
  if ('fault' in to) return fail(to.fault);
  if (to.key === null) return fail('The head that the proof leads to is not signed.');
  const { head, key } = to;
  const fault = validityFault(key, { said: head.at, now, ...(known === undefined ? {} : { known }) });
  if (fault !== null) return fail(fault);
  if (proof.kind === 'inclusion') {
    const { entry = '', index = -1, hashes } = proof;
    if (!verifyInclusion(leafHash(entry), index, head.size, hashes, head.root)) {
      return fail('The entry is not in the ledger that was signed, or not at that place.');
    }
    const said = `Entry ${index + 1} is in the ledger of ${count(head.size, 'entry', 'entries')} that key ${key.id.slice(0, 16)} signed on ${head.at}.`;
    return { holds: true, checks: [{ holds: true, said }], size: head.size };
  }
  const from = readHead(proof.from ?? '', keys);
  if ('fault' in from) return fail(from.fault);
  if (!verifyConsistency(from.head, head, proof.hashes)) {
    return fail(`The ledger of ${head.size} entries does not go on from that of ${from.head.size}.`);
  }
  const said = `The ledger of ${head.size} entries goes on from that of ${from.head.size}: nothing was changed or removed in between.`;
  return { holds: true, checks: [{ holds: true, said }], size: head.size };
}

function readProof(text: string): LedgerProof | null {
  try {
    const value = JSON.parse(text) as Partial<LedgerProof> | null;
    const whole =
      value?.version === 1 &&
      (value.kind === 'inclusion' || value.kind === 'consistency') &&
      typeof value.head === 'string' &&
      Array.isArray(value.hashes) &&
      (value.kind === 'inclusion' ? typeof value.entry === 'string' : typeof value.from === 'string');
    return whole ? (value as LedgerProof) : null;
  } catch {
    return null;
  }
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
