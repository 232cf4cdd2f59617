import { describe, expect, test } from 'vitest';
import { fake, fakeUuid } from '../../lib/fake.ts';
import { isIdentifier, isLocalHost, isLockFile, isPlaceholder, isStockPassword } from './placeholder.ts';

describe('a placeholder', () => {
  test.each([
    'your-key-here',
    'EXAMPLEKEY0123',
    'xxxxxxxxxxxxxxxx',
    '<api key>',
    '${API_KEY}',
    '$API_KEY',
    '{{ vault.key }}',
    'process.env.API_KEY',
    '%API_KEY%',
    'abcdefghijklmnop',
    '1234567890123456',
    'abababababababab',
    'changeme',
    '000000000000000000000000',
    'sk-...',
    'abc',
    '',
  ])('is %j', (text) => {
    expect(isPlaceholder(text)).toBe(true);
  });

  test.each(['hex', 'base36', 'base62', 'base64url', 'upper36'] as const)('is no random text in %s', (alphabet) => {
    for (const length of [20, 32, 40, 64, 100]) {
      const taken = Array.from({ length: 200 }, (_, i) => fake(alphabet, length, `seed ${i}`)).filter(isPlaceholder);
      expect(taken.length).toBeLessThan(4);
    }
  });
});

test('identifiers, addresses, dates and versions identify and open nothing', () => {
  for (const text of [
    fakeUuid(),
    'https://acme.dev/a',
    '/etc/app.conf',
    '2024-05-01',
    '1.2.3',
    '#a0b1c2',
    'text/html',
  ]) {
    expect(isIdentifier(text)).toBe(true);
  }
  expect(isIdentifier(fake('base62', 32))).toBe(false);
});

test('stock passwords are those of manuals, the user name, and a few digits', () => {
  for (const text of [
    'password',
    'admin123',
    'postgres',
    'root',
    'secret',
    '123456',
    'test1',
    'changeit'.slice(0, 3),
  ]) {
    expect(isStockPassword(text)).toBe(true);
  }
  expect(isStockPassword('svc-app', 'svc-app')).toBe(true);
  expect(isStockPassword(fake('base62', 12))).toBe(false);
});

test('local hosts are this machine, a neighbour in a compose file, and reserved names', () => {
  for (const host of [
    'localhost',
    '127.0.0.1',
    'db',
    'host.docker.internal',
    'example.com',
    'api.example.org',
    '::1',
  ]) {
    expect(isLocalHost(host)).toBe(true);
  }
  for (const host of ['db.acme.dev', '10.0.0.7', 'sql.internal.acme.com']) expect(isLocalHost(host)).toBe(false);
});

test('lock files are known by their names, in any folder', () => {
  for (const path of ['package-lock.json', 'a/b/yarn.lock', 'go.sum', 'dist/a.tgz.sha256'])
    expect(isLockFile(path)).toBe(true);
  expect(isLockFile('src/package.json')).toBe(false);
});
