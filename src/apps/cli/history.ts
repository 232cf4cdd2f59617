import { resolve } from 'node:path';
import { type GitRepository, openRepository } from '../../adapters/git/repository.ts';
import { historyScan } from '../../analyze/token/history.ts';
import { CountersignError } from '../../model/error.ts';
import type { HistoryBlob, HistoryReport } from '../../model/history.ts';
import { historyFormats } from '../../report/history.ts';
import { rules } from '../../rules/index.ts';
import { type OutputChoice, reportOptions, writeWhole } from './output.ts';
import type { ExitCode, Globals } from './program.ts';
import { progressLine } from './progress.ts';

interface HistoryOptions {
  readonly path: string;
  readonly failOn: 'block' | 'review';
}

/** `countersign scan --history`: secrets in every version of every file, in all branches and tags. */
export async function historyCommand(
  options: HistoryOptions,
  outputs: readonly OutputChoice[],
  globals: Globals,
): Promise<ExitCode> {
  const { cwd, terminal } = globals;
  const known = Object.keys(historyFormats).join(' and ');
  const wrong = outputs.find(({ format }) => !Object.hasOwn(historyFormats, format));
  if (wrong !== undefined)
    throw new CountersignError('usage/bad-argument', `scan --history has no ${wrong.format}, only ${known}.`);
  const repository = await openRepository(resolve(cwd, options.path), { signal: terminal.signal });
  let report: HistoryReport;
  try {
    report = await lookThrough(repository, globals);
  } finally {
    repository.close();
  }
  for (const { format, file } of outputs) {
    const render = await historyFormats[format as keyof typeof historyFormats]();
    const text = render(report, reportOptions(file === undefined ? format : 'file', terminal));
    if (file === undefined || file === '-') terminal.out(text);
    else writeWhole(cwd, file, text);
  }
  const serious = report.findings.some(({ level }) => level !== 'note');
  return serious && options.failOn === 'review' ? 3 : 0;
}

async function lookThrough(repository: GitRepository, { terminal }: Globals): Promise<HistoryReport> {
  const { signal } = terminal;
  const progress = progressLine(terminal);
  const { head, paths } = await headOf(repository, signal);
  const scan = historyScan(
    rules.filter(({ id }) => id.startsWith('leakage/')),
    (rule, error) => terminal.err(`The rule ${rule.id} failed: ${error instanceof Error ? error.message : error}\n`),
  );
  let commits = 0;
  const unread = new Map<string, number>();
  const left = (reason: string) => unread.set(reason, (unread.get(reason) ?? 0) + 1);
  let blobs = 0;
  let bytes = 0;
  const take = (blob: HistoryBlob) => {
    if (blob.bytes === null) return left(blob.blob === '' ? 'missing or damaged' : 'larger than 2 MB');
    bytes += blob.bytes.length;
    if (scan.add({ ...blob, bytes: blob.bytes }, paths.get(blob.blob)) === 'binary') left('binary');
  };
  for await (const blob of repository.everyBlob(signal, () => commits++)) {
    blobs++;
    take(blob);
    progress.update('versions of files', blobs, Number.POSITIVE_INFINITY);
  }
  progress.clear();
  const found = scan.findings();
  const times = await repository.commitTimes(
    found.map(({ commit }) => commit),
    signal,
  );
  return {
    version: 1,
    kind: 'history',
    head,
    commits,
    blobs,
    bytes,
    unread: Object.fromEntries([...unread].sort()),
    findings: found.map((one) => ({ ...one, at: times.get(one.commit) ?? '' })),
  };
}

/** The commit at HEAD and the path of each of its blobs; nothing where there is no commit yet. */
async function headOf(
  repository: GitRepository,
  signal: AbortSignal,
): Promise<{ head: string | null; paths: ReadonlyMap<string, string> }> {
  try {
    const { change } = await repository.loadChange({ kind: 'tree', revision: 'HEAD' }, signal);
    const paths = change.files.flatMap(({ blob, path }) => (blob === undefined ? [] : [[blob, path] as const]));
    return { head: change.head.sha ?? null, paths: new Map(paths) };
  } catch (error) {
    if (error instanceof CountersignError && error.code === 'git/unknown-revision')
      return { head: null, paths: new Map() };
    throw error;
  }
}
