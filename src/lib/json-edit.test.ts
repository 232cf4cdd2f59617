import { describe, expect, it } from 'vitest';
import { addToArray, elementTexts, removeFromArrays } from './json-edit.ts';

const PATH = ['hooks', 'PostToolUse'];
const ELEMENT = { matcher: 'Edit', hooks: [{ command: 'ours' }] };
const isOurs = (text: string) => text.includes('ours');

describe('adding to an array in JSON text', () => {
  it.each([
    ['an empty object', '{}'],
    ['other settings', '{\n  "model": "x",\n  "list": [1, 2]\n}\n'],
    ['four spaces', '{\n    "hooks": {\n        "PostToolUse": [\n            { "matcher": "a" }\n        ]\n    }\n}'],
    ['tabs', '{\n\t"hooks": {\n\t\t"PreToolUse": []\n\t}\n}\n'],
    ['an empty array', '{\n  "hooks": { "PostToolUse": [] }\n}\n'],
    ['one line', '{"hooks":{"PostToolUse":[{"matcher":"a"}]},"z":1}'],
    ['line ends of Windows', '{\r\n  "a": 1\r\n}\r\n'],
    ['a key with quotes in it', '{ "a\\"}]": { "b": "\\\\" } }'],
  ])('keeps %s and can be undone', (_, text) => {
    const added = addToArray(text, PATH, ELEMENT)!;
    const before = JSON.parse(text) as { hooks?: { PostToolUse?: unknown[] } };
    const list = [...(before.hooks?.PostToolUse ?? []), ELEMENT];
    expect(JSON.parse(added)).toEqual({ ...before, hooks: { ...before.hooks, PostToolUse: list } });
    expect(added.replaceAll(/\s/g, '').length).toBeGreaterThan(text.replaceAll(/\s/g, '').length);
    const removed = JSON.parse(removeFromArrays(added, ['hooks'], isOurs)!);
    expect({ hooks: {}, ...removed }).toMatchObject({
      hooks: {},
      ...(before.hooks?.PostToolUse?.length ? before : {}),
    });
    expect(removeFromArrays(removeFromArrays(added, ['hooks'], isOurs)!, ['hooks'], isOurs)).toBeNull();
  });

  it('keeps comments, trailing commas and the indentation that is there', () => {
    const text = '{\n\t// mine\n\t"hooks": {\n\t\t"PostToolUse": [\n\t\t\t{ "a": 1 }, // last\n\t\t],\n\t},\n}\n';
    expect(addToArray(text, PATH, { b: 2 })).toBe(
      '{\n\t// mine\n\t"hooks": {\n\t\t"PostToolUse": [\n\t\t\t{ "a": 1 },\n\t\t\t{\n\t\t\t\t"b": 2\n\t\t\t} // last\n\t\t],\n\t},\n}\n',
    );
  });

  it.each([
    '',
    '[]',
    'null',
    '{',
    '{"a":1} x',
    '{"hooks": []}',
    '{"hooks": {"PostToolUse": {}}}',
    '{"a" 1}',
    '{"a": }',
  ])('refuses %j', (text) => expect(addToArray(text, PATH, ELEMENT)).toBeNull());

  it('does not follow a hundred thousand levels of nesting by recursion', () => {
    const deep = `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(addToArray(deep, PATH, ELEMENT)).toContain('ours');
    expect(addToArray('{"a":'.repeat(100_000), PATH, ELEMENT)).toBeNull();
  });
});

describe('removing from arrays in JSON text', () => {
  it('leaves the elements of others', () => {
    const text = '{"hooks": {"A": [{"c": "ours"}, {"c": "theirs"}], "B": [1, "ours"], "C": ["ours"]}, "z": 0}';
    const removed = removeFromArrays(text, ['hooks'], isOurs)!;
    expect(JSON.parse(removed)).toEqual({ hooks: { A: [{ c: 'theirs' }], B: [1] }, z: 0 });
    expect(elementTexts(removed, ['hooks', 'A'])).toEqual(['{"c": "theirs"}']);
    expect(elementTexts(removed, ['hooks', 'C'])).toEqual([]);
  });

  it('takes away the object that it leaves empty', () => {
    expect(JSON.parse(removeFromArrays('{"hooks": {"A": ["ours"]}, "z": 0}', ['hooks'], isOurs)!)).toEqual({ z: 0 });
    expect(removeFromArrays('{"hooks": {"A": ["ours"]}}', ['hooks'], isOurs)).toBe('{}');
  });
});
