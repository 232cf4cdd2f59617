import { expect, test } from 'vitest';
import { digestOf, gitBlobId, sha256 } from './hash.ts';

test('text and its UTF-8 bytes have the same digest', () => {
  expect(sha256('grüß')).toBe(sha256(new TextEncoder().encode('grüß')));
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('a digest of a value does not depend on the order of its members', () => {
  expect(digestOf({ a: 1, b: [2] })).toBe(digestOf({ b: [2], a: 1 }));
  expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: '1' }));
});

test('blob ids are those of git hash-object', () => {
  expect(gitBlobId('', 'sha1')).toBe('e69de29bb2d1d6434b8b29ae775ad8c2e48c5391');
  expect(gitBlobId('hello\n', 'sha1')).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
  expect(gitBlobId('', 'sha256')).toBe('473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813');
});
