import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Asked {
  readonly method: string;
  /** Below the root of the API, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  /** Ends the connection after half of the body. */
  readonly torn?: true;
  /** Never answers. */
  readonly silent?: true;
}

export type Handler = (asked: Asked) => Answer | undefined;

/** A local HTTP server that answers as a forge would, and remembers what it was asked. */
export interface ForgeServer {
  readonly url: string;
  readonly asked: Asked[];
  /** Answers that come before the handler's, for requests that fit, each used once. */
  instead(fits: (asked: Asked) => boolean, ...answers: readonly Answer[]): void;
}

const open: (() => void)[] = [];
afterAll(() => {
  for (const close of open.splice(0)) close();
});

/** Starts a server below `/api`; it is closed when the test file ends. */
export async function forgeServer(handler: Handler): Promise<ForgeServer> {
  const asked: Asked[] = [];
  const planned: { fits: (asked: Asked) => boolean; answers: Answer[] }[] = [];
  const server = createServer((request, response) => {
    void respond(request, response);
  });
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const url = new URL(request.url ?? '/', 'http://localhost');
    const one: Asked = {
      method: request.method ?? '',
      path: url.pathname.replace(/^\/api\//, ''),
      query: url.searchParams,
      headers: request.headers,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
    asked.push(one);
    const plan = planned.find(({ fits, answers }) => answers.length > 0 && fits(one));
    const answer = plan?.answers.shift() ?? handler(one) ?? { status: 404, body: { message: 'Not Found' } };
    if (answer.silent) return;
    const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? null);
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...answer.headers,
    });
    if (!answer.torn) {
      response.end(body);
      return;
    }
    response.write(body.slice(0, body.length / 2));
    setTimeout(() => response.destroy(), 20);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  return { url, asked, instead: (fits, ...answers) => void planned.push({ fits, answers: [...answers] }) };
}

/** One page of a list as both forges give it: at most 100 elements, and a Link header to the next. */
export function page(items: readonly unknown[], { query, path }: Asked, url: string): Answer {
  const size = Math.min(100, Number(query.get('per_page') ?? 30));
  const number = Number(query.get('page') ?? 1);
  const more = items.length > number * size;
  const next = `<${url}/${path}?per_page=${size}&page=${number + 1}>; rel="next"`;
  return {
    body: items.slice((number - 1) * size, number * size),
    headers: more ? { link: next } : {},
  };
}
