import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { UseReader } from '../../guard/budget.ts';
import { endToEnd, headerOf, TOKEN_HEADER } from '../../guard/headers.ts';
import { ANONYMOUS, type Caller } from '../../guard/policy.ts';
import { type Route, routeOf } from '../../guard/route.ts';
import { toolOf } from '../../guard/use-record.ts';
import { sha256 } from '../../lib/hash.ts';
import { passAnswer } from './answer.ts';
import { Refusal, readBody } from './body.ts';
import type { Desk, Draft } from './desk.ts';
import type { GatewayOptions } from './options.ts';
import { type Outgoing, prepare } from './prepare.ts';
import { sendError } from './respond.ts';
import type { Session } from './sessions.ts';

/** One request from its headers to the last byte of its answer; never rejects. */
export async function exchange(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  const started = desk.options.now();
  const entry = draftOf(request, started);
  let route: Route | null = null;
  const abort = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  let release: () => void = () => undefined;
  try {
    entry.who = callerOf(request, desk.options);
    route = routeFor(request, desk.options);
    entry.provider = route.upstream.name;
    entry.api = route.endpoint?.api ?? 'unknown';
    const session = desk.sessions.of(
      entry.who,
      route.upstream.name,
      request.socket.remoteAddress ?? '',
      credentialOf(request),
    );
    const read = await bodyOf(request, desk);
    release = read.release;
    entry.bytesIn = read.bytes.length;
    const outgoing = await prepare(request, route, read.bytes, session, entry, desk);
    await forward(request, response, { route, outgoing, session, signal: abort.signal }, entry, desk);
  } catch (error) {
    const refusal = asRefusal(error);
    if (entry.sent === null && entry.action !== 'block') entry.action = 'refused';
    if (entry.because === '') entry.because = abort.signal.aborted ? 'The client went away.' : refusal.message;
    entry.status = abort.signal.aborted ? 499 : refusal.status;
    const family = route?.endpoint?.family ?? route?.upstream.family ?? desk.options.upstreams[0]?.family ?? 'openai';
    if (!response.destroyed) sendError(request, response, family, refusal.status, refusal.code, refusal.message);
  } finally {
    release();
    entry.milliseconds = desk.options.now().getTime() - started.getTime();
    await desk.done(entry);
  }
}

function draftOf(request: IncomingMessage, at: Date): Draft {
  return {
    at: at.toISOString(),
    who: ANONYMOUS,
    tool: toolOf(request.headers['user-agent']),
    provider: '',
    model: '',
    api: 'unknown',
    status: 0,
    action: 'allow',
    because: '',
    dataClass: 'public',
    found: {},
    scanned: 0,
    notScanned: {},
    bytesIn: 0,
    bytesOut: 0,
    tokens: null,
    sent: null,
    milliseconds: 0,
  };
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  return new Refusal(500, 'gateway_failed', 'The gateway failed on this request, and did not let it through.');
}

/** By a gateway token, else by a client certificate. A token that nobody has is refused: somebody thinks to be known. */
function callerOf(request: IncomingMessage, options: GatewayOptions): Caller {
  const token = headerOf(request.rawHeaders, TOKEN_HEADER);
  if (token !== undefined) {
    const caller = options.callerOfToken(token);
    if (caller === null) throw new Refusal(401, 'unknown_token', 'The gateway does not know this gateway token.');
    return caller;
  }
  const socket = request.socket as Partial<TLSSocket>;
  if (socket.authorized === true && socket.getPeerCertificate !== undefined) {
    const { subject, fingerprint256 } = socket.getPeerCertificate();
    const caller = options.callerOfCertificate(String(subject?.CN ?? ''), fingerprint256 ?? '');
    if (caller !== null) return caller;
  }
  return ANONYMOUS;
}

