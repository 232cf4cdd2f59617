import { describe, expect, it } from 'vitest';
import type { TreeParser } from './analyze.ts';
import { keepRecentTrees } from './recent-trees.ts';

/** Counts what it was asked; a text `bad` has no tree. */
function counting(): TreeParser & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    parse(text) {
      asked.push(text);
      return Promise.resolve((text === 'bad' ? { unparsed: 'no' } : { source: text }) as never);
    },
  };
}

describe('keepRecentTrees', () => {
  it('parses a text once a language', async () => {
    const parser = counting();
    const recent = keepRecentTrees(parser);
    const first = await recent.parse('a', 'python');
    expect(await recent.parse('a', 'python')).toBe(first);
    await recent.parse('a', 'javascript');
    expect(parser.asked).toEqual(['a', 'a']);
  });

  it('forgets the oldest beyond its bound, and never keeps a text that is longer', async () => {
    const parser = counting();
    const recent = keepRecentTrees(parser, 20);
    await recent.parse('first', 'python');
    await recent.parse('other', 'python');
    await recent.parse('first', 'python');
    await recent.parse('a text of more than twenty', 'python');
    await recent.parse('other', 'python');
    expect(parser.asked).toEqual(['first', 'other', 'first', 'a text of more than twenty', 'other']);
  });

  it('asks again for what could not be parsed', async () => {
    const parser = counting();
    const recent = keepRecentTrees(parser);
    await recent.parse('bad', 'python');
    expect(await recent.parse('bad', 'python')).toEqual({ unparsed: 'no' });
    expect(parser.asked).toEqual(['bad', 'bad']);
  });
});
