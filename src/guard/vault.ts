import { createHmac } from 'node:crypto';
import { KnownValues } from './known-values.ts';
import { placeholderFor } from './placeholder.ts';
import { PlaceholderIndex } from './restore/placeholder-index.ts';
import type { Sort } from './sort.ts';

/** What a session's placeholders stand for; lives in memory only. */
export interface Vault {
  /**
   * The placeholder for a value, the same each time; `isPresent` says whether a text stands in the message already, so that
   * nothing is taken for a placeholder that came from somebody else.
   */
  placeholder(sort: Sort, value: string, isPresent: (text: string) => boolean): string;
  valueOf(placeholder: string): string | undefined;
  /** Values that are hidden wherever they stand. */
  readonly known: KnownValues;
  /** Placeholders that may come back. */
  readonly live: PlaceholderIndex;
  readonly size: number;
}

/** Beyond this the oldest are forgotten: an answer then shows the placeholder, which leaks nothing. */
const MOST = 50_000;

/** A vault whose placeholders follow from `key`: the same key gives the same value the same placeholder. */
export function createVault(key: Uint8Array, most = MOST): Vault {
  const entries = new Map<string, { readonly placeholder: string }>();
  const live = new PlaceholderIndex();
  const known = new KnownValues();
  return {
    placeholder(sort, value, isPresent) {
      const entry = entries.get(value);
      if (entry !== undefined) return entry.placeholder;
      for (let attempt = 0; ; attempt++) {
        const placeholder = placeholderFor(sort, value, noise(key, `${sort}\0${attempt}\0${value}`));
        if (attempt < 1_000 && (isPresent(placeholder) || live.clashes(placeholder))) continue;
        entries.set(value, { placeholder });
        live.add(placeholder, value);
        known.add(value, sort);
        for (const [oldest, old] of entries) {
          if (entries.size <= most) break;
          entries.delete(oldest);
          live.delete(old.placeholder);
          known.delete(oldest);
        }
        return placeholder;
      }
    },
    valueOf: (placeholder) => live.valueOf(placeholder),
    known,
    live,
    get size() {
      return entries.size;
    },
  };
}

function noise(key: Uint8Array, seed: string): (count: number) => Uint8Array {
  return (count) => {
    const parts: Buffer[] = [];
    for (let block = 0; block * 32 < count; block++) {
      parts.push(createHmac('sha256', key).update(`${block}\0${count}\0`).update(seed).digest());
    }
    return Buffer.concat(parts).subarray(0, count);
  };
}
