import { reasonOf } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** 0 ship or success, 1 block, 2 could not run, 3 review is needed. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Runs one command line and gives its exit code; every failure becomes one sentence on stderr. */
export async function main(args: readonly string[]): Promise<number> {
  const abort = new AbortController();
  const stop = () => {
    // Who asks twice does not want to wait for the end of a step.
    if (abort.signal.aborted) process.exit(2);
    abort.abort(new CountersignError('interrupted', 'Interrupted: nothing was written.'));
  };
  // They stay until the end: a listener that takes itself away makes the next one think that nobody else listens.
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that goes away (`| head`) is no error of ours; a report that is cut short by a full disk is.
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    process.stderr.write(`countersign: The report could not be written: ${reasonOf(error)}.\n`);
    process.exit(2);
  });
  try {
    return await run(args, processTerminal(abort.signal));
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** As `main`, on a given terminal. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const { program } = await import('./program.ts');
    return await program(args, terminal);
  } catch (error) {
    const shown = error instanceof Error && terminal.signal.aborted ? terminal.signal.reason : error;
    terminal.err(`countersign: ${sentenceOf(shown)}\n`);
    if (terminal.env.COUNTERSIGN_DEBUG === '1' && error instanceof Error) terminal.err(`${error.stack}\n`);
    return 2;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof CountersignError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `Unexpected error: ${message.split('\n')[0]} (set COUNTERSIGN_DEBUG=1 to see where).`;
}
