import { setImmediate } from 'node:timers/promises';
import { CountersignError } from '../../model/error.ts';

/** What every call answers once its signal is aborted. */
export function interrupted(): CountersignError {
  return new CountersignError('interrupted', 'Interrupted.');
}

/**
 * For long loops of our own: every so many steps lets the event loop run, without which not even an interrupt from the
 * keyboard would arrive. Await what it gives.
 */
export function breather(signal: AbortSignal, every = 256): () => Promise<void> | undefined {
  let steps = 0;
  return () => {
    steps += 1;
    if (steps % every !== 0) return undefined;
    throwIfInterrupted(signal);
    return setImmediate();
  };
}

/** For shorter loops; git's processes listen themselves. */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw interrupted();
}
