import { describe, expect, it } from 'vitest';
import { applyEdits, indexJson, isString, type JsonIndex, memberOf, placeOf, stringAt, textOf } from './json-index.ts';

function indexed(text: string): JsonIndex {
  const index = indexJson(Buffer.from(text));
  if ('fault' in index) throw new Error(`${index.fault} at ${index.at}`);
  return index;
}

const accepts = (text: string) => !('fault' in indexJson(Buffer.from(text)));

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('indexJson', () => {
  it('accepts exactly what JSON.parse accepts', () => {
    const cases = [
      '{}',
      '[]',
      '""',
      '0',
      '-0',
      '-1.5e+10',
      '1E5',
      'true',
      'false',
      'null',
      ' [1 , 2] ',
      '{"a":{"b":[{}, []]}}',
      '"\\u00e9\\n\\/"',
      '"\\ud800"',
      '',
      ' ',
      '{',
      '[',
      '"',
      '{"a"}',
      '{"a":}',
      '{"a":1,}',
      '[1,]',
      '[,1]',
      '[1 2]',
      '01',
      '+1',
      '1.',
      '.5',
      '1e',
      '-',
      'tru',
      'truex',
      'nul',
      '"\\x"',
      '"\\u12g4"',
      '"\\u12',
      '"a\nb"',
      '"\t"',
      '{a:1}',
      "{'a':1}",
      '[1]]',
      '{}{}',
      '1 2',
      '\ufeff{}',
      '{"a":1 "b":2}',
      '{,}',
      '{"a"::1}',
      '[}',
      '{]',
      '"\\',
      '"\\"',
      '[[[]]]',
      '[[]',
    ];
    expect(cases.filter((text) => accepts(text) !== parses(text))).toEqual([]);
  });

  it('agrees with JSON.parse on every cut and every changed byte of a message', () => {
    const message = '{"m":[{"r":"u","c":"a\\"b\\u0041"},{"n":-1.5e3,"t":[true,null]}],"x":""}';
    const odd: string[] = [];
    for (let i = 0; i <= message.length; i++) {
      for (const text of [
        message.slice(0, i),
        ...['"', '\\', ',', '}', ']', ':', '0', ' ', '{'].map(
          (one) => message.slice(0, i) + one + message.slice(i + 1),
        ),
      ])
        if (accepts(text) !== parses(text)) odd.push(text);
    }
    expect(odd).toEqual([]);
  });

  it('refuses nesting that is meant to hurt, and walks a hundred thousand levels of it in no time', () => {
    expect(indexJson(Buffer.from('['.repeat(100_000)))).toMatchObject({ fault: 'it nests deeper than 2000 levels' });
  });

  it('finds members, and none where a name stands twice', () => {
    const index = indexed('{"type":"text","t\\u0065xt":"hello","type2":1,"a":1,"a":2}');
    expect(textOf(index, 0, 'type')).toBe('text');
    expect(textOf(index, 0, 'text')).toBe('hello');
    expect(memberOf(index, 0, 'a')).toBe(-1);
    expect(memberOf(index, 0, 'constructor')).toBe(-1);
  });

  it('tells where a string stands', () => {
    const index = indexed('{"messages":[{"content":"a"},{"content":[{"text":"here"}]}]}');
    const here = index.kind.findIndex((_, node) => isString(index, node) && stringAt(index, node) === 'here');
    expect(placeOf(index, here, 0)).toBe('messages[1].content[0].text');
    expect(placeOf(index, here, index.parent[here]!)).toBe('text');
  });

  it('changes the bytes of an edit and no other', () => {
    const bytes = Buffer.from('{ "a" : "x" , "a":1e2}');
    const index = indexed(bytes.toString());
    const node = index.kind.findIndex((_, at) => isString(index, at) && stringAt(index, at) === 'x');
    const edit = { start: index.start[node]!, end: index.end[node]!, bytes: Buffer.from('"yy"') };
    expect(applyEdits(bytes, [edit]).toString()).toBe('{ "a" : "yy" , "a":1e2}');
    expect(applyEdits(bytes, [])).toBe(bytes);
  });
});
