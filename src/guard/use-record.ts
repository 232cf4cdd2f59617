import { sha256 } from '../lib/hash.ts';
import type { TokenUse } from './budget.ts';
import type { Action, Caller } from './policy.ts';
import type { DataClass } from './sort.ts';

/** One request in the record: who, what, how much, of which class and what was done; never what it said. */
export interface UseEntry {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly who: Caller;
  /** The program that asked, by its user agent without anything personal: `claude-cli/2.0.1`. */
  readonly tool: string;
  readonly provider: string;
  readonly model: string;
  readonly api: string;
  /** The answer's status; 0 where none came. */
  readonly status: number;
  readonly action: Action | 'refused';
  readonly because: string;
  readonly dataClass: DataClass;
  /** How many of each sort were found. */
  readonly found: Readonly<Record<string, number>>;
  /** Bytes of the request that were looked at (now or before), and bytes that were not, by what they are. */
  readonly scanned: number;
  readonly notScanned: Readonly<Record<string, number>>;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly tokens: TokenUse | null;
  /** SHA-256 of what was sent to the provider; null where nothing was. */
  readonly sent: string | null;
  readonly milliseconds: number;
}

/** A line of the record: an entry and the digest of the line before, so that a line cannot be taken out unseen. */
export interface UseLine extends UseEntry {
  readonly version: 1;
  readonly previous: string;
}

/** The line to append after `last` (the whole line before, or the empty text), without a line end. */
export function lineAfter(last: string, entry: UseEntry): string {
  return JSON.stringify({ version: 1, ...entry, previous: last === '' ? '' : sha256(last) } satisfies UseLine);
}

/** Reads a record; `broken` tells the first line (from 1) that does not follow from the one before it, or is no entry. */
export function readUse(text: string): { readonly lines: readonly UseLine[]; readonly broken: number | null } {
  const lines: UseLine[] = [];
  let last = '';
  let broken: number | null = null;
  for (const [i, line] of text.split('\n').entries()) {
    if (line === '') continue;
    const parsed = parseLine(line);
    if (parsed === null || (i > 0 && parsed.previous !== sha256(last))) broken ??= i + 1;
    if (parsed !== null) lines.push(parsed);
    last = line;
  }
  return { lines, broken };
}

function parseLine(line: string): UseLine | null {
  try {
    const value: unknown = JSON.parse(line);
    const isEntry =
      typeof value === 'object' && value !== null && 'at' in value && 'who' in value && 'provider' in value;
    return isEntry ? (value as UseLine) : null;
  } catch {
    return null;
  }
}

/** The name and version of the program in a user agent; what else stands there may be personal. */
export function toolOf(userAgent: string | undefined): string {
  return (
    /^[\w.@/-]{1,40}?\/[\w.+-]{1,24}/.exec(userAgent ?? '')?.[0] ??
    /^[\w.-]{1,30}/.exec(userAgent ?? '')?.[0] ??
    'unknown'
  );
}
