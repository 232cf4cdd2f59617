import { describe, expect, it } from 'vitest';
import { fake } from '../lib/fake.ts';
import { fakeCrc62 } from '../lib/fake-token.ts';
import { rules } from '../rules/index.ts';
import { createDetector } from './detect/detector.ts';
import { recentBodies } from './recent-bodies.ts';
import { type RequestReport, redact, type Scan, type UnitReport } from './redact.ts';
import { restoreAnswer } from './restore/stream.ts';
import { SORTS } from './sort.ts';
import { createVault } from './vault.ts';

const detector = await createDetector(rules, { sorts: ['secret', 'card', 'iban', 'national-number'], names: [] });
const scan: Scan = async (texts) => texts.map((text) => ({ matches: detector(text), code: [] }));
const TOKEN = `ghp_${fakeCrc62(36)}`;
const CARD = ['4539', '5787', '6362', '1486'].join('');
const PEM = `-----BEGIN PRIVATE KEY-----\nMIGH${fake('base64', 180)}\n-----END PRIVATE KEY-----`;
const PASSWORD = `Vq7!${fake('base62', 8)}`;

function session(vault = createVault(new Uint8Array(32).fill(1)), scanned: Scan = scan) {
  const kept = new Map<string, UnitReport>();
  const recent = recentBodies({ take: () => true, give: () => undefined });
  return {
    vault,
    async redact(body: unknown): Promise<RequestReport> {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const report = await redact(Buffer.from(text), {
        recent,
        vault,
        scan: scanned,
        cache: { get: (key) => kept.get(key), set: (key, report) => void kept.set(key, report) },
        cacheScope: 's',
        hide: new Set(SORTS),
        labelOf: () => 'public',
      });
      if ('fault' in report) throw new Error(report.fault);
      return report;
    },
  };
}

const messages = (...content: unknown[]) => ({
  model: 'm',
  messages: content.map((one) => ({ role: 'user', content: one })),
});

