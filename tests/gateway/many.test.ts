import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { callersOf } from '../../src/apps/gateway/settings.ts';
import { sha256 } from '../../src/lib/hash.ts';
import { ask, JSON_TYPE, type Lab, ok, startLab, TOKEN, until } from './lab.ts';

let lab: Lab | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content: `use ${TOKEN}` }] });

describe('a thousand open streams', () => {
  it('are restored each for itself, and all end', async () => {
    const count = 1_000;
    const ends: (() => void)[] = [];
    lab = await startLab((got, response) => {
      const placeholder = /ghp_Redacted\w{20}/.exec(got.body.toString())![0];
      const send = (text: string) =>
        response.write(
          `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })}\n\n`,
        );
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      send(`a ${placeholder.slice(0, 9)}`);
      ends.push(() => {
        send(placeholder.slice(9));
        response.end('data: [DONE]\n\n');
      });
    });
    const agent = new http.Agent({ maxSockets: count });
    const { address } = lab.gateway;
    const open = Array.from(
      { length: count },
      () =>
        new Promise<string>((resolve, reject) => {
          const sent = http.request(
            `${address}/v1/chat/completions`,
            { method: 'POST', headers: JSON_TYPE, agent },
            (answer) => {
              let text = '';
              answer.on('data', (chunk) => {
                text += chunk;
              });
              answer.on('end', () => resolve(text)).on('error', reject);
            },
          );
          sent.on('error', reject);
          sent.end(body);
        }),
    );
    await until(() => ends.length === count, 120_000);
    expect((await ask(address, '/metrics', { method: 'GET' })).body).toContain(
      `countersign_gateway_open_requests ${count}`,
    );
    for (const end of ends) end();
    const texts = await Promise.all(open);
    for (const text of texts) {
      const said = [...text.matchAll(/"content":"([^"]*)"/g)].map(([, piece]) => piece).join('');
      expect(said).toBe(`a ${TOKEN}`);
    }
    agent.destroy();
  });
});

/** An authority, and certificates of a server and a client under it. */
function certificates(folder: string): {
  ca: string;
  cert: string;
  key: string;
  clientCert: string;
  clientKey: string;
} {
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const request = (name: string, subject: string) =>
    run('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', subject);
  run(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=test authority',
    '-days',
    '2',
  );
  for (const [name, subject] of [
    ['server', '/CN=localhost'],
    ['client', '/CN=ann.example'],
  ] as const) {
    request(name, subject);
    run(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      `${name}.pem`,
      '-days',
      '2',
    );
  }
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    ca: read('ca.pem'),
    cert: read('server.pem'),
    key: read('server.key'),
    clientCert: read('client.pem'),
    clientKey: read('client.key'),
  };
}

describe('who asks', () => {
  it('is known by a client certificate or a gateway token, which goes no further, and by nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-tls-'));
    const { ca, cert, key, clientCert, clientKey } = certificates(folder);
    rmSync(folder, { recursive: true });
    const people = [
      { id: 'ann', team: 'pay', certificates: ['ann.example'] },
      { id: 'bo', tokens: [`sha256:${sha256('token-of-bo')}`] },
    ];
    lab = await startLab(ok, { tls: { cert, key, clientCa: ca }, ...callersOf({ people }) });
    const secure = (headers: http.OutgoingHttpHeaders, client: object = {}) =>
      new Promise<number>((resolve, reject) => {
        const options = {
          method: 'POST',
          ca,
          checkServerIdentity: () => undefined,
          agent: false as const,
          headers: { ...JSON_TYPE, ...headers },
          ...client,
        };
        const sent = https.request(`${lab!.gateway.address}/v1/messages`, options, (answer) =>
          answer.resume().on('end', () => resolve(answer.statusCode!)),
        );
        sent.on('error', reject);
        sent.end('{"messages":[],"metadata":{"user_id":"person:ann"},"user":"ann"}');
      });
    expect(await secure({})).toBe(200);
    expect(await secure({}, { cert: clientCert, key: clientKey })).toBe(200);
    expect(await secure({ 'x-countersign-token': 'token-of-bo' })).toBe(200);
    expect(await secure({ 'x-countersign-token': 'token-of-somebody' })).toBe(401);
    await until(() => lab!.record.length === 4);
    expect(lab.record.map(({ who }) => who)).toEqual([
      { person: 'anonymous', by: 'nothing' },
      { person: 'ann', team: 'pay', by: 'certificate' },
      { person: 'bo', by: 'token' },
      { person: 'anonymous', by: 'nothing' },
    ]);
    expect(lab.got).toHaveLength(3);
    expect(JSON.stringify(lab.got.map(({ rawHeaders }) => rawHeaders))).not.toContain('countersign');
    expect(lab.gateway.address).toMatch(/^https:/);
  });
});
