import { dirname, join } from 'node:path';
import { reasonOf } from '../../lib/io-reason.ts';
import { CountersignError } from '../../model/error.ts';
import { isInside, real } from '../setup/place.ts';
import { putState, stateOf } from '../setup/state.ts';

/**
 * Puts other content into a file of a work tree, in one step and with its permissions kept, only while the file still holds
 * `before`. No link is followed out of the tree or replaced. Throws `path/not-writable`.
 */
export function putText(top: string, path: string, before: Uint8Array, after: Uint8Array): void {
  const target = join(real(top), path);
  const refuse = (reason: string, cause?: unknown) =>
    new CountersignError('path/not-writable', `${path} was not changed: ${reason}.`, { cause });
  if (!isInside(real(top), target) || real(dirname(target)) !== dirname(target)) {
    throw refuse('a link on the way leads somewhere else');
  }
  let state: ReturnType<typeof stateOf>;
  try {
    state = stateOf(target);
  } catch (cause) {
    throw refuse(reasonOf(cause), cause);
  }
  if (state.kind !== 'file') throw refuse('it is no ordinary file');
  if (!state.bytes.equals(before)) throw refuse('it changed meanwhile');
  try {
    putState(target, { ...state, bytes: Buffer.from(after) });
  } catch (cause) {
    throw refuse(reasonOf(cause), cause);
  }
}
