import { describe, expect, it } from 'vitest';
import type { Change, Commit, Hunk } from '../model/change.ts';
import type { CommitDiff, NoteRecord } from '../model/ports.ts';
import { attribute } from './attribute.ts';
import { blame } from './blame.ts';
import { stats } from './stats.ts';

const ANN = { name: 'Ann', email: 'ann@company.example' };
const C1 = '1'.repeat(40);
const commitBy = (sha: string, author = ANN): Commit => ({
  sha,
  author,
  committer: author,
  at: '2026-01-01T00:00:00Z',
});
const added = (newStart: number, newLines: number): Hunk => ({
  oldStart: newStart - 1,
  oldLines: 0,
  newStart,
  newLines,
});

/** One commit that adds lines 1 to 10 of `a.ts` above what was there. */
const CHANGE: Change = {
  repo: 'r',
  base: '0'.repeat(40),
  head: { kind: 'commit', sha: C1 },
  commits: [commitBy(C1)],
  files: [{ path: 'a.ts', status: 'modified', language: 'typescript', hunks: [added(1, 10)], mode: '100644' }],
};
const DIFFS: CommitDiff[] = [{ sha: C1, parent: CHANGE.base, files: [{ path: 'a.ts', hunks: [added(1, 10)] }] }];

const METADATA = {
  schema_version: 'authorship/3.0.0',
  humans: { h_1: { author: 'Ann' } },
  sessions: {
    s_1: { agent_id: { tool: 'github-copilot', model: 'gpt-5' } },
    s_2: { agent_id: { tool: 'claude', model: 'opus' } },
  },
};
const noteOf = (lines: string[], metadata: object = METADATA, ref = 'refs/notes/ai', commit = C1): NoteRecord => ({
  ref,
  commit,
  text: `a.ts\n${lines.map((line) => `  ${line}\n`).join('')}---\n${JSON.stringify(metadata)}`,
});
const trace = (message: string, notes: NoteRecord[] = [], change = CHANGE) =>
  attribute({ change, messages: new Map([[C1, message]]), diffs: DIFFS, notes });
const said = ({ attributions }: ReturnType<typeof attribute>): string[] =>
  attributions.map(
    (a) => `${a.startLine}-${a.endLine} ${a.contributor} ${a.tool ?? '-'} ${a.basis} ${a.source ?? '-'}`,
  );

const BY_CLAUDE = 'T\n\nCo-authored-by: Claude <noreply@anthropic.com>\n';

