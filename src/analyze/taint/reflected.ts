import type { Arguments } from './call.ts';
import { SHARED_FOLDER } from './guards.ts';
import type { Interpreter } from './interpret.ts';
import type { Outcome, State } from './state.ts';
import { onlyText, type Value, value } from './value.ts';

/**
 * `getattr(x, "name")` reads the name, `__import__("os")` is the module: hidden from a reader, not from us. Null for all else.
 * The folder that paths share is told here too, since only its arguments know what it means.
 */
export function reflected(
  path: string,
  args: Arguments,
  state: State,
  { context, memory }: Pick<Interpreter, 'context' | 'memory'>,
): Outcome | null {
  if (path === 'os.path.commonpath') return { value: sharedFolder(args, state), state };
  if (path !== 'getattr' && path !== '__import__' && path !== 'importlib.import_module') return null;
  const [first, second] = args.given.map((one) => one.value);
  if (first === undefined) return null;
  if (path === 'getattr') {
    const name = second === undefined ? null : onlyText(second);
    if (name === null || first.taints.length > 0) return null;
    return { value: memory.read(first, name, state, args.site), state };
  }
  const module = onlyText(first);
  return module === null || args.given.length > 1 ? null : { value: context.api(module, args.site), state };
}

/** What paths have in common says something about those of them whose dots are resolved. */
function sharedFolder({ given }: Arguments, state: State): Value {
  const paths = given
    .flatMap((one) => one.value.objects)
    .flatMap((id) => [...(state.heap.get(id)?.fields.values() ?? [])])
    .filter((one) => one.type === 'path:resolved');
  return value({ type: SHARED_FOLDER, views: paths.flatMap((one) => [one.id, ...one.views]).slice(0, 8) });
}
