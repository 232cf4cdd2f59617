import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { pathLabels } from '../../guard/policy.ts';
import type { Sort } from '../../guard/sort.ts';
import type { UseEntry } from '../../guard/use-record.ts';
import { BodyMemory } from './body.ts';
import type { Desk } from './desk.ts';
import { exchange } from './exchange.ts';
import { Metrics } from './metrics.ts';
import type { GatewayOptions } from './options.ts';
import { refuseConnection, sendError } from './respond.ts';
import { createUnitCache, Sessions } from './sessions.ts';
import { createDialer } from './upstream.ts';

/** A gateway that listens. */
export interface Gateway {
  /** `http://127.0.0.1:8787`. */
  readonly address: string;
  /** Takes no new request, waits for those under way (at most so many milliseconds), then ends. */
  drain(grace: number): Promise<void>;
}

/** More headers than any client sends. */
const MOST_HEADERS = 400;

/** Starts to listen; rejects where the port is taken or the certificate cannot be used. */
export async function startGateway(options: GatewayOptions, host: string, port: number): Promise<Gateway> {
  const metrics = new Metrics();
  const { limits, policy } = options;
  const state = { open: 0, isDraining: false, recordFailed: false };
  const desk: Desk = {
    options,
    dialer: createDialer({ connectTimeout: limits.connect, idleTimeout: limits.idle, ca: options.upstreamCa }),
    sessions: new Sessions(options.placeholderKey),
    units: createUnitCache(),
    memory: new BodyMemory(limits.memory),
    hide: new Set((Object.keys(policy.detect) as Sort[]).filter((sort) => policy.detect[sort] !== 'allow')),
    labelOf: pathLabels(policy.labels),
    async done(entry) {
      count(metrics, entry);
      try {
        await options.record(entry);
      } catch {
        state.recordFailed = true;
      }
    },
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (answersItself(request, response, desk, metrics, state)) return;
    state.open++;
    try {
      const no = refusalOf(request, state);
      if (no === null) await exchange(request, response, desk);
      else sendError(request, response, options.upstreams[0]?.family ?? 'openai', ...no);
    } finally {
      state.open--;
    }
  };
  const server = createServer(options);
  server.maxHeadersCount = 0;
  server.on('request', (request, response) => void answer(request, response));
  server.on('clientError', (error, socket) => {
    metrics.add('countersign_gateway_bad_requests_total', 'Connections that sent no valid HTTP.');
    refuseConnection(error, socket, options.upstreams[0]?.family ?? 'openai');
  });
  await listening(server, host, port);
  const { address, port: actual, family } = server.address() as AddressInfo;
  return {
    address: `${options.tls === undefined ? 'http' : 'https'}://${family === 'IPv6' ? `[${address}]` : address}:${actual}`,
    async drain(grace) {
      state.isDraining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A connection whose request ends now would stay open for the next one.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const timer = setTimeout(() => server.closeAllConnections(), grace);
      await closed;
      clearInterval(sweep);
      clearTimeout(timer);
      desk.dialer.close();
    },
  };
}

function createServer({ limits, tls }: GatewayOptions): Server {
  const shape = {
    maxHeaderSize: limits.headers,
    requestTimeout: 300_000,
    headersTimeout: 30_000,
    keepAliveTimeout: 75_000,
  };
  if (tls === undefined) return http.createServer(shape);
  const client = tls.clientCa === undefined ? {} : { ca: tls.clientCa, requestCert: true, rejectUnauthorized: false };
  return https.createServer({ ...shape, cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2', ...client });
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

interface State {
  readonly open: number;
  readonly isDraining: boolean;
  readonly recordFailed: boolean;
}

function refusalOf(request: IncomingMessage, { isDraining, recordFailed }: State): [number, string, string] | null {
  if (isDraining) return [503, 'gateway_draining', 'The gateway is shutting down.'];
  if (recordFailed)
    return [503, 'record_failed', 'The gateway cannot write its record, and lets nothing through until it can.'];
  if (request.rawHeaders.length > 2 * MOST_HEADERS) {
    return [431, 'headers_too_large', `The request has more than ${MOST_HEADERS} headers.`];
  }
  return null;
}

/** Health, readiness and figures; they have no content and no names. */
function answersItself(
  request: IncomingMessage,
  response: ServerResponse,
  desk: Desk,
  metrics: Metrics,
  state: State,
): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const plain = (status: number, text: string) => {
    response.writeHead(status, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
    response.end(request.method === 'HEAD' ? undefined : text);
    return true;
  };
  switch (request.url?.split('?')[0]) {
    case '/healthz':
    case '/health':
      return plain(200, 'ok\n');
    case '/readyz':
    case '/ready':
      if (state.isDraining) return plain(503, 'draining\n');
      return state.recordFailed ? plain(503, 'the record cannot be written\n') : plain(200, 'ready\n');
    case '/metrics':
      return plain(
        200,
        metrics.page({
          countersign_gateway_open_requests: ['Requests under way.', state.open],
          countersign_gateway_sessions: ['Sessions that have placeholders.', desk.sessions.size],
          countersign_gateway_body_bytes: ['Bytes of request bodies in memory.', desk.memory.held],
        }),
      );
    default:
      return false;
  }
}

function count(metrics: Metrics, entry: UseEntry): void {
  const provider = entry.provider === '' ? 'none' : entry.provider;
  const status = entry.status === 0 ? 'none' : `${Math.floor(entry.status / 100)}xx`;
  metrics.add('countersign_gateway_requests_total', 'Requests, by provider, action and status.', {
    provider,
    action: entry.action,
    status,
  });
  metrics.add('countersign_gateway_request_bytes_total', 'Bytes of request bodies.', { provider }, entry.bytesIn);
  metrics.add('countersign_gateway_answer_bytes_total', 'Bytes of answers.', { provider }, entry.bytesOut);
  for (const [sort, found] of Object.entries(entry.found)) {
    metrics.add('countersign_gateway_found_total', 'What was found in requests.', { sort }, found);
  }
  for (const [what, bytes] of Object.entries(entry.notScanned)) {
    metrics.add('countersign_gateway_not_scanned_bytes_total', 'Bytes that could not be looked at.', { what }, bytes);
  }
  if (entry.tokens === null) return;
  metrics.add(
    'countersign_gateway_tokens_total',
    'Tokens that answers named.',
    { provider, kind: 'input' },
    entry.tokens.input,
  );
  metrics.add(
    'countersign_gateway_tokens_total',
    'Tokens that answers named.',
    { provider, kind: 'output' },
    entry.tokens.output,
  );
}
