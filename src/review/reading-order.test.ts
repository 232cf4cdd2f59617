import { expect, test } from 'vitest';
import type { ChangedFile } from '../model/change.ts';
import type { Finding, Level } from '../model/finding.ts';
import type { Tier } from '../model/policy.ts';
import { type ReadingMaterial, readingOrder } from './reading-order.ts';

interface FileSpec {
  readonly tier?: Tier;
  readonly human?: number;
  readonly ai?: number;
  readonly unknown?: number;
  readonly removed?: number;
  readonly unread?: true;
  readonly findings?: readonly (readonly [Level, number])[];
}

function material(files: Readonly<Record<string, FileSpec>>): ReadingMaterial {
  const spec = (file: ChangedFile) => files[file.path]!;
  return {
    change: {
      repo: 'shop',
      base: null,
      head: { kind: 'worktree' },
      commits: [],
      files: Object.entries(files).map(([path, { human = 0, ai = 0, unknown = 0, removed = 0 }]) => ({
        path,
        status: 'modified',
        language: 'python',
        hunks: [{ oldStart: 1, oldLines: removed, newStart: 1, newLines: human + ai + unknown }],
        mode: '100644',
      })),
    },
    findings: Object.entries(files).flatMap(([path, { findings = [] }]) =>
      findings.map((one) => finding(path, ...one)),
    ),
    run: {
      tool: { name: 'countersign', version: '0' },
      rulesDigest: '',
      scope: '',
      analyzers: [
        {
          analyzer: 'pattern',
          status: 'partial',
          files: Object.entries(files).map(([path, { unread }]) => ({
            path,
            status: unread ? 'partial' : 'complete',
            touchesChange: unread === true,
          })),
        },
      ],
    },
    tierOf: (file) => spec(file).tier ?? 'standard',
    linesOf: (file) => {
      const { human = 0, ai = 0, unknown = 0 } = spec(file);
      return { human, ai, unknown, mixed: 0 };
    },
  };
}

function finding(path: string, level: Level, line: number): Finding {
  return {
    ruleId: 'security/example',
    level,
    message: '',
    path,
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 },
    cwe: [],
    risk: 'insecure',
    partialFingerprints: {},
    baselineState: 'new',
    contributor: 'unknown',
    confidence: 'pattern',
  };
}

const order = (files: Readonly<Record<string, FileSpec>>) => readingOrder(material(files)).map(({ path }) => path);

test('critical files and errors come before what nobody is known to have written, and that before the rest', () => {
  const files: Record<string, FileSpec> = {
    'docs/a.md': { tier: 'contained', human: 10 },
    'src/human.py': { human: 10 },
    'src/unknown.py': { unknown: 10 },
    'src/unread.py': { human: 10, unread: true },
    'src/found.py': { human: 10, findings: [['error', 3]] },
    'src/auth/a.py': { tier: 'critical', human: 10 },
    'src/auth/found.py': { tier: 'critical', human: 1, findings: [['error', 3]] },
  };
  const expected = [
    'src/auth/found.py',
    'src/auth/a.py',
    'src/found.py',
    'src/unread.py',
    'src/unknown.py',
    'src/human.py',
    'docs/a.md',
  ];
  expect(order(files)).toEqual(expected);
  expect(order(Object.fromEntries(Object.entries(files).reverse()))).toEqual(expected);
});

test('a hundred notes do not push a file before an error', () => {
  const notes = Array.from({ length: 100 }, (_, i) => ['note', i + 1] as const);
  expect(order({ 'notes.py': { findings: notes }, 'error.py': { findings: [['error', 1]] } })).toEqual([
    'error.py',
    'notes.py',
  ]);
});

test('a step says why, where to look and how long it takes', () => {
  const [step] = readingOrder(
    material({
      'a.py': {
        ai: 300,
        unknown: 100,
        findings: [
          ['warning', 9],
          ['error', 30],
          ['warning', 9],
        ],
      },
    }),
  );
  expect(step).toEqual({
    path: 'a.py',
    tier: 'standard',
    lines: 400,
    because: [
      'It brings 1 new error.',
      'It brings 2 new warnings.',
      'Changed lines of no known author: 100 of 400.',
      'Changed lines by an assistant, alone or with a person: 300 of 400.',
    ],
    at: [30, 9],
    minutes: 60,
  });
});

test('what is only taken away is said', () => {
  const [step] = readingOrder(material({ 'a.py': { removed: 40 } }));
  expect(step?.because).toEqual(['It only takes away: 40 lines.']);
});
