import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('the order in which members were added does not matter', () => {
  expect(canonicalJson({ b: 1, a: [true, null, { d: 'x', c: 2 }] })).toBe('{"a":[true,null,{"c":2,"d":"x"}],"b":1}');
});

test('keys are sorted by UTF-16 code unit and numbers take their shortest form', () => {
  expect(canonicalJson({ '\u20ac': 1e21, '\r': 1.0, '\ud83d\ude00': -0, '\ufb33': 4.5e-7, '1': [] })).toBe(
    '{"\\r":1,"1":[],"\u20ac":1e+21,"\ud83d\ude00":0,"\ufb33":4.5e-7}',
  );
});

test('members that are undefined are left out, items that are undefined are null', () => {
  expect(canonicalJson({ a: undefined, b: [undefined], c: {} })).toBe('{"b":[null],"c":{}}');
});

test('what it writes is what JSON.parse reads', () => {
  const value = { text: 'a"b\\c\u2028\ud800', list: [[], [[]], {}], deep: { x: { y: -1.25 } } };
  expect(JSON.parse(canonicalJson(value))).toEqual(value);
});

test('what JSON cannot say is refused', () => {
  const loop: unknown[] = [];
  loop.push({ loop });
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, undefined, loop]) {
    expect(() => canonicalJson({ value: [value] }.value[0])).toThrow(TypeError);
  }
});

test('one object may stand in two places', () => {
  const shared = { a: 1 };
  expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
});

test('a nesting of 100,000 does not exhaust the stack', () => {
  let value: unknown = 1;
  for (let i = 0; i < 100_000; i++) value = [value];
  expect(canonicalJson(value)).toHaveLength(200_001);
});
