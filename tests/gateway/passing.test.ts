import http from 'node:http';
import zlib from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/apps/gateway/options.ts';
import { ask, type Handler, JSON_TYPE, type Lab, ok, raw, startLab, TOKEN, until } from './lab.ts';

let lab: Lab | undefined;

async function start(...args: Parameters<typeof startLab>): Promise<Lab> {
  lab = await startLab(...args);
  return lab;
}

afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const message = '{ "model":"m-1", "messages":[{"role":"user","content":"caf\\u00e9 \\/ 1.0"}] , "n":1.50 }';

describe('passing through', () => {
  it('sends the bytes and headers that came, in their order and case, without those of the connection', async () => {
    const { gateway, got, upstream } = await start();
    const headers = [
      'X-Api-Key',
      'k-1',
      'anthropic-version',
      '2023-06-01',
      'Content-Type',
      'application/json',
      'X-Twice',
      'a',
      'x-twice',
      'b',
      'Connection',
      'keep-alive, X-Hop',
      'X-Hop',
      '1',
      'TE',
      'trailers',
      'Accept-Encoding',
      'gzip',
    ];
    const bytes = `POST /v1/messages?beta=true HTTP/1.1\r\nHost: gate\r\n${headers.map((one, i) => (i % 2 ? `${one}\r\n` : `${one}: `)).join('')}Content-Length: ${message.length}\r\n\r\n${message}`;
    const answer = await raw(gateway.address, bytes.replace('keep-alive, X-Hop', 'close, X-Hop'));
    expect(answer).toContain('HTTP/1.1 200 OK');
    expect(got).toHaveLength(1);
    expect(got[0]!.url).toBe('/v1/messages?beta=true');
    expect(got[0]!.body.toString()).toBe(message);
    const sent = got[0]!.rawHeaders.filter((_, i) => !/^connection$/i.test(got[0]!.rawHeaders[i - (i % 2)]!));
    expect(sent).toEqual([
      'Host',
      new URL(upstream).host,
      ...headers.slice(0, 10),
      'Accept-Encoding',
      'gzip',
      'Content-Length',
      String(message.length),
    ]);
  });

  it('gives back status, headers and bytes of the answer, packed ones as they are', async () => {
    const packed = zlib.gzipSync('{"type":"message"}');
    const { gateway } = await start((_, response) => {
      response.sendDate = false;
      response.writeHead(418, 'Odd', [
        'Content-Type',
        'application/json',
        'X-A',
        '1',
        'x-a',
        '2',
        'Content-Encoding',
        'gzip',
        'Keep-Alive',
        'x',
        'Content-Length',
        String(packed.length),
      ]);
      response.end(packed);
    });
    const answer = await new Promise<{ message: string; headers: string[]; body: Buffer }>((resolve) => {
      http.get(`${gateway.address}/v1/models`, { headers: { 'x-api-key': 'k' }, agent: false }, (got) => {
        const chunks: Buffer[] = [];
        got
          .on('data', (chunk) => chunks.push(chunk))
          .on('end', () =>
            resolve({
              message: `${got.statusCode} ${got.statusMessage}`,
              headers: got.rawHeaders,
              body: Buffer.concat(chunks),
            }),
          );
      });
    });
    expect(answer.message).toBe('418 Odd');
    expect(answer.headers.slice(0, 10)).toEqual([
      'Content-Type',
      'application/json',
      'X-A',
      '1',
      'x-a',
      '2',
      'Content-Encoding',
      'gzip',
      'Content-Length',
      String(packed.length),
    ]);
    expect(answer.body.equals(packed)).toBe(true);
  });

  it('finds the upstream by name, path or credential', async () => {
    const { gateway, got, record } = await start();
    const paths: [string, Record<string, string>, string, string][] = [
      ['/v1/messages', {}, 'anthropic', '/v1/messages'],
      ['/v1/chat/completions', {}, 'openai', '/v1/chat/completions'],
      ['/v1/responses', {}, 'openai', '/v1/responses'],
      [
        '/v1beta/models/g-1:streamGenerateContent?alt=sse',
        {},
        'gemini',
        '/v1beta/models/g-1:streamGenerateContent?alt=sse',
      ],
      ['/local/v1/chat/completions', {}, 'local', '/v1/chat/completions'],
      ['/anthropic/v1/messages/count_tokens', {}, 'anthropic', '/v1/messages/count_tokens'],
    ];
    for (const [path, headers, upstream, target] of paths) {
      expect((await ask(gateway.address, path, { headers: { ...JSON_TYPE, ...headers }, body: message })).status).toBe(
        200,
      );
      expect([got.at(-1)!.url, record.at(-1)!.provider]).toEqual([target, upstream]);
    }
    for (const [header, upstream] of [
      ['anthropic-version', 'anthropic'],
      ['x-goog-api-key', 'gemini'],
      ['authorization', 'openai'],
    ] as const) {
      await ask(gateway.address, '/v1/models', { method: 'GET', headers: { [header]: 'x' } });
      expect(record.at(-1)!.provider).toBe(upstream);
    }
    expect((await ask(gateway.address, '/v1/models', { method: 'GET' })).status).toBe(404);
  });

  it('passes GET and HEAD on unknown paths, looks at JSON there, and refuses the rest', async () => {
    const { gateway, got } = await start();
    expect((await ask(gateway.address, '/openai/new/thing?x=1', { method: 'GET' })).status).toBe(200);
    expect((await ask(gateway.address, '/openai/new/thing', { method: 'HEAD' })).status).toBe(200);
    expect(
      (await ask(gateway.address, '/openai/new/thing', { headers: JSON_TYPE, body: `{"x":"${TOKEN}"}` })).status,
    ).toBe(200);
    expect(got.at(-1)!.body.toString()).toMatch(/^\{"x":"ghp_Redacted\w{20}"\}$/);
    const before = got.length;
    for (const [headers, body] of [
      [{ 'content-type': 'text/plain' }, 'hi'],
      [{}, 'hi'],
      [{}, undefined],
    ] as const) {
      const answer = await ask(gateway.address, '/openai/new/thing', { headers, ...(body && { body }) });
      expect(answer.status).toBe(404);
      expect(JSON.parse(answer.body).error.code).toBe('unknown_path');
    }
    expect(got).toHaveLength(before);
  });

  it('streams the answer as it comes, at the pace of the client', async () => {
    let written = 0;
    let more: (() => void) | undefined;
    const { gateway } = await start((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const chunk = `data: "${'x'.repeat(65_000)}"\n\n`;
      const write = () => {
        while (written < 400) {
          written++;
          if (!response.write(chunk)) {
            response.once('drain', write);
            return;
          }
        }
        response.end();
      };
      response.write('data: 1\n\n');
      more = write;
    });
    let size = 0;
    await new Promise<void>((resolve, reject) => {
      const sent = http.request(
        `${gateway.address}/v1/messages`,
        { method: 'POST', headers: JSON_TYPE, agent: false },
        (answer) => {
          answer.once('data', async (first) => {
            // The first event is there before the provider sends the second.
            expect(first.toString()).toBe('data: 1\n\n');
            answer.pause();
            more!();
            await new Promise((wait) => setTimeout(wait, 500));
            expect(written).toBeLessThan(300);
            answer.on('data', (chunk: Buffer) => {
              size += chunk.length;
            });
            answer.on('end', resolve).on('error', reject).resume();
          });
        },
      );
      sent.on('error', reject);
      sent.end(message);
    });
    expect(size).toBe(400 * 65_010);
  });

  it('ends the request to the provider when the client goes away', async () => {
    let closed = false;
    const { gateway, got, record } = await start((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n');
      response.on('close', () => {
        closed = true;
      });
    });
    const sent = http.request(`${gateway.address}/v1/messages`, { method: 'POST', headers: JSON_TYPE, agent: false });
    sent.on('error', () => undefined);
    sent.on('response', (answer) => answer.on('error', () => undefined).once('data', () => sent.destroy()));
    sent.end(message);
    await until(() => closed && record.length === 1);
    expect(got).toHaveLength(1);
    expect(record[0]!.because).toBe('The client went away.');
  });
});

