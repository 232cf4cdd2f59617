import { waiverCover } from '../lib/waiver-cover.ts';
import type { Finding } from '../model/finding.ts';
import type { Safeguard, Waiver } from '../model/safeguard.ts';

export interface WaiverSet {
  /** The waiver that speaks for a finding; one that was there before the change wins over one that arrives with it. */
  of(finding: Finding): Waiver | null;
  /** A sentence for each waiver that does not count, and why. */
  readonly ignored: readonly string[];
}

interface Ready {
  readonly waiver: Waiver;
  covers(finding: Finding): boolean;
}

/**
 * Reads the waivers among the safeguards. One without owner, reason or a real end, or past its end at `now`, is named and
 * ignored.
 */
export function readWaivers(safeguards: readonly Safeguard[], now: string): WaiverSet {
  const ready: Ready[] = [];
  const ignored: string[] = [];
  for (const safeguard of safeguards) {
    if (safeguard.kind !== 'waiver') continue;
    const waiver = safeguard as Waiver;
    const fault = faultOf(waiver, now);
    if (fault === null) ready.push({ waiver, covers: waiverCover(waiver.covers) });
    else ignored.push(`The waiver for ${waiver.covers.join(', ') || 'nothing'} is ignored: ${fault}.`);
  }
  ready.sort((a, b) => Number(a.waiver.origin === 'change') - Number(b.waiver.origin === 'change'));
  return { ignored, of: (finding) => ready.find(({ covers }) => covers(finding))?.waiver ?? null };
}

/** Why a waiver does not count, as a phrase; null when it does. */
function faultOf({ covers, owner, reason, expires }: Waiver, now: string): string | null {
  if (covers.length === 0) return 'it does not say what it covers';
  if (owner.trim() === '') return 'it has no owner';
  if (reason.trim() === '') return 'it gives no reason';
  if (expires.trim() === '') return 'it has no end';
  const end = endOf(expires);
  if (end === null) return `${expires} is not a date such as 2030-01-31`;
  return Date.parse(now) <= end ? null : `it expired on ${expires}`;
}

/** Last millisecond (UTC) of the day, for a date that exists; null for anything else. */
function endOf(expires: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(expires)) return null;
  const start = Date.parse(`${expires}T00:00:00.000Z`);
  // 31 February parses as a day in March.
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== expires) return null;
  return start + 86_400_000 - 1;
}
