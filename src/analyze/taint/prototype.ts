import type { Context } from './context.ts';
import { bitsOf } from './kinds.ts';
import type { State } from './state.ts';
import { onlyConstant, type Site, type Value, withFacts } from './value.ts';

const PROTOTYPE = bitsOf(['prototype']);

/** What stands under a key that somebody untrusted chose: `__proto__` gives what all objects share. */
export function foundUnder(key: Value, of: Value, found: Value): Value {
  if (of.type === 'bare' || key.type === 'number' || !isDirty(key)) return found;
  return { ...found, foundBy: key };
}

/**
 * A write into an object that an untrusted key led to. Whoever only chooses where a library writes chooses the name there, too
 * (`key`); a name of the program's own (null) matters where the key came over the network.
 */
export function writtenInto(
  context: Context,
  of: Value,
  key: Value | null,
  written: Value,
  site: Site,
  state: State,
): void {
  if (of.foundBy === null) return;
  const chosen = key !== null && onlyConstant(key) === null && isDirty(withFacts(key, state.facts));
  const found = withFacts(of.foundBy, state.facts);
  // A new empty object on the way there is not what does harm.
  const isNew = written.objects.length > 0 && written.taints.length === 0;
  const taints = found.taints.filter(
    ({ source, clean }) => (clean & PROTOTYPE) === 0 && ((chosen && !isNew) || source !== 'library'),
  );
  if (taints.length === 0) return;
  context.sink('prototype', { ...found, taints }, site, state, 'a property of the object that it chose', !chosen);
}

function isDirty(key: Value): boolean {
  return key.taints.some(({ clean }) => (clean & PROTOTYPE) === 0);
}
