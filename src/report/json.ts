import type { Format } from './format.ts';
import { safeJson } from './visible.ts';

/** Keys in the order in which a person reads them; any other key comes after these, by name. */
const ORDER = new Map(
  [
    ...['version', 'change', 'attributions', 'run', 'findings', 'safeguards', 'decision'],
    ...['tool', 'rulesDigest', 'scope', 'analyzers', 'analyzer', 'repo', 'base', 'commits'],
    ...[
      'ruleId',
      'level',
      'message',
      'kind',
      'covers',
      'by',
      'at',
      'outcome',
      'reasons',
      'clause',
      'because',
      'policy',
    ],
    ...[
      'path',
      'previousPath',
      'status',
      'reason',
      'touchesChange',
      'files',
      'language',
      'hunks',
      'blob',
      'previousBlob',
    ],
    ...['oldStart', 'oldLines', 'newStart', 'newLines', 'region', 'startLine', 'startColumn', 'endLine', 'endColumn'],
    ...[
      'codeFlow',
      'cwe',
      'risk',
      'partialFingerprints',
      'baselineState',
      'contributor',
      'fix',
      'confidence',
      'snippet',
    ],
    ...[
      'model',
      'session',
      'basis',
      'source',
      'commit',
      'contentHash',
      'name',
      'email',
      'id',
      'sha',
      'author',
      'committer',
    ],
  ].map((key, place) => [key, place]),
);

/** The report itself, version 1, as `schemas/report-v1.json` says; the same report gives the same bytes. */
export const json: Format = ({ report }) => {
  // Exactly these: what a caller carries beside them is not part of the published shape.
  const { version, change, attributions, run, findings, safeguards, decision, contradictions } = report;
  const atOdds = contradictions === undefined ? {} : { contradictions };
  return safeJson({ version, change, attributions, run, findings, safeguards, decision, ...atOdds }, inOrder);
};

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  // Most objects were built in this order; a report of a whole tree holds hundreds of thousands.
  if (keys.every((key, i) => i === 0 || byOrder(keys[i - 1]!, key) < 0)) return value;
  return Object.fromEntries(keys.sort(byOrder).map((key) => [key, (value as Record<string, unknown>)[key]]));
}

function byOrder(a: string, b: string): number {
  return (ORDER.get(a) ?? ORDER.size) - (ORDER.get(b) ?? ORDER.size) || (a < b ? -1 : 1);
}
