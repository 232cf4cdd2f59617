import { expect, test } from 'vitest';
import { expressionStrength, idsOf } from './expression.ts';

test('the mildest choice of OR counts, and the strictest part of AND', () => {
  expect(expressionStrength('MIT')).toBe('permissive');
  expect(expressionStrength('GPL-3.0-only')).toBe('strong');
  expect(expressionStrength('MIT OR GPL-2.0-only')).toBe('permissive');
  expect(expressionStrength('MIT AND LGPL-2.1-only')).toBe('weak');
  expect(expressionStrength('(MIT OR Apache-2.0) AND AGPL-3.0-only')).toBe('strong');
  expect(expressionStrength('MIT AND (BSD-3-Clause OR GPL-2.0-only)')).toBe('permissive');
});

test('an exception that lets other code link makes the GPL weak', () => {
  expect(expressionStrength('GPL-2.0-only WITH Classpath-exception-2.0')).toBe('weak');
});

test('licences that restrict use are the strictest', () => {
  expect(expressionStrength('BUSL-1.1')).toBe('restricted');
  expect(expressionStrength('MIT AND SSPL-1.0')).toBe('restricted');
});

test('what is not known says nothing, and broken text does no harm', () => {
  for (const text of ['', 'NONE', 'LicenseRef-Acme', ')', '(((', 'OR', 'AND AND'])
    expect(expressionStrength(text)).toBeNull();
  expect(expressionStrength(`${'('.repeat(100_000)}MIT${')'.repeat(100_000)}`)).toBe('permissive');
});

test('ids are read without operators and exceptions', () => {
  expect(idsOf('(MIT OR GPL-2.0-only WITH Classpath-exception-2.0) AND MIT')).toEqual(['MIT', 'GPL-2.0-only']);
});
