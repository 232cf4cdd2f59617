import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileFacts, FlowFacts, ProgramFile } from '../../model/facts.ts';
import type { Analysts, FileJob } from '../../model/ports.ts';

/** What crosses to an analysis thread, and back: files one by one, or a program whose flows are followed. */
export type ThreadRequest = { readonly id: number } & (
  | { readonly jobs: readonly FileJob[] }
  | { readonly program: readonly ProgramFile[] }
);
export type ThreadAnswer =
  | { readonly id: number; readonly facts: readonly FileFacts[] }
  | { readonly id: number; readonly flows: FlowFacts }
  | { readonly id: number; readonly failure: string };

export interface AnalystsOptions {
  /** Analyses one file on the calling thread. */
  readonly analyzeFile: (job: FileJob) => Promise<FileFacts>;
  /** Follows the flows of one program on the calling thread. */
  readonly analyzeProgram: (files: readonly ProgramFile[]) => Promise<FlowFacts>;
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
  const { analyzeFile, analyzeProgram, entry, threads = Math.min(availableParallelism(), 8) } = options;
  let pool: Pool | null = null;
  /** The pool, where it stands already or so many bytes are worth one. */
  function poolFor(bytes: number): Pool | null {
    if (pool === null && entry !== undefined && threads > 1 && bytes >= WORTH_THREADS) {
      pool = new Pool(entry, threads, options.workerData);
    }
    return pool;
  }
  return {
    async analyze(jobs, signal, onDone) {
      const many = poolFor(jobs.reduce((sum, job) => sum + job.bytes.length, 0));
      if (many !== null) return (await many.run(batches(jobs).map(fileWork), signal, onDone)).flat();
      const facts: FileFacts[] = [];
      for (const job of jobs) {
        signal.throwIfAborted();
        facts.push(await analyzeFile(job));
        onDone?.(1);
      }
      return facts;
    },
    async follow(programs, signal, onDone) {
      const many = poolFor(programs.reduce((sum, program) => sum + sizeOf(program), 0));
      if (many !== null) return many.run(programs.map(flowWork), signal, onDone);
      const facts: FlowFacts[] = [];
      for (const program of programs) {
        signal.throwIfAborted();
        facts.push(await analyzeProgram(program));
        onDone?.(program.length);
      }
      return facts;
    },
    async close() {
      await pool?.close();
      pool = null;
    },
  };
}

/** A piece of work for a thread, and how its answer is read. */
interface Work<T> {
  readonly files: number;
  /** Large pieces are begun first, so that no thread is left alone with one at the end. */
  readonly weight: number;
  request(id: number): ThreadRequest;
  /** Null where the answer is to something else. */
  read(answer: ThreadAnswer): T | null;
  failed(reason: string): T;
  /** The same work in smaller pieces, and how their answers become one; absent where it cannot be split. */
  readonly split?: { readonly pieces: readonly Work<T>[]; join(answers: readonly T[]): T };
}

interface Task {
  readonly work: Work<unknown>;
  readonly done: (result: unknown) => void;
}

function fileWork(jobs: readonly FileJob[]): Work<readonly FileFacts[]> {
  return {
    files: jobs.length,
    weight: 0,
    request: (id) => ({ id, jobs }),
    read: (answer) => ('facts' in answer ? answer.facts : null),
    failed: (reason) => jobs.map(failedFile(reason)),
    ...(jobs.length > 1 && {
      split: { pieces: jobs.map((job) => fileWork([job])), join: (answers) => answers.flat() },
    }),
  };
}

function flowWork(program: readonly ProgramFile[]): Work<FlowFacts> {
  return {
    files: program.length,
    weight: sizeOf(program),
    request: (id) => ({ id, program }),
    read: (answer) => ('flows' in answer ? answer.flows : null),
    failed: (reason) => ({
      matches: [],
      files: program.map(({ path }) => [path, { analyzer: 'taint', status: 'failed', reason }]),
    }),
  };
}

function sizeOf(program: readonly ProgramFile[]): number {
  return program.reduce((sum, { text }) => sum + text.length, 0);
}

/** A crashed thread fails the work it held, file by file where it can be split, and is replaced: other work goes on. */
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

  /** Answers in the order asked. */
  async run<T>(
    works: readonly Work<T>[],
    signal: AbortSignal,
    onDone?: (files: number) => void,
  ): Promise<readonly T[]> {
    const answers = new Array<T>(works.length);
    const order = works.map((work, index) => ({ work, index })).sort((a, b) => b.work.weight - a.work.weight);
    const all = order.map(
      ({ work, index }) =>
        new Promise<void>((resolve) => {
          const done = (result: unknown) => {
            answers[index] = result as T;
            onDone?.(work.files);
            resolve();
          };
          this.#waiting.push({ work, done });
        }),
    );
    this.#feed();
    const stop = () => void this.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await Promise.all(all);
      signal.throwIfAborted();
      return answers;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const workers = [...this.#idle, ...this.#busy.keys()];
    for (const { work, done } of [...this.#busy.values(), ...this.#waiting]) done(work.failed('Interrupted.'));
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
      worker.postMessage(task.work.request(this.#nextId++));
    }
  }

  #finish(worker: Worker, answer: ThreadAnswer): void {
    const task = this.#busy.get(worker);
    if (task === undefined) return;
    this.#busy.delete(worker);
    worker.unref();
    this.#idle.push(worker);
    const { work, done } = task;
    done(work.read(answer) ?? work.failed('failure' in answer ? answer.failure : 'the thread answered something else'));
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
    if (task?.work.split !== undefined) this.#split(task, task.work.split);
    else task?.done(task.work.failed(`The analysis thread stopped: ${reason}`));
    this.#feed();
  }

  #split({ done }: Task, { pieces, join }: NonNullable<Work<unknown>['split']>): void {
    const parts = new Array<unknown>(pieces.length);
    let open = pieces.length;
    for (const [index, work] of pieces.entries()) {
      const finish = (result: unknown) => {
        parts[index] = result;
        if (--open === 0) done(join(parts));
      };
      this.#waiting.unshift({ work, done: finish });
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

function failedFile(reason: string): (job: FileJob) => FileFacts {
  return ({ path, blob }) => ({
    path,
    blob,
    lines: 0,
    analyzers: [{ analyzer: 'pattern', status: 'failed', reason }],
    matches: [],
    functions: [],
  });
}
