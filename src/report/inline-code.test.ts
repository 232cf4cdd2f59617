import { expect, test } from 'vitest';
import { inlineParts } from './inline-code.ts';

const shape = (message: string) => inlineParts(message).map((part) => (part.code ? `<${part.text}>` : part.text));

test('reads what stands between backticks as code', () => {
  expect(shape('`id` goes into `query` here')).toEqual(['<id>', ' goes into ', '<query>', ' here']);
});

test('leaves a backtick without a partner, and a blank pair, as text', () => {
  expect(shape('a ` b').join('')).toBe('a ` b');
  expect(shape('a `` b').join('')).toBe('a `` b');
  expect(shape('`a` ` b').join('')).toBe('<a> ` b');
  expect(shape('')).toEqual([]);
});

test('loses no character of a message, whatever its backticks', () => {
  for (const message of ['```', '````', '`a``b`', '` `a` `', '`a`b`c`d', 'x```y`z']) {
    const code = inlineParts(message).filter((part) => part.code).length;
    const text = inlineParts(message)
      .map((part) => (part.code ? `\`${part.text}\`` : part.text))
      .join('');
    expect(text, `${message} with ${code}`).toBe(message);
  }
});
