import type { Contributor } from '../../model/attribution.ts';
import type { ChangedFile } from '../../model/change.ts';
import type { BaselineState, Finding, Region } from '../../model/finding.ts';
import type { AnalyzerRun } from '../../model/run.ts';
import { FINGERPRINT, fingerprint } from '../fingerprint.ts';
import type { ForeignResult, ForeignRun } from './read.ts';

interface Merged {
  readonly findings: readonly Finding[];
  readonly runs: readonly AnalyzerRun[];
}

/**
 * Results of other scanners as findings of this change. What we found at the same place for the same weakness is not told
 * twice, nor is a result that two files hold. A result on lines that the change did not bring is `unchanged`, unless its
 * scanner compared runs itself.
 */
export function foreignFindings(
  runs: readonly ForeignRun[],
  files: readonly ChangedFile[],
  own: readonly Finding[],
  contributor: (path: string, startLine: number, endLine: number) => Contributor,
): Merged {
  const findings: Finding[] = [];
  const told: AnalyzerRun[] = [];
  const find = pathFinder(files);
  const seen = new Set<string>();
  for (const { analyzer, results, rules } of runs) {
    const counts = new Map<string, number>();
    let outside = 0;
    let twice = 0;
    for (const result of results) {
      const file = find(result.uri);
      if (file === null || file.status === 'deleted') {
        outside++;
        continue;
      }
      const { ruleId, message, level, region } = result;
      const rule = rules.get(ruleId)!;
      const ordinal = counts.get(`${ruleId} ${file.path} ${message}`) ?? 0;
      counts.set(`${ruleId} ${file.path} ${message}`, ordinal + 1);
      const match = {
        ruleId,
        level,
        message,
        path: file.path,
        region,
        confidence: 'likely' as const,
        identity: message,
      };
      const prints = { ...result.fingerprints, [FINGERPRINT]: fingerprint(match, ordinal) };
      const place = JSON.stringify([ruleId, file.path, region.startLine, region.startColumn]);
      const weaknesses = rule.cwe.length > 0 ? rule.cwe : weaknessesNamed(ruleId);
      const isKnown = own.some((ours) => isSame(ours, file.path, region, weaknesses));
      if (isKnown || seen.has(place)) {
        twice++;
        continue;
      }
      seen.add(place);
      const steps = result.steps.flatMap((step) => {
        const at = find(step.uri);
        return at === null ? [] : [{ path: at.path, region: step.region, message: step.message }];
      });
      const baselineState = stateOf(result, file);
      findings.push({
        ruleId,
        level,
        message,
        path: file.path,
        region,
        ...(steps.length > 1 ? { codeFlow: steps } : {}),
        cwe: rule.cwe,
        risk: rule.risk,
        partialFingerprints: prints,
        baselineState,
        contributor: baselineState === 'absent' ? 'unknown' : contributor(file.path, region.startLine, region.endLine),
        confidence: steps.length > 1 ? 'likely' : 'pattern',
      });
    }
    told.push({ ...analyzer, ...asideOf(analyzer, outside, twice), files: [] });
  }
  return { findings, runs: told };
}

function asideOf({ reason }: ForeignRun['analyzer'], outside: number, twice: number): { reason?: string } {
  const asides = [
    ...(outside > 0 ? [`${outside} ${outside === 1 ? 'result lies' : 'results lie'} outside of the change.`] : []),
    ...(twice > 0 ? [`${twice} ${twice === 1 ? 'result was' : 'results were'} told already.`] : []),
  ];
  if (reason === undefined && asides.length === 0) return {};
  return { reason: [...(reason === undefined ? [] : [reason]), ...asides].join(' ') };
}

/** Weaknesses that the name of a rule without a CWE speaks of; used to see what we told already, never told as a CWE. */
const NAMED: readonly (readonly [RegExp, readonly number[]])[] = [
  [/sql/, [89]],
  [/child-?process|command|shell|exec\b/, [78]],
  [/eval|code-injection|dynamic-code|new-func/, [94, 95]],
  [/xss|inner-?html|dangerously|unescaped/, [79]],
  [/path|traversal|non-literal-fs|file-?name/, [22]],
  [/redirect/, [601]],
  [/ssrf|server-side-request/, [918]],
  [/deserial|pickle|yaml-load/, [502]],
  [/proto(?:type)?-?poll|object-injection/, [1321]],
  [/redos|unsafe-regex|slow-regex/, [1333]],
  [/tls|ssl|certificate/, [295]],
  [/random/, [330, 338]],
  [/hash|md5|sha1/, [327, 328, 916]],
  [/cookie/, [614, 1004, 1275]],
  [/timing/, [208]],
  [/password|secret|credential|api-?key|token/, [798]],
];

function weaknessesNamed(ruleId: string): readonly number[] {
  return NAMED.flatMap(([name, cwe]) => (name.test(ruleId.toLowerCase()) ? cwe : []));
}

/** The same weakness on the same lines, whoever found it. */
function isSame(ours: Finding, path: string, region: Region, cwe: readonly number[]): boolean {
  if (ours.path !== path || ours.baselineState === 'absent') return false;
  const overlaps = ours.region.startLine <= region.endLine && region.startLine <= ours.region.endLine;
  return overlaps && ours.cwe.some((one) => cwe.includes(one));
}

function stateOf({ known, region }: ForeignResult, { status, hunks }: ChangedFile): BaselineState {
  if (known !== null) return known;
  if (status === 'added' || status === 'copied') return 'new';
  const touched = hunks.some(
    ({ newStart, newLines }) => newLines > 0 && newStart <= region.endLine && region.startLine < newStart + newLines,
  );
  return touched ? 'new' : 'unchanged';
}

/** Finds the file that a URI means: as written from the top, else the one file whose path it ends with. */
function pathFinder(files: readonly ChangedFile[]): (uri: string) => ChangedFile | null {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const known = new Map<string, ChangedFile | null>();
  return (uri) => {
    let found = known.get(uri);
    if (found === undefined) {
      const path = pathOf(uri);
      const ending = files.filter((file) => path.endsWith(`/${file.path}`) || file.path.endsWith(`/${path}`));
      found =
        byPath.get(path) ??
        (ending.length === 1 ? ending[0]! : longest(ending.filter(({ path: one }) => path.endsWith(`/${one}`))));
      known.set(uri, found);
    }
    return found;
  };
}

function longest(files: readonly ChangedFile[]): ChangedFile | null {
  return [...files].sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}

function pathOf(uri: string): string {
  let path = uri.replace(/^file:\/\/[^/]*/i, '').replaceAll('\\', '/');
  try {
    path = decodeURIComponent(path);
  } catch {
    // A lone `%` is part of the name.
  }
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}
