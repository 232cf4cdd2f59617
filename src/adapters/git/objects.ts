import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Socket } from 'node:net';
import { interrupted } from './interruption.ts';
import { type Git, startFailure } from './process.ts';

/** Larger objects are not read past their header: the process is ended instead. */
const SKIP_CAP = 32 * 1024 * 1024;
const HEADER_CAP = 64 * 1024;
const NO_ANSWER_MS = 60_000;
/** Ends in a row without one answer: then git itself does not work here. */
const MAX_FAULTS = 50;

export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly size: number;
  /** Absent when the object is larger than asked for. */
  readonly bytes?: Buffer;
}

/** `missing` covers a name that means nothing; `damaged` an object that is there but cannot be read. */
type ObjectAnswer = GitObject | 'missing' | 'damaged';

/** Objects by name (`HEAD~2^{commit}`, an id), answered by one long-lived process in the order asked. */
export interface ObjectReader {
  ask(name: string, cap: number, signal: AbortSignal): Promise<ObjectAnswer>;
  close(): void;
}

interface Question {
  readonly name: string;
  readonly cap: number;
  readonly signal: AbortSignal;
  /** How often git ended while it was its turn. */
  ends: number;
  settle(answer: ObjectAnswer | Error): void;
}

/** @param git starts `cat-file --batch` when the first question comes, and again after a fault. */
export function objectReader(git: Git): ObjectReader {
  let open: Question[] = [];
  let child: ChildProcessWithoutNullStreams | undefined;
  let faults = 0;
  const listening = new Map<AbortSignal, () => void>();
  const silence = setTimeout(() => open.length > 0 && child?.kill('SIGKILL'), NO_ANSWER_MS);
  silence.unref();

  const start = (): ChildProcessWithoutNullStreams => {
    const started = git.start(['cat-file', '--batch']);
    child = started;
    const answers = answerParser((answer) => {
      faults = 0;
      open.shift()?.settle(answer);
      if (open.length > 0) return;
      hold(started, false);
      unlisten();
    });
    const end = (fault?: Error) => {
      if (child !== started) return;
      faults += 1;
      const [first] = open;
      const known = answers.partial();
      // Whose turn it was has ended the process; it gets a second chance, since the cause may lie outside.
      if (first && known === undefined && fault === undefined) first.ends += 1;
      if (first && (known !== undefined || first.ends > 1)) {
        open.shift();
        first.settle(known ?? 'damaged');
      }
      startAfresh(fault ?? (faults > MAX_FAULTS ? 'damaged' : undefined));
    };
    started.stdout.on('data', (chunk: Buffer) => {
      if (child !== started) return;
      silence.refresh();
      answers.push(chunk, open);
      if (answers.mustStop()) started.kill('SIGKILL');
    });
    started.stderr.resume();
    started.stdin.on('error', () => {});
    started.on('error', (error) => end(startFailure(error)));
    started.on('close', () => end());
    return started;
  };

  /** Leaves the process that there was and asks what is still open again, or gives it this answer. */
  const startAfresh = (answer?: ObjectAnswer | Error) => {
    const waiting = open;
    open = [];
    child?.kill('SIGKILL');
    child = undefined;
    for (const question of waiting) {
      if (question.signal.aborted) question.settle(interrupted());
      else if (answer !== undefined) question.settle(answer);
      else put(question);
    }
    if (open.length === 0) unlisten();
  };

  const put = (question: Question) => {
    const running = child ?? start();
    if (open.length === 0) {
      silence.refresh();
      hold(running, true);
    }
    open.push(question);
    running.stdin.write(`${question.name}\n`, 'latin1');
  };

  /** One listener for all questions under a signal, however many there are. */
  const listen = (signal: AbortSignal) => {
    if (listening.has(signal)) return;
    const onAbort = () => {
      if (open.some((question) => question.signal === signal)) startAfresh();
    };
    listening.set(signal, onAbort);
    signal.addEventListener('abort', onAbort);
  };
  const unlisten = () => {
    for (const [signal, onAbort] of listening) signal.removeEventListener('abort', onAbort);
    listening.clear();
  };

  return {
    ask(name, cap, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) reject(interrupted());
        else if (/[\n\0]/.test(name)) resolve('missing');
        else {
          listen(signal);
          put({
            name,
            cap,
            signal,
            ends: 0,
            settle: (answer) => (answer instanceof Error ? reject(answer) : resolve(answer)),
          });
        }
      });
    },
    close() {
      clearTimeout(silence);
      startAfresh(interrupted());
    },
  };
}

/** While nobody waits for an answer the process must not keep ours alive. */
function hold(child: ChildProcessWithoutNullStreams, alive: boolean): void {
  for (const part of [child.stdin, child.stdout, child.stderr]) {
    if (part instanceof Socket) alive ? part.ref() : part.unref();
  }
  if (alive) child.ref();
  else child.unref();
}

/** Cuts the output into answers: `<id> <type> <size>`, that many bytes and a newline, or `<name> missing`. */
function answerParser(emit: (answer: ObjectAnswer) => void) {
  let header = Buffer.alloc(0);
  let current: { id: string; type: string; size: number; left: number; parts: Buffer[] | null } | undefined;
  let stop = false;

  const begin = (line: string, question: Question | undefined) => {
    const [, id, type, digits] = /^([0-9a-f]{40,64}) (commit|tree|blob|tag) (\d+)$/.exec(line) ?? [];
    if (id === undefined || type === undefined || digits === undefined) {
      emit('missing');
      return;
    }
    const size = Number(digits);
    const wanted = size <= (question?.cap ?? 0);
    current = { id, type, size, left: size + 1, parts: wanted ? [] : null };
    if (!wanted && size > SKIP_CAP) stop = true;
  };

  return {
    push(chunk: Buffer, open: readonly Question[]) {
      let at = 0;
      while (at < chunk.length && !stop) {
        if (current === undefined) {
          const end = chunk.indexOf(10, at);
          const part = chunk.subarray(at, end < 0 ? chunk.length : end);
          if (header.length + part.length > HEADER_CAP) {
            stop = true;
            return;
          }
          header = Buffer.concat([header, part]);
          if (end < 0) return;
          at = end + 1;
          const line = header.toString('latin1');
          header = Buffer.alloc(0);
          begin(line, open[0]);
          continue;
        }
        const part = chunk.subarray(at, at + current.left);
        current.parts?.push(part);
        current.left -= part.length;
        at += part.length;
        if (current.left > 0) return;
        const { id, type, size, parts } = current;
        current = undefined;
        emit({ id, type, size, ...(parts === null ? {} : { bytes: Buffer.concat(parts).subarray(0, size) }) });
      }
    },
    /** What is known of the answer that was being given when the process ended. */
    partial(): ObjectAnswer | undefined {
      if (!current || current.parts !== null) return undefined;
      const { id, type, size } = current;
      return { id, type, size };
    },
    mustStop: () => stop,
  };
}
