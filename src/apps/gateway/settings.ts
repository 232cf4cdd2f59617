import type { GatewayConfig } from '../../decide/gateway-config.ts';
import { type Budget, createLedger, type Ledger, type Prices } from '../../guard/budget.ts';
import { type AccessPolicy, type Caller, DEFAULT_POLICY, type Promised } from '../../guard/policy.ts';
import { familyOf, type Upstream } from '../../guard/route.ts';
import { readUse } from '../../guard/use-record.ts';
import { sha256 } from '../../lib/hash.ts';
import { DEFAULT_LIMITS, type Limits } from './options.ts';

/** The providers' own addresses, where none is named. */
const OWN: Readonly<Record<string, string>> = {
  anthropic: 'https://api.anthropic.com',
  openai: 'https://api.openai.com',
  gemini: 'https://generativelanguage.googleapis.com',
};

/** Upstreams of the command line over those of the file; the providers' own where neither names any. */
export function upstreamsOf(named: ReadonlyMap<string, string>, config: GatewayConfig): readonly Upstream[] {
  const all = new Map<string, { url: string; api?: Upstream['family'] | undefined }>();
  for (const [name, upstream] of Object.entries(config.upstreams ?? {})) {
    all.set(name, typeof upstream === 'string' ? { url: upstream } : { url: upstream.url, api: upstream.api });
  }
  for (const [name, url] of named) all.set(name, { url, api: all.get(name)?.api });
  if (all.size === 0) for (const [name, url] of Object.entries(OWN)) all.set(name, { url });
  return [...all].map(([name, { url, api }]) => ({ name, url: new URL(url), family: api ?? familyOf(name) }));
}

/** True where an address is a provider's own, or on this machine: those a file in the current folder may name. */
export function isUsualAddress(url: URL): boolean {
  return Object.values(OWN).includes(url.origin) || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}

export function policyOf(config: GatewayConfig): AccessPolicy {
  const promised = Object.entries(config.upstreams ?? {}).map(([name, upstream]): [string, Promised] => [
    name,
    typeof upstream === 'string' ? {} : { training: upstream.training, retentionDays: upstream.retentionDays },
  ]);
  const named: AccessPolicy['detect'] = (config.names ?? []).length > 0 ? { name: 'redact' } : {};
  return {
    detect:
      config.detect === 'off'
        ? {}
        : { ...DEFAULT_POLICY.detect, ...named, ...(config.detect as AccessPolicy['detect']) },
    code: config.code?.action ?? DEFAULT_POLICY.code,
    unscanned: config.unscanned ?? DEFAULT_POLICY.unscanned,
    rules: config.rules ?? [],
    otherwise: config.otherwise ?? 'detect',
    requirements: config.requirements ?? [],
    promised: Object.fromEntries(promised),
    labels: config.labels ?? [],
  };
}

export function limitsOf({ limits = {} }: GatewayConfig): Limits {
  const mb = 1024 * 1024;
  const body = limits.bodyMegabytes === undefined ? DEFAULT_LIMITS.body : limits.bodyMegabytes * mb;
  return {
    ...DEFAULT_LIMITS,
    body,
    memory: Math.max(body, limits.memoryMegabytes === undefined ? DEFAULT_LIMITS.memory : limits.memoryMegabytes * mb),
    ...(limits.idleSeconds === undefined ? {} : { idle: limits.idleSeconds * 1000 }),
  };
}

/** Who is behind a token or a certificate. Tokens are compared by digest: how long it takes says nothing about them. */
export function callersOf({ people = [] }: GatewayConfig): {
  callerOfToken(token: string): Caller | null;
  callerOfCertificate(commonName: string, fingerprint: string): Caller | null;
} {
  const byToken = new Map<string, Caller>();
  const byCertificate = new Map<string, Caller>();
  for (const { id, team, tokens = [], certificates = [] } of people) {
    const who = { person: id, ...(team === undefined ? {} : { team }) };
    for (const token of tokens) byToken.set(token, { ...who, by: 'token' });
    for (const one of certificates) byCertificate.set(plain(one), { ...who, by: 'certificate' });
  }
  return {
    callerOfToken: (token) => byToken.get(`sha256:${sha256(token)}`) ?? null,
    callerOfCertificate: (commonName, fingerprint) =>
      byCertificate.get(plain(fingerprint)) ??
      (commonName === '' ? null : (byCertificate.get(plain(commonName)) ?? null)),
  };
}

/** Fingerprints are written with and without colons. */
function plain(certificate: string): string {
  return /^(?:sha256:)?[0-9a-f:]{64,}$/i.test(certificate)
    ? certificate
        .replace(/^sha256:/i, '')
        .replaceAll(':', '')
        .toLowerCase()
    : certificate;
}

/** Budgets with what the record of earlier runs says was spent. */
export function ledgerOf(config: GatewayConfig, record: string): Ledger {
  const budgets: readonly Budget[] = config.budgets ?? [];
  const prices: Prices = config.prices ?? [];
  const ledger = createLedger(budgets, prices);
  if (budgets.length === 0) return ledger;
  for (const { who, model, tokens, at } of readUse(record).lines) {
    if (tokens !== null && tokens !== undefined) ledger.spend(who, model, tokens, new Date(at));
  }
  return ledger;
}
