import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { DEFAULT_LIMITS, type GatewayOptions } from '../../src/apps/gateway/options.ts';
import { type Gateway, startGateway } from '../../src/apps/gateway/server.ts';
import { createLedger } from '../../src/guard/budget.ts';
import { createDetector } from '../../src/guard/detect/detector.ts';
import { DEFAULT_POLICY } from '../../src/guard/policy.ts';
import type { Scan } from '../../src/guard/redact.ts';
import { familyOf } from '../../src/guard/route.ts';
import type { UseEntry } from '../../src/guard/use-record.ts';
import { fakeCrc62 } from '../../src/lib/fake-token.ts';
import { rules } from '../../src/rules/index.ts';

export const TOKEN = `ghp_${fakeCrc62(36)}`;
export const CARD = ['4539', '5787', '6362', '1486'].join('');

/** One request as the stub of a provider got it. */
interface Got {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

export type Handler = (got: Got, response: ServerResponse, request: IncomingMessage) => void;

export interface Lab {
  readonly gateway: Gateway;
  readonly upstream: string;
  readonly got: Got[];
  readonly record: UseEntry[];
  close(): Promise<void>;
}

const detector = await createDetector(rules, {
  sorts: ['secret', 'card', 'iban', 'national-number', 'email', 'name'],
  names: ['Project Aurora'],
});
/** The real detectors, on this thread. */
export const scan: Scan = async (texts) => texts.map((text) => ({ matches: detector(text), code: [] }));

export const ok: Handler = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"ok":true}');
};

/** A gateway on a free port before a stub of every provider. */
export async function startLab(handler: Handler = ok, options: Partial<GatewayOptions> = {}): Promise<Lab> {
  const got: Got[] = [];
  const record: UseEntry[] = [];
  const stub = http.createServer({ maxHeaderSize: 1 << 20 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const one = {
        method: request.method!,
        url: request.url!,
        rawHeaders: request.rawHeaders,
        body: Buffer.concat(chunks),
      };
      got.push(one);
      handler(one, response, request);
    });
  });
  await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve));
  const upstream = `http://127.0.0.1:${(stub.address() as AddressInfo).port}`;
  const gateway = await startGateway(
    {
      upstreams: ['anthropic', 'openai', 'gemini', 'local'].map((name) => ({
        name,
        url: new URL(upstream),
        family: familyOf(name),
      })),
      policy: DEFAULT_POLICY,
      detects: true,
      scan,
      callerOfToken: () => null,
      callerOfCertificate: () => null,
      ledger: createLedger([], []),
      countsTokens: false,
      restoreTools: [],
      record: async (entry) => void record.push(entry),
      placeholderKey: new Uint8Array(32).fill(9),
      limits: DEFAULT_LIMITS,
      now: () => new Date(),
      ...options,
    },
    '127.0.0.1',
    0,
  );
  return {
    gateway,
    upstream,
    got,
    record,
    async close() {
      await gateway.drain(0);
      stub.closeAllConnections();
      await new Promise((resolve) => stub.close(resolve));
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** One request with exactly these headers. */
export function ask(
  address: string,
  path: string,
  {
    method = 'POST',
    headers = {},
    body,
  }: { method?: string; headers?: http.OutgoingHttpHeaders; body?: string | Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = http.request(address + path, { method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode!,
          headers: answer.headers,
          rawHeaders: answer.rawHeaders,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export const JSON_TYPE = { 'content-type': 'application/json' };

/** Sends raw bytes over one connection and gives all that comes back until it ends. */
export function raw(address: string, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(address);
    const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.setTimeout(10_000, () => socket.destroy());
  });
}

/** Waits until something holds. */
export async function until(holds: () => boolean, milliseconds = 10_000): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
