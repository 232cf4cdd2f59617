import type { FileRunStatus, Run } from '../model/run.ts';
import { count } from './phrases.ts';

/** One reason why something was not looked at, with all that it concerns. */
export interface NotRun {
  readonly status: Exclude<FileRunStatus, 'complete' | 'not-applicable'> | 'scope';
  readonly reason: string;
  readonly analyzers: readonly string[];
  /** Empty where the analyzer as a whole did not run. */
  readonly paths: readonly string[];
  /** True where it overlaps the change: what asks for review. */
  readonly touchesChange: boolean;
}

export interface Coverage {
  /** Most important first: what touches the change, then whole analyzers, then most files. */
  readonly notRun: readonly NotRun[];
  /** Analyzers that ran over everything they apply to. */
  readonly complete: number;
  readonly analyzers: number;
  /** Files of the change that at least one analyzer read to its end. */
  readonly filesRead: number;
  /** Files to which no analyzer applies: a picture, a language that is not read. */
  readonly filesWithoutAnalyzer: readonly string[];
  /** Files that some analyzers read and others have no eye for: text in a language that is not parsed. */
  readonly filesReadInPart: readonly string[];
  /** The analyzers that have no eye for them. */
  readonly notApplying: readonly string[];
}

/** What did not run, one entry a reason: the same file refused by six analyzers is one entry. */
export function coverageOf(run: Run): Coverage {
  const groups = new Map<string, { entry: NotRun; analyzers: Set<string>; paths: Set<string>; touches: boolean }>();
  const add = (status: NotRun['status'], reason: string, analyzer: string, path: string | null, touches: boolean) => {
    const key = JSON.stringify([status, reason, path === null]);
    const group = groups.get(key) ?? {
      entry: { status, reason, analyzers: [], paths: [], touchesChange: false },
      analyzers: new Set<string>(),
      paths: new Set<string>(),
      touches: false,
    };
    group.analyzers.add(analyzer);
    if (path !== null) group.paths.add(path);
    group.touches ||= touches;
    groups.set(key, group);
  };
  const read = new Set<string>();
  const refused = new Set<string>();
  const refusals = new Map<string, Set<string>>();
  for (const analyzer of run.analyzers) {
    let named = false;
    for (const file of analyzer.files) {
      if (file.status === 'complete' || file.status === 'partial') read.add(file.path);
      else refused.add(file.path);
      if (file.status === 'not-applicable') {
        refusals.set(file.path, (refusals.get(file.path) ?? new Set()).add(analyzer.analyzer));
      }
      if (file.status === 'complete' || file.status === 'not-applicable') continue;
      named = true;
      add(file.status, file.reason ?? 'no reason given', analyzer.analyzer, file.path, file.touchesChange);
    }
    // Where files are named they say it themselves; an analyzer that failed or was left out as a whole is told beside them.
    if (analyzer.status === 'complete' || (named && analyzer.status === 'partial')) continue;
    add(analyzer.status, analyzer.reason ?? 'no reason given', analyzer.analyzer, null, analyzer.status === 'failed');
  }
  const notRun = [...groups.values()].map(({ entry, analyzers, paths, touches }) => ({
    ...entry,
    analyzers: [...analyzers].sort(),
    paths: [...paths].sort(),
    touchesChange: touches,
  }));
  const weight = (entry: NotRun) => (entry.touchesChange ? 2 : 0) + (entry.paths.length === 0 ? 1 : 0);
  notRun.sort((a, b) => weight(b) - weight(a) || b.paths.length - a.paths.length || (a.reason < b.reason ? -1 : 1));
  const named = new Set(notRun.flatMap((entry) => entry.paths));
  const without = [...refused].filter((path) => !read.has(path) && !named.has(path));
  const inPart = [...refusals.keys()].filter((path) => read.has(path));
  return {
    notRun,
    complete: run.analyzers.filter((analyzer) => analyzer.status === 'complete').length,
    analyzers: run.analyzers.length,
    filesRead: read.size,
    filesWithoutAnalyzer: without.sort(),
    filesReadInPart: inPart.sort(),
    notApplying: [...new Set(inPart.flatMap((path) => [...refusals.get(path)!]))].sort(),
  };
}

/** What is not a gap but must be known: sentences about files that not every analyzer looks at. */
export function limitsOf({ filesWithoutAnalyzer, filesReadInPart, notApplying }: Coverage): readonly string[] {
  const limits: string[] = [];
  if (filesReadInPart.length > 0) {
    const files = count(filesReadInPart.length, 'file');
    limits.push(`${files} to which not every analyzer applies (not ${notApplying.join(', ')})`);
  }
  if (filesWithoutAnalyzer.length > 0) {
    limits.push(`${count(filesWithoutAnalyzer.length, 'file')} to which no analyzer applies`);
  }
  return limits;
}