describe('a provider that fails', () => {
  it('is told in the form of its API, with the reason', async () => {
    const { gateway } = await start(ok, {
      upstreams: [{ name: 'anthropic', url: new URL('http://127.0.0.1:9'), family: 'anthropic' }],
    });
    const answer = await ask(gateway.address, '/v1/messages', { headers: JSON_TYPE, body: message });
    expect(answer.status).toBe(502);
    expect(JSON.parse(answer.body)).toEqual({
      type: 'error',
      error: {
        type: 'api_error',
        message: 'The provider cannot be reached: the connection was refused.',
        code: 'upstream_unreachable',
      },
    });
  });

  it('passes its own errors on', async () => {
    const { gateway, record } = await start((_, response) => {
      response.writeHead(529, { 'content-type': 'application/json', 'retry-after': '3' });
      response.end('{"type":"error","error":{"type":"overloaded_error","message":"busy"}}');
    });
    const answer = await ask(gateway.address, '/v1/messages', { headers: JSON_TYPE, body: message });
    expect([answer.status, answer.headers['retry-after'], answer.body]).toEqual([
      529,
      '3',
      '{"type":"error","error":{"type":"overloaded_error","message":"busy"}}',
    ]);
    await until(() => record.length === 1);
    expect(record[0]!.status).toBe(529);
  });

  it.each<[string, Handler]>([
    [
      'breaks off in the middle',
      (_, response) =>
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n', () => response.destroy()),
    ],
    [
      'sends less than it said',
      (_, response) => response.writeHead(200, { 'content-length': '100' }).write('abc', () => response.destroy()),
    ],
  ])('does not look complete when it %s', async (_, handler) => {
    const { gateway } = await start(handler);
    await expect(ask(gateway.address, '/v1/messages', { headers: JSON_TYPE, body: message })).rejects.toThrow();
    expect((await ask(gateway.address, '/healthz', { method: 'GET' })).status).toBe(200);
  });

  it.each<[string, Handler, RegExp]>([
    ['is silent for too long', () => undefined, /not answered for too long/],
    ['closes without an answer', (_, response) => void response.destroy(), /closed before an answer/],
    ['speaks no HTTP', (_, response) => void response.socket!.end('SSH-2.0-x\r\n'), /no valid HTTP/],
  ])('ends in a clear error when it %s', async (_, handler, sentence) => {
    const { gateway } = await start(handler, { limits: { ...DEFAULT_LIMITS, idle: 300 } });
    const answer = await ask(gateway.address, '/v1/chat/completions', { headers: JSON_TYPE, body: message });
    expect(answer.status).toBeGreaterThanOrEqual(502);
    expect(JSON.parse(answer.body).error.message).toMatch(sentence);
  });
});

