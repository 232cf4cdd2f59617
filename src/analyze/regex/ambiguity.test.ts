import { describe, expect, it } from 'vitest';
import { isExponential } from './ambiguity.ts';

describe('ambiguity of expressions', () => {
  it.each([
    '^(a+)+$',
    '(a*)*b',
    '^(a|a)*$',
    '^(a|aa)+$',
    '(.*a){12,}b$',
    '^([a-z0-9]+)*@x',
    '(?:[^"\\\\]|\\\\.|[^"])*"',
    '^(\\w+\\s?)*$',
    '(x+x+)+y',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
  ])('finds that %s can be walked in too many ways', (source) => {
    expect(isExponential(source, '')).toBe(true);
  });

  it.each([
    '^[a-z]+$',
    '^(ab)+$',
    '^(a|b)*$',
    '^(\\w+\\s)*$',
    '(a+)+',
    '^(?:[^"\\\\]|\\\\.)*"$',
    '^\\d{1,3}(,\\d{3})*$',
    '^([a-z]+,)*[a-z]+$',
    '^(?:a{1,3}b)*$',
  ])('is silent on %s', (source) => {
    expect(isExponential(source, '')).toBe(false);
  });

  it('tells letters by case only where the expression does', () => {
    expect(isExponential('^(a|A)*$', '')).toBe(false);
    expect(isExponential('^(a|A)*$', 'i')).toBe(true);
  });

  it('does not judge what it does not understand or what is too long', () => {
    expect(isExponential('^(a+)+\\k<x>$', '')).toBeNull();
    expect(isExponential(`${'('.repeat(500)}a+${')+'.repeat(500)}$`, '')).toBeNull();
    expect(isExponential('(ab*)+'.repeat(1000), '')).toBeNull();
    expect(isExponential('[z-a](b+)+$', '')).toBeNull();
  });
});
