import type { BuiltinCall } from './builtins.ts';
import { type Context, passing } from './context.ts';
import { about } from './guards.ts';
import { EMPTY_OBJECT, type HeapObject, itemsOf, listObject, readAny, writeKey } from './heap.ts';
import { ALL_KINDS, NUMERIC } from './kinds.ts';
import { keyOf } from './memory.ts';
import type { State } from './state.ts';
import {
  boolean,
  cleaned,
  derived,
  join,
  mergeTaints,
  nothing,
  number,
  onlyConstant,
  onlyText,
  text,
  type Value,
  value,
} from './value.ts';

export interface JavaCall extends BuiltinCall {
  concat(parts: readonly Value[]): Value;
}

const of = (prefix: string, names: string) => names.split(' ').map((name) => `${prefix}.${name}`);

const LISTS = new Set([
  ...of(
    'java.util',
    'ArrayList LinkedList Vector Stack HashSet LinkedHashSet TreeSet ArrayDeque PriorityQueue concurrent.CopyOnWriteArrayList concurrent.ConcurrentLinkedQueue concurrent.LinkedBlockingQueue',
  ),
]);
const MAPS = new Set(
  of(
    'java.util',
    'HashMap LinkedHashMap TreeMap Hashtable EnumMap WeakHashMap IdentityHashMap concurrent.ConcurrentHashMap',
  ),
);
/** Objects that collect text. */
const BUILDERS = new Set([
  ...of('java.lang', 'StringBuilder StringBuffer'),
  ...of('java.io', 'StringWriter ByteArrayOutputStream CharArrayWriter'),
]);
const ADDING = new Set('append write print println'.split(' '));

/** `new` of a class of Java's own library whose instances are followed; null for any other. */
export function newJavaObject(path: string, call: JavaCall): Value | null {
  const { args, state, context, frame, site } = call;
  const [first] = args;
  if (path === 'java.lang.String') return first ?? text('');
  if (/^java\.lang\.(?:Integer|Long|Short|Byte|Double|Float|Boolean)$/.test(path)) {
    return value({ type: 'number', taints: first === undefined ? [] : cleaned(derived(first), NUMERIC) });
  }
  const isList = LISTS.has(path);
  if (!isList && !MAPS.has(path) && !BUILDERS.has(path)) return null;
  const id = context.objectId(frame, site.node, 'java');
  if (BUILDERS.has(path)) {
    const start = first === undefined || first.type === 'number' || onlyConstant(first)?.kind === 'number';
    state.heap.set(id, { ...EMPTY_OBJECT, fields: new Map([['text', start ? text('') : asText(first, state)]]) });
    return value({ objects: [id], api: path });
  }
  const given = first === undefined || first.objects.length === 0 ? null : first.objects;
  let object: HeapObject = isList ? listObject([]) : EMPTY_OBJECT;
  if (given !== null && given.length === 1) object = state.heap.get(given[0]!) ?? object;
  else if (given !== null || (first !== undefined && first.taints.length > 0))
    object = { ...EMPTY_OBJECT, rest: call.element(first!) };
  state.heap.set(id, object);
  return value({ objects: [id] });
}

/** A value as text is what it has collected. */
export function textInside(of: Value, state: State): Value {
  return of.api !== null && of.objects.length > 0 && BUILDERS.has(of.api) ? asText(of, state) : of;
}

function asText(of: Value, state: State): Value {
  if (of.api === null || !BUILDERS.has(of.api)) return of;
  const held = of.objects.map((id) => state.heap.get(id)?.fields.get('text') ?? value());
  return held.length === 0 ? of : held.reduce((a, b) => join(a, b));
}

/** Methods of Java's own library on values that are followed; null where models or general rules say more. */
export function javaMethod(call: JavaCall): Value | null {
  const { receiver } = call;
  if (receiver.api !== null && BUILDERS.has(receiver.api) && receiver.objects.length > 0) return built(call);
  if (receiver.api !== null && receiver.objects.length === 0) {
    const path = `${receiver.api}.${call.name}`;
    const made = STATIC.get(path);
    if (made === undefined) return null;
    const { context, args, site, state } = call;
    for (const { kind, argument } of context.models(site.module).sinks.get(path) ?? []) {
      const given = args[Number(argument)];
      if (given !== undefined) context.sink(kind, given, site, state, path);
    }
    return made(call);
  }
  if (receiver.objects.length > 0) return collected(call);
  return onText(call);
}

