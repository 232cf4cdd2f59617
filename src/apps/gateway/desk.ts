import type { UnitCache } from '../../guard/redact.ts';
import type { DataClass, Sort } from '../../guard/sort.ts';
import type { UseEntry } from '../../guard/use-record.ts';
import type { BodyMemory } from './body.ts';
import type { GatewayOptions } from './options.ts';
import type { Sessions } from './sessions.ts';
import type { Dialer } from './upstream.ts';

/** What all requests of a gateway share. */
export interface Desk {
  readonly options: GatewayOptions;
  readonly dialer: Dialer;
  readonly sessions: Sessions;
  readonly units: UnitCache;
  readonly memory: BodyMemory;
  readonly hide: ReadonlySet<Sort>;
  readonly labelOf: (text: string) => DataClass;
  /** Keeps the entry of a request that is over. */
  done(entry: UseEntry): Promise<void>;
}

/** The entry of a request that is under way. */
export type Draft = { -readonly [K in keyof UseEntry]: UseEntry[K] };
