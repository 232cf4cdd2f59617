import { expect, test } from 'vitest';
import { endsWithCrc62 } from '../../lib/check-digit.ts';
import { fake, fakeUuid } from '../../lib/fake.ts';
import { fakeCrc62 } from '../../lib/fake-token.ts';
import type { Spot } from '../detector.ts';
import { marked, named, namedUuid, nearby, type SecretFormat, token } from './format.ts';
import { mask, secrets } from './secret.ts';

function spots(format: SecretFormat, text: string, { isTest = false, path = 'a.txt' } = {}): Spot[] {
  const found: Spot[] = [];
  const lower = text.toLowerCase();
  const hits = format.keywords.flatMap((word) =>
    [...lower.matchAll(new RegExp(word.replace(/\W/g, '\\$&'), 'g'))].map((m) => m.index),
  );
  secrets(format).scan(
    {
      path,
      language: 'text',
      text,
      isTest,
      tree: null,
      lineStarts: new Uint32Array([0]),
      report: (spot) => found.push(spot),
    },
    hits.sort((a, b) => a - b),
  );
  return found;
}

const acme = token({
  name: 'Acme key',
  starts: 'acme_',
  body: /[0-9A-Za-z]{36}/,
  check: (_, body) => endsWithCrc62(body),
});

test('a token with right check digits is proved, at the level of its rule, also in tests', () => {
  const text = `x acme_${fakeCrc62(36)}`;
  expect(spots(acme, text)).toMatchObject([{ start: 2, end: text.length, confidence: 'proved' }]);
  expect(spots(acme, text)[0]).not.toHaveProperty('level');
  expect(spots(acme, text, { isTest: true })[0]).not.toHaveProperty('level');
});

test('wrong check digits are told and lower the level', () => {
  const [spot] = spots(acme, `acme_${fake('base62', 36)}`);
  expect(spot).toMatchObject({ level: 'warning', message: expect.stringContaining('check digits') });
  expect(spots(acme, `acme_${fake('base62', 36)}`, { isTest: true })).toMatchObject([{ level: 'note' }]);
});

test('neither message nor mask carries more than four characters of the secret', () => {
  const secret = `acme_${fakeCrc62(36)}`;
  for (const spot of spots(acme, `key ${secret}`)) {
    const shown = `${spot.message} ${spot.masked}`;
    for (let i = 0; i + 5 <= secret.length; i++) expect(shown).not.toContain(secret.slice(i, i + 5));
  }
  expect(mask('short', true)).toBe('********');
});

test('a token does not begin or end in the middle of a word', () => {
  const body = fakeCrc62(36);
  expect(spots(acme, `myacme_${body}`)).toEqual([]);
  expect(spots(acme, `acme_${body}x`)).toEqual([]);
  expect(spots(acme, `a\\nacme_${body}\\n`)).toHaveLength(1);
});

test('a marked token is found from its middle', () => {
  const form = marked({ name: 'Marked', marker: 'MARK', expression: /pre-[a-z]{8}MARK[a-z]{8}/, reach: 12 });
  const value = `pre-${fake('lower', 8)}MARK${fake('lower', 8, 'b')}`;
  expect(spots(form, `(${value})`)).toMatchObject([{ start: 1, end: 1 + value.length }]);
  expect(spots(form, 'MARK')).toEqual([]);
});

test('a named value needs the name as a word of its own and a purpose', () => {
  const form = named({ name: 'Lob key', names: ['lob'], value: /[0-9a-f]{32}/ });
  const value = fake('hex', 32);
  expect(spots(form, `lob_api_key = "${value}"`)).toMatchObject([{ level: 'warning' }]);
  expect(spots(form, `global_key = "${value}"`)).toEqual([]);
  expect(spots(form, `lob_digest = "${value}"`)).toEqual([]);
  expect(spots(form, `lob_api_key = "${value}"`, { path: 'yarn.lock' })).toEqual([]);
});

test('a UUID is a secret only where the form says so', () => {
  expect(spots(namedUuid({ name: 'Acme key', names: ['acme'] }), `acme_token: ${fakeUuid()}`)).toHaveLength(1);
  expect(
    spots(named({ name: 'Acme key', names: ['acme'], value: /[0-9a-f-]{36}/ }), `acme_token: ${fakeUuid()}`),
  ).toEqual([]);
});

test('a value nearby is looked for in a bounded stretch', () => {
  const form = nearby({ name: 'Acme key', keywords: ['acme'], value: /\b[0-9a-f]{32}\b/, after: 60 });
  expect(spots(form, `acme ${fake('hex', 32)}`)).toHaveLength(1);
  expect(spots(form, `acme ${' '.repeat(60)}${fake('hex', 32)}`)).toEqual([]);
});

test('text that says the key is public lowers it to a note', () => {
  const form = token({ name: 'Acme key', starts: 'acme_', body: /[0-9A-Za-z]{36}/, publicNear: /publishable/ });
  expect(spots(form, `publishable: acme_${fake('base62', 36)}`)).toMatchObject([{ level: 'note' }]);
});