function built(call: JavaCall): Value | null {
  const { receiver, name, args, state } = call;
  const before = asText(receiver, state);
  const keep = (now: Value) => {
    for (const id of receiver.objects) {
      const object = state.heap.get(id) ?? EMPTY_OBJECT;
      state.heap.set(id, writeKey(object, 'text', now, receiver.objects.length === 1));
    }
    return receiver;
  };
  if (ADDING.has(name)) return keep(call.concat([before, ...args.slice(0, 1).map((one) => asText(one, state))]));
  if (name === 'insert') return keep(call.concat([...args.slice(1, 2).map((one) => asText(one, state)), before]));
  if (name === 'setLength') return keyOf(args[0] ?? nothing()) === '0' ? keep(text('')) : receiver;
  if (name === 'reverse' || name === 'delete' || name === 'deleteCharAt')
    return keep(value({ taints: derived(before) }));
  if (name === 'replace') return keep(value({ taints: mergeTaints([before, ...args.slice(2)].map(derived)) }));
  if (name === 'toString' || name === 'toByteArray' || name === 'getBuffer') return before;
  if (name === 'length' || name === 'size') return value({ type: 'number' });
  if (name === 'substring' || name === 'subSequence') return part(before, args);
  return null;
}

const FIRST = new Set('peek element getFirst firstElement peekFirst first pollFirst removeFirst'.split(' '));
const LAST = new Set('getLast lastElement peekLast last pollLast removeLast'.split(' '));
const SOME = new Set(
  'next nextElement previous take getValue elementAt iterator.next findFirst findAny orElseThrow pop'.split(' '),
);
const SAME = new Set(
  'elements listIterator parallelStream subList distinct limit skip sorted collect toArray clone boxed toSet descendingIterator asIterator unmodifiable build parallel sequential'.split(
    ' ',
  ),
);

function collected(call: JavaCall): Value | null {
  const { receiver, name, args, state } = call;
  const only = receiver.objects.length === 1 ? state.heap.get(receiver.objects[0]!) : undefined;
  const items = only === undefined ? null : itemsOf(only);
  if (name === 'size' || name === 'length') return items === null ? value({ type: 'number' }) : number(items.length);
  if (name === 'isEmpty') return items === null ? value({ type: 'boolean' }) : boolean(items.length === 0);
  if (name === 'hasNext' || name === 'hasMoreElements' || name === 'isPresent') return value({ type: 'boolean' });
  if (FIRST.has(name) && items !== null && items.length > 0) {
    if (/^(?:poll|remove)/.test(name)) state.heap.set(receiver.objects[0]!, listObject(items.slice(1)));
    return items[0]!;
  }
  if (LAST.has(name) && items !== null && items.length > 0) {
    if (/^(?:poll|remove)/.test(name)) state.heap.set(receiver.objects[0]!, listObject(items.slice(0, -1)));
    return items.at(-1)!;
  }
  if (FIRST.has(name) || LAST.has(name) || SOME.has(name)) return call.element(receiver);
  if (name === 'getKey') return value({ taints: derived(receiver) });
  if (SAME.has(name)) return receiver;
  if (name === 'put' || name === 'putIfAbsent' || name === 'addElement') {
    const key = name === 'addElement' ? null : keyOf(args[0] ?? nothing());
    const written = args.at(-1) ?? nothing();
    if (items !== null && name === 'addElement') {
      state.heap.set(receiver.objects[0]!, listObject([...items, written]));
      return nothing();
    }
    for (const id of receiver.objects) {
      const object = state.heap.get(id) ?? EMPTY_OBJECT;
      state.heap.set(id, writeKey(object, key, written, receiver.objects.length === 1));
    }
    return nothing();
  }
  if (name === 'add' && args.length === 2 && items !== null) {
    const at = Number(keyOf(args[0]!) ?? Number.NaN);
    if (!Number.isInteger(at)) return null;
    state.heap.set(receiver.objects[0]!, listObject([...items.slice(0, at), args[1]!, ...items.slice(at)]));
    return nothing();
  }
  if (name === 'getBytes' || name === 'toCharArray') return receiver;
  return null;
}

