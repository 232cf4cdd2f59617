import { randomBytes } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import zlib from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/apps/gateway/options.ts';
import { ask, JSON_TYPE, type Lab, ok, raw, startLab, TOKEN, until } from './lab.ts';

let lab: Lab | undefined;

async function start(...args: Parameters<typeof startLab>): Promise<Lab> {
  lab = await startLab(...args);
  return lab;
}

afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const message = '{"model":"m-1","messages":[{"role":"user","content":"caf"}]}';

describe('bad input', () => {
  const refused = async (
    path: string,
    headers: http.OutgoingHttpHeaders,
    body: string | Buffer,
    status: number,
    code: string,
  ) => {
    const { gateway, got } = lab ?? (await start(ok, { limits: { ...DEFAULT_LIMITS, body: 1 << 20 } }));
    const answer = await ask(gateway.address, path, { headers, body });
    expect([answer.status, answer.headers['x-countersign']]).toEqual([status, code]);
    expect(got).toHaveLength(0);
    return JSON.parse(answer.body);
  };

  it('is refused in the form of each provider, and nothing is forwarded', async () => {
    expect(await refused('/v1/messages', JSON_TYPE, '{"a":', 400, 'invalid_json')).toMatchObject({
      type: 'error',
      error: { type: 'invalid_request_error' },
    });
    expect(await refused('/v1/chat/completions', JSON_TYPE, '{"a":1}}', 400, 'invalid_json')).toMatchObject({
      error: { type: 'invalid_request_error', param: null },
    });
    expect(await refused('/v1beta/models/m:generateContent', JSON_TYPE, 'nonsense', 400, 'invalid_json')).toMatchObject(
      { error: { code: 400, status: 'INVALID_ARGUMENT' } },
    );
    await refused('/v1/messages', JSON_TYPE, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'invalid_utf8');
    await refused('/v1/messages', { 'content-type': 'text/plain' }, message, 415, 'wrong_content_type');
    await refused(
      '/v1/messages',
      { 'content-type': 'application/json; charset=utf-16' },
      message,
      415,
      'wrong_content_type',
    );
    await refused('/v1/messages', {}, message, 415, 'wrong_content_type');
    await refused('/v1/messages', { ...JSON_TYPE, 'content-encoding': 'gzip' }, message, 400, 'broken_encoding');
    await refused('/v1/messages', { ...JSON_TYPE, 'content-encoding': 'rot13' }, message, 415, 'unknown_encoding');
    await refused(
      '/v1/messages',
      { ...JSON_TYPE, 'content-encoding': 'gzip' },
      zlib.gzipSync(Buffer.alloc(50 << 20, 32)),
      413,
      'body_too_large',
    );
    await refused('/v1/messages', JSON_TYPE, '['.repeat(100_000), 400, 'invalid_json');
    await refused('/v1/messages', JSON_TYPE, `[${'"",'.repeat(300_000)}""`.slice(0, 1_000_000), 400, 'invalid_json');
  });

  it('reads packed bodies, and passes them packed where nothing is hidden', async () => {
    const { gateway, got } = await start();
    const packed = zlib.gzipSync(message);
    await ask(gateway.address, '/v1/messages', { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: packed });
    expect(got[0]!.body.equals(packed)).toBe(true);
    await ask(gateway.address, '/v1/messages', {
      headers: { ...JSON_TYPE, 'content-encoding': 'br' },
      body: zlib.brotliCompressSync(message.replace('caf', TOKEN)),
    });
    expect(got[1]!.body.toString()).toMatch(/ghp_Redacted/);
    expect(got[1]!.rawHeaders.map((one) => one.toLowerCase())).not.toContain('content-encoding');
  });

  it('stops reading 200 MB after its limit, said or not', async () => {
    const { gateway, got } = await start(ok, { limits: { ...DEFAULT_LIMITS, body: 1 << 20 } });
    const size = 200 << 20;
    const said = await raw(
      gateway.address,
      `POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${size}\r\n\r\n{"a":"`,
    );
    expect(said).toMatch(/^HTTP\/1\.1 413 [\s\S]*request_too_large/);
    const before = process.memoryUsage().rss;
    const unsaid = await new Promise<string>((resolve, reject) => {
      const sent = http.request(
        `${gateway.address}/v1/messages`,
        { method: 'POST', headers: JSON_TYPE, agent: false },
        (answer) => {
          answer.resume();
          resolve(`${answer.statusCode}`);
          sent.destroy();
        },
      );
      const chunk = randomBytes(1 << 16);
      let left = size;
      const write = () => {
        while (left > 0 && !sent.destroyed) {
          left -= chunk.length;
          if (!sent.write(chunk)) {
            sent.once('drain', write);
            return;
          }
        }
        if (!sent.destroyed) sent.end();
      };
      sent.on('error', reject);
      write();
    });
    expect(unsaid).toBe('413');
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
    expect(got).toHaveLength(0);
    expect((await ask(gateway.address, '/healthz', { method: 'GET' })).status).toBe(200);
  });

  it.each([
    [
      'a length and chunks',
      'POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nGET /v1/models HTTP/1.1\r\nHost: x\r\nx-api-key: k\r\n\r\n',
    ],
    [
      'two lengths',
      'POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ',
    ],
    [
      'an odd transfer encoding',
      'POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    ],
    [
      'a folded header',
      'POST /v1/messages HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n Transfer-Encoding: chunked\r\nContent-Length : 2\r\n\r\n{}',
    ],
    [
      'a chunk that is no number',
      'POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
    ],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ])('refuses %s', async (_, bytes) => {
    const { gateway, got } = await start();
    const answer = await raw(gateway.address, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(got).toHaveLength(0);
    expect((await ask(gateway.address, '/healthz', { method: 'GET' })).status).toBe(200);
  });

  it('refuses floods of headers in the form of the provider', async () => {
    const { gateway, got } = await start(ok, { limits: { ...DEFAULT_LIMITS, headers: 16_384 } });
    const large = await raw(
      gateway.address,
      `GET /v1beta/models HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(30_000)}\r\n\r\n`,
    );
    expect(large).toMatch(/^HTTP\/1\.1 431 [\s\S]*"status":"INVALID_ARGUMENT"/);
    const many = await raw(
      gateway.address,
      `GET /v1/models HTTP/1.1\r\nHost: x\r\nx-api-key: k\r\n${'a:\r\n'.repeat(3_000)}Connection: close\r\n\r\n`,
    );
    expect(many).toMatch(/^HTTP\/1\.1 431 /);
    expect(got).toHaveLength(0);
  });

  it('is no open proxy', async () => {
    const { gateway, got } = await start();
    for (const line of [
      'GET http://example.com/ HTTP/1.1',
      'GET //example.com/ HTTP/1.1',
      'OPTIONS * HTTP/1.1',
      'TRACE /v1/messages HTTP/1.1',
    ]) {
      expect(await raw(gateway.address, `${line}\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 4\d\d /,
      );
    }
    expect(await raw(gateway.address, 'CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n')).not.toMatch(/ 200 /);
    expect(got).toHaveLength(0);
  });

  it('notices a client that sends half a body', async () => {
    const { gateway, got, record } = await start();
    const { hostname, port } = new URL(gateway.address);
    const socket = net.connect(Number(port), hostname, () => {
      socket.write(
        'POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"a":',
      );
      setTimeout(() => socket.destroy(), 50);
    });
    await until(() => record.length === 1);
    expect(got).toHaveLength(0);
    expect(record[0]!.action).toBe('refused');
  });
});
