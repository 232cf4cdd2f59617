import { sha256 } from '../lib/hash.ts';
import { decodeText } from '../lib/text.ts';
import type { ChangedFile } from '../model/change.ts';
import type { AnalyzerFacts, FileFacts, Match } from '../model/facts.ts';
import type { Analysts, Cache, Content, FileJob, Gap, Progress, Repository } from '../model/ports.ts';
import type { ChangedFileView, FileSide } from './detector.ts';
import { isTestCode } from './kind-of-code.ts';

export interface GatherPorts {
  readonly repository: Pick<Repository, 'read'>;
  readonly analysts: Pick<Analysts, 'analyze'>;
  readonly cache: Cache;
  readonly progress: Progress;
}

/** Analyses one batch of changed files, both sides at hand. */
export type AnalyzeBatch = (files: readonly ChangedFileView[]) => {
  readonly matches: readonly Match[];
  readonly analyzers: readonly AnalyzerFacts[];
};

export interface Gathered {
  /** Facts by the path at base. */
  readonly before: ReadonlyMap<string, FileFacts>;
  /** Facts by the path at head. */
  readonly after: ReadonlyMap<string, FileFacts>;
  readonly changeMatches: readonly Match[];
  readonly changeAnalyzers: readonly AnalyzerFacts[];
  readonly unread: readonly Gap[];
}

/** Files whose content is held at once: bounds memory on a tree of any size. */
const BATCH_FILES = 400;

/** Reads both sides of every file, takes facts from the cache or has them made, and compares the sides; in batches. */
export async function gather(
  files: readonly ChangedFile[],
  ports: GatherPorts,
  analyzeBatch: AnalyzeBatch,
  rulesDigest: string,
  signal: AbortSignal,
): Promise<Gathered> {
  const before = new Map<string, FileFacts>();
  const after = new Map<string, FileFacts>();
  const changeMatches: Match[] = [];
  const changeAnalyzers = new Map<string, AnalyzerFacts>();
  const unread: Gap[] = [];
  const readable = files.filter((file) => file.language !== 'binary' && file.mode !== '160000');

  for (let at = 0; at < readable.length; at += BATCH_FILES) {
    const batch = readable.slice(at, at + BATCH_FILES);
    ports.progress.update('Analysing', at, readable.length);
    const contents = await ports.repository.read(batch.flatMap(sidesOf), signal);
    for (const file of batch) {
      const gap = gapOf(file, contents);
      if (gap !== null) unread.push(gap);
    }
    const jobs = jobsOf(batch, contents);
    const facts = await factsOf(jobs, ports, rulesDigest, signal, (done) =>
      ports.progress.update('Analysing', at + Math.min(done, batch.length), readable.length),
    );
    const views: ChangedFileView[] = [];
    for (const file of batch) {
      const old = facts.get(keyOf(file.previousPath ?? file.path, file.previousBlob));
      const now = facts.get(keyOf(file.path, file.blob));
      if (old !== undefined) before.set(old.path, old);
      if (now !== undefined) after.set(file.path, now);
      views.push(viewOf(file, contents, old, now));
    }
    const compared = analyzeBatch(views);
    changeMatches.push(...compared.matches);
    for (const entry of compared.analyzers) {
      const known = changeAnalyzers.get(entry.analyzer);
      if (known === undefined || known.status === 'complete') changeAnalyzers.set(entry.analyzer, entry);
    }
  }
  ports.progress.update('Analysing', readable.length, readable.length);
  return { before, after, changeMatches, changeAnalyzers: [...changeAnalyzers.values()], unread };
}

const keyOf = (path: string, blob: string | undefined) => `${blob} ${path}`;

function sidesOf(file: ChangedFile): { path: string; blob: string }[] {
  const sides: { path: string; blob: string }[] = [];
  if (file.blob !== undefined) sides.push({ path: file.path, blob: file.blob });
  if (file.previousBlob !== undefined) sides.push({ path: file.previousPath ?? file.path, blob: file.previousBlob });
  return sides;
}

