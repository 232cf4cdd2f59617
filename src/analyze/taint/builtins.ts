import { isScript } from './assume.ts';
import type { Context } from './context.ts';
import { passing } from './context.ts';
import {
  about,
  absenceOf,
  namesPrototype,
  PROTOTYPE,
  patternAbsent,
  patternClean,
  prefixPredicate,
  replacementClean,
  suffixPredicate,
  TEXT_KINDS,
  upwardsClean,
} from './guards.ts';
import { EMPTY_OBJECT, itemsOf, listObject, readKey, writeKey } from './heap.ts';
import { ALL_KINDS, bitsOf, NUMERIC } from './kinds.ts';
import { concatenated, startOf } from './lists.ts';
import type { Memory } from './memory.ts';
import { keyOf } from './memory.ts';
import { learn, type State } from './state.ts';
import {
  cleaned,
  derived,
  join,
  mergeTaints,
  nothing,
  onlyConstant,
  onlyText,
  type Predicate,
  type Site,
  type Value,
  value,
} from './value.ts';

/** A method call on a value that is no object of the program and whose API has no model for it. */
export interface BuiltinCall {
  readonly context: Context;
  readonly memory: Memory;
  readonly receiver: Value;
  readonly name: string;
  readonly args: readonly Value[];
  readonly state: State;
  readonly site: Site;
  readonly frame: number;
  invoke(fn: Value, given: readonly Value[]): Value | null;
  element(of: Value): Value;
}

/** Text methods whose result says the same thing: a check on it speaks for the text. */
const VIEWS = new Set(
  'lower upper strip trim lstrip rstrip trimStart trimEnd trimLeft trimRight toLowerCase toUpperCase casefold toString valueOf normalize intern toLocaleLowerCase decode encode'.split(
    ' ',
  ),
);
const TEXT_PARTS = new Set(
  'replace replaceAll substring substr slice charAt at join format concat padStart padEnd repeat title capitalize swapcase removeprefix removesuffix ljust rjust center zfill expandtabs translate format_map append insert reverse getBytes toCharArray'.split(
    ' ',
  ),
);
const SPLITTERS = new Set('split rsplit splitlines partition rpartition matchAll chars lines'.split(' '));
const NUMBERS = new Set(
  'indexOf lastIndexOf find rfind index rindex count charCodeAt codePointAt localeCompare compareTo hashCode length size search'.split(
    ' ',
  ),
);
const CHECKS = new Set('isdigit isnumeric isdecimal isalnum isalpha isidentifier'.split(' '));
const PREFIXES = new Set('startswith startsWith'.split(' '));
const CONTAINS = new Set('includes contains has containsKey'.split(' '));
const BOOLEANS = new Set('isEmpty isspace islower isupper equalsIgnoreCase'.split(' '));

/** The outcome of a built-in method, or null where the name is none of them. */
export function builtin(call: BuiltinCall): Value | null {
  return onObjects(call) ?? onText(call);
}

