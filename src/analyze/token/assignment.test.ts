import { describe, expect, test } from 'vitest';
import { valueAfter } from './assignment.ts';

/** The value that the text gives to the name that holds `token`. */
function given(text: string): string | null {
  const assigned = valueAfter(text, text.toLowerCase().indexOf('token') + 5);
  return assigned === null ? null : text.slice(assigned.start, assigned.end);
}

describe('the value of a name is found in', () => {
  test.each([
    ['INI', 'token=abc123'],
    ['shell', "export TOKEN='abc123'"],
    ['YAML', 'token: abc123'],
    ['JSON', '{"token": "abc123"}'],
    ['JSON in a string', '{\\"token\\": \\"abc123\\"}'],
    ['Go', 'token := `abc123`'],
    ['Go with a type', 'var token string = "abc123"'],
    ['TypeScript with a type', 'const token: string = "abc123";'],
    ['PHP', "'token' => 'abc123'"],
    ['a subscript', "config['token'] = 'abc123'"],
    ['Ruby', 'token ||= "abc123"'],
    ['Make', 'TOKEN ?= abc123'],
    ['a comparison', 'if (token === "abc123")'],
    ['a call with two arguments', 'set("token", "abc123")'],
    ['a setter', 'setToken("abc123")'],
    ['Python bytes', 'token = b"abc123"'],
    ['C#', 'Token = @"abc123"'],
    ['an element', '<token>abc123</token>'],
    ['an element on lines of its own', '<token>\n    abc123\n</token>'.replace('abc123', 'abc123456')],
    ['an attribute', '<add token="abc123" />'],
  ])('%s', (_, text) => {
    expect(given(text)).toMatch(/^abc123(?:456)?$/);
  });
});

test('an empty value does not take the next line', () => {
  expect(given('TOKEN=\nOTHER=abc')).toBeNull();
});

test('a name that nothing follows has no value', () => {
  expect(given('the token of the day')).toBeNull();
  expect(given('token')).toBeNull();
});

test('a quote that is never closed ends with its line', () => {
  expect(given('token = "abc123\nnext')).toBe('abc123');
});
