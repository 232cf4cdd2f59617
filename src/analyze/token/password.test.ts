import { expect, test } from 'vitest';
import { fake } from '../../lib/fake.ts';
import { isChosenPassword } from './password.ts';

test.each([
  ['letters and digits', `k${fake('lower', 7)}47`],
  ['signs', `Vq7!${fake('base62', 8)}`],
  ['random letters of one case', fake('lower', 11, 'letters')],
  ['a name with a number', 'ringo1964'],
])('%s are chosen', (_, value) => {
  expect(isChosenPassword(value)).toBe(true);
});

test.each([
  'password',
  'changeme',
  'administrator',
  'Passwort',
  'wordpress',
  'string',
  'user.password',
  'getPassword()',
  '${DB_PASSWORD}',
  '{{ vault_password }}',
  '<your password>',
  '/run/secrets/db1',
  '$2b$12$abcdefghijklmnopqrstuv',
  'Enter your password again',
  '%60%7B%7D',
  'xxxxxxxx',
  '1234',
  '--password',
])('%s is no chosen password', (value) => {
  expect(isChosenPassword(value)).toBe(false);
});

test('a value that repeats the name of its field says nothing', () => {
  expect(isChosenPassword('dbLogin42', 'dblogin42')).toBe(false);
});
