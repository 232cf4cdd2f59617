import { createHash, createHmac } from 'node:crypto';
import type { Caller } from '../../guard/policy.ts';
import { type RecentBodies, recentBodies } from '../../guard/recent-bodies.ts';
import type { UnitCache, UnitReport } from '../../guard/redact.ts';
import { createVault, type Vault } from '../../guard/vault.ts';

export interface Session {
  /** Says nothing about who it is. */
  readonly id: string;
  readonly vault: Vault;
  /** The last bodies, in memory: most of the next one was in them. */
  readonly recent: RecentBodies;
  /** Digests of messages that somebody agreed to. */
  readonly agreed: Set<string>;
}

const MOST_SESSIONS = 2_000;
const MOST_UNITS = 50_000;
/** Bytes of bodies that all sessions keep. */
const MOST_RECENT_BYTES = 128 * 1024 * 1024;
const MOST_EDIT_BYTES = 64 * 1024 * 1024;

/** Vaults by who sends what where: so nobody gets back what another one hid. In memory only. */
export class Sessions {
  readonly #key: Uint8Array;
  readonly #sessions = new Map<string, Session>();
  #recentBytes = 0;
  readonly #room = {
    take: (bytes: number) => {
      if (this.#recentBytes + bytes > MOST_RECENT_BYTES) return false;
      this.#recentBytes += bytes;
      return true;
    },
    give: (bytes: number) => {
      this.#recentBytes -= bytes;
    },
  };

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /**
   * The session of a caller at an upstream; of a caller who is not known, by address and API key. Keys that a program
   * renews by itself do not count: a conversation would lose its placeholders.
   */
  of(caller: Caller, upstream: string, address: string, credential: string | undefined): Session {
    const who = caller.by === 'nothing' ? ['', address, digest(stable(credential))] : [caller.by, caller.person];
    const name = JSON.stringify([upstream, ...who]);
    const known = this.#sessions.get(name);
    if (known !== undefined) {
      this.#sessions.delete(name);
      this.#sessions.set(name, known);
      return known;
    }
    const id = createHmac('sha256', this.#key).update(name).digest('hex');
    const session = {
      id,
      vault: createVault(createHmac('sha256', this.#key).update(`vault ${id}`).digest()),
      recent: recentBodies(this.#room),
      agreed: new Set<string>(),
    };
    this.#sessions.set(name, session);
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= MOST_SESSIONS) break;
      this.#sessions.get(oldest)!.recent.clear();
      this.#sessions.delete(oldest);
    }
    return session;
  }

  get size(): number {
    return this.#sessions.size;
  }
}

/** Keys are not kept, not even in memory. */
function digest(credential: string): string {
  return credential === '' ? '' : createHash('sha256').update(credential).digest('base64');
}

function stable(credential: string | undefined): string {
  const value = credential?.replace(/^Bearer /i, '') ?? '';
  return /^(?:sk-(?!ant-oat)|AIza)/.test(value) ? value : '';
}

/** What messages carry, by digest; the least recently used are forgotten. */
export function createUnitCache(): UnitCache {
  const units = new Map<string, UnitReport>();
  let editBytes = 0;
  const sizeOf = ({ edits }: UnitReport) => edits.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return {
    get(key) {
      const report = units.get(key);
      if (report === undefined) return undefined;
      units.delete(key);
      units.set(key, report);
      return report;
    },
    set(key, report) {
      if (units.has(key)) return;
      units.set(key, report);
      editBytes += sizeOf(report);
      for (const [oldest, old] of units) {
        if (units.size <= MOST_UNITS && editBytes <= MOST_EDIT_BYTES) break;
        units.delete(oldest);
        editBytes -= sizeOf(old);
      }
    },
  };
}