/** The part of a text that two positions name, where all is constant. */
function part(of: Value, args: readonly Value[]): Value {
  const own = onlyText(of);
  const [from, to] = args.map((one) => Number(keyOf(one) ?? Number.NaN));
  if (own !== null && Number.isInteger(from) && (args.length < 2 || Number.isInteger(to)))
    return text(own.slice(from, to));
  return value({ taints: derived(of) });
}

function onText(call: JavaCall): Value | null {
  const { receiver, name, args } = call;
  const own = onlyText(receiver);
  if (own !== null) {
    const [first] = args;
    const given = first === undefined ? null : onlyText(first);
    if (/^(?:getBytes|toCharArray|intern|toString|strip|valueOf)$/.test(name)) return receiver;
    if (name === 'substring') return part(receiver, args);
    if (name === 'length' && args.length === 0) return number(own.length);
    if (name === 'isEmpty') return boolean(own === '');
    if (name === 'isBlank') return boolean(own.trim() === '');
    if (name === 'concat' && given !== null) return text(own + given);
    if (name === 'equalsIgnoreCase' && given !== null) return boolean(own.toLowerCase() === given.toLowerCase());
    if (name === 'replace' && given !== null && args[1] !== undefined && onlyText(args[1]) !== null)
      return text(own.replaceAll(given, () => onlyText(args[1]!)!));
  }
  if (name === 'equalsIgnoreCase' && args[0] !== undefined) {
    const subject = receiver.constants !== null ? args[0] : args[0].constants !== null ? receiver : null;
    const predicate = subject === null ? null : { whenTrue: about(subject, ALL_KINDS), whenFalse: new Map() };
    return value({ type: 'boolean', predicate });
  }
  if (receiver.api !== null) return null;
  if (name === 'getClass' || name === 'isPresent' || name === 'isBlank') return value();
  if (name === 'getBytes' || name === 'toCharArray') return receiver;
  if (args.length === 0 && /^(?:get|orElseThrow|next|nextElement|toString)$/.test(name) && receiver.taints.length > 0)
    return receiver;
  if (name === 'orElse' && args[0] !== undefined) return join(receiver, args[0]);
  if (name === 'formatted') return call.concat([receiver, ...args]);
  return null;
}

type Make = (call: JavaCall) => Value | null;

const same: Make = ({ args }) => args[0] ?? null;

const list: Make = ({ args, state, context, frame, site }) => {
  // One array is the list itself.
  if (args.length === 1 && args[0]!.objects.length > 0) return args[0]!;
  const id = context.objectId(frame, site.node, 'list');
  state.heap.set(id, listObject(args));
  return value({ objects: [id] });
};

const map: Make = ({ args, state, context, frame, site }) => {
  const id = context.objectId(frame, site.node, 'map');
  let object = EMPTY_OBJECT;
  for (let i = 0; i + 1 < args.length; i += 2) object = writeKey(object, keyOf(args[i]!), args[i + 1]!, true);
  state.heap.set(id, object);
  return value({ objects: [id] });
};

const toText: Make = ({ args, state, context, site }) => {
  const [first] = args;
  if (first === undefined) return null;
  const inside = asText(first, state);
  const one = onlyConstant(inside);
  if (one?.kind === 'number' || one?.kind === 'boolean') return text(String(one.value));
  return inside.objects.length === 0 ? inside : value({ taints: heldBy(inside, state, context, site) });
};

function heldBy(of: Value, state: State, context: Context, site: JavaCall['site']) {
  const held = of.objects.flatMap((id) => readAny(state.heap.get(id) ?? EMPTY_OBJECT) ?? []);
  return passing(context, mergeTaints([of, ...held].map(derived)), site, 'Becomes part of a text');
}

