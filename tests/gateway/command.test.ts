import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/apps/cli/main.ts';
import { readUse } from '../../src/guard/use-record.ts';
import { ask, JSON_TYPE, type Lab, startLab, TOKEN, until } from './lab.ts';

let folder: string;
let lab: Lab | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-gateway-'));
});
afterEach(async () => {
  await lab?.close();
  lab = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function command(
  args: readonly string[],
  signal = new AbortController().signal,
  onOut: (text: string) => void = () => undefined,
) {
  const said = { out: '', err: '' };
  const code = await run(['gateway', ...args], {
    cwd: folder,
    env: { HOME: folder, XDG_STATE_HOME: join(folder, 'state') },
    out: (text) => {
      said.out += text;
      onOut(text);
    },
    err: (text) => {
      said.err += text;
    },
    color: false,
    interactive: false,
    progress: false,
    columns: 80,
    signal,
  });
  return { code, ...said };
}

describe('countersign gateway', () => {
  it('hides, restores and keeps a record that has no content and hangs together', async () => {
    lab = await startLab((got, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ content: [{ type: 'text', text: JSON.parse(got.body.toString()).messages[0].content }] }),
      );
    });
    const stop = new AbortController();
    let address = '';
    const running = command(['--port', '0', '--upstream', `anthropic=${lab.upstream}`], stop.signal, (text) => {
      address = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? address;
    });
    await until(() => address !== '', 60_000);
    const body = JSON.stringify({ model: 'm-1', messages: [{ role: 'user', content: `use ${TOKEN}` }] });
    for (let i = 0; i < 2; i++) {
      const answer = await ask(address, '/v1/messages', {
        headers: { ...JSON_TYPE, 'user-agent': 'claude-cli/2.0.1 (ann)' },
        body,
      });
      expect(answer.body).toContain(`use ${TOKEN}`);
    }
    expect(lab.got[0]!.body.toString()).not.toContain(TOKEN);
    stop.abort();
    expect((await running).code).toBe(0);
    const text = readFileSync(join(folder, 'state', 'countersign', 'gateway.jsonl'), 'utf8');
    expect(text).not.toContain(TOKEN.slice(4, 20));
    const { lines, broken } = readUse(text);
    expect(broken).toBeNull();
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatchObject({
      tool: 'claude-cli/2.0.1',
      model: 'm-1',
      action: 'redact',
      found: { secret: 1 },
      dataClass: 'secret',
    });
    expect(readUse(text.replace('"m-1"', '"m-2"')).broken).toBe(2);
  });

  it('says whether a configuration can be used, with line and column of what is wrong', async () => {
    writeFileSync(
      join(folder, 'countersign.yaml'),
      'version: 1\ngateway:\n  unscanned: block\n  upstreams:\n    local: http://127.0.0.1:1/v1\n',
    );
    const good = await command(['--check-config']);
    expect([good.code, good.out]).toEqual([0, expect.stringContaining('Upstreams: local (http://127.0.0.1:1).')]);
    writeFileSync(join(folder, 'countersign.yaml'), 'version: 1\ngateway:\n  unscaned: block\n');
    const bad = await command(['--check-config']);
    expect([bad.code, bad.err]).toEqual([
      2,
      expect.stringContaining('countersign.yaml:3:3: There is no key unscaned here. Did you mean unscanned?'),
    ]);
    expect((await command([])).code).toBe(2);
  });

  it('lets no file that happens to lie there send keys to a stranger', async () => {
    writeFileSync(
      join(folder, 'countersign.yaml'),
      'version: 1\ngateway:\n  upstreams:\n    openai: https://models.example.net\n',
    );
    const refused = await command(['--port', '0']);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('say --config countersign.yaml')]);
  });

  it.each([
    [['--upstream', 'openai'], /NAME=URL/],
    [['--port', '99999'], /whole number/],
    [['--config', 'missing.yaml'], /missing\.yaml cannot be read/],
    [['--tls-cert', 'a.pem'], /both a certificate/],
  ])('says in one sentence what is wrong with %j', async (args, sentence) => {
    const { code, err } = await command(args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});
