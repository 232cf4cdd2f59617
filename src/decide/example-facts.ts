import type { Attribution, Basis, Contributor } from '../model/attribution.ts';
import type { ChangedFile, Commit, FileStatus } from '../model/change.ts';
import type { Actor, FactSource, Facts } from '../model/decision.ts';
import type { BaselineState, Finding, Level } from '../model/finding.ts';
import type { Language } from '../model/language.ts';
import type { AnalyzerRun, AnalyzerStatus, FileRunStatus } from '../model/run.ts';
import type { Safeguard, Waiver } from '../model/safeguard.ts';

/** One changed file of an example: ten changed lines by one contributor unless told otherwise. */
interface FileExample {
  readonly by?: Contributor;
  readonly basis?: Basis;
  readonly model?: string;
  readonly tool?: string;
  readonly lines?: number;
  readonly language?: Language;
  readonly status?: FileStatus;
  readonly previousPath?: string;
  readonly mode?: string;
  readonly blob?: string;
  /** Lines taken away with nothing put there. */
  readonly removed?: number;
  /** How the analyzer `pattern` fared; `token` always reads the file. */
  readonly pattern?: FileRunStatus;
  readonly touchesChange?: boolean;
}

interface FindingExample {
  readonly rule?: string;
  readonly level?: Level;
  readonly path: string;
  readonly line?: number;
  readonly by?: Contributor;
  readonly state?: BaselineState;
  readonly fingerprint?: string;
}

/** Facts in a few words, for examples of clauses and cases beside a policy; what is not said is the harmless case. */
export interface FactsExample {
  /** By path; a contributor alone is short for `{ by }`. */
  readonly files?: Readonly<Record<string, Contributor | FileExample>>;
  readonly findings?: readonly FindingExample[];
  /** Added to, or in place of, the analyzers `pattern` and `token`, by name. */
  readonly analyzers?: Readonly<Record<string, AnalyzerStatus>>;
  /** No analyzer at all. */
  readonly noRun?: true;
  readonly waivers?: readonly Partial<Waiver>[];
  readonly safeguards?: readonly Safeguard[];
  readonly sources?: readonly FactSource[];
  readonly actor?: Actor;
  /** Trailers of the one commit that brought all lines, such as `Assisted-by: tool`; absent: there is no commit to ask. */
  readonly trailers?: readonly string[];
  /** The commit is there, and its message was not read. */
  readonly unreadMessage?: true;
  readonly now?: string;
}

/** An approval of everything, by a person, of the commit that examples judge. */
export function approval(id: string, more: Partial<Safeguard> = {}): Safeguard {
  return { kind: 'review', covers: ['**'], by: { id, kind: 'person' }, at: NOW, head: HEAD, ...more };
}

const HEAD = '1'.repeat(40);
const NOW = '2030-06-15T12:00:00.000Z';

/** The whole object that `decide` reads. */
export function exampleFacts(example: FactsExample): Facts {
  const files = Object.entries(example.files ?? {}).map(([path, file]) => ({
    path,
    spec: typeof file === 'string' ? { by: file } : file,
  }));
  return {
    change: {
      repo: 'example',
      base: '0'.repeat(40),
      head: { kind: 'commit', sha: HEAD, tree: '2'.repeat(40) },
      commits: commits(example),
      files: files.map(({ path, spec }) => changedFile(path, spec)),
    },
    run: {
      tool: { name: 'countersign', version: '0.0.0' },
      rulesDigest: '3'.repeat(64),
      scope: 'an example',
      analyzers: example.noRun ? [] : analyzers(example, files),
    },
    attributions: files.flatMap(({ path, spec }) => attributions(path, spec, example)),
    findings: (example.findings ?? []).map(finding),
    safeguards: [...(example.waivers ?? []).map(waiver), ...(example.safeguards ?? [])],
    now: example.now ?? NOW,
    actor: example.actor ?? { id: 'dev@example.org', kind: 'person' },
    sources: example.sources ?? [],
  };
}

