import { expect, test } from 'vitest';
import { defineRule, type RuleSpec } from '../rule.ts';
import { textScanner } from './scan-text.ts';

const rule = (id: string, scan: NonNullable<Extract<RuleSpec['detect'], { engine: 'token'; scope: 'file' }>['scan']>) =>
  defineRule({
    id,
    title: id,
    level: 'error',
    why: '',
    fix: '',
    cwe: [],
    languages: 'any',
    detect: { engine: 'token', scope: 'file', keywords: ['word'], scan },
    bad: [],
    good: [],
  });

test('tells which rule spoke, and goes on when another one throws', () => {
  const faults: string[] = [];
  const scanner = textScanner(
    [
      rule('leakage/broken', () => void JSON.parse('{')),
      rule('leakage/word', (context, [at]) => context.report({ start: at!, end: at! + 4 })),
    ],
    ({ id }) => faults.push(id),
  );
  expect(scanner.scan({ path: 'a.txt', language: 'text', text: 'a word' })).toMatchObject([
    { rule: { id: 'leakage/word' }, spot: { start: 2, end: 6 } },
  ]);
  expect(faults).toEqual(['leakage/broken']);
});

test('a rule that is silent in tests is not asked about them', () => {
  const scanner = textScanner(
    [rule('leakage/word', (context) => context.report({ start: 0, end: 1 }))],
    () => undefined,
  );
  expect(scanner.scan({ path: 'tests/a.txt', language: 'text', text: 'a word' })).toEqual([]);
});
