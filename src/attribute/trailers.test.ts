import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parseTrailers } from './trailers.ts';

const byGit = (message: string): string[] =>
  execFileSync('git', ['interpret-trailers', '--parse', '--no-divider'], { input: message, encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');

const byUs = (message: string): string[] =>
  parseTrailers(message).map(({ key, value }) => `${key}: ${value}`.trimEnd());

const PIECES = [
  'Fix the thing',
  '',
  'Co-authored-by: A <a@b.example>',
  'co-authored-by : B <b@b.example>',
  'Signed-off-by: C <c@b.example>',
  '(cherry picked from commit 0123)',
  ' folded on',
  '\ttabbed on',
  'prose that says: nothing',
  'Some prose.',
  '# a comment',
  'Key:',
  ': no key',
  'Conflicts:',
  '\tsrc/a.ts',
  'Two Words: x',
  '---',
  '   ',
  'Über: x',
  'Tail-space:  y  ',
  'https://example.org',
];

describe('trailers of a commit message', () => {
  it('agrees with git on four hundred generated messages', () => {
    let seed = 7;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % below;
    };
    const messages: string[] = [];
    for (let i = 0; i < 400; i++) {
      const lines = ['Title', ''];
      const length = 1 + next(9);
      for (let j = 0; j < length; j++) lines.push(PIECES[next(PIECES.length)]!);
      messages.push(`${lines.join('\n')}${next(5) === 0 ? '' : '\n'}`);
    }
    for (const message of messages) {
      const theirs = byGit(message).map((line) => line.trimEnd());
      expect({ message, trailers: byUs(message) }).toEqual({ message, trailers: theirs });
    }
  });

  it('never reads the title or the middle of the body', () => {
    expect(parseTrailers('Co-authored-by: A <a@b.example>')).toEqual([]);
    expect(parseTrailers('Title\n\nCo-authored-by: A <a@b.example>\n\nThe end.\n')).toEqual([]);
  });

  it('reads an empty message and one of a million lines', () => {
    expect(parseTrailers('')).toEqual([]);
    expect(parseTrailers('a: b\n'.repeat(1_000_000))).toEqual([]);
  });
});
