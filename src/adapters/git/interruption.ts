import { CountersignError } from '../../model/error.ts';

/** What every call answers once its signal is aborted. */
export function interrupted(): CountersignError {
  return new CountersignError('interrupted', 'Interrupted.');
}

/** For long loops of our own; git's processes listen themselves. */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw interrupted();
}
