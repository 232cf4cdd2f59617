import type { Attribution } from '../../src/model/attribution.ts';
import type { Change, ChangedFile } from '../../src/model/change.ts';
import type { Decision, Reason } from '../../src/model/decision.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Report, ReportInput, RuleDescription } from '../../src/model/report.ts';
import type { FileRun, Run } from '../../src/model/run.ts';
import type { Waiver } from '../../src/model/safeguard.ts';

export const digest = (letter: string) => letter.repeat(64);

const SQL: RuleDescription = {
  id: 'security/sql-injection',
  title: 'SQL built from a string',
  level: 'error',
  risk: 'insecure',
  why: 'A value inside the query text can change the query.',
  fix: 'Pass values as parameters.',
  cwe: [89],
};
const SWALLOWED: RuleDescription = {
  id: 'quality/swallowed-exception',
  title: 'Exception swallowed',
  level: 'warning',
  risk: 'quality',
  why: 'A failure that nobody hears of is found by users, later and without its cause.',
  fix: 'Handle what can be handled, and let the rest pass on.',
  cwe: [391],
};
const KEY: RuleDescription = {
  id: 'leakage/cloud-access-key',
  title: 'Cloud access key',
  level: 'error',
  risk: 'leakage',
  why: 'Whoever reads the repository can use the account.',
  fix: 'Revoke the key, then read it from the environment.',
  cwe: [798],
};
const RULES: readonly RuleDescription[] = [SQL, SWALLOWED, KEY];

export const sqlFinding: Finding = {
  ruleId: SQL.id,
  level: 'error',
  message: 'The query text is built from `req.query.id`, which comes from the request.',
  path: 'src/db.ts',
  region: { startLine: 42, startColumn: 19, endLine: 42, endColumn: 53 },
  codeFlow: [
    {
      path: 'src/routes/user.ts',
      region: { startLine: 12, startColumn: 14, endLine: 12, endColumn: 26 },
      message: '`req.query.id` comes from the request',
    },
    {
      path: 'src/db.ts',
      region: { startLine: 40, startColumn: 26, endLine: 40, endColumn: 28 },
      message: 'is passed to `findUser` as `id`',
    },
    {
      path: 'src/db.ts',
      region: { startLine: 42, startColumn: 19, endLine: 42, endColumn: 53 },
      message: 'reaches the query',
    },
  ],
  cwe: [89],
  risk: 'insecure',
  partialFingerprints: { 'countersign/v1': 'aaaa1111' },
  baselineState: 'new',
  contributor: 'ai',
  confidence: 'proved',
  snippet: {
    startLine: 39,
    lines: [
      '',
      'export async function findUser(id: string) {',
      '  const db = await connect();',
      '  return db.query(`select * from u where id = ${id}`);',
      '}',
      '',
    ],
  },
  fix: {
    description: 'Pass `id` as a parameter of the query.',
    replacements: [
      {
        path: 'src/db.ts',
        region: { startLine: 42, startColumn: 19, endLine: 42, endColumn: 53 },
        text: "'select * from u where id = ?', [id]",
      },
    ],
  },
};

export const swallowedFinding: Finding = {
  ruleId: SWALLOWED.id,
  level: 'warning',
  message: 'Whatever goes wrong here is not told to anybody.',
  path: 'src/pay/charge.ts',
  region: { startLine: 8, startColumn: 2, endLine: 10, endColumn: 3 },
  cwe: [391],
  risk: 'quality',
  partialFingerprints: { 'countersign/v1': 'bbbb2222' },
  baselineState: 'new',
  contributor: 'unknown',
  confidence: 'pattern',
  snippet: {
    startLine: 6,
    lines: ['  try {', '    await charge(card);', '\t} catch {', '\t\t// 無視する', '\t}', '}'],
  },
};

export const keyFinding: Finding = {
  ruleId: KEY.id,
  level: 'error',
  message: 'This looks like a cloud access key.',
  path: 'src/config.ts',
  region: { startLine: 3, startColumn: 14, endLine: 3, endColumn: 34 },
  cwe: [798],
  risk: 'leakage',
  partialFingerprints: { 'countersign/v1': 'leakage/cloud-access-key:src/config.ts:1' },
  baselineState: 'new',
  contributor: 'human',
  confidence: 'pattern',
  snippet: { startLine: 3, lines: ["const key = '********************';"] },
};

export function file(path: string, lines: number, extra: Partial<ChangedFile> = {}): ChangedFile {
  return {
    path,
    status: 'modified',
    language: 'typescript',
    hunks: [{ oldStart: 1, oldLines: 0, newStart: 1, newLines: lines }],
    blob: digest('b').slice(0, 40),
    mode: '100644',
    ...extra,
  };
}

export const change: Change = {
  repo: 'payments-api',
  base: '9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c',
  head: {
    kind: 'worktree',
    sha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
    digest: digest('c'),
  },
  commits: [
    {
      sha: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
      author: { name: 'Ada', email: 'ada@example.org' },
      committer: { name: 'Ada', email: 'ada@example.org' },
      at: '2026-01-02T03:04:05Z',
    },
  ],
  files: [file('src/db.ts', 60), file('src/pay/charge.ts', 20), file('src/config.ts', 5)],
};