describe('running', () => {
  it('tells health, readiness and figures, without names of people or content', async () => {
    const { gateway } = await start();
    await ask(gateway.address, '/v1/messages', { headers: JSON_TYPE, body: message.replace('caf', TOKEN) });
    expect((await ask(gateway.address, '/healthz', { method: 'GET' })).body).toBe('ok\n');
    expect((await ask(gateway.address, '/readyz', { method: 'GET' })).body).toBe('ready\n');
    const { body } = await ask(gateway.address, '/metrics', { method: 'GET' });
    expect(body).toContain('countersign_gateway_requests_total{provider="anthropic",action="redact",status="2xx"} 1');
    expect(body).toContain('countersign_gateway_found_total{sort="secret"} 1');
    expect(body).not.toContain(TOKEN);
  });

  it('finishes what is under way before it ends, and takes nothing new', async () => {
    let finish: (() => void) | undefined;
    const { gateway } = await start((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"a":');
      finish = () => response.end('1}');
    });
    const under = ask(gateway.address, '/v1/messages', { headers: JSON_TYPE, body: message });
    await until(() => finish !== undefined);
    let drained = false;
    const draining = gateway.drain(10_000).then(() => {
      drained = true;
    });
    await expect(ask(gateway.address, '/v1/messages', { headers: JSON_TYPE, body: message })).rejects.toThrow(
      /ECONNREFUSED|hang up|reset/,
    );
    expect(drained).toBe(false);
    finish!();
    expect((await under).body).toBe('{"a":1}');
    await draining;
  });

  it('lets nothing through when the record cannot be written', async () => {
    const { gateway, got } = await start(ok, { record: () => Promise.reject(new Error('disk full')) });
    await ask(gateway.address, '/v1/messages', { headers: JSON_TYPE, body: message });
    const answer = await ask(gateway.address, '/v1/messages', { headers: JSON_TYPE, body: message });
    expect([answer.status, got.length]).toEqual([503, 1]);
    expect((await ask(gateway.address, '/readyz', { method: 'GET' })).status).toBe(503);
  });
});