function routeFor(request: IncomingMessage, { upstreams }: GatewayOptions): Route {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//')) {
    throw new Refusal(400, 'bad_target', 'The gateway is no forward proxy: ask it for a path.');
  }
  const route = routeOf(upstreams, target, (name) => headerOf(request.rawHeaders, name));
  if (route === null) {
    const known = upstreams.map(({ name }) => name).join(', ');
    throw new Refusal(404, 'no_upstream', `No upstream fits this path. Begin it with the name of one: ${known}.`);
  }
  return route;
}

function credentialOf({ headers, url }: IncomingMessage): string | undefined {
  const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
  return (
    one(headers['x-api-key']) ??
    one(headers['x-goog-api-key']) ??
    headers.authorization ??
    /[?&]key=([^&]*)/.exec(url ?? '')?.[1]
  );
}

async function bodyOf(
  request: IncomingMessage,
  { options, memory }: Desk,
): Promise<{ bytes: Buffer; release(): void }> {
  const { headers } = request;
  if (headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0) {
    return { bytes: Buffer.alloc(0), release: () => undefined };
  }
  return readBody(request, options.limits.body, memory);
}

interface Way {
  readonly route: Route;
  readonly outgoing: Outgoing;
  readonly session: Session;
  readonly signal: AbortSignal;
}

/** Sends a request on and passes the answer back. */
async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { route, outgoing, session, signal }: Way,
  entry: Draft,
  desk: Desk,
): Promise<void> {
  const { options, dialer } = desk;
  const { body, mayReturn } = outgoing;
  signal.throwIfAborted();
  entry.sent = sha256(body);
  const answer = await dialer.send(
    {
      url: route.upstream.url,
      target: route.target,
      method: request.method!,
      headers: headersFor(request, route, outgoing),
      body: body.length === 0 ? null : body,
    },
    signal,
  );
  entry.status = answer.statusCode!;
  const use = new UseReader();
  const isArray = /:streamGenerateContent$/.test(route.target.split('?')[0]!) && !/[?&]alt=sse\b/.test(route.target);
  try {
    await passAnswer(answer, response, {
      restoring:
        mayReturn && request.method !== 'HEAD' && answer.statusCode !== 204 && answer.statusCode !== 304
          ? { live: session.vault.live, tools: options.restoreTools }
          : null,
      isArray,
      looksInside: options.countsTokens,
      onBytes(chunk) {
        entry.bytesOut += chunk.length;
        use.push(chunk);
      },
    });
  } catch (error) {
    // The status is out: breaking off is the only way left to say that the answer is not whole.
    answer.destroy();
    response.destroy();
    entry.because = signal.aborted ? 'The client went away.' : `The answer broke off: ${(error as Error).message}.`;
  } finally {
    entry.tokens = use.use;
    if (entry.tokens !== null) options.ledger.spend(entry.who, entry.model, entry.tokens, options.now());
  }
}

/**
 * The headers as they came, in their order, with the host of the provider and, for another body, its length. An answer that has to
 * be looked into may only come in an encoding that can be undone.
 */
function headersFor(request: IncomingMessage, { upstream }: Route, { body, isChanged, mayReturn }: Outgoing): string[] {
  const without = new Set([
    TOKEN_HEADER,
    'expect',
    ...(isChanged ? ['content-encoding', 'content-md5', 'digest'] : []),
  ]);
  const headers = endToEnd(request.rawHeaders, without);
  let hasLength = false;
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i]!.toLowerCase();
    if (name === 'host') headers[i + 1] = upstream.url.host;
    if (name === 'accept-encoding' && mayReturn) headers[i + 1] = readable(headers[i + 1]!);
    if (name !== 'content-length') continue;
    hasLength = true;
    headers[i + 1] = String(body.length);
  }
  if (!hasLength && body.length > 0) headers.push('Content-Length', String(body.length));
  return headers;
}

function readable(encodings: string): string {
  const known = encodings.split(',').filter((one) => /^\s*(?:x-)?(?:gzip|deflate|br|identity)\s*(?:;|$)/i.test(one));
  return known.length === 0 ? 'identity' : known.join(',').trim();
}