describe('who wrote a change', () => {
  it('is unknown without evidence, never a person', () => {
    expect(trace('T\n').attributions).toEqual([
      { path: 'a.ts', startLine: 1, endLine: 10, contributor: 'unknown', basis: 'none', commit: C1 },
    ]);
  });

  it('is mixed in the whole commit when a trailer names an assistant', () => {
    expect(said(trace(BY_CLAUDE))).toEqual(['1-10 mixed claude declared trailer']);
  });

  it('believes a line record first, then the trailer for the lines it leaves', () => {
    const { attributions, contradictions } = trace(BY_CLAUDE, [noteOf(['s_2 2-4', 'h_1 5'])]);
    expect(said({ attributions, contradictions })).toEqual([
      '1-1 mixed claude declared trailer',
      '2-4 ai claude recorded note',
      '5-5 human - recorded note',
      '6-10 mixed claude declared trailer',
    ]);
    expect(attributions[1]).toMatchObject({ model: 'opus', session: 's_2', commit: C1 });
    expect(contradictions).toEqual([]);
  });

  it('ignores and reports lines that the commit never added', () => {
    const { attributions, contradictions } = trace('T\n', [noteOf(['s_1 9-2000000000'])]);
    expect(said({ attributions, contradictions })).toEqual(['1-8 unknown - none -', '9-10 ai copilot recorded note']);
    expect(contradictions).toEqual([
      { kind: 'phantom-lines', commit: C1, ref: 'refs/notes/ai', because: expect.stringContaining('1999999990 lines') },
    ]);
  });

  it('reports a note that names another tool than the commit', () => {
    expect(trace(BY_CLAUDE, [noteOf(['s_1 1-10'])]).contradictions.map(({ kind }) => kind)).toEqual(['tool-mismatch']);
  });

  it('reports lines of a person in a commit whose author is an assistant', () => {
    const devin = { name: 'd', email: '158243242+devin-ai-integration[bot]@users.noreply.github.com' };
    const { contradictions } = trace('T\n', [noteOf(['h_1 1'])], { ...CHANGE, commits: [commitBy(C1, devin)] });
    expect(contradictions.map(({ kind }) => kind)).toEqual(['human-line-of-assistant']);
  });

  it('believes our own record before another, in a stated order, and reports the dispute', () => {
    const ours = noteOf(['s_2 1-10'], { ...METADATA, countersign: { source: 'hook' } }, 'refs/notes/countersign/w');
    for (const notes of [
      [noteOf(['s_1 1-3']), ours],
      [ours, noteOf(['s_1 1-3'])],
    ]) {
      const authorship = trace('T\n', notes);
      expect(said(authorship)).toEqual(['1-10 ai claude recorded hook']);
      expect(authorship.contradictions.map(({ kind }) => kind)).toEqual(['notes-disagree']);
    }
  });

  it('grades the people of our own journal as inferred, and nobody else may claim that', () => {
    const metadata = { ...METADATA, countersign: { source: 'hook', people: 'inferred' } };
    const ours = noteOf(['h_1 1-10'], metadata, 'refs/notes/countersign/w');
    expect(said(trace('T\n', [ours]))).toEqual(['1-10 human - inferred hook']);
    expect(said(trace('T\n', [noteOf(['h_1 1-10'], metadata)]))).toEqual(['1-10 human - recorded note']);
  });

  it('names a note on a commit outside the change, and one that cannot be read', () => {
    const { attributions, contradictions } = trace('T\n', [
      noteOf(['s_1 1'], METADATA, 'refs/notes/ai', '2'.repeat(40)),
      { ref: 'refs/notes/ai', commit: C1, text: 'a.ts\n  s_1 1' },
    ]);
    expect(contradictions.map(({ kind }) => kind)).toEqual(['orphan', 'faulty-note']);
    expect(said({ attributions, contradictions })).toEqual(['1-10 unknown - none -']);
  });
});

describe('blame', () => {
  const blamed = [
    { start: 4, lines: 2, commit: C1, path: 'old.ts', originalStart: 7 },
    { start: 1, lines: 3, commit: null, path: 'a.ts', originalStart: 1 },
  ];

  it('covers every line once, in order, with a note that speaks of the old path', () => {
    const note = { ...noteOf([]), text: noteOf(['s_1 8-9']).text.replace('a.ts', 'old.ts') };
    const { report, contradictions } = blame({ path: 'a.ts', blamed, declared: new Map(), notes: [note] });
    expect(report).toMatchObject({ version: 1, path: 'a.ts' });
    expect(said({ attributions: report.attributions, contradictions })).toEqual([
      '1-3 unknown - none -',
      '4-4 unknown - none -',
      '5-5 ai copilot recorded note',
    ]);
    expect(contradictions).toEqual([]);
  });
});

describe('stats', () => {
  it('counts lines by tool, model, path, tier and author of record', () => {
    const { attributions } = trace('T\n', [noteOf(['s_1 1-3', 's_2 4'])]);
    const result = stats(attributions, CHANGE.commits, () => 'critical');
    expect(result.total).toEqual({ lines: 10, human: 0, ai: 4, mixed: 0, unknown: 6 });
    expect(result.byBasis).toEqual({ recorded: 4, declared: 0, inferred: 0, none: 6 });
    expect(result.byTool.map(({ tool, ai }) => [tool, ai])).toEqual([
      ['copilot', 3],
      ['claude', 1],
    ]);
    expect(result.byModel.map(({ model, lines }) => [model, lines])).toEqual([
      ['gpt-5', 3],
      ['opus', 1],
    ]);
    expect(result.byTier).toEqual([{ tier: 'critical', ...result.total }]);
    expect(result.byAuthorOfRecord).toEqual([{ author: 'Ann <ann@company.example>', ...result.total }]);
  });

  it('says zero of nothing', () => {
    expect(stats([], [], () => 'standard')).toMatchObject({ total: { lines: 0 }, byTool: [] });
  });
});
