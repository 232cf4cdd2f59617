import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileFacts } from '../../model/facts.ts';
import type { Analysts, FileJob } from '../../model/ports.ts';

/** What crosses to an analysis thread, and back. */
export interface ThreadRequest {
  readonly id: number;
  readonly jobs: readonly FileJob[];
}
export type ThreadAnswer =
  | { readonly id: number; readonly facts: readonly FileFacts[] }
  | { readonly id: number; readonly failure: string };

export interface AnalystsOptions {
  /** Analyses one file on the calling thread. */
  readonly analyzeFile: (job: FileJob) => Promise<FileFacts>;
  /** Entry of an analysis thread; absent where the product runs from source. */
  readonly entry?: URL;
  /** Handed to each thread at its start. */
  readonly workerData?: unknown;
  readonly threads?: number;
}

/** Below this many bytes in one call, starting threads costs more than it saves. */
const WORTH_THREADS = 512 * 1024;
const BATCH_BYTES = 256 * 1024;

/** Analyses on this thread, or on a pool of threads where the work is large enough; answers stand in the order asked. */
export function createAnalysts(options: AnalystsOptions): Analysts {
  const { analyzeFile, entry, threads = Math.min(availableParallelism(), 8) } = options;
  let pool: Pool | null = null;
  return {
    async analyze(jobs, signal, onDone) {
      const bytes = jobs.reduce((sum, job) => sum + job.bytes.length, 0);
      if (pool === null && (entry === undefined || threads < 2 || bytes < WORTH_THREADS)) {
        const facts: FileFacts[] = [];
        for (const job of jobs) {
          signal.throwIfAborted();
          facts.push(await analyzeFile(job));
          onDone?.(1);
        }
        return facts;
      }
      pool ??= new Pool(entry!, threads, options.workerData);
      return pool.analyze(jobs, signal, onDone);
    },
    async close() {
      await pool?.close();
      pool = null;
    },
  };
}

interface Task {
  readonly request: ThreadRequest;
  readonly done: (facts: readonly FileFacts[]) => void;
}

/** A crashed thread fails the batch it held, file by file, and is replaced: the other batches go on. */
class Pool {
  readonly #entry: URL;
  readonly #workerData: unknown;
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Task>();
  readonly #waiting: Task[] = [];
  #nextId = 0;
  #closed = false;

  constructor(entry: URL, threads: number, workerData: unknown) {
    this.#entry = entry;
    this.#workerData = workerData;
    for (let i = 0; i < threads; i++) this.#idle.push(this.#start());
  }

  async analyze(
    jobs: readonly FileJob[],
    signal: AbortSignal,
    onDone?: (files: number) => void,
  ): Promise<readonly FileFacts[]> {
    const answers = batches(jobs).map(
      (batch) =>
        new Promise<readonly FileFacts[]>((resolve) => {
          const done = (facts: readonly FileFacts[]) => {
            onDone?.(facts.length);
            resolve(facts);
          };
          this.#waiting.push({ request: { id: this.#nextId++, jobs: batch }, done });
        }),
    );
    this.#feed();
    const stop = () => void this.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      const facts = (await Promise.all(answers)).flat();
      signal.throwIfAborted();
      return facts;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const workers = [...this.#idle, ...this.#busy.keys()];
    for (const task of [...this.#busy.values(), ...this.#waiting])
      task.done(task.request.jobs.map(failed('Interrupted.')));
    this.#idle.length = 0;
    this.#waiting.length = 0;
    this.#busy.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const worker = new Worker(this.#entry, {
      workerData: this.#workerData,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    worker.unref();
    worker.on('message', (answer: ThreadAnswer) => this.#finish(worker, answer));
    worker.on('error', (error) => this.#lose(worker, error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => this.#lose(worker, 'the analysis thread ended.'));
    return worker;
  }

  #feed(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const worker = this.#idle.pop()!;
      const task = this.#waiting.shift()!;
      this.#busy.set(worker, task);
      worker.ref();
      worker.postMessage(task.request);
    }
  }

  #finish(worker: Worker, answer: ThreadAnswer): void {
    const task = this.#busy.get(worker);
    if (task === undefined) return;
    this.#busy.delete(worker);
    worker.unref();
    this.#idle.push(worker);
    task.done('facts' in answer ? answer.facts : task.request.jobs.map(failed(answer.failure)));
    this.#feed();
  }

  #lose(worker: Worker, reason: string): void {
    const task = this.#busy.get(worker);
    this.#busy.delete(worker);
    const idle = this.#idle.indexOf(worker);
    if (idle >= 0) this.#idle.splice(idle, 1);
    if (this.#closed || (task === undefined && idle < 0)) return;
    this.#idle.push(this.#start());
    // A batch of many files is tried again file by file, so that one monster does not take its neighbours along.
    if (task !== undefined && task.request.jobs.length > 1) this.#split(task);
    else task?.done(task.request.jobs.map(failed(`The analysis thread stopped: ${reason}`)));
    this.#feed();
  }

  #split(task: Task): void {
    const parts: FileFacts[][] = task.request.jobs.map(() => []);
    let open = parts.length;
    for (const [index, job] of task.request.jobs.entries()) {
      const done = (facts: readonly FileFacts[]) => {
        parts[index]!.push(...facts);
        if (--open === 0) task.done(parts.flat());
      };
      this.#waiting.unshift({ request: { id: this.#nextId++, jobs: [job] }, done });
    }
  }
}

function batches(jobs: readonly FileJob[]): FileJob[][] {
  const out: FileJob[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const job of jobs) {
    if (size + job.bytes.length > BATCH_BYTES) {
      out.push([]);
      size = 0;
    }
    out.at(-1)!.push(job);
    size += job.bytes.length;
  }
  return out;
}

function failed(reason: string): (job: FileJob) => FileFacts {
  return ({ path, blob }) => ({
    path,
    blob,
    lines: 0,
    analyzers: [{ analyzer: 'pattern', status: 'failed', reason }],
    matches: [],
    functions: [],
  });
}
