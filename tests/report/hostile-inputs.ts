import type { Waiver } from '../../src/model/safeguard.ts';
import { change, decisionOf, digest, file, inputOf, runOf, sqlFinding, swallowedFinding, waiver } from './inputs.ts';

/** What a hostile repository can put into names, messages and code: everything that some reader would obey. */
export const HOSTILE =
  '\x1b[2J\x1b]8;;http://evil.example\x07\u009b31m\u202egnp.exe\u202c\u200b\u2028' +
  '<script>alert(1)</script><img src=x onerror=alert(1)>"\'&`` ``` ~~~ @everyone #1 | [x](javascript:alert(1)) ]]> --> ' +
  '\n/close\n# heading\n<!-- \ud800 \u{e0041}';

const hostileWaiver: Waiver = { ...waiver, covers: [HOSTILE], owner: HOSTILE, reason: HOSTILE };

export const hostile = inputOf({
  change: {
    ...change,
    repo: HOSTILE,
    files: [file(HOSTILE, 10), file('src/a b#c?%41:\\xff.ts', 10)],
  },
  attributions: [
    { path: HOSTILE, startLine: 1, endLine: 5, contributor: 'ai', tool: HOSTILE, model: HOSTILE, basis: 'declared' },
  ],
  findings: [
    {
      ...sqlFinding,
      message: HOSTILE,
      path: HOSTILE,
      region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 900 },
      codeFlow: [{ path: HOSTILE, region: sqlFinding.region, message: HOSTILE }],
      snippet: { startLine: 1, lines: [HOSTILE, `\t${HOSTILE}`, '```', HOSTILE.repeat(50)] },
      fix: { description: HOSTILE, replacements: [{ path: HOSTILE, region: sqlFinding.region, text: HOSTILE }] },
      partialFingerprints: { [HOSTILE]: HOSTILE },
    },
    { ...swallowedFinding, path: 'src/a b#c?%41:\\xff.ts', message: HOSTILE },
  ],
  run: runOf([], {
    scope: HOSTILE,
    analyzers: [
      {
        analyzer: 'parse',
        status: 'partial',
        reason: HOSTILE,
        files: [{ path: HOSTILE, status: 'skipped', reason: HOSTILE, touchesChange: true }],
      },
    ],
  }),
  safeguards: [hostileWaiver],
  decision: decisionOf(
    'review',
    [{ outcome: 'review', clause: 'x', because: [HOSTILE, HOSTILE], findings: [HOSTILE] }],
    {
      policy: { digest: digest('e'), origin: 'base', source: HOSTILE },
    },
  ),
});

/** 5,000 new findings in 200 files. */
export const huge = inputOf({
  change: { ...change, files: [...Array(200).keys()].map((i) => file(`src/module-${i}/index.ts`, 500)) },
  findings: [...Array(5000).keys()].map((i) => ({
    ...(i % 10 === 0 ? sqlFinding : swallowedFinding),
    path: `src/module-${i % 200}/index.ts`,
    region: { startLine: i + 1, startColumn: 1, endLine: i + 1, endColumn: 9 },
    partialFingerprints: { 'countersign/v1': `f${i}` },
    snippet: { startLine: i + 1, lines: ['  return db.query(`select * from u where id = ${id}`);'] },
  })),
  decision: decisionOf('block', [
    { outcome: 'block', clause: 'no-new-errors', because: ['The change brings 500 new errors.'], findings: [] },
  ]),
});