/** `String.format`: the literal pieces stand between what is filled in. */
const format: Make = (call) => {
  const [first, ...rest] = call.args;
  if (first === undefined) return null;
  const pattern = onlyText(first);
  const spread = rest.length === 1 && rest[0]!.objects.length > 0 ? [call.element(rest[0]!)] : rest;
  if (pattern === null) return call.concat([first, ...spread]);
  const pieces = pattern.split(/%(?:\d+\$)?[-+# 0,(]*[\d.]*(?:[a-zA-Z])/);
  const verbs = pattern.match(/%(?:\d+\$)?[-+# 0,(]*[\d.]*(?:[a-zA-Z])/g) ?? [];
  let next = 0;
  const parts = pieces.flatMap((piece, at) => {
    const verb = verbs[at];
    if (verb === undefined) return [text(piece)];
    if (/[n%]$/.test(verb)) return [text(`${piece}\n`)];
    const given = spread[Math.min(next++, spread.length - 1)];
    if (given === undefined || /[dxoefg]$/i.test(verb)) return [text(piece), value({ type: 'number' })];
    return [text(piece), given];
  });
  return call.concat(parts);
};

const setting: Make = ({ args, context, receiver, state, site }) => {
  const key = args[0] === undefined ? null : onlyText(args[0]);
  const written = key === null ? undefined : state.heap.get(-receiver.id)?.fields.get(key);
  if (written !== undefined) return written;
  const known = key === null ? undefined : context.settings.get(key);
  if (known !== undefined) return value({ constants: known.map((one) => ({ kind: 'string', value: one })) });
  const source = context.untrusted('local', site, 'a settings file');
  return args[1] === undefined ? source : join(source, args[1]);
};

/** What the virtual machine itself says: its folders, separators and names are nobody's input. */
const machineFact: Make = ({ args }) => {
  const key = args[0] === undefined ? null : onlyText(args[0]);
  return key !== null && /^(?:java|os|user|file|line|path|sun)\./.test(key) ? value() : null;
};

const keepSetting: Make = ({ args, receiver, state, memory, site }) => {
  memory.write(receiver, args[0] === undefined ? null : keyOf(args[0]), args[1] ?? nothing(), state, site);
  return nothing();
};

/** Calls of Java's own library whose result is what they were given, in another form. */
const STATIC: ReadonlyMap<string, Make> = new Map([
  ...of(
    'java.util.Collections',
    'unmodifiableList unmodifiableSet unmodifiableMap unmodifiableCollection synchronizedList synchronizedMap list enumeration',
  ).map((path) => [path, same] as const),
  ...of('java.util.List', 'copyOf').map((path) => [path, same] as const),
  ...of('java.util.Optional', 'of ofNullable').map((path) => [path, same] as const),
  ...of('java.util.Objects', 'requireNonNull requireNonNullElse').map((path) => [path, same] as const),
  ...of('java.util.Arrays', 'stream copyOf copyOfRange').map((path) => [path, same] as const),
  ...[
    'java.util.Arrays.asList',
    'java.util.List.of',
    'java.util.Set.of',
    'java.util.stream.Stream.of',
    'java.util.Collections.singletonList',
    'java.util.Collections.singleton',
    'java.util.Collections.emptyList',
    'java.util.EnumSet.of',
  ].map((path) => [path, list] as const),
  ['java.util.Map.of', map],
  ...[
    'java.lang.String.valueOf',
    'java.lang.String.copyValueOf',
    'java.util.Objects.toString',
    'java.util.Arrays.toString',
  ].map((path) => [path, toText] as const),
  ['java.lang.String.format', format],
  ['java.text.MessageFormat.format', ({ concat, args }: JavaCall) => concat(args)],
  [
    'java.lang.String.join',
    (call: JavaCall) =>
      call.concat(call.args.slice(1).map((one) => value({ taints: heldBy(one, call.state, call.context, call.site) }))),
  ],
  ['java.util.Properties.getProperty', setting],
  ['java.lang.System.getProperty', machineFact],
  ['java.util.Properties.setProperty', keepSetting],
]);
