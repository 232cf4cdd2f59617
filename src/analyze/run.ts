import type { ChangedFile } from '../model/change.ts';
import type { AnalyzerFacts, FileFacts } from '../model/facts.ts';
import type { Gap } from '../model/ports.ts';
import type { AnalyzerRun, FileRun, Run } from '../model/run.ts';
import type { GatheredFlows } from './gather-flows.ts';

export interface RunInput {
  readonly tool: Run['tool'];
  readonly rulesDigest: string;
  readonly scope: string;
  readonly files: readonly ChangedFile[];
  /** Facts of the head side by path. */
  readonly facts: ReadonlyMap<string, FileFacts>;
  /** What could not be listed or read. */
  readonly gaps: readonly Gap[];
  /** How the analyzers that compare both sides fared. */
  readonly change: readonly AnalyzerFacts[];
  /** Told as they are: what did not run at all, so that silence is not taken for an answer. */
  readonly others: readonly AnalyzerRun[];
}

/** Everything that ran and did not, per analyzer and file, in a stable order. */
export function buildRun(input: RunInput): Run {
  const { tool, rulesDigest, scope } = input;
  const analyzers = [
    readerRun(input),
    ...fileAnalyzers(input),
    ...input.change.map((facts) => changeAnalyzer(facts)),
    ...input.others,
  ];
  return { tool, rulesDigest, scope, analyzers };
}

/** The `read` analyzer: every file of the change, and whether its content could be had at all. */
function readerRun({ files, gaps }: RunInput): AnalyzerRun {
  const reasons = new Map<string, string>();
  for (const gap of gaps)
    reasons.set(gap.path, reasons.has(gap.path) ? `${reasons.get(gap.path)} ${gap.reason}` : gap.reason);
  const known = new Set(files.map((file) => file.path));
  const runs = files.map((file): FileRun => {
    const reason = reasons.get(file.path);
    if (reason !== undefined) return { path: file.path, status: 'skipped', reason, touchesChange: true };
    if (file.status === 'deleted') {
      return { path: file.path, status: 'complete', reason: 'Deleted: nothing to read.', touchesChange: false };
    }
    if (file.language === 'binary') {
      return { path: file.path, status: 'not-applicable', reason: 'Not text.', touchesChange: false };
    }
    return { path: file.path, status: 'complete', touchesChange: false };
  });
  for (const [path, reason] of reasons) {
    if (!known.has(path)) runs.push({ path, status: 'skipped', reason, touchesChange: true });
  }
  return summed('read', runs);
}

/** The flow analyzer: its answer rests on several files at once, so it is told apart from those of one file. */
export function flowRun(files: readonly ChangedFile[], flows: Pick<GatheredFlows, 'files' | 'scope'>): AnalyzerRun[] {
  const runs = files.flatMap((file): FileRun[] => {
    const entry = flows.files.get(file.path);
    return entry === undefined ? [] : [fileRun(file, entry)];
  });
  const run = summed('taint', runs);
  return flows.scope === null || run.status !== 'complete' ? [run] : [{ ...run, status: 'scope', reason: flows.scope }];
}

function fileRun(file: ChangedFile, entry: AnalyzerFacts): FileRun {
  return {
    path: file.path,
    status: entry.status,
    ...(entry.reason === undefined ? {} : { reason: entry.reason }),
    touchesChange: isIncomplete(entry) && touchesChange(file, entry.gaps),
  };
}

function fileAnalyzers({ files, facts }: RunInput): AnalyzerRun[] {
  const byAnalyzer = new Map<string, FileRun[]>();
  for (const file of files) {
    for (const entry of facts.get(file.path)?.analyzers ?? []) {
      const runs = byAnalyzer.get(entry.analyzer) ?? [];
      runs.push(fileRun(file, entry));
      byAnalyzer.set(entry.analyzer, runs);
    }
  }
  return [...byAnalyzer].sort(([a], [b]) => (a < b ? -1 : 1)).map(([analyzer, runs]) => summed(analyzer, runs));
}

function isIncomplete(entry: AnalyzerFacts): boolean {
  return entry.status === 'partial' || entry.status === 'failed' || entry.status === 'skipped';
}

function changeAnalyzer({ analyzer, status, reason }: AnalyzerFacts): AnalyzerRun {
  const told = reason === undefined ? {} : { reason };
  return { analyzer, status: status === 'not-applicable' ? 'skipped' : status, ...told, files: [] };
}

function summed(analyzer: string, files: readonly FileRun[]): AnalyzerRun {
  const has = (status: FileRun['status']) => files.some((file) => file.status === status);
  const status = has('failed') ? 'failed' : has('partial') || has('skipped') ? 'partial' : 'complete';
  return { analyzer, status, files };
}

/** True when lines that were not understood (all lines, where `gaps` is absent) overlap what the change brought. */
function touchesChange(file: ChangedFile, gaps: AnalyzerFacts['gaps']): boolean {
  if (file.hunks.length === 0) return file.status === 'added' || file.status === 'type-changed';
  if (gaps === undefined) return true;
  return file.hunks.some(({ newStart, newLines }) => {
    // A pure deletion stands between newStart and the line after it.
    const newEnd = newLines === 0 ? newStart + 1 : newStart + newLines - 1;
    return gaps.some(([start, end]) => start <= newEnd && end >= newStart);
  });
}