function jobsOf(files: readonly ChangedFile[], contents: ReadonlyMap<string, Content>): FileJob[] {
  const jobs = new Map<string, FileJob>();
  for (const file of files) {
    for (const { path, blob } of sidesOf(file)) {
      const content = contents.get(blob);
      if (content === undefined || !('bytes' in content)) continue;
      jobs.set(keyOf(path, blob), { path, blob, language: file.language, bytes: content.bytes });
    }
  }
  return [...jobs.values()];
}

/** A side that could not be read: at head nothing was judged, at base everything counts as new. */
function gapOf(file: ChangedFile, contents: ReadonlyMap<string, Content>): Gap | null {
  for (const { blob } of sidesOf(file)) {
    const content = contents.get(blob);
    const reason = content === undefined ? 'Its content was not given.' : 'unread' in content ? content.unread : null;
    if (reason !== null)
      return { path: file.path, reason: blob === file.blob ? reason : `Before the change: ${reason}` };
  }
  return null;
}

async function factsOf(
  jobs: readonly FileJob[],
  { cache, analysts }: GatherPorts,
  rulesDigest: string,
  signal: AbortSignal,
  onDone: (files: number) => void,
): Promise<Map<string, FileFacts>> {
  const keys = new Map(jobs.map((job) => [job, sha256(`${rulesDigest}\0${job.language}\0${job.path}\0${job.blob}`)]));
  const cached = await cache.get([...keys.values()]);
  const facts = new Map<string, FileFacts>();
  const missing: FileJob[] = [];
  for (const job of jobs) {
    const known = cached.get(keys.get(job)!);
    const parsed = known === undefined ? null : factsFromText(known, job);
    if (parsed === null) missing.push(job);
    else facts.set(keyOf(job.path, job.blob), parsed);
  }
  let done = facts.size;
  const made = await analysts.analyze(missing, signal, (files) => {
    done += files;
    onDone(done);
  });
  const fresh = new Map<string, string>();
  for (const [index, job] of missing.entries()) {
    const result = made[index]!;
    facts.set(keyOf(job.path, job.blob), result);
    // A failure may pass (memory, a bug that is fixed): it is not remembered.
    if (result.analyzers.every((entry) => entry.status !== 'failed')) fresh.set(keys.get(job)!, JSON.stringify(result));
  }
  if (fresh.size > 0) await cache.set(fresh);
  return facts;
}

function factsFromText(text: string, job: FileJob): FileFacts | null {
  try {
    const facts = JSON.parse(text) as FileFacts;
    return facts.path === job.path && facts.blob === job.blob ? facts : null;
  } catch {
    return null;
  }
}

function viewOf(
  file: ChangedFile,
  contents: ReadonlyMap<string, Content>,
  old: FileFacts | undefined,
  now: FileFacts | undefined,
): ChangedFileView {
  const before = sideOf(file.previousBlob, contents, old);
  const after = sideOf(file.blob, contents, now);
  return {
    path: file.path,
    ...(file.previousPath === undefined ? {} : { previousPath: file.previousPath }),
    status: file.status,
    language: file.language,
    isTest: isTestCode(file.path, (after ?? before)?.text ?? ''),
    hunks: file.hunks,
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
  };
}

function sideOf(blob: string | undefined, contents: ReadonlyMap<string, Content>, facts?: FileFacts): FileSide | null {
  const content = blob === undefined ? undefined : contents.get(blob);
  if (content === undefined || !('bytes' in content)) return null;
  const bytes = content.bytes;
  let text: string | null = null;
  return {
    functions: facts?.functions ?? [],
    get text() {
      if (text === null) {
        const decoded = decodeText(bytes);
        text = 'text' in decoded ? decoded.text : '';
      }
      return text;
    },
  };
}
