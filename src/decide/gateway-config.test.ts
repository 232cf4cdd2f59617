import { describe, expect, it } from 'vitest';
import { readGatewayConfig } from './gateway-config.ts';

function faults(text: string): string[] {
  const read = readGatewayConfig(text);
  return 'faults' in read ? read.faults.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
}

describe('readGatewayConfig', () => {
  it('reads everything that the guide shows', () => {
    const text = `version: 1
gateway:
  listen: { host: 127.0.0.1, port: 8787 }
  upstreams:
    anthropic: https://api.anthropic.com
    local: { url: "http://127.0.0.1:11434/v1", api: openai, training: false, retentionDays: 0 }
  detect: { secret: block, email: redact }
  names: [Project Aurora]
  unscanned: ask
  labels: [{ paths: ["payments/**"], class: confidential }]
  people: [{ id: ann, team: pay, tokens: ["sha256:${'0'.repeat(64)}"], certificates: [ann.example] }]
  rules: [{ who: ["team:pay"], providers: [local], models: ["llama*"], classes: [secret], action: allow }]
  requirements: [{ classes: [confidential, secret], noTraining: true, retentionDays: 30 }]
  budgets: [{ each: team, name: pay, per: month, tokens: 1000, money: 20 }]
  prices: [{ models: ["*"], input: 3, output: 15 }]
  restore: { tools: [Bash] }
  code: { folders: [../secret], public: [../public], action: ask }
  limits: { bodyMegabytes: 8, idleSeconds: 5 }
`;
    expect(faults(text)).toEqual([]);
    const read = readGatewayConfig(text);
    expect('config' in read && read.config.restore).toEqual({ tools: ['Bash'] });
  });

  it('has nothing to say where the file has no such part', () => {
    expect(readGatewayConfig('version: 1\n')).toEqual({ config: {} });
  });

  it.each([
    ['version: 1\ngateway:\n  upsteams: {}\n', '3:3 There is no key upsteams here. Did you mean upstreams?'],
    [
      'version: 1\ngateway:\n  detect:\n    secret: hide\n',
      '4:13 gateway.detect.secret must be one of allow, redact, ask, block.',
    ],
    [
      'version: 1\ngateway:\n  detect:\n    secrets: redact\n',
      '4:5 There is no key secrets here. Did you mean secret?',
    ],
    [
      'version: 1\ngateway:\n  upstreams:\n    openai: api.openai.com\n',
      '4:13 api.openai.com is no address that begins with https:// or http://.',
    ],
    [
      'version: 1\ngateway:\n  rules:\n    - action: block\n      who: [person:ann]\n',
      '5:13 person:ann is nobody: write person:ID or team:NAME of somebody under people, or anonymous.',
    ],
    [
      'version: 1\ngateway:\n  people:\n    - id: ann\n      tokens: [abc]\n',
      '5:16 A token stands here as sha256: and the 64 hex digits of its SHA-256, never as itself.',
    ],
    ['version: 1\ngateway:\n  budgets:\n    - each: person\n      per: day\n', '4:7 A budget needs tokens or money.'],
    [
      'version: 1\ngateway:\n  rules:\n    - action: deny\n',
      '4:15 gateway.rules[0].action must be one of allow, redact, ask, block.',
    ],
    ['version: 1\ngateway: [\n', '3:1 '],
  ])('names what is wrong with its place: %j', (text, fault) => {
    expect(faults(text)[0]).toContain(fault);
  });
});