describe('redact', () => {
  it('hides secrets in every place where an API carries text, and restores the answer', async () => {
    const { vault, redact: hide } = session();
    const bodies: unknown[] = [
      messages(`use ${TOKEN}`),
      { model: 'm', system: [{ type: 'text', text: TOKEN }], messages: [] },
      messages([
        { type: 'tool_result', tool_use_id: 'toolu_0123456789', content: [{ type: 'text', text: `x=${TOKEN}` }] },
      ]),
      messages([{ type: 'tool_use', id: 'toolu_0123456789', name: 'Write', input: { content: { deep: [TOKEN] } } }]),
      messages([{ type: 'thinking', thinking: `The key ${TOKEN}`, signature: fake('base64', 80) }]),
      messages([{ type: 'document', source: { type: 'text', media_type: 'text/plain', data: TOKEN } }]),
      {
        messages: [
          {
            role: 'assistant',
            tool_calls: [
              { id: 'call_0123456789', function: { name: 'f', arguments: JSON.stringify({ k: `a\n${TOKEN}` }) } },
            ],
          },
        ],
      },
      {
        input: [
          {
            type: 'function_call_output',
            call_id: 'call_0123456789',
            output: JSON.stringify({ out: `a\n"${TOKEN}"` }),
          },
        ],
      },
      { input: `say ${TOKEN}`, instructions: TOKEN },
      { contents: [{ parts: [{ text: TOKEN }, { functionResponse: { name: 'f', response: { r: TOKEN } } }] }] },
      { systemInstruction: { parts: [{ text: TOKEN }] }, contents: [] },
      { tools: [{ name: 'f', description: `uses ${TOKEN}` }], messages: [] },
      { [TOKEN]: 1, messages: [] },
      { messages: [], metadata: { user_id: TOKEN } },
      { prompt: TOKEN },
      [TOKEN],
      TOKEN,
    ].map((body) => (body === TOKEN ? JSON.stringify(TOKEN) : body));
    for (const body of bodies) {
      const { redacted, found } = await hide(body);
      expect(redacted.toString(), JSON.stringify(body)).not.toContain(TOKEN.slice(4));
      expect(redacted.toString()).toContain('ghp_Redacted');
      expect(found[0]).toMatchObject({ sort: 'secret', by: 'leakage/github-token' });
    }
    expect(vault.size).toBe(1);
    const placeholder = vault.placeholder('secret', TOKEN, () => false);
    const answer = Buffer.from(JSON.stringify({ content: [{ type: 'text', text: `I see ${placeholder}.` }] }));
    expect(restoreAnswer(answer, { live: vault.live, tools: [] }).toString()).toContain(`I see ${TOKEN}.`);
  });

  it('changes no byte where nothing is found, and none outside of the strings where something is', async () => {
    const clean = '{ "model":"m", "x":1.50, "messages" : [ {"role":"user","content":"caf\\u00e9 \\/ 😀"} ] ,"x":2}';
    const { redacted } = await session().redact(clean);
    expect(redacted.toString()).toBe(clean);
    const dirty = clean.replace('caf', `${TOKEN} caf`);
    const out = (await session().redact(dirty)).redacted.toString();
    expect(out.replace(/"content":"[^"]*"/, '')).toBe(dirty.replace(/"content":"[^"]*"/, ''));
    expect(JSON.parse(out).messages[0].content).toMatch(/^ghp_Redacted\w{20} café \/ 😀$/);
  });

  it('hides personal data with check digits, also where it is a number', async () => {
    const { redacted } = await session().redact(`{"messages":[{"content":"card ${CARD}"}],"n":${CARD}}`);
    expect(redacted.toString()).not.toContain(CARD);
    expect(JSON.parse(redacted.toString()).n).toBeTypeOf('number');
  });

  it('hides what only the name of its member tells', async () => {
    const { redacted } = await session().redact(
      messages([{ type: 'tool_use', id: 'toolu_0123456789', name: 'Write', input: { db_password: PASSWORD } }]),
    );
    expect(redacted.toString()).not.toContain(PASSWORD);
  });

  it('hides a value everywhere once it is known, in this request and in later ones', async () => {
    const { redact: hide } = session();
    const { redacted, found } = await hide(messages(`try ${PASSWORD} there`, `password: ${PASSWORD}`));
    expect(redacted.toString()).not.toContain(PASSWORD);
    expect(found.map(({ by }) => by)).toEqual(['known', 'leakage/hardcoded-password']);
    expect((await hide({ input: `bare ${PASSWORD}` })).redacted.toString()).not.toContain(PASSWORD);
  });

  it('hides keys of many lines in text and in JSON inside JSON, and restores them exactly', async () => {
    const { vault, redact: hide } = session();
    const { redacted } = await hide(messages(PEM, JSON.stringify({ 'key.pem': `${PEM}\n` })));
    expect(redacted.toString()).not.toContain('MIGH');
    const back = JSON.parse(restoreAnswer(redacted, { live: vault.live, tools: [] }).toString());
    expect(back.messages[0].content).toBe(PEM);
  });

  it('looks into text files in base 64, and says of pictures and encrypted parts that they were not scanned', async () => {
    const file = (media: string, data: string) =>
      messages([{ type: 'document', source: { type: 'base64', media_type: media, data } }]);
    const text = await session().redact(file('text/plain', Buffer.from(`token=${TOKEN}`).toString('base64')));
    const data = JSON.parse(text.redacted.toString()).messages[0].content[0].source.data;
    expect(Buffer.from(data, 'base64').toString()).toMatch(/^token=ghp_Redacted\w{20}$/);
    const picture = await session().redact(
      file('image/png', Buffer.from([137, 80, 78, 71, 1, 2, 3, 4, 5]).toString('base64')),
    );
    expect(picture.unscanned).toEqual([{ what: 'image', bytes: 12 }]);
    const encrypted = await session().redact({
      input: [{ type: 'reasoning', encrypted_content: fake('base64', 400) }],
    });
    expect(encrypted.unscanned).toEqual([{ what: 'encrypted', bytes: 400 }]);
  });

  it('takes no word of the sender for what is no picture', async () => {
    const { redacted, unscanned } = await session().redact(
      messages([{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: `{"k": "${TOKEN}"}` } }]),
    );
    expect(redacted.toString()).not.toContain(TOKEN);
    expect(unscanned).toEqual([]);
  });

  it('looks at no message twice, and sends the same bytes again', async () => {
    const seen: string[] = [];
    const counting: Scan = (texts) => {
      seen.push(...texts);
      return scan(texts);
    };
    const { redact: hide } = session(undefined, counting);
    const first = await hide(messages('hello there', `k ${TOKEN}`));
    seen.length = 0;
    const second = await hide(messages('hello there', `k ${TOKEN}`, 'and more'));
    expect(seen).toEqual(['and more']);
    expect(second.redacted.toString().startsWith(first.redacted.toString().slice(0, -2))).toBe(true);
    expect(second.knownBytes).toBeGreaterThan(second.scannedBytes);
    expect(second.found).toEqual(first.found);
    expect(second.telling).toEqual(first.telling);
  });

  it('gives the same whether a conversation is sent for the first time or again, at every length', async () => {
    const turns = Array.from({ length: 30 }, (_, i) =>
      i % 5 === 3 ? `turn ${i} key ${TOKEN} ${'x'.repeat(200)}` : `turn ${i} ${'words '.repeat(60)}`,
    );
    const growing = session();
    for (let count = 1; count <= turns.length; count++) {
      const body = { ...messages(...turns.slice(0, count)), system: 'be brief', n: 12 + count };
      const again = await growing.redact(body);
      const first = await session(growing.vault).redact(body);
      expect(again.redacted.toString()).toBe(first.redacted.toString());
      expect({ ...again, redacted: 0, telling: 0, scannedBytes: 0, knownBytes: 0 }).toEqual({
        ...first,
        redacted: 0,
        telling: 0,
        scannedBytes: 0,
        knownBytes: 0,
      });
      expect(again.scannedBytes + again.knownBytes).toBe(first.scannedBytes + first.knownBytes);
      expect(again.found.map(({ place }) => place)).toEqual(
        turns.slice(0, count).flatMap((_, i) => (i % 5 === 3 ? [`messages[${i}].content`] : [])),
      );
    }
  });

  it('is not misled by a body that begins like one from before', async () => {
    const { redact: hide } = session();
    const long = `"${'w '.repeat(3_000)}"`;
    const body = (end: string) => `{"model":"m","messages":[{"content":${long}},{"content":"a"},7${end}`;
    await hide(body('],"x":1}'));
    expect((await hide(body('8],"x":1}'))).redacted.toString()).toBe(body('8],"x":1}'));
    const more = await hide(body(`,{"content":"${TOKEN}"}],"model":"m2"}`));
    expect(more.redacted.toString()).not.toContain(TOKEN);
    await expect(hide(body('],"x":1}}'))).rejects.toThrow('something follows');
    await expect(hide(body('},"x":1}'))).rejects.toThrow('comma');
    await expect(hide(body(''))).rejects.toThrow('too early');
  });

  it('leaves the ids that a provider gave out', async () => {
    const body = {
      previous_response_id: `resp_${fake('hex', 48)}`,
      input: [{ call_id: `call_${fake('base62', 24)}`, output: 'ok ok' }],
    };
    expect((await session().redact(body)).redacted.toString()).toBe(JSON.stringify(body));
  });

  it('fails where the detector fails', async () => {
    const failing: Scan = async () => {
      throw new Error('detector died');
    };
    await expect(session(undefined, failing).redact(messages('hello'))).rejects.toThrow('detector died');
  });
});