function onText(call: BuiltinCall): Value | null {
  const { receiver, name, args, context, site } = call;
  if (VIEWS.has(name)) {
    const views = [receiver.id, ...receiver.views].slice(0, 4);
    return value({ taints: derived(receiver), views, type: receiver.type?.startsWith('path') ? receiver.type : null });
  }
  if (name === 'replace' || name === 'replaceAll') return replaced(call);
  const start = startOf(call);
  if (start !== null) return start;
  if (TEXT_PARTS.has(name)) {
    const held = args.flatMap((one) => [one, call.memory.contents(one, call.state) ?? one]);
    const taints = mergeTaints([derived(receiver), ...held.map(derived)]);
    return value({ taints: taints.length === 0 ? taints : passing(context, taints, site, `Passed through ${name}`) });
  }
  if (SPLITTERS.has(name)) {
    const id = context.objectId(call.frame, site.node, 'parts');
    // Between two slashes there is one name, not a path.
    const bits = args[0] !== undefined && onlyText(args[0]) === '/' ? bitsOf(['path']) : 0;
    const taints = cleaned(derived(receiver), bits);
    const separator = args[0] === undefined ? null : onlyText(args[0]);
    if ((separator === '?' || separator === '#') && receiver.taints.some(({ source }) => source === 'browser')) {
      // What stands before the query of an address is the page's own.
      const own = receiver.taints.filter(({ source }) => source !== 'browser');
      const parts = [value({ taints: own }), value({ taints }), value({ taints })];
      call.state.heap.set(id, { ...listObject(parts), length: null });
      return value({ objects: [id] });
    }
    call.state.heap.set(id, { ...EMPTY_OBJECT, rest: value({ taints }) });
    return value({ objects: [id], taints });
  }
  if (name === 'indexOf' && args[0] !== undefined) return position(call, args[0]);
  if (NUMBERS.has(name)) return value({ type: 'number', taints: cleaned(derived(receiver), NUMERIC) });
  if (CHECKS.has(name)) return condition(about(receiver, TEXT_KINDS));
  if (PREFIXES.has(name) && args[0] !== undefined) {
    return value({ type: 'boolean', predicate: prefixPredicate(receiver, args[0]) });
  }
  if ((name === 'endswith' || name === 'endsWith') && args[0] !== undefined) {
    return value({ type: 'boolean', predicate: suffixPredicate(receiver, args[0]) });
  }
  if (CONTAINS.has(name) && args[0] !== undefined) return contains(call, args[0]);
  if (name === 'equals' && args[0] !== undefined) {
    const constant = receiver.constants !== null ? args[0] : args[0].constants !== null ? receiver : null;
    return condition(constant === null ? new Map() : about(constant, ALL_KINDS));
  }
  if (name === 'hasOwnProperty' && args[0] !== undefined) return ownName(call, args[0]);
  // A path without dots in it is below a folder, or `relative_to` throws.
  const isResolved = receiver.type === 'path:resolved';
  if (name === 'is_relative_to') return condition(isResolved ? about(receiver, bitsOf(['path'])) : new Map());
  if (name === 'relative_to' && isResolved) learn(call.state, about(receiver, bitsOf(['path'])));
  if (BOOLEANS.has(name)) return value({ type: 'boolean' });
  if (name === 'test' || name === 'matches' || name === 'fullmatch' || name === 'match') return matched(call);
  if (name === 'then') return args[0] === undefined ? receiver : (call.invoke(args[0], [receiver]) ?? receiver);
  if (name === 'catch' || name === 'finally') return receiver;
  return null;
}

function condition(whenTrue: ReadonlyMap<number, number>): Value {
  const predicate: Predicate | null = whenTrue.size === 0 ? null : { whenTrue, whenFalse: new Map() };
  return value({ type: 'boolean', predicate });
}

/** `allowed.indexOf(x)`: compared with -1 it says what `includes` says, compared with 0 what `startsWith` says. */
function position(call: BuiltinCall, needle: Value): Value {
  const made = value({ type: 'number', taints: cleaned(derived(call.receiver), NUMERIC) });
  call.context.positions.set(made.id, {
    found: contains(call, needle).predicate,
    atStart: prefixPredicate(call.receiver, needle),
  });
  return made;
}

/** `allowed.includes(x)` shows that x is one of them; `x.includes('..')` shows something when it is false. */
function contains({ receiver, args, state }: BuiltinCall, needle: Value): Value {
  const own =
    receiver.objects.length > 0 &&
    receiver.objects.every((id) => {
      const object = state.heap.get(id);
      const items = object === undefined ? null : itemsOf(object);
      return (
        object !== undefined &&
        object.rest === null &&
        (items ?? [...object.fields.values()]).every((one) => one.taints.length === 0)
      );
    });
  void args;
  const members = receiver.objects.flatMap((id) => [...(state.heap.get(id)?.fields.values() ?? [])]);
  if (own && members.some(({ constants }) => constants?.some(namesPrototype) === true)) {
    const predicate = { whenTrue: about(needle, ALL_KINDS), whenFalse: about(needle, PROTOTYPE) };
    return value({ type: 'boolean', predicate });
  }
  if (own || (onlyText(receiver) !== null && needle.constants === null)) return condition(about(needle, ALL_KINDS));
  const text = onlyText(needle);
  const absent = text === null ? 0 : absenceOf(text);
  if (absent === 0) return value({ type: 'boolean' });
  return value({ type: 'boolean', predicate: { whenTrue: new Map(), whenFalse: about(receiver, absent) } });
}

