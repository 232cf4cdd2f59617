import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { CountersignError } from '../../model/error.ts';
import { interrupted } from './interruption.ts';

const STDERR_CAP = 64 * 1024;
const DEFAULT_OUTPUT_CAP = 64 * 1024 * 1024;
const PATIENCE_MS = 10 * 60 * 1000;

interface RunOptions {
  readonly signal: AbortSignal;
  readonly input?: Uint8Array | string;
  /** Takes the output as it comes instead of having it collected. */
  readonly onOutput?: (chunk: Buffer) => void;
  /** Bytes of output after which git is stopped and `truncated` is set. */
  readonly outputCap?: number;
  /** Milliseconds without output after which git is stopped; ten minutes unless told. */
  readonly patienceMs?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface RunResult {
  /** -1 when a signal ended it. */
  readonly code: number;
  readonly endedBy: NodeJS.Signals | null;
  /** Empty when `onOutput` took it. */
  readonly output: Buffer;
  readonly errors: string;
  readonly truncated: boolean;
}

/** Starts git in a scratch directory, under an environment that holds nothing but what is listed here. */
export interface Git {
  run(args: readonly string[], options: RunOptions): Promise<RunResult>;
  /** A process that is spoken to; the caller ends it. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams;
  /** How many processes were started: they are what a small check costs. */
  readonly started: number;
}

/** @param gitDirectory the scratch directory, which is also the working folder. */
export function gitIn(gitDirectory: string): Git {
  const environment = closedEnvironment(gitDirectory);
  let started = 0;
  const start = (args: readonly string[], extra: Readonly<Record<string, string>> = {}) => {
    started += 1;
    return spawn('git', args, {
      cwd: gitDirectory,
      env: { ...environment, ...extra },
      stdio: 'pipe',
      windowsHide: true,
    });
  };
  return {
    get started() {
      return started;
    },
    start,
    run: (args, options) => collect(start(args, options.environment), args[0] ?? 'git', options),
  };
}

function closedEnvironment(gitDirectory: string): Readonly<Record<string, string>> {
  const path = (process.env.PATH ?? '/usr/bin:/bin').split(process.platform === 'win32' ? ';' : ':');
  const windows = process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot ?? 'C:\\Windows' } : {};
  return {
    ...windows,
    // A relative entry would be looked up in a folder that somebody else may write to.
    PATH: path.filter(isAbsolute).join(process.platform === 'win32' ? ';' : ':'),
    LC_ALL: 'C',
    GIT_DIR: gitDirectory,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
  };
}

function collect(child: ChildProcessWithoutNullStreams, command: string, options: RunOptions): Promise<RunResult> {
  const { signal, onOutput, outputCap = DEFAULT_OUTPUT_CAP, patienceMs = PATIENCE_MS } = options;
  return new Promise((resolve, reject) => {
    const output: Buffer[] = [];
    let size = 0;
    let errors = '';
    let truncated = false;
    let silent = false;
    let failure: unknown;
    const stop = () => child.kill('SIGKILL');
    const timer = setTimeout(() => {
      silent = true;
      stop();
    }, patienceMs);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    child.stdout.on('data', (chunk: Buffer) => {
      timer.refresh();
      if (truncated || failure !== undefined) return;
      size += chunk.length;
      if (size > outputCap) {
        truncated = true;
        stop();
        return;
      }
      try {
        if (onOutput) onOutput(chunk);
        else output.push(chunk);
      } catch (error) {
        failure = error;
        stop();
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < STDERR_CAP) errors += chunk.toString('utf8');
    });
    // git may end before it has read all of its input; the exit code says what that meant.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    child.on('error', (error) => {
      done();
      reject(startFailure(error));
    });
    child.on('close', (code, endedBy) => {
      done();
      if (signal.aborted) reject(interrupted());
      else if (failure !== undefined) reject(failure);
      else if (silent)
        reject(new CountersignError('git/failed', `git ${command} gave no answer for ${patienceMs / 1000} seconds.`));
      else resolve({ code: code ?? -1, endedBy, output: Buffer.concat(output), errors, truncated });
    });
  });
}

/** Why git could not be started, as the error that a person gets to read. */
export function startFailure(cause: Error & { code?: string }): CountersignError {
  if (cause.code === 'ENOENT')
    return new CountersignError('git/not-installed', 'git was not found; install it and put it on the PATH.', {
      cause,
    });
  return new CountersignError('git/failed', `git could not be started: ${cause.message}.`, { cause });
}

/** A command that had to succeed and did not, with git's own first sentence. */
export function gitFailure(what: string, result: RunResult): CountersignError {
  const ended = result.endedBy ? `git was ended by ${result.endedBy}` : `git ended with code ${result.code}`;
  const said = firstError(result.errors) ?? ended;
  return new CountersignError('git/failed', `${what}: ${said}.`);
}

/** The first complaint in git's error output, without its prefix and final stop. */
export function firstError(errors: string): string | undefined {
  const lines = errors.split('\n');
  const line = lines.find((text) => text.startsWith('fatal: ')) ?? lines.find((text) => text.startsWith('error: '));
  return line?.replace(/^(fatal|error): /, '').replace(/\.$/, '');
}
