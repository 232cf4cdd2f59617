import { describe, expect, it } from 'vitest';
import type { CommitFacts } from '../model/recording.ts';
import { readAgentTraces, writeAgentTrace } from './agent-trace.ts';

const SHA = 'a'.repeat(40);
const ADA = { name: 'Ada', email: 'ada@example.com' };
const FACT: CommitFacts = {
  commit: { sha: SHA, author: ADA, committer: ADA, at: '2026-01-01T00:00:00.000Z' },
  parents: [],
  message: '',
  authored: '',
};
const record = (more: object): string =>
  JSON.stringify({ version: '0.1.0', id: 'x', timestamp: '', vcs: { type: 'git', revision: SHA }, files: [], ...more });

describe('agent traces', () => {
  it('give back what was written', () => {
    const author = { contributor: 'ai', tool: 'claude', model: 'opus', session: 's_1' } as const;
    const text = writeAgentTrace(
      FACT,
      [
        {
          commit: SHA,
          path: 'a b.ts',
          author,
          ranges: [
            [1, 2],
            [3, 4],
            [9, 9],
          ],
        },
      ],
      '1',
    );
    expect(JSON.parse(text).id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const { traced, faults } = readAgentTraces(text);
    expect(faults).toBe(0);
    expect(traced).toMatchObject([
      { commit: SHA, path: 'a b.ts', author: { contributor: 'ai', tool: 'claude', model: 'opus' }, ranges: [[1, 4]] },
      { commit: SHA, path: 'a b.ts', ranges: [[9, 9]] },
    ]);
  });

  it('let a range name another contributor than its conversation, and take nobody for unknown ones', () => {
    const ranges = [
      { start_line: 1, end_line: 2 },
      { start_line: 3, end_line: 3, contributor: { type: 'human' } },
      { start_line: 4, end_line: 4, contributor: { type: 'mixed' } },
    ];
    const files = [{ path: 'a', conversations: [{ contributor: { type: 'ai', model_id: 'openai/gpt-5' }, ranges }] }];
    const { traced } = readAgentTraces(record({ files }));
    expect(traced.map(({ author, ranges: lines }) => [author.contributor, author.tool, lines])).toEqual([
      ['ai', 'openai', [[1, 2]]],
      ['human', undefined, [[3, 3]]],
    ]);
  });

  it('count what is no record and survive every type', () => {
    const odd: unknown[] = [
      null,
      1,
      'x',
      [],
      {},
      [null],
      [{ path: 'a' }],
      [{ path: 'a', conversations: [null, { ranges: [{ start_line: -1 }] }] }],
    ];
    const lines = odd.map((files) => record({ files }));
    const text = ['no JSON', '[]', record({ vcs: null }), ...lines, ''].join('\n');
    expect(readAgentTraces(text)).toEqual({ traced: [], faults: 7 });
  });
});