/** An own name of the object that is asked leads to nothing that others share, unless the name came out of that object. */
function ownName({ receiver, state }: BuiltinCall, name: Value): Value {
  const objects = receiver.objects.map((id) => state.heap.get(id));
  const isTable =
    receiver.taints.length === 0 &&
    objects.length > 0 &&
    objects.every((one) => one !== undefined && one.rest === null);
  if (isTable) return condition(about(name, ALL_KINDS));
  const isItsOwn = name.taints.some(({ carriers }) => carriers.includes(receiver.id));
  return condition(isItsOwn ? new Map() : about(name, PROTOTYPE));
}

/** `/^[a-z]+$/.test(x)`, `x.match(/…/)`, `x.matches("…")`, `pattern.fullmatch(x)`. */
function matched({ context, receiver, name, args, site }: BuiltinCall): Value | null {
  const [given] = args;
  const own = onlyConstant(receiver);
  const other = given === undefined ? null : onlyConstant(given);
  const fromStart = name === 'match' && context.module(site.module).language === 'python';
  const how = name === 'matches' || name === 'fullmatch' ? 'whole' : fromStart ? 'start' : 'part';
  if (own?.kind === 'regex' && given !== undefined) return matchValue(given, own.source, how);
  if (other?.kind === 'regex') return matchValue(receiver, other.source, how);
  if (name === 'matches' && other?.kind === 'string') return matchValue(receiver, other.value, 'whole');
  return name === 'match' ? null : value({ type: 'boolean' });
}

/** What matching gives: true only for a clean text; its groups are parts of it. */
export function matchValue(subject: Value, source: string, how: 'start' | 'whole' | 'part'): Value {
  const whenTrue = about(subject, patternClean(source, how));
  const whenFalse = about(subject, source.includes('__proto__') ? PROTOTYPE : patternAbsent(source));
  return value({ taints: derived(subject), predicate: { whenTrue, whenFalse } });
}

/** Python replaces every one of a plain text: without quotes nobody leaves an XPath literal, without line ends nobody a line. */
function plainReplacement({ context, args, site }: BuiltinCall, by: string | null): number {
  const text = args[0] === undefined ? null : onlyText(args[0]);
  if (text === null || by === null || by.includes(text)) return 0;
  const { language } = context.module(site.module);
  if (language !== 'python' && language !== 'java' && language !== 'go') return 0;
  return absenceOf(text) & ALL_KINDS & bitsOf(['xpath', 'log', 'header']);
}

function replaced(call: BuiltinCall): Value {
  const { context, receiver, args, site, name } = call;
  const [pattern, by] = args;
  const regex = pattern === undefined ? null : onlyConstant(pattern);
  const replacement = by === undefined ? null : onlyText(by);
  const isJava = context.module(site.module).language === 'java';
  const source =
    regex?.kind === 'regex'
      ? regex.source
      : isJava && name === 'replaceAll' && regex?.kind === 'string'
        ? regex.value
        : null;
  const isEach = name === 'replaceAll' || (regex?.kind === 'regex' && regex.flags.includes('g'));
  const bits =
    source === null
      ? plainReplacement(call, replacement)
      : replacementClean(source, isEach, replacement) | upwardsClean(receiver, source, replacement);
  const made =
    by !== undefined && by.functions.length > 0 ? call.invoke(by, [value({ taints: derived(receiver) })]) : null;
  const taints = mergeTaints([
    cleaned(derived(receiver), bits),
    by === undefined ? [] : derived(by),
    made === null ? [] : derived(made),
  ]);
  return value({ taints: passing(context, taints, site, `Passed through ${name}`) });
}