const attributions: readonly Attribution[] = [
  {
    path: 'src/db.ts',
    startLine: 1,
    endLine: 50,
    contributor: 'ai',
    tool: 'claude-code',
    model: 'claude-opus-4',
    basis: 'recorded',
    source: 'hook',
  },
  {
    path: 'src/db.ts',
    startLine: 51,
    endLine: 60,
    contributor: 'ai',
    tool: 'cursor',
    basis: 'declared',
    source: 'trailer',
  },
  { path: 'src/config.ts', startLine: 1, endLine: 5, contributor: 'human', basis: 'inferred', source: 'hook' },
];

export function runOf(files: readonly string[], extra: Partial<Run> = {}): Run {
  const complete = (path: string): FileRun => ({ path, status: 'complete', touchesChange: false });
  return {
    tool: { name: 'countersign', version: '0.1.0' },
    rulesDigest: digest('d'),
    scope: '1 commit and the work tree against origin/main',
    analyzers: [
      { analyzer: 'parse', status: 'complete', files: files.map(complete) },
      { analyzer: 'rules', status: 'complete', files: files.map(complete) },
    ],
    ...extra,
  };
}

export function decisionOf(
  outcome: Decision['outcome'],
  reasons: readonly Reason[],
  extra: Partial<Decision> = {},
): Decision {
  return {
    outcome,
    reasons,
    policy: { digest: digest('e'), origin: 'base', source: 'countersign.yaml at 9f8e7d6' },
    head: change.head.digest ?? '',
    run: digest('f'),
    empty: false,
    ...extra,
  };
}

const cleanReasons: readonly Reason[] = [
  {
    outcome: 'ship',
    clause: 'complete-run',
    because: ['Every analyzer ran over everything it applies to.'],
    findings: [],
  },
  { outcome: 'ship', clause: 'no-new-errors', because: ['The change brings no new error.'], findings: [] },
];

export function inputOf(report: Partial<Report>): ReportInput {
  const paths = (report.change ?? change).files.map((one) => one.path);
  return {
    report: {
      version: 1,
      change,
      attributions,
      run: runOf(paths),
      findings: [],
      safeguards: [],
      decision: decisionOf('ship', cleanReasons),
      ...report,
    },
    rules: RULES,
  };
}

export const ship = inputOf({ findings: [{ ...swallowedFinding, baselineState: 'unchanged' }] });

const partial: FileRun = {
  path: 'src/pay/charge.ts',
  status: 'partial',
  reason: 'lines 14 to 17 could not be parsed',
  touchesChange: true,
};

export const review = inputOf({
  change: { ...change, files: [...change.files, file('docs/logo.png', 0, { language: 'binary' })] },
  findings: [swallowedFinding],
  run: runOf(['src/db.ts', 'src/config.ts'], {
    analyzers: [
      {
        analyzer: 'parse',
        status: 'partial',
        files: [
          { path: 'src/db.ts', status: 'complete', touchesChange: false },
          partial,
          { path: 'docs/logo.png', status: 'not-applicable', touchesChange: false },
        ],
      },
      { analyzer: 'rules', status: 'partial', files: [partial] },
      { analyzer: 'clones', status: 'scope', reason: 'the search ended after 2,000 files', files: [] },
    ],
  }),
  decision: decisionOf('review', [
    ...cleanReasons.slice(1),
    {
      outcome: 'review',
      clause: 'complete-run',
      because: ['One changed file was not understood completely: src/pay/charge.ts.'],
      findings: [],
    },
    {
      outcome: 'review',
      clause: 'warnings-on-ai-lines',
      because: ['A new warning stands on lines whose author is not known: `quality/swallowed-exception`.'],
      findings: ['bbbb2222'],
    },
  ]),
});

export const waiver: Waiver = {
  kind: 'waiver',
  covers: ['leakage/cloud-access-key'],
  by: { id: 'ada@example.org', kind: 'person' },
  at: '2026-01-01T00:00:00Z',
  owner: 'ada@example.org',
  reason: 'A documented example key.',
  expires: '2026-12-31',
  origin: 'base',
};

export const block = inputOf({
  findings: [
    swallowedFinding,
    sqlFinding,
    keyFinding,
    {
      ...swallowedFinding,
      path: 'src/old.ts',
      baselineState: 'unchanged',
      partialFingerprints: { 'countersign/v1': 'cc' },
    },
    {
      ...swallowedFinding,
      path: 'src/gone.ts',
      baselineState: 'absent',
      partialFingerprints: { 'countersign/v1': 'dd' },
    },
  ],
  safeguards: [waiver],
  decision: decisionOf('block', [
    ...cleanReasons.slice(0, 1),
    {
      outcome: 'block',
      clause: 'no-new-errors',
      because: [
        'The change brings 2 new errors.',
        '`security/sql-injection` in src/db.ts, line 42, on lines that claude-code wrote.',
        '`leakage/cloud-access-key` in src/config.ts, line 3.',
      ],
      findings: ['aaaa1111', 'leakage/cloud-access-key:src/config.ts:1'],
    },
    {
      outcome: 'review',
      clause: 'warnings-on-ai-lines',
      because: ['A new warning stands on lines whose author is not known.'],
      findings: ['bbbb2222'],
    },
  ]),
});

export const empty = inputOf({
  change: { ...change, commits: [], files: [] },
  attributions: [],
  run: runOf([], { scope: 'nothing: the work tree is what origin/main is' }),
  decision: decisionOf('ship', [], {
    empty: true,
    policy: { digest: digest('e'), origin: 'default', source: 'built in' },
  }),
});
