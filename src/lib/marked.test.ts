import { expect, test } from 'vitest';
import { escapeMarks, parseMarked } from './marked.ts';

test('takes the marks out and gives the spans between them', () => {
  expect(parseMarked('a «b» c «de»')).toEqual({
    text: 'a b c de',
    spans: [
      { start: 2, end: 3 },
      { start: 6, end: 8 },
    ],
  });
});

test('keeps text without marks as it is', () => {
  expect(parseMarked('a \\n b')).toEqual({ text: 'a \\n b', spans: [] });
});

test('reads nested marks, the outer span first', () => {
  expect(parseMarked('«a «b»»').spans).toEqual([
    { start: 0, end: 3 },
    { start: 2, end: 3 },
  ]);
});

test('takes an escaped mark as a character', () => {
  const text = 'print("« guillemets »")';
  expect(parseMarked(escapeMarks(text))).toEqual({ text, spans: [] });
});

test('refuses a mark without its partner', () => {
  expect(() => parseMarked('«a')).toThrow('never closed');
  expect(() => parseMarked('a»')).toThrow('closes nothing');
});
