import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { endpointOf, errorBody, type Family } from '../../guard/api.ts';

/** How long a client that is still sending may go on, so that it gets to read why it should not. */
const LINGER = 2_000;

/** Sends an error in the provider's form. What the client still sends is thrown away. */
export function sendError(
  request: IncomingMessage,
  response: ServerResponse,
  family: Family,
  status: number,
  code: string,
  message: string,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = Buffer.from(JSON.stringify(errorBody(family, status, code, message)));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-countersign': code,
    // The clients of two providers would try again what cannot succeed.
    'x-should-retry': 'false',
    ...(request.complete ? {} : { connection: 'close' }),
  });
  if (request.complete || request.method === 'HEAD') {
    response.end(body);
    return;
  }
  response.write(body);
  const timer = setTimeout(() => {
    response.end();
    request.destroy();
  }, LINGER);
  const done = () => {
    clearTimeout(timer);
    response.end();
  };
  request.once('end', done);
  request.once('close', done);
  request.on('error', () => undefined);
  request.resume();
}

const PARSE_ERRORS: ReadonlyMap<string, readonly [number, string, string]> = new Map([
  ['HPE_HEADER_OVERFLOW', [431, 'headers_too_large', 'The headers are larger than the gateway accepts.']],
  ['ERR_HTTP_REQUEST_TIMEOUT', [408, 'request_timeout', 'The request did not arrive in time.']],
  [
    'HPE_CHUNK_EXTENSIONS_OVERFLOW',
    [413, 'body_too_large', 'The extensions of a chunk are larger than the gateway accepts.'],
  ],
]);

/** Answers what is no HTTP, or two requests in one: the connection ends, nothing is forwarded. */
export function refuseConnection(
  error: NodeJS.ErrnoException & { rawPacket?: Buffer },
  socket: Duplex,
  otherwise: Family,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, message] = PARSE_ERRORS.get(error.code ?? '') ?? [
    400,
    'bad_request',
    'The request is not valid HTTP.',
  ];
  const path = /^[A-Z]+ (\S+)/.exec(error.rawPacket?.toString('latin1', 0, 400) ?? '')?.[1] ?? '';
  const family = endpointOf(path.split('?')[0]!)?.family ?? otherwise;
  const body = JSON.stringify(errorBody(family, status, code, message));
  socket.end(
    `HTTP/1.1 ${status} Refused\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
