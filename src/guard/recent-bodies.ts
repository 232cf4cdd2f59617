import type { JsonResume } from './json-index.ts';
import type { UnitReport } from './redact.ts';

/** A message (or another member of a body) that was looked at, and where it stood. */
export interface KnownUnit {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  readonly report: UnitReport;
  /** The list of the body in which it stands; null for a member of the body. */
  readonly list: JsonResume['list'];
}

interface RecentBody {
  readonly bytes: Buffer;
  /** In the order of the bytes. */
  readonly units: readonly KnownUnit[];
  readonly model: string | undefined;
}

/** What a body has in common with one from before. */
interface Beginning {
  readonly resume: JsonResume;
  readonly units: readonly KnownUnit[];
  readonly model: string | undefined;
  /** The body from before. */
  readonly of: RecentBody;
}

/** The last bodies of a session: a conversation is sent again with each turn, and only its end is new. */
export interface RecentBodies {
  /** The longest beginning that was read before; null where there is none. */
  beginningOf(body: Buffer): Beginning | null;
  /** Keeps a body, in place of the one that it goes on from. */
  keep(body: RecentBody, goesOn: Beginning | null): void;
  /** Forgets all of them. */
  clear(): void;
}

const MOST_BODIES = 4;
/** Smaller ones are read faster than found. */
const SMALLEST = 4_096;
const LARGEST = 4 * 1024 * 1024;

/** Keeps the last few bodies in memory; `room` says whether there is room for so many bytes more, and is told when they go. */
export function recentBodies(room: { take(bytes: number): boolean; give(bytes: number): void }): RecentBodies {
  const recent: RecentBody[] = [];
  return {
    beginningOf(body) {
      let best: Beginning | null = null;
      for (const known of recent) {
        const common = commonLength(known.bytes, body);
        let count = known.units.length;
        // The byte after a value has to be the same, too: else the value may go on.
        while (count > 0 && known.units[count - 1]!.end >= common) count--;
        if (count === 0 || (best !== null && best.units.length >= count)) continue;
        const { end, list } = known.units[count - 1]!;
        best = { resume: { at: end, list }, units: known.units.slice(0, count), model: known.model, of: known };
      }
      return best;
    },
    keep(body, goesOn) {
      if (body.bytes[0] !== 123 || body.bytes.length < SMALLEST || body.bytes.length > LARGEST) return;
      const isSame = goesOn !== null && goesOn.resume.at * 2 > goesOn.of.bytes.length;
      const place = isSame ? recent.indexOf(goesOn.of) : recent.length < MOST_BODIES ? -1 : 0;
      for (const old of place < 0 ? [] : recent.splice(place, 1)) room.give(old.bytes.length);
      if (room.take(body.bytes.length)) recent.push(body);
    },
    clear() {
      for (const old of recent.splice(0)) room.give(old.bytes.length);
    },
  };
}

/** How many bytes both have in common from the start; found by comparing halves, which takes microseconds. */
function commonLength(a: Buffer, b: Buffer): number {
  let low = 0;
  let high = Math.min(a.length, b.length);
  const same = (from: number, to: number) => a.compare(b, from, to, from, to) === 0;
  if (same(0, high)) return high;
  // Up to `low` they are the same; up to `high` they are not.
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (same(low, middle)) low = middle;
    else high = middle;
  }
  return low;
}
