import { describe, expect, it } from 'vitest';
import type { ChangedFile } from '../model/change.ts';
import type { AnalyzerFacts, FileFacts } from '../model/facts.ts';
import { buildRun, type RunInput } from './run.ts';

const file = (path: string, over: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  status: 'modified',
  language: 'typescript',
  hunks: [{ oldStart: 10, oldLines: 1, newStart: 10, newLines: 2 }],
  blob: 'b1',
  previousBlob: 'b0',
  mode: '100644',
  ...over,
});
const facts = (path: string, analyzers: readonly AnalyzerFacts[]): FileFacts => ({
  path,
  blob: 'b1',
  lines: 20,
  analyzers,
  matches: [],
  functions: [],
});
const run = (over: Partial<RunInput>) =>
  buildRun({
    tool: { name: 'countersign', version: '1' },
    rulesDigest: 'd',
    scope: 'a commit',
    files: [file('a.ts')],
    facts: new Map(),
    gaps: [],
    change: [],
    others: [],
    ...over,
  });
const patternOf = (entry: AnalyzerFacts, changed = file('a.ts')) =>
  run({ files: [changed], facts: new Map([['a.ts', facts('a.ts', [entry])]]) }).analyzers.find(
    ({ analyzer }) => analyzer === 'pattern',
  )!;

describe('a file that was not fully understood', () => {
  const partial = (gaps: [number, number][]) =>
    patternOf({ analyzer: 'pattern', status: 'partial', reason: 'r', gaps });

  it('touches the change where the gap overlaps a hunk, and only there', () => {
    expect(partial([[11, 30]]).files[0]!.touchesChange).toBe(true);
    expect(partial([[1, 10]]).files[0]!.touchesChange).toBe(true);
    expect(partial([[12, 30]]).files[0]!.touchesChange).toBe(false);
    expect(partial([[1, 9]]).files[0]!.touchesChange).toBe(false);
  });

  it('touches the change where lines were only taken away beside the gap', () => {
    const deletion = file('a.ts', { hunks: [{ oldStart: 11, oldLines: 3, newStart: 10, newLines: 0 }] });
    const at = (gap: [number, number]) =>
      patternOf({ analyzer: 'pattern', status: 'partial', gaps: [gap] }, deletion).files[0]!.touchesChange;
    expect(at([11, 12])).toBe(true);
    expect(at([10, 10])).toBe(true);
    expect(at([12, 12])).toBe(false);
  });

  it('touches the change as a whole where no lines are named', () => {
    expect(patternOf({ analyzer: 'pattern', status: 'failed', reason: 'r' }).files[0]!.touchesChange).toBe(true);
    const renamed = file('a.ts', { status: 'renamed', hunks: [] });
    expect(patternOf({ analyzer: 'pattern', status: 'failed' }, renamed).files[0]!.touchesChange).toBe(false);
  });

  it('makes the analyzer partial or failed', () => {
    expect(partial([[1, 2]]).status).toBe('partial');
    expect(patternOf({ analyzer: 'pattern', status: 'failed' }).status).toBe('failed');
    expect(patternOf({ analyzer: 'pattern', status: 'not-applicable' }).status).toBe('complete');
  });
});

describe('the reader', () => {
  it('names files that could not be read, also those that are not in the list of the change', () => {
    const reader = run({
      gaps: [
        { path: 'a.ts', reason: 'Too large.' },
        { path: '.', reason: 'Shallow.' },
      ],
    }).analyzers[0]!;
    expect(reader).toEqual({
      analyzer: 'read',
      status: 'partial',
      files: [
        { path: 'a.ts', status: 'skipped', reason: 'Too large.', touchesChange: true },
        { path: '.', status: 'skipped', reason: 'Shallow.', touchesChange: true },
      ],
    });
  });

  it('has nothing to read of a deleted file or a picture', () => {
    const { blob: _, ...deleted } = file('gone.ts', { status: 'deleted' });
    const reader = run({ files: [deleted, file('logo.png', { language: 'binary' })] }).analyzers[0]!;
    expect(reader.status).toBe('complete');
    expect(reader.files.map(({ status }) => status)).toEqual(['complete', 'not-applicable']);
  });
});

it('tells what did not run at all', () => {
  const absent = { analyzer: 'snippet', status: 'skipped', reason: 'Not yet.', files: [] } as const;
  expect(run({ others: [absent] }).analyzers.at(-1)).toEqual(absent);
});
