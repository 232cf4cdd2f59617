/** What a value must be clean of, by the kind of sink it may reach; one bit each. */
const SINK_KINDS = [
  'sql',
  'nosql',
  'shell',
  'code',
  'ldap',
  'xpath',
  'template',
  'header',
  'log',
  'regex',
  'html',
  'path',
  'url',
  'redirect',
  'deserialize',
  'xml',
  'prototype',
  'assign',
  'trust',
  'email',
  'file-content',
  'format',
  'allocation',
  'reflection',
  'arithmetic',
  'prompt',
  'selector',
] as const;

export type SinkKind = (typeof SINK_KINDS)[number];

const BIT = new Map<string, number>(SINK_KINDS.map((kind, index) => [kind, 1 << index]));

/** Every kind: what a number, a boolean or a constant is clean of. */
export const ALL_KINDS = (1 << SINK_KINDS.length) - 1;

/** The bits of some kinds; throws on a word that is no kind, so that a typing error in a model cannot hide. */
export function bitsOf(kinds: readonly string[]): number {
  let bits = 0;
  for (const kind of kinds) {
    const bit = BIT.get(kind);
    if (bit === undefined) throw new Error(`${kind} is no kind of sink`);
    bits |= bit;
  }
  return bits;
}

/** What a number is clean of: it can still be too large. */
export const NUMERIC = ALL_KINDS & ~bitsOf(['arithmetic', 'allocation']);

/** Calls that are a defect as they stand, whatever their values come from: named by what goes wrong. */
export type MisuseKind =
  | 'weak-hash'
  | 'weak-cipher'
  | 'weak-random'
  | 'short-key'
  | 'fixed-nonce'
  | 'fixed-secret'
  | 'weak-password-hash'
  | 'cookie-insecure'
  | 'cookie-script'
  | 'old-tls'
  | 'plain-transport'
  | 'external-entities'
  | 'csrf-off'
  | 'any-origin'
  | 'open-mode'
  | 'temp-file'
  | 'no-limit'
  | 'token-unverified'
  | 'all-interfaces'
  | 'unsafe-memory';

/**
 * Where untrusted values come from. `parameter` is a function whose callers are not known; `local` is the machine itself (console, environment, settings, files, its database): told a level
 * lower, since somebody else must have come that far first. `code` is no value at all: a use that is a defect as it stands.
 */
export type SourceKind =
  | 'request'
  | 'library'
  | 'model'
  | 'file'
  | 'environment'
  | 'database'
  | 'message'
  | 'browser'
  | 'parameter'
  | 'local'
  | 'code';

/** What a caller who is not known may hand over where it matters; a whole path or address is the caller's own affair. */
export const PARAMETER_KINDS: readonly SinkKind[] = [
  'sql',
  'shell',
  'code',
  'ldap',
  'xpath',
  'template',
  'html',
  'deserialize',
  'xml',
  'email',
];
