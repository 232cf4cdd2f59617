import type { Arguments } from './call.ts';
import type { Context } from './context.ts';
import { EMPTY_OBJECT, writeKey } from './heap.ts';
import type { State } from './state.ts';
import { onlyText, type Value } from './value.ts';

const SETS = /^((?:express|http|fastify)\.\w+)\.(set|header|setHeader|type|contentType|writeHead)$/;
const SENDS = /^((?:express|http|fastify)\.\w+)\.\w+$/;
/** Field of a response that holds what it says to be; no header is called so. */
const TYPE = ' type';

/** Remembers what a response says it is: `res.type("text")`, `res.setHeader("Content-Type", "text/plain")`. */
export function noteType(context: Context, path: string, args: Arguments, state: State): void {
  const [, response, how] = SETS.exec(path) ?? [];
  if (response === undefined) return;
  const given = args.given.map((one) => one.value);
  let told: Value | undefined;
  if (how === 'type' || how === 'contentType') told = given[0];
  else if (/^content-type$/i.test(given[0] === undefined ? '' : (onlyText(given[0]) ?? ''))) told = given[1];
  else told = inHeaders(given, state);
  if (told === undefined || told.constants === null) return;
  const id = -context.api(response, args.site).id;
  state.heap.set(id, writeKey(state.heap.get(id) ?? EMPTY_OBJECT, TYPE, told, true));
}

/** False where a response was said to be something else than a page. */
export function isPage(context: Context, path: string, args: Arguments, state: State): boolean {
  const response = SENDS.exec(path)?.[1];
  const told =
    response === undefined ? undefined : state.heap.get(-context.api(response, args.site).id)?.fields.get(TYPE);
  if (told === undefined || told.constants === null) return true;
  return told.constants.some((one) => one.kind !== 'string' || /html|xml|svg/i.test(one.value) || one.value === '');
}

function inHeaders(given: readonly Value[], state: State): Value | undefined {
  for (const one of given) {
    for (const id of one.objects) {
      for (const [name, held] of state.heap.get(id)?.fields ?? []) if (/^content-type$/i.test(name)) return held;
    }
  }
  return undefined;
}
