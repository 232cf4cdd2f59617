import { Worker } from 'node:worker_threads';

/** What crosses to a thread that looks at texts, and back. */
export interface TextRequest {
  readonly id: number;
  readonly texts: readonly string[];
}
export type TextAnswer<T> =
  | { readonly id: number; readonly reports: readonly T[] }
  | { readonly id: number; readonly failure: string };

export interface TextPoolOptions {
  readonly entry: URL;
  readonly workerData: unknown;
  readonly threads: number;
  /** Milliseconds that looking may take: so many, and so many more for each million characters. */
  readonly patience: number;
  readonly patiencePerMillion: number;
}

export interface TextPool<T> {
  /** Answers in the order asked; rejects with an error named `ScanTimeout` or `ScanFailure`. */
  scan(texts: readonly string[]): Promise<readonly T[]>;
  close(): Promise<void>;
}

interface Task<T> {
  readonly request: TextRequest;
  readonly patience: number;
  readonly resolve: (reports: readonly T[]) => void;
  readonly reject: (error: Error) => void;
}

interface Busy<T> {
  readonly task: Task<T>;
  readonly timer: NodeJS.Timeout;
}

function scanError(name: 'ScanTimeout' | 'ScanFailure', message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** Threads that can be stopped in the middle of a look: a thread that takes too long is ended and replaced. */
export function createTextPool<T>(options: TextPoolOptions): TextPool<T> {
  const idle: Worker[] = [];
  const busy = new Map<Worker, Busy<T>>();
  const waiting: Task<T>[] = [];
  let nextId = 0;
  let isClosed = false;

  const settle = (worker: Worker, error?: Error): Task<T> | undefined => {
    const one = busy.get(worker);
    if (one === undefined) return undefined;
    clearTimeout(one.timer);
    busy.delete(worker);
    if (error !== undefined) one.task.reject(error);
    return one.task;
  };
  const lose = (worker: Worker, error: Error): void => {
    settle(worker, error);
    const at = idle.indexOf(worker);
    if (at >= 0) idle.splice(at, 1);
    void worker.terminate();
    feed();
  };
  const start = (): Worker => {
    const worker = new Worker(options.entry, {
      workerData: options.workerData,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    worker.unref();
    worker.on('message', (answer: TextAnswer<T>) => {
      const task = settle(worker);
      if (task === undefined) return;
      idle.push(worker);
      if ('failure' in answer) task.reject(scanError('ScanFailure', answer.failure));
      else task.resolve(answer.reports);
      feed();
    });
    worker.on('error', (error) => lose(worker, scanError('ScanFailure', error.message)));
    worker.on('exit', (code) => {
      if (!isClosed) lose(worker, scanError('ScanFailure', `a thread ended with code ${code}`));
    });
    return worker;
  };
  const feed = (): void => {
    while (waiting.length > 0 && !isClosed) {
      const worker = idle.pop() ?? (busy.size < options.threads ? start() : undefined);
      if (worker === undefined) return;
      const task = waiting.shift()!;
      const timer = setTimeout(() => lose(worker, scanError('ScanTimeout', 'looking took too long')), task.patience);
      busy.set(worker, { task, timer });
      worker.postMessage(task.request);
    }
  };
  return {
    scan(texts) {
      return new Promise((resolve, reject) => {
        if (isClosed) {
          reject(scanError('ScanFailure', 'the threads have ended'));
          return;
        }
        const size = texts.reduce((sum, text) => sum + text.length, 0);
        const patience = options.patience + (size / 1e6) * options.patiencePerMillion;
        waiting.push({ request: { id: nextId++, texts }, patience, resolve, reject });
        feed();
      });
    },
    async close() {
      isClosed = true;
      const workers = [...idle, ...busy.keys()];
      for (const worker of busy.keys()) settle(worker, scanError('ScanFailure', 'the threads have ended'));
      for (const task of waiting.splice(0)) task.reject(scanError('ScanFailure', 'the threads have ended'));
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