const ADDERS = new Set('append push add unshift appendleft addLast addFirst offer'.split(' '));
const TAKERS = new Set('pop popleft shift remove poll'.split(' '));
const MERGERS = new Set('update extend putAll addAll'.split(' '));
const KEYED_READS = new Set('get getOrDefault setdefault'.split(' '));
const KEYED_WRITES = new Set('set put setdefault setItem'.split(' '));
const SAME = new Set(
  'copy values items entries list stream toList collect iterator sort sorted reverse flat asList'.split(' '),
);
const CALLING = new Set(
  'map filter forEach find some every flatMap findIndex findLast reduce reduceRight sort'.split(' '),
);

/** Methods of lists and mappings of the program. */
function onObjects(call: BuiltinCall): Value | null {
  const { receiver, name, args, state, context, site, frame } = call;
  if (CALLING.has(name) && args[0] !== undefined && args[0].functions.length > 0) return called(call, args[0]);
  if (receiver.objects.length === 0) return null;
  const only = receiver.objects.length === 1 ? receiver.objects[0]! : null;
  const object = only === null ? undefined : state.heap.get(only);
  if (ADDERS.has(name) && args[0] !== undefined) return add(call, args.at(-1)!);
  if (TAKERS.has(name)) return take(call, only);
  if (name === 'clear' && only !== null) {
    state.heap.set(only, {
      ...EMPTY_OBJECT,
      length: object?.length === undefined || object.length === null ? null : 0,
      cls: object?.cls ?? null,
    });
    return nothing();
  }
  if (MERGERS.has(name)) {
    for (const given of args) write(call, null, call.element(given));
    for (const given of args)
      for (const id of given.objects)
        for (const [key, held] of state.heap.get(id)?.fields ?? []) write(call, key, held);
    return nothing();
  }
  if (KEYED_WRITES.has(name) && args.length >= 2) write(call, keyOf(args[0]!), args[1]!);
  if (KEYED_READS.has(name) && args[0] !== undefined) return keyed(call, args[0], args[1]);
  if (name === 'keys' || name === 'keySet') {
    const id = context.objectId(frame, site.node, 'keys');
    const names = [...(object?.fields.keys() ?? [])].map((key) =>
      value({ constants: [{ kind: 'string', value: key }] }),
    );
    state.heap.set(id, object?.rest == null ? listObject(names) : { ...EMPTY_OBJECT, rest: value() });
    return value({ objects: [id] });
  }
  if (name === 'items' || name === 'entries' || name === 'entrySet') {
    const pair = context.objectId(frame, site.node, 'pair');
    state.heap.set(pair, { ...EMPTY_OBJECT, rest: call.element(receiver) });
    const id = context.objectId(frame, site.node, 'pairs');
    state.heap.set(id, { ...EMPTY_OBJECT, rest: value({ objects: [pair], taints: derived(receiver) }) });
    return value({ objects: [id] });
  }
  if (name === 'concat' && isScript(context.module(site.module))) return concatenated(call);
  if (SAME.has(name) || name === 'concat') {
    return value({
      objects: [...receiver.objects, ...args.flatMap((one) => one.objects)].slice(0, 8),
      taints: derived(receiver),
    });
  }
  if (name === 'slice') return value({ objects: receiver.objects, taints: derived(receiver) });
  if (name === 'join' || name === 'toString') {
    const inner = call.memory.contents(receiver, state);
    const taints = mergeTaints([derived(receiver), inner === null ? [] : derived(inner)]);
    return value({ taints: passing(context, taints, site, 'Joined into a text') });
  }
  return null;
}

function write({ receiver, state }: BuiltinCall, key: string | null, written: Value): void {
  const strong = receiver.objects.length === 1;
  for (const id of receiver.objects) {
    const object = state.heap.get(id) ?? EMPTY_OBJECT;
    state.heap.set(id, { ...writeKey(object, key, written, strong), length: key === null ? null : object.length });
  }
}

