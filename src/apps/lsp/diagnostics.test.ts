import { expect, test } from 'vitest';
import type { Finding } from '../../model/finding.ts';
import { actionsOf, diagnosticsOf } from './diagnostics.ts';
import type { JudgedFile } from './judge-file.ts';

const region = { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 };

function finding(more: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'security/example',
    level: 'error',
    message: 'Something \u202eis wrong',
    path: 'a.py',
    region,
    cwe: [],
    risk: 'insecure',
    partialFingerprints: {},
    baselineState: 'new',
    contributor: 'unknown',
    confidence: 'pattern',
    ...more,
  };
}

const judged = (...findings: readonly Finding[]): JudgedFile => ({
  findings,
  rules: new Map([
    [
      'security/example',
      { id: 'security/example', title: 't', level: 'error', risk: 'insecure', why: 'w', fix: 'Do it well.', cwe: [] },
    ],
  ]),
  unread: null,
});

test('a finding is a diagnostic with its rule, counted from 0, and nothing hidden in its text', () => {
  expect(diagnosticsOf(judged(finding()))).toEqual([
    {
      range: { start: { line: 2, character: 4 }, end: { line: 2, character: 8 } },
      severity: 1,
      source: 'countersign',
      code: 'security/example',
      message: 'Something \\u202eis wrong.\nFix: Do it well.',
    },
  ]);
});

test('what was there before is a hint, and says so', () => {
  const [shown] = diagnosticsOf(judged(finding({ baselineState: 'unchanged' })));
  expect(shown).toMatchObject({ severity: 4, message: expect.stringContaining('It was there before this change.') });
});

test('a file that was not read is a line, and ten thousand findings are not', () => {
  expect(diagnosticsOf({ ...judged(), unread: 'It is larger than 2 MB.' })).toMatchObject([
    { severity: 3, message: 'Not analysed: It is larger than 2 MB.' },
  ]);
  expect(diagnosticsOf(judged(...Array.from({ length: 10_000 }, () => finding())))).toHaveLength(500);
});

test('a fix is an edit of the version that was judged, offered where the finding is', () => {
  const fix = { description: 'Use the safe one', replacements: [{ path: 'a.py', region, text: 'safe' }] };
  const here = { start: { line: 2, character: 6 }, end: { line: 2, character: 6 } };
  const [action] = actionsOf(judged(finding({ fix }), finding()), { uri: 'file:///a.py', version: 7 }, here);
  expect(action).toMatchObject({
    title: 'Use the safe one',
    kind: 'quickfix',
    edit: {
      documentChanges: [
        {
          textDocument: { uri: 'file:///a.py', version: 7 },
          edits: [{ range: { start: { line: 2, character: 4 }, end: { line: 2, character: 8 } }, newText: 'safe' }],
        },
      ],
    },
  });
  const [plain] = actionsOf(judged(finding({ fix })), { uri: 'file:///a.py', version: null }, here);
  expect(plain?.edit).toEqual({ changes: { 'file:///a.py': [{ range: expect.anything(), newText: 'safe' }] } });
  const elsewhere = { start: { line: 9, character: 0 }, end: { line: 9, character: 3 } };
  expect(actionsOf(judged(finding({ fix })), { uri: 'file:///a.py', version: 7 }, elsewhere)).toEqual([]);
});

test('a fix that reaches into another file is no edit of this one', () => {
  const fix = { description: 'x', replacements: [{ path: 'other.py', region, text: '' }] };
  const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  expect(actionsOf(judged(finding({ fix })), { uri: 'file:///a.py', version: 1 }, all)).toEqual([]);
});
