import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { Refusal } from './body.ts';

/** Connections to providers, kept open between requests. */
export interface Dialer {
  /** Sends a request and gives the answer once its headers are there. Aborting ends the connection. */
  send(request: UpstreamRequest, signal: AbortSignal): Promise<IncomingMessage>;
  close(): void;
}

interface UpstreamRequest {
  readonly url: URL;
  /** Path and query. */
  readonly target: string;
  readonly method: string;
  readonly headers: readonly string[];
  readonly body: Buffer | null;
}

export interface DialerOptions {
  /** Milliseconds until a connection stands. */
  readonly connectTimeout: number;
  /** Milliseconds without a byte, before the headers and between pieces of the answer. */
  readonly idleTimeout: number;
  /** Further certificates to trust, in PEM. */
  readonly ca?: string | undefined;
}

export function createDialer({ connectTimeout, idleTimeout, ca }: DialerOptions): Dialer {
  const plain = new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const secure = new https.Agent({
    keepAlive: true,
    maxSockets: Number.POSITIVE_INFINITY,
    ...(ca === undefined ? {} : { ca }),
  });
  const once = (request: UpstreamRequest, signal: AbortSignal) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const isSecure = request.url.protocol === 'https:';
      const sent = (isSecure ? https : http).request({
        agent: isSecure ? secure : plain,
        hostname: request.url.hostname.replace(/^\[|\]$/g, ''),
        port: request.url.port || (isSecure ? 443 : 80),
        servername: /^[\d.]+$|^\[/.test(request.url.hostname) ? '' : request.url.hostname,
        path: request.target,
        method: request.method,
        headers: request.headers as string[],
      });
      const stop = () => sent.destroy();
      signal.addEventListener('abort', stop, { once: true });
      sent.once('close', () => signal.removeEventListener('abort', stop));
      const timer = setTimeout(
        () => sent.destroy(new Refusal(504, 'upstream_timeout', 'The provider could not be reached in time.')),
        connectTimeout,
      );
      sent.once('socket', (socket) => {
        if (!socket.connecting) clearTimeout(timer);
        else socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(timer));
      });
      sent.setTimeout(idleTimeout, () =>
        sent.destroy(new Refusal(504, 'upstream_timeout', 'The provider has not answered for too long.')),
      );
      sent.once('response', (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      sent.once('error', (error) => {
        clearTimeout(timer);
        // A connection that was kept open may have been closed meanwhile: then nothing was sent.
        const isStale = sent.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
        reject(isStale ? new StaleConnection() : error);
      });
      sent.end(request.body ?? undefined);
    });
  return {
    async send(request, signal) {
      for (let attempt = 0; ; attempt++) {
        try {
          return await once(request, signal);
        } catch (error) {
          if (error instanceof StaleConnection && attempt < 3 && !signal.aborted) continue;
          throw error instanceof Refusal ? error : unreachable(error);
        }
      }
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

class StaleConnection extends Error {}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'the connection was refused'],
  ['ECONNRESET', 'the connection was closed before an answer came'],
  ['ENOTFOUND', 'its name is not known'],
  ['EAI_AGAIN', 'its name could not be looked up'],
  ['ETIMEDOUT', 'it did not answer in time'],
  ['EHOSTUNREACH', 'there is no way to it'],
  ['ENETUNREACH', 'there is no network'],
  ['EPIPE', 'the connection was closed'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is not trusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is not trusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is not trusted'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another name'],
]);

function unreachable(error: unknown): Refusal {
  const code = String((error as { code?: unknown }).code ?? '');
  const reason =
    REASONS.get(code) ?? (code.startsWith('HPE_') ? 'its answer is no valid HTTP' : 'the connection failed');
  return new Refusal(502, 'upstream_unreachable', `The provider cannot be reached: ${reason}.`);
}
