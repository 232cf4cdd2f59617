/** Headers as they came: name, value, name, value; order, case and doubles are kept. */
export type RawHeaders = readonly string[];

/** What belongs to one connection and ends at a proxy (RFC 9110, 7.6.1). */
const HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The header by which a person is known to the gateway; it goes no further. */
export const TOKEN_HEADER = 'x-countersign-token';

/** The first header of that name (lower case). */
export function headerOf(headers: RawHeaders, name: string): string | undefined {
  for (let i = 0; i + 1 < headers.length; i += 2) if (headers[i]!.toLowerCase() === name) return headers[i + 1];
  return undefined;
}

/** End-to-end headers; what the connection header names goes, too. `without` are further names, lower case. */
export function endToEnd(headers: RawHeaders, without: ReadonlySet<string> = NONE): string[] {
  const named = new Set<string>();
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if (headers[i]!.toLowerCase() !== 'connection') continue;
    for (const name of headers[i + 1]!.split(',')) named.add(name.trim().toLowerCase());
  }
  const kept: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i]!.toLowerCase();
    if (!HOP.has(name) && !without.has(name) && !(named.has(name) && !ALWAYS_END_TO_END.has(name))) {
      kept.push(headers[i]!, headers[i + 1]!);
    }
  }
  return kept;
}

const NONE: ReadonlySet<string> = new Set();
/** A connection header that names these wants the request changed behind the back of its sender. */
const ALWAYS_END_TO_END: ReadonlySet<string> = new Set([
  'authorization',
  'x-api-key',
  'x-goog-api-key',
  'content-type',
  'content-length',
  'content-encoding',
  'host',
  'cookie',
]);