function add(call: BuiltinCall, added: Value): Value {
  const { receiver, state, name } = call;
  for (const id of receiver.objects) {
    const object = state.heap.get(id) ?? EMPTY_OBJECT;
    const items = receiver.objects.length === 1 ? itemsOf(object) : null;
    const front = name === 'unshift' || name === 'appendleft' || name === 'addFirst';
    if (items !== null && items.length < 64)
      state.heap.set(id, { ...listObject(front ? [added, ...items] : [...items, added]), cls: object.cls });
    else state.heap.set(id, { ...writeKey(object, null, added, false), length: null });
  }
  return nothing();
}

/** Takes something out: by position, the last, the first; what is left moves up. */
function take(call: BuiltinCall, only: number | null): Value {
  const { name, args, state, receiver } = call;
  const object = only === null ? undefined : state.heap.get(only);
  const items = object === undefined ? null : itemsOf(object);
  const key = args[0] === undefined ? null : keyOf(args[0]);
  if (items === null || object === undefined || only === null) {
    if (key !== null && object !== undefined) {
      const held = readKey(object, key);
      const fields = new Map(object.fields);
      fields.delete(key);
      state.heap.set(only!, { ...object, fields });
      return held ?? args[1] ?? nothing();
    }
    return call.element(receiver);
  }
  const fromFront = name === 'shift' || name === 'popleft' || name === 'poll';
  const position = key !== null && /^-?\d+$/.test(key) ? Number(key) : fromFront ? 0 : items.length - 1;
  if (name === 'remove' && onlyConstant(args[0] ?? nothing())?.kind === 'string') {
    const at = items.findIndex((one) => onlyText(one) === key);
    state.heap.set(only, listObject(at < 0 ? items : items.filter((_, index) => index !== at)));
    return nothing();
  }
  const at = position < 0 ? items.length + position : position;
  state.heap.set(only, listObject(items.filter((_, index) => index !== at)));
  return items[at] ?? nothing();
}

function keyed(call: BuiltinCall, key: Value, fallback: Value | undefined): Value {
  const { receiver, state } = call;
  const name = keyOf(key);
  const held = receiver.objects.flatMap((id) => {
    const object = state.heap.get(id) ?? EMPTY_OBJECT;
    const found = name === null ? call.memory.contents(receiver, state) : readKey(object, name);
    return found === null ? [] : [found];
  });
  if (held.length === 0)
    return fallback ?? (receiver.taints.length > 0 ? value({ taints: derived(receiver) }) : nothing());
  const found = held.reduce((a, b) => join(a, b));
  const certain =
    name !== null && receiver.objects.length === 1 && state.heap.get(receiver.objects[0]!)?.fields.has(name) === true;
  return fallback === undefined || certain ? found : join(found, fallback);
}

/** Methods that call a function for each element. */
function called(call: BuiltinCall, fn: Value): Value | null {
  const { receiver, name, context, frame, site, state } = call;
  const element = call.element(receiver);
  if (name === 'sort') return { ...receiver };
  if (name === 'reduce' || name === 'reduceRight') {
    const start = call.args[1] ?? element;
    const once = call.invoke(fn, [start, element, value({ type: 'number' }), receiver]);
    return once === null ? start : (call.invoke(fn, [join(start, once), element, value({ type: 'number' })]) ?? once);
  }
  const result = call.invoke(fn, [element, value({ type: 'number' }), receiver]);
  if (name === 'forEach') return nothing();
  if (name === 'some' || name === 'every' || name === 'findIndex') return value({ type: 'boolean' });
  if (name === 'filter') {
    const id = context.objectId(frame, site.node, 'kept');
    state.heap.set(id, { ...EMPTY_OBJECT, rest: element });
    return value({ objects: [id], taints: derived(receiver) });
  }
  if (name === 'find' || name === 'findLast') return element;
  const id = context.objectId(frame, site.node, 'mapped');
  const inner = name === 'flatMap' && result !== null ? call.element(result) : result;
  state.heap.set(id, { ...EMPTY_OBJECT, rest: inner });
  return value({ objects: [id] });
}
