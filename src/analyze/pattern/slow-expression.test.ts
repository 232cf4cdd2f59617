import { describe, expect, it } from 'vitest';
import { isSlow } from './slow-expression.ts';

describe('expressions that can take exponential time', () => {
  it.each([
    '^(a+)+$',
    '([a-zA-Z0-9]+)+@example\\.com$',
    '^(\\w+\\s?)*$',
    '(.*)*x',
    '^(\\d|[0-9])*$',
    '(?:a*)*b',
    '^((a|b)+c?)+$',
  ])('finds %s', (source) => {
    expect(isSlow(source)).toBe(true);
  });

  it.each([
    '^a+$',
    '^(a+,)+$',
    '(\\w+\\.)*\\w+',
    '^(?:[a-z]+-)*[a-z]+$',
    '(a+)+',
    '(\\d+)?x',
    '(.|\\n)*x',
    '^(?=a)(b+)+$',
    '((((',
    '[',
    '(a)\\1+$',
  ])('lets %s pass', (source) => {
    expect(isSlow(source)).toBe(false);
  });

  it('ends on long and deep expressions', () => {
    expect(isSlow(`${'('.repeat(900)}a${')+'.repeat(900)}`)).toBe(false);
    expect(isSlow('(a+)+'.repeat(2000))).toBe(false);
  });
});
