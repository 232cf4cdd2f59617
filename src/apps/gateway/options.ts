import type { Ledger } from '../../guard/budget.ts';
import type { AccessPolicy, Caller } from '../../guard/policy.ts';
import type { Scan } from '../../guard/redact.ts';
import type { Upstream } from '../../guard/route.ts';
import type { UseEntry } from '../../guard/use-record.ts';

export interface Limits {
  /** Bytes of one body, also unpacked. */
  readonly body: number;
  /** Bytes of all bodies together. */
  readonly memory: number;
  /** Bytes of all headers of one request. */
  readonly headers: number;
  /** Milliseconds until a provider is connected; without a byte from it. */
  readonly connect: number;
  readonly idle: number;
}

const MB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  body: 64 * MB,
  memory: 512 * MB,
  headers: 64 * 1024,
  connect: 15_000,
  idle: 600_000,
};

/** What a gateway is made of; all of it is handed in, so that a test runs one without files, threads or a clock. */
export interface GatewayOptions {
  readonly upstreams: readonly Upstream[];
  readonly policy: AccessPolicy;
  /** False: bodies are passed on without a look, and the record says so. */
  readonly detects: boolean;
  readonly scan: Scan;
  /** Who a gateway token or a client certificate belongs to; null for one that is not known. */
  readonly callerOfToken: (token: string) => Caller | null;
  readonly callerOfCertificate: (commonName: string, fingerprint: string) => Caller | null;
  readonly ledger: Ledger;
  /** True where somebody looks at the tokens that answers name. */
  readonly countsTokens: boolean;
  /** Tools in whose arguments values come back, beyond edits and reading. */
  readonly restoreTools: readonly string[];
  /** Keeps an entry; rejects where it cannot: then nothing more is let through. */
  readonly record: (entry: UseEntry) => Promise<void>;
  /** Asks a person at the gateway; absent where nobody is there. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
  /** 32 bytes from which placeholders follow. */
  readonly placeholderKey: Uint8Array;
  readonly limits: Limits;
  readonly tls?: { readonly cert: string; readonly key: string; readonly clientCa?: string | undefined } | undefined;
  /** Further certificates to trust in providers. */
  readonly upstreamCa?: string | undefined;
  readonly now: () => Date;
}
