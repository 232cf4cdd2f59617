import { expect, test } from 'vitest';
import { fake } from '../../lib/fake.ts';
import { defineRule } from '../rule.ts';
import { historyScan } from './history.ts';
import { namedValue } from './named-value.ts';
import { isChosenPassword } from './password.ts';

const password = defineRule({
  id: 'leakage/password',
  title: 'Password',
  level: 'warning',
  why: '',
  fix: '',
  cwe: [],
  languages: 'any',
  detect: namedValue({
    keywords: ['password'],
    isName: (words) => words.at(-1) === 'password',
    isValue: isChosenPassword,
    label: 'Password',
  }),
  bad: [],
  good: [],
});
const secret = `Vq7!${fake('base62', 8)}`;
const blob = (commit: string, path: string, text: string) => ({ commit, path, blob: commit, bytes: Buffer.from(text) });

function scan() {
  return historyScan([password], () => undefined);
}

test('a secret is told once, with the commit where it entered, however often it comes back', () => {
  const history = scan();
  history.add(blob('c1', 'app.yml', `a: 1\npassword: ${secret}\n`), undefined);
  history.add(blob('c2', 'app.yml', `password: ${secret}\n`), undefined);
  history.add(blob('c3', 'other.yml', `b: 2\nc: 3\npassword: ${secret}\n`), 'moved.yml');
  expect(history.findings()).toMatchObject([
    { commit: 'c1', path: 'app.yml', line: 2, inHead: { path: 'moved.yml', line: 3 } },
  ]);
});

test('a secret that HEAD has no more is told as gone, and never carried along', () => {
  const history = scan();
  history.add(blob('c1', 'app.yml', `password: ${secret}\n`), undefined);
  history.add(blob('c2', 'app.yml', 'password: ${PASSWORD}\n'), 'app.yml');
  expect(history.findings()).toMatchObject([{ commit: 'c1', inHead: null }]);
  expect(JSON.stringify(history.findings())).not.toContain(secret.slice(2, 8));
});

test('a secret that enters in the middle of a large file has its own line', () => {
  const history = scan();
  const lines = Array.from({ length: 3000 }, (_, i) => `key${i}: value ${i}`);
  history.add(blob('c1', 'big.yml', lines.join('\n')), undefined);
  history.add(blob('c2', 'big.yml', lines.with(2000, `password: ${secret}`).join('\n')), undefined);
  expect(history.findings()).toMatchObject([{ commit: 'c2', line: 2001 }]);
});

test('binary content is left alone', () => {
  const history = scan();
  expect(history.add(blob('c1', 'a.bin', `\0password: ${secret}\n`), undefined)).toBe('binary');
  expect(history.findings()).toEqual([]);
});