function commits({ trailers, unreadMessage }: FactsExample): Commit[] {
  if (trailers === undefined && unreadMessage === undefined) return [];
  const person = { name: 'Dev', email: 'dev@example.org' };
  const commit = { sha: HEAD, author: person, committer: person, at: NOW };
  if (unreadMessage) return [commit];
  const pairs = (trailers ?? []).map((line) => {
    const colon = line.indexOf(':');
    return { key: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
  return [{ ...commit, trailers: pairs }];
}

interface Named {
  readonly path: string;
  readonly spec: FileExample;
}

function changedFile(path: string, spec: FileExample): ChangedFile {
  const status = spec.status ?? (spec.previousPath === undefined ? 'modified' : 'renamed');
  const lines = spec.lines ?? 10;
  const hunks = status === 'deleted' || lines === 0 ? [] : [{ oldStart: 1, oldLines: 1, newStart: 1, newLines: lines }];
  const removal = { oldStart: 50, oldLines: spec.removed ?? 0, newStart: 60, newLines: 0 };
  return {
    path,
    ...(spec.previousPath === undefined ? {} : { previousPath: spec.previousPath }),
    status,
    language: spec.language ?? 'typescript',
    hunks: removal.oldLines > 0 ? [...hunks, removal] : hunks,
    ...(status === 'deleted' ? {} : { blob: spec.blob ?? 'b'.repeat(40) }),
    ...(status === 'added' ? {} : { previousBlob: lines === 0 && !spec.removed ? 'b'.repeat(40) : 'a'.repeat(40) }),
    mode: spec.mode ?? '100644',
  };
}

function analyzers(example: FactsExample, files: readonly Named[]): AnalyzerRun[] {
  const read = files.filter(({ spec }) => spec.status !== 'deleted');
  const pattern = read.map(({ path, spec }) => ({
    path,
    status: spec.pattern ?? 'complete',
    touchesChange: spec.touchesChange ?? false,
  }));
  const token = read.map(({ path, spec }) => ({
    path,
    status: spec.language === 'binary' ? ('not-applicable' as const) : ('complete' as const),
    touchesChange: false,
  }));
  const told = new Map(Object.entries(example.analyzers ?? {}));
  const run = [
    { analyzer: 'pattern', status: told.get('pattern') ?? ('complete' as const), files: pattern },
    { analyzer: 'token', status: told.get('token') ?? ('complete' as const), files: token },
  ];
  told.delete('pattern');
  told.delete('token');
  return [...run, ...[...told].map(([analyzer, status]) => ({ analyzer, status, files: [] }))];
}

function attributions(path: string, spec: FileExample, example: FactsExample): Attribution[] {
  const lines = spec.lines ?? 10;
  if (spec.status === 'deleted' || lines === 0 || spec.by === undefined) return [];
  const basis = spec.basis ?? (spec.by === 'unknown' ? 'none' : 'recorded');
  return [
    {
      path,
      startLine: 1,
      endLine: lines,
      contributor: spec.by,
      basis,
      ...(commits(example).length === 0 ? {} : { commit: HEAD }),
      ...(spec.tool === undefined ? {} : { tool: spec.tool }),
      ...(spec.model === undefined ? {} : { model: spec.model }),
    },
  ];
}

function finding(spec: FindingExample, index: number): Finding {
  const line = spec.line ?? 1;
  return {
    ruleId: spec.rule ?? 'security/example',
    level: spec.level ?? 'error',
    message: 'Something could go wrong here',
    path: spec.path,
    region: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 },
    cwe: [],
    risk: 'insecure',
    partialFingerprints: { 'countersign/v1': spec.fingerprint ?? `fingerprint-${index}` },
    baselineState: spec.state ?? 'new',
    contributor: spec.by ?? 'unknown',
    confidence: 'proved',
  };
}

function waiver(spec: Partial<Waiver>): Waiver {
  return {
    kind: 'waiver',
    covers: ['**'],
    by: { id: 'lead@example.org', kind: 'person' },
    at: '2030-01-01',
    owner: 'lead@example.org',
    reason: 'behind the firewall',
    expires: '2030-12-31',
    origin: 'base',
    ...spec,
  };
}
