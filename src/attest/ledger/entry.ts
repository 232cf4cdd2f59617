import { canonicalJson } from '../../lib/canonical-json.ts';
import { leafHash } from './merkle.ts';

const ENTRY_KINDS = ['decision', 'waiver', 'approval', 'acknowledgement', 'training', 'ai-use'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One thing that happened, kept for good. */
export interface LedgerEntry {
  readonly version: 1;
  readonly kind: EntryKind;
  /** ISO 8601. */
  readonly at: string;
  /** Who did it, as far as that is known. */
  readonly by: string;
  /** The commit that it is about. */
  readonly commit?: string;
  /** Tells two entries apart that say the same. */
  readonly nonce: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The text of a leaf. */
export function writeEntry(entry: LedgerEntry): string {
  return canonicalJson(entry);
}

/** One line of a ledger's file: the hash of a text as a leaf, then the text, so that a torn write shows. */
export function writeLine(text: string): string {
  return `${leafHash(text)} ${text}\n`;
}

export interface LedgerLines {
  readonly texts: readonly string[];
  readonly leaves: readonly string[];
  /** Lines that are not whole: writes that were cut short, or texts that somebody changed; heads tell which. */
  readonly torn: number;
}

/** Reads a ledger's file; what is not a whole line counts as torn and as no leaf. */
export function readLines(file: string): LedgerLines {
  const texts: string[] = [];
  const leaves: string[] = [];
  let torn = 0;
  const lines = file.split('\n');
  if (lines.pop() !== '') torn++;
  for (const line of lines) {
    if (line === '') continue;
    const text = line.slice(65);
    const hash = line.slice(0, 64);
    if (line[64] === ' ' && leafHash(text) === hash) {
      texts.push(text);
      leaves.push(hash);
    } else torn++;
  }
  return { texts, leaves, torn };
}

/** The entry in a leaf; null for one of a later version, or for no entry. */
export function parseEntry(text: string): LedgerEntry | null {
  try {
    const value = JSON.parse(text) as Partial<LedgerEntry> | null;
    const whole =
      value?.version === 1 &&
      ENTRY_KINDS.some((kind) => kind === value.kind) &&
      typeof value.at === 'string' &&
      typeof value.by === 'string' &&
      typeof value.body === 'object' &&
      value.body !== null;
    return whole ? (value as LedgerEntry) : null;
  } catch {
    return null;
  }
}
