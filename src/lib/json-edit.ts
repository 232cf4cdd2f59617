/** A value's place in JSON text: `start` inclusive, `end` exclusive, UTF-16 code units. */
interface Span {
  readonly start: number;
  readonly end: number;
}

interface Member extends Span {
  readonly key: string;
  readonly value: Span;
}

interface Container<Item extends Span> {
  readonly open: number;
  readonly close: number;
  readonly items: readonly Item[];
}

/**
 * Adds an element to the array at `path` (keys of objects, made where they are missing) and leaves every other byte of
 * the text as it is, comments and indentation included. Null when the text is not an object or the path is taken by
 * something else.
 */
export function addToArray(text: string, path: readonly string[], element: unknown): string | null {
  const start = skipBlank(text, 0);
  const end = endOfValue(text, start);
  if (text[start] !== '{' || end === -1 || skipBlank(text, end) !== text.length) return null;
  let at = start;
  for (const [depth, key] of path.entries()) {
    const object = membersOf(text, at);
    if (object === null) return null;
    const member = object.items.findLast((item) => item.key === key);
    if (member === undefined) {
      const value = path.slice(depth + 1).reduceRight<unknown>((inner, name) => ({ [name]: inner }), [element]);
      return insert(text, object, `${JSON.stringify(key)}: `, value);
    }
    at = member.value.start;
  }
  const array = elementsOf(text, at);
  return array === null ? null : insert(text, array, '', element);
}

/** The texts of the elements of the array at `path`; empty where there is none. */
export function elementTexts(text: string, path: readonly string[]): readonly string[] {
  const member = objectAt(text, path.slice(0, -1))?.items.findLast((item) => item.key === path.at(-1));
  const array = member === undefined ? null : elementsOf(text, member.value.start);
  return (array?.items ?? []).map((item) => text.slice(item.start, item.end));
}

/**
 * Takes the elements out of the arrays in the object at `path` that `isOurs` recognises by their text, and what they
 * leave empty. Null when there is nothing to take out.
 */
export function removeFromArrays(
  text: string,
  path: readonly string[],
  isOurs: (element: string) => boolean,
): string | null {
  let rest = text;
  for (;;) {
    const found = arraysAt(rest, path).flatMap(({ member, array }) => {
      const index = array.items.findIndex((item) => isOurs(rest.slice(item.start, item.end)));
      return index === -1 ? [] : [{ member, array, index }];
    })[0];
    if (found === undefined) return rest === text ? null : rest;
    rest =
      found.array.items.length > 1 ? without(rest, found.array, found.index) : withoutMember(rest, path, found.member);
  }
}

function arraysAt(text: string, path: readonly string[]) {
  const object = objectAt(text, path);
  return (object?.items ?? []).flatMap((member) => {
    const array = elementsOf(text, member.value.start);
    return array === null ? [] : [{ member: member.key, array }];
  });
}

function objectAt(text: string, path: readonly string[]): Container<Member> | null {
  let object = membersOf(text, skipBlank(text, 0));
  for (const key of path) {
    const member = object?.items.findLast((item) => item.key === key);
    if (member === undefined) return null;
    object = membersOf(text, member.value.start);
  }
  return object;
}

/** Takes a member out, and its parents as far as they hold nothing else. */
function withoutMember(text: string, path: readonly string[], key: string): string {
  const object = objectAt(text, path)!;
  if (object.items.length > 1 || path.length === 0) {
    return without(
      text,
      object,
      object.items.findLastIndex((item) => item.key === key),
    );
  }
  return withoutMember(text, path.slice(0, -1), path.at(-1)!);
}

function without(text: string, { open, close, items }: Container<Span>, index: number): string {
  const item = items[index]!;
  const next = items[index + 1];
  if (next !== undefined) return text.slice(0, item.start) + text.slice(next.start);
  const previous = items[index - 1];
  if (previous !== undefined) return text.slice(0, previous.end) + text.slice(item.end);
  return text.slice(0, open + 1) + text.slice(close);
}

function insert(text: string, container: Container<Span>, prefix: string, value: unknown): string {
  const { open, close, items } = container;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const last = items.at(-1);
  if (last !== undefined && !text.slice(open, close).includes('\n')) {
    const comma = skipBlank(text, last.end);
    const at = text[comma] === ',' ? comma + 1 : last.end;
    return `${text.slice(0, at)}${at === last.end ? ',' : ''} ${prefix}${JSON.stringify(value)}${text.slice(at)}`;
  }
  const unit = /(?:^|\n)([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const base = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', open) + 1))?.[0] ?? '';
  const inner = base + unit;
  const shown = JSON.stringify(value, null, unit).replaceAll('\n', newline + inner);
  const piece = `${newline}${inner}${prefix}${shown}`;
  if (last === undefined) return `${text.slice(0, open + 1)}${piece}${newline}${base}${text.slice(close)}`;
  const comma = skipBlank(text, last.end);
  const at = text[comma] === ',' ? comma + 1 : last.end;
  return `${text.slice(0, at)}${at === last.end ? ',' : ''}${piece}${text.slice(at)}`;
}

function membersOf(text: string, open: number): Container<Member> | null {
  const items: Member[] = [];
  const close = walk(text, open, '{', '}', (start) => {
    const colon = text[start] === '"' ? skipBlank(text, endOfString(text, start)) : -1;
    if (text[colon] !== ':') return -1;
    const value = skipBlank(text, colon + 1);
    const end = endOfValue(text, value);
    const key = parsed(text.slice(start, endOfString(text, start)));
    if (typeof key !== 'string') return -1;
    items.push({ key, start, end, value: { start: value, end } });
    return end;
  });
  return close === -1 ? null : { open, close, items };
}

function elementsOf(text: string, open: number): Container<Span> | null {
  const items: Span[] = [];
  const close = walk(text, open, '[', ']', (start) => {
    const end = endOfValue(text, start);
    items.push({ start, end });
    return end;
  });
  return close === -1 ? null : { open, close, items };
}

/** Steps over the items of one container; `item` gives the end of each, or -1. Gives the closing bracket, or -1. */
function walk(text: string, open: number, first: string, last: string, item: (start: number) => number): number {
  if (text[open] !== first) return -1;
  for (let at = skipBlank(text, open + 1); at < text.length; ) {
    if (text[at] === last) return at;
    const end = item(at);
    if (end <= at) return -1;
    at = skipBlank(text, end);
    if (text[at] === ',') at = skipBlank(text, at + 1);
    else if (text[at] !== last) return -1;
  }
  return -1;
}

/** The end of the value that starts here, -1 when it is not closed; brackets are counted, never recursed into. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const char = text[at]!;
    if (char === '"') at = endOfString(text, at);
    else if (char === '{' || char === '[') {
      depth += 1;
      at += 1;
    } else if (char === '}' || char === ']') {
      depth -= 1;
      at += 1;
    } else {
      const word = /[^\s"{}[\],:/]+/y;
      word.lastIndex = at;
      if (word.test(text)) at = word.lastIndex;
      else if (depth === 0) return -1;
      else at = skipBlank(text, at) === at ? at + 1 : skipBlank(text, at);
    }
    if (at === -1 || depth < 0) return -1;
    if (depth === 0) return at;
  }
  return -1;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return -1;
}

/** Over blanks, a byte order mark and comments. */
function skipBlank(text: string, start: number): number {
  const blank = /(?:[\s\uFEFF]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
  blank.lastIndex = start;
  return blank.test(text) ? blank.lastIndex : start;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
