import { expect, test } from 'vitest';
import { FilePass } from './file-pass.ts';
import type { RuleSpec } from './rule.ts';

const rule = (id: string): RuleSpec => ({
  id,
  title: 'A title',
  level: 'error',
  why: '',
  fix: '',
  cwe: [],
  languages: 'any',
  detect: { engine: 'token', scope: 'file', keywords: [], scan: () => {} },
  bad: [],
  good: [],
});
const passOf = (text: string) => new FilePass({ path: 'a.ts', language: 'typescript', text, isTest: false });

test('a secret that is found once is hidden wherever it stands, in messages too', () => {
  const secret = ['open', 'sesame', 'now'].join('-');
  const pass = passOf(`const key = "${secret}"; run("${secret}");\nlog(key, "${secret}");`);
  pass.run(rule('leakage/a'), () => pass.report({ start: 13, end: 13 + secret.length, masked: '****' }));
  pass.run(rule('security/a'), () => pass.report({ start: 30, end: 33, message: `runs ${secret}` }));
  const told = JSON.stringify(pass.matches());
  expect(told).toContain('const key');
  expect(told).not.toContain(secret);
});

test('secrets beyond the number that is told are hidden as well', () => {
  const lines = Array.from({ length: 2000 }, (_, i) => `secret-number-${i}`);
  const text = lines.join('\n');
  const pass = passOf(text);
  pass.run(rule('leakage/a'), () => {
    let start = 0;
    for (const line of lines) {
      pass.report({ start, end: start + line.length, masked: '****' });
      start += line.length + 1;
    }
  });
  expect(JSON.stringify(pass.matches())).not.toContain('secret-number');
});

test('a short text that leaks is hidden at its own place only', () => {
  const pass = passOf('pin = "1234"; version = "1234"');
  pass.run(rule('leakage/a'), () => pass.report({ start: 7, end: 11, masked: '****' }));
  expect(pass.matches()[0]!.snippet!.lines).toEqual(['pin = "****"; version = "1234"']);
});
