import { afterEach, describe, expect, it } from 'vitest';
import { callersOf } from '../../src/apps/gateway/settings.ts';
import { createLedger } from '../../src/guard/budget.ts';
import { DEFAULT_POLICY } from '../../src/guard/policy.ts';
import { sha256 } from '../../src/lib/hash.ts';
import { ask, CARD, JSON_TYPE, type Lab, ok, scan, startLab, TOKEN } from './lab.ts';

let lab: Lab | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const body = (content: unknown) => JSON.stringify({ model: 'm-1', messages: [{ role: 'user', content }] });
const send = (content: unknown, headers = {}) =>
  ask(lab!.gateway.address, '/v1/messages', { headers: { ...JSON_TYPE, ...headers }, body: body(content) });
const picture = [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } }];

describe('policy', () => {
  it('blocks with a sentence in the form of the provider, names the place, and forwards nothing', async () => {
    lab = await startLab(ok, { policy: { ...DEFAULT_POLICY, detect: { secret: 'block' } } });
    const answer = await send(`use ${TOKEN}`);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body).error).toEqual({
      type: 'permission_error',
      message:
        "Blocked by the gateway's policy. It contains what must not go out as it is: secret. Look at messages[0].content.",
      code: 'blocked_by_policy',
    });
    expect(lab.got).toHaveLength(0);
    expect(lab.record[0]).toMatchObject({ action: 'block', status: 403, sent: null, dataClass: 'secret' });
  });

  it('asks a person once about each message, and blocks where nobody is there', async () => {
    const questions: string[] = [];
    let answerIs = false;
    const policy = { ...DEFAULT_POLICY, detect: { card: 'ask' } as const };
    lab = await startLab(ok, { policy, ask: async (question) => questions.push(question) > 0 && answerIs });
    expect((await send(`card ${CARD}`)).status).toBe(403);
    answerIs = true;
    expect((await send(`card ${CARD}`)).status).toBe(200);
    expect((await send(`card ${CARD}`)).status).toBe(200);
    expect(questions).toHaveLength(2);
    expect(questions[0]).toContain(
      'anonymous (unknown) to m-1 at anthropic. It contains what must not go out as it is: card.',
    );
    expect(lab.got[0]!.body.toString()).toContain(CARD);
    await lab.close();
    lab = await startLab(ok, { policy });
    expect(JSON.parse((await send(`card ${CARD}`)).body).error.message).toMatch(/no terminal to ask on/);
  });

  it('records pictures and files as not scanned, and blocks them where policy says so', async () => {
    lab = await startLab();
    expect((await send(picture)).status).toBe(200);
    expect(lab.record[0]).toMatchObject({ notScanned: { image: 12 }, action: 'allow' });
    expect(lab.record[0]!.scanned + 12).toBeLessThanOrEqual(lab.record[0]!.bytesIn);
    const upload = { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' };
    expect((await ask(lab.gateway.address, '/openai/v1/files', upload)).status).toBe(200);
    expect(lab.record[1]).toMatchObject({ notScanned: { file: 5 }, scanned: 0 });
    await lab.close();
    lab = await startLab(ok, { policy: { ...DEFAULT_POLICY, unscanned: 'block' } });
    expect((await send(picture)).status).toBe(403);
    expect((await ask(lab.gateway.address, '/openai/v1/files', upload)).status).toBe(403);
  });

  it('knows people by their token and holds them to their budget', async () => {
    const people = [{ id: 'ann', team: 'pay', tokens: [`sha256:${sha256('t-ann')}`] }];
    const ledger = createLedger([{ each: 'person', per: 'day', tokens: 10 }], []);
    lab = await startLab(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"usage":{"input_tokens":8,"output_tokens":2}}');
      },
      { ...callersOf({ people }), ledger, countsTokens: true },
    );
    const token = { 'x-countersign-token': 't-ann' };
    expect((await send('hi', token)).status).toBe(200);
    const second = await send('hi', token);
    expect(second.status).toBe(429);
    expect(JSON.parse(second.body).error).toMatchObject({
      type: 'rate_limit_error',
      message: expect.stringContaining('ann has used 10 of 10 tokens a day'),
    });
    expect((await send('hi')).status).toBe(200);
  });

  it('keeps the sessions of different people apart', async () => {
    const people = ['ann', 'bo'].map((id) => ({ id, tokens: [`sha256:${sha256(id)}`] }));
    lab = await startLab(({ body: heard }, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(heard);
    }, callersOf({ people }));
    await send(TOKEN, { 'x-countersign-token': 'ann' });
    const placeholder = /ghp_Redacted\w{20}/.exec(lab.got[0]!.body.toString())![0];
    expect((await send(`what is ${placeholder}`, { 'x-countersign-token': 'bo' })).body).toContain(placeholder);
    expect((await send(`what is ${placeholder}`, { 'x-countersign-token': 'ann' })).body).toContain(TOKEN);
  });

  it('passes everything and says that it did not look, where detection is off', async () => {
    lab = await startLab(ok, { detects: false });
    expect((await send(TOKEN)).status).toBe(200);
    expect(lab.got[0]!.body.toString()).toContain(TOKEN);
    expect(lab.record[0]).toMatchObject({ scanned: 0, notScanned: { 'detection is off': lab.got[0]!.body.length } });
  });

  it('refuses a secret in the address, and lets the key of the provider pass there', async () => {
    lab = await startLab();
    const get = (path: string) => ask(lab!.gateway.address, path, { method: 'GET' });
    expect((await get(`/openai/v1/search?q=${'x'.repeat(40)}%20${TOKEN}`)).status).toBe(403);
    expect((await get(`/openai/v1/${TOKEN}/models/of/a/very/long/path`)).status).toBe(403);
    expect(lab.got).toHaveLength(0);
    expect((await get(`/gemini/v1beta/models?pageSize=50&key=AIza${TOKEN}`)).status).toBe(200);
  });

  it('lets answers come only in encodings that it can undo, where something was hidden', async () => {
    lab = await startLab();
    const encodings = () => lab!.got.at(-1)!.rawHeaders[lab!.got.at(-1)!.rawHeaders.indexOf('accept-encoding') + 1];
    await send('hello', { 'accept-encoding': 'zstd, gzip;q=0.5' });
    expect(encodings()).toBe('zstd, gzip;q=0.5');
    await send(TOKEN, { 'accept-encoding': 'zstd, gzip;q=0.5' });
    expect(encodings()).toBe('gzip;q=0.5');
    await send(TOKEN, { 'accept-encoding': 'zstd' });
    expect(encodings()).toBe('identity');
  });

  it('fails closed when a detector takes too long', async () => {
    const slow = () => Promise.reject(Object.assign(new Error('looking took too long'), { name: 'ScanTimeout' }));
    let isSlow = true;
    lab = await startLab(ok, { scan: (texts) => (isSlow ? slow() : scan(texts)) });
    const answer = await send('hello');
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body).error.message).toMatch(/was not sent.*a detector took too long/);
    expect(lab.got).toHaveLength(0);
    isSlow = false;
    expect((await send('hello')).status).toBe(200);
  });
});
