import type { BuiltinCall } from './builtins.ts';
import { passing } from './context.ts';
import { EMPTY_OBJECT, readAny } from './heap.ts';
import { keyOf } from './memory.ts';
import { derived, join, nothing, onlyText, type Value, value } from './value.ts';

/** Names of the methods of an external object that gives back what it was given; `keys` of them name the place. */
interface Keeper {
  readonly put: string;
  readonly take: readonly string[];
  readonly keys: number;
}

const CONFIG: Keeper = { put: 'set', take: ['get'], keys: 2 };
const BUFFER: Keeper = { put: 'write', take: ['getvalue', 'read'], keys: 0 };
const KEEPERS: ReadonlyMap<string, Keeper> = new Map([
  ['configparser.ConfigParser', CONFIG],
  ['configparser.RawConfigParser()', CONFIG],
  ['io.StringIO()', BUFFER],
  ['io.BytesIO()', BUFFER],
]);

/** A call that puts a value into such an object or takes it out again; null where it is neither, or nothing is known to be there. */
export function keep(receiver: Value, name: string, call: BuiltinCall): Value | null {
  const keeper = KEEPERS.get(receiver.api!);
  if (keeper === undefined) return null;
  const { args, state, memory, site, context } = call;
  const names = args.slice(0, keeper.keys).map(keyOf);
  const key = keeper.keys === 0 || names.includes(null) ? null : names.join('\n');
  if (name === keeper.put && args.length === keeper.keys + 1) {
    memory.write(receiver, key, args[keeper.keys]!, state, site);
    return nothing();
  }
  if (!keeper.take.includes(name) || args.length < keeper.keys) return null;
  const object = state.heap.get(-receiver.id);
  if (object === undefined) return null;
  if (keeper.keys > 0 && key !== null) {
    const held = object.fields.get(key);
    if (held !== undefined) return object.rest === null ? held : join(held, object.rest);
  }
  const all = readAny(keeper.keys > 0 && key !== null ? { ...EMPTY_OBJECT, rest: object.rest } : object);
  if (all === null) return null;
  if (keeper.keys > 0) return all;
  return onlyText(all) === null ? value({ taints: passing(context, derived(all), site, 'Joined into a text') }) : all;
}
