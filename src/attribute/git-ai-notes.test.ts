import { describe, expect, it } from 'vitest';
import { readGitAiNote } from './git-ai-notes.ts';

const METADATA = {
  schema_version: 'authorship/3.0.0',
  git_ai_version: '1.6.24',
  base_commit_sha: '0'.repeat(40),
  prompts: { '0123456789abcdef': { agent_id: { tool: 'cursor', id: 'c1', model: 'gpt-5' } } },
  humans: { h_bbbbbbbbbbbbbb: { author: 'N <n@company.example>' } },
  sessions: { s_0123456789abcd: { agent_id: { tool: 'claude', id: 'c2', model: 'opus' } } },
};
const noteOf = (lines: string[], metadata: object = METADATA): string =>
  `${lines.join('\n')}\n---\n${JSON.stringify(metadata, null, 2)}\n`;
const faultsOf = (text: string): string[] => readGitAiNote(text).faults.map(({ fault }) => fault);

const CLAUDE = { contributor: 'ai', tool: 'claude', model: 'opus', session: 's_0123456789abcd', conversation: 'c2' };

describe('authorship notes', () => {
  it('reads sessions, people, older prompts and quoted paths', () => {
    const { files, faults } = readGitAiNote(
      noteOf([
        'src/a.ts',
        '  s_0123456789abcd::t_aaaaaaaaaaaaaa 9,1-4',
        '  h_bbbbbbbbbbbbbb 10-12',
        '"with space/b c.ts"',
        '  0123456789abcdef 1-2,3',
      ]),
    );
    expect(faults).toEqual([]);
    expect(files.get('src/a.ts')).toEqual([
      {
        author: CLAUDE,
        ranges: [
          [1, 4],
          [9, 9],
        ],
      },
      { author: { contributor: 'human', session: 'h_bbbbbbbbbbbbbb' }, ranges: [[10, 12]] },
    ]);
    expect(files.get('with space/b c.ts')).toEqual([
      {
        author: { contributor: 'ai', tool: 'cursor', model: 'gpt-5', session: '0123456789abcdef', conversation: 'c1' },
        ranges: [[1, 3]],
      },
    ]);
  });

  it('keeps what is sound of a note with bad lines', () => {
    const text = noteOf(['a', '  s_0123456789abcd 1-2,x,5-4,0,99999999999', '  s_nobody 7', '  alone', '  a b c']);
    const { files, faults } = readGitAiNote(text);
    expect(files.get('a')).toEqual([{ author: CLAUDE, ranges: [[1, 2]] }]);
    expect(faults.map(({ fault }) => fault)).toEqual(['bad-range', 'unknown-key', 'bad-line']);
    expect(faults[0]).toEqual({ fault: 'bad-range', where: 'x' });
  });

  it.each([
    ['a truncated note', noteOf(['a', '  s_0123456789abcd 1']).slice(0, -40), 'truncated'],
    ['a note without metadata', 'a\n  s_0123456789abcd 1\n', 'truncated'],
    ['metadata that is a list', 'a\n---\n[]', 'truncated'],
    ['an unknown schema', noteOf(['a'], { ...METADATA, schema_version: 'authorship/4.0.0' }), 'unknown-schema'],
    ['another format', noteOf(['a'], { ...METADATA, schema_version: 7 }), 'unknown-schema'],
    ['ranges that overlap', noteOf(['a', '  s_0123456789abcd 1-4', '  h_bbbbbbbbbbbbbb 4']), 'overlapping-ranges'],
    ['50 MB', 'x'.repeat(50 * 1024 * 1024), 'too-large'],
    ['a line before any path', noteOf(['  s_0123456789abcd 1-4']), 'bad-line'],
    ['no agent in the session', noteOf(['a', '  s 1'], { ...METADATA, sessions: { s: null } }), 'unknown-key'],
    ['nesting without end', `a\n---\n${'['.repeat(1_000_000)}`, 'truncated'],
  ])('names the fault of %s', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('finds nothing under the names that every object inherits', () => {
    expect(faultsOf(noteOf(['a', '  constructor 1', '  __proto__ 2']))).toEqual(['unknown-key']);
  });

  it('survives a thousand notes cut and garbled at random', () => {
    const whole = noteOf(['src/a.ts', '  s_0123456789abcd::t_a 1-4,9', '  h_bbbbbbbbbbbbbb 10-12']);
    let seed = 3;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % below;
    };
    for (let i = 0; i < 1000; i++) {
      const cut = next(whole.length);
      const text = whole.slice(0, cut) + String.fromCharCode(next(256)).repeat(next(3)) + whole.slice(cut + next(4));
      for (const [, entries] of readGitAiNote(text).files) {
        for (const { ranges } of entries) for (const [start, end] of ranges) expect(start).toBeLessThanOrEqual(end);
      }
    }
  });
});
