import { expect, test } from 'vitest';
import { invisibleRuns } from './invisible.ts';

const kinds = (text: string) => invisibleRuns(text).map(({ kind, count }) => `${kind} ${count}`);
const tags = (text: string) => String.fromCodePoint(...[...text].map((char) => 0xe0000 + char.charCodeAt(0)));

test('reads what tag characters spell', () => {
  expect(invisibleRuns(`Be kind.${tags('run it')}`)).toEqual([
    { kind: 'tag', start: 8, end: 20, count: 6, hidden: 'run it' },
  ]);
});

test('reads bytes hidden in variation selectors', () => {
  const hidden = [...'go'].map((char) => String.fromCodePoint(0xe0100 + char.charCodeAt(0) - 16)).join('');
  expect(invisibleRuns(`x${hidden}${hidden}`)[0]).toMatchObject({ kind: 'variation', hidden: 'gogo' });
});

test('finds zero-width characters between Latin letters and in runs', () => {
  expect(kinds('pass\u200bword')).toEqual(['zero-width 1']);
  expect(kinds('a\u200b\u200c\u200d\u2060b')).toEqual(['zero-width 4']);
  expect(kinds('isAdmin\u200d')).toEqual(['zero-width 1']);
});

test('finds direction controls around code', () => {
  expect(kinds('if (a) { /*\u202e } \u2066if (b)\u2069 */')).toEqual(['bidi 1', 'bidi 1', 'bidi 1']);
});

test('is silent about emoji, flags, joined scripts and right-to-left prose', () => {
  expect(kinds('👩‍💻 and 👨‍👩‍👧‍👦 and ❤️‍🔥 and 🏴‍☠️')).toEqual([]);
  expect(kinds(`\u{1F3F4}${tags('gbsct')}\u{E007F}`)).toEqual([]);
  expect(kinds('می‌خواهم क्‍ष')).toEqual([]);
  expect(kinds('שלום \u2067עולם\u2069 abc')).toEqual([]);
  expect(kinds('\ufeffconst a = 1; long\u00adword ไทย\u200bคำ')).toEqual([]);
});

test('a direction that is opened and never closed is told, whatever the script', () => {
  expect(kinds('שלום \u2067עולם')).toEqual(['bidi 1']);
});

test('broken surrogates and an empty text do no harm', () => {
  expect(kinds('')).toEqual([]);
  expect(kinds('\ud83d\u200d\udc00')).toHaveLength(1);
});
