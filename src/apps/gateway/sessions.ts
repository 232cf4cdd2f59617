import { createHmac } from 'node:crypto';
import type { Caller } from '../../guard/policy.ts';
import type { UnitCache, UnitReport } from '../../guard/redact.ts';
import { createVault, type Vault } from '../../guard/vault.ts';

export interface Session {
  /** Says nothing about who it is. */
  readonly id: string;
  readonly vault: Vault;
  /** Digests of messages that somebody agreed to. */
  readonly agreed: Set<string>;
}

const MOST_SESSIONS = 2_000;
const MOST_UNITS = 50_000;
const MOST_EDIT_BYTES = 64 * 1024 * 1024;

/** Vaults by who sends what where: so nobody gets back what another one hid. In memory only. */
export class Sessions {
  readonly #key: Uint8Array;
  readonly #sessions = new Map<string, Session>();

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /**
   * The session of a caller at an upstream; of a caller who is not known, by address and API key. Keys that a program
   * renews by itself do not count: a conversation would lose its placeholders.
   */
  of(caller: Caller, upstream: string, address: string, credential: string | undefined): Session {
    const who = caller.by === 'nothing' ? ['', address, stable(credential)] : [caller.by, caller.person];
    const id = createHmac('sha256', this.#key)
      .update(JSON.stringify([upstream, ...who]))
      .digest('hex');
    const known = this.#sessions.get(id);
    if (known !== undefined) {
      this.#sessions.delete(id);
      this.#sessions.set(id, known);
      return known;
    }
    const session = {
      id,
      vault: createVault(createHmac('sha256', this.#key).update(`vault ${id}`).digest()),
      agreed: new Set<string>(),
    };
    this.#sessions.set(id, session);
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= MOST_SESSIONS) break;
      this.#sessions.delete(oldest);
    }
    return session;
  }

  get size(): number {
    return this.#sessions.size;
  }
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
