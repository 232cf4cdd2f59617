import {
  ESCAPED,
  indexJson,
  isString,
  type JsonIndex,
  memberOf,
  OBJECT,
  SCALAR,
  SHORTEST_NUMBER,
  STRING,
  stringAt,
  textOf,
} from '../json-index.ts';

/** Something that is looked at as one text. */
interface TextPart {
  readonly kind: 'text';
  readonly node: number;
  readonly text: string;
  /** Words before the text that the detectors need: the name under which it stands. They are no part of the message. */
  readonly lead: string;
}

/** A string that is JSON itself (the arguments of a tool call), with the parts inside. */
interface JsonPart {
  readonly kind: 'json';
  readonly node: number;
  readonly index: JsonIndex;
  readonly parts: readonly Part[];
}

/** A text file in base 64. */
interface EncodedPart {
  readonly kind: 'base64';
  readonly node: number;
  readonly text: string;
}

export type Part = TextPart | JsonPart | EncodedPart;

/** Bytes that no detector can read: told, never counted as scanned. */
export interface Unscanned {
  readonly what: 'image' | 'audio' | 'file' | 'encrypted';
  readonly bytes: number;
  readonly node: number;
}

export interface Walked {
  readonly parts: readonly Part[];
  readonly unscanned: readonly Unscanned[];
}

/** Values under these names are words of the protocol: their name says nothing about a secret. */
const PROTOCOL: ReadonlySet<string> = new Set(
  'role type text content id name model description title thinking url path file_path arguments input output status'.split(
    ' ',
  ),
);
/** Ids that a provider gave out and wants back unchanged. */
const ID_NAME = /^(?:id|.*_id|.*Id|container|conversation)$/;
const ID_VALUE =
  /^(?:msg|toolu|srvtoolu|mcptoolu|call|fc|fco|resp|rs|ctc|ws|fs|ci|ig|cu|sh|ap|mcp|mcpr|mcpl|conv|file|vs|batch|container|asst|thread|run|step|chatcmpl|req)[_-][A-Za-z0-9_-]{6,120}$/;
const BASE64 = /^[A-Za-z0-9+/_=\s-]*$/;
const TEXT_TYPE = /^text\/|^application\/(?:json|xml|x-?yaml|javascript|x-sh|sql|toml|csv)|\+(?:json|xml)$/;
const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?((?:;[\w.+=-]+)*?);base64,/;

/**
 * Everything in a value of a message that somebody wrote, by the shapes of the four APIs: whatever is not known as a picture, a
 * file or something encrypted is text. Walks without recursion; `json` inside `json` is looked at as text.
 */
export function walkParts(index: JsonIndex, root: number, depth = 0): Walked {
  const parts: Part[] = [];
  const unscanned: Unscanned[] = [];
  const waiting: number[] = [root];
  visitName(index, root, parts);
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    const kind = index.kind[node]!;
    if (kind === STRING || kind === ESCAPED) {
      visitString(index, node, depth, parts, unscanned);
      continue;
    }
    if (kind === SCALAR) {
      visitNumber(index, node, parts);
      continue;
    }
    for (let child = index.first[node]!; child >= 0; child = index.next[child]!) {
      visitName(index, child, parts);
      waiting.push(child);
    }
  }
  return { parts, unscanned };
}

/** A name carries nothing unless it is longer than the words of a protocol. */
function visitName(index: JsonIndex, node: number, parts: Part[]): void {
  const name = index.name[node]!;
  if (name < 0 || index.end[name]! - index.start[name]! < 14) return;
  parts.push({ kind: 'text', node: name, text: stringAt(index, name), lead: '' });
}

function visitNumber(index: JsonIndex, node: number, parts: Part[]): void {
  const length = index.end[node]! - index.start[node]!;
  if (length < SHORTEST_NUMBER) return;
  const text = index.bytes.toString('latin1', index.start[node]!, index.end[node]!);
  const name = index.name[node]!;
  if (/^\d+$/.test(text)) parts.push({ kind: 'text', node, text, lead: name < 0 ? '' : `${stringAt(index, name)}: ` });
}

function visitString(index: JsonIndex, node: number, depth: number, parts: Part[], unscanned: Unscanned[]): void {
  const text = stringAt(index, node);
  if (text.length < 4) return;
  const nameNode = index.name[node]!;
  const name = nameNode < 0 ? '' : stringAt(index, nameNode);
  if ((name === 'role' || name === 'type') && /^[a-z_.-]{1,40}$/.test(text)) return;
  if (ID_NAME.test(name) && ID_VALUE.test(text)) return;
  const opaque = opaqueKind(index, node, name, text);
  if (opaque !== null && BASE64.test(text.replace(DATA_URL, ''))) {
    if (opaque.what === 'file' && TEXT_TYPE.test(opaque.type)) {
      const decoded = Buffer.from(text, 'base64');
      const plain = decoded.toString('utf8');
      if (!text.startsWith('data:') && !plain.includes('\ufffd')) {
        parts.push({ kind: 'base64', node, text: plain });
        return;
      }
    }
    unscanned.push({ what: opaque.what, bytes: text.length, node });
    return;
  }
  if (depth < 2 && isJsonText(name, text)) {
    const inner = indexJson(Buffer.from(text));
    if (!('fault' in inner)) {
      const walked = walkParts(inner, 0, depth + 1);
      parts.push({ kind: 'json', node, index: inner, parts: walked.parts });
      for (const one of walked.unscanned) unscanned.push({ ...one, node });
      return;
    }
  }
  const lead = name === '' || PROTOCOL.has(name) || text.length > 400 || text.includes('\n') ? '' : `"${name}": "`;
  parts.push({ kind: 'text', node, text, lead });
}

/** What a model or a tool wrote as JSON is looked at string by string: escapes would hide what they contain. */
function isJsonText(name: string, text: string): boolean {
  if (name === 'arguments' || name === 'partial_json') return true;
  return /^\s*[[{]/.test(text.slice(0, 64)) && /[\]}]\s*$/.test(text.slice(-64)) && text.includes('\\');
}

/** Pictures, sound, files and what only the provider can read, where the API puts them. */
function opaqueKind(
  index: JsonIndex,
  node: number,
  name: string,
  text: string,
): { what: Unscanned['what']; type: string } | null {
  const url = DATA_URL.exec(text.slice(0, 200));
  if (url !== null) return { what: whatIs(url[1] ?? ''), type: url[1] ?? '' };
  const around = index.parent[node]!;
  if (around < 0) return null;
  switch (name) {
    case 'data': {
      const media =
        textOf(index, around, 'media_type') ?? textOf(index, around, 'mimeType') ?? textOf(index, around, 'mime_type');
      if (media !== undefined)
        return textOf(index, around, 'type') === 'text' ? null : { what: whatIs(media), type: media };
      if (textOf(index, around, 'type') === 'redacted_thinking') return { what: 'encrypted', type: '' };
      return isInside(index, around, 'input_audio') ? { what: 'audio', type: '' } : null;
    }
    case 'file_data':
      return { what: 'file', type: '' };
    case 'signature':
    case 'thoughtSignature':
    case 'thought_signature':
    case 'encrypted_content':
    case 'encrypted_index':
      return { what: 'encrypted', type: '' };
    case 'result':
    case 'b64_json':
      return name === 'b64_json' || textOf(index, around, 'type') === 'image_generation_call'
        ? { what: 'image', type: '' }
        : null;
    default:
      return null;
  }
}

function isInside(index: JsonIndex, node: number, name: string): boolean {
  const nameNode = index.name[node]!;
  return nameNode >= 0 && stringAt(index, nameNode) === name;
}

function whatIs(media: string): Unscanned['what'] {
  if (media.startsWith('image/')) return 'image';
  return media.startsWith('audio/') || media.startsWith('video/') ? 'audio' : 'file';
}

/** Names of members whose elements are looked at one by one, so that what was sent before is known again. */
const LISTS: ReadonlySet<string> = new Set(['messages', 'input', 'contents', 'tools', 'system']);

/** The values that a body consists of: elements of its lists of messages, and its other members. */
export function unitsOf(index: JsonIndex): number[] {
  if (index.kind[0] !== OBJECT) return [0];
  const units: number[] = [];
  for (let member = index.first[0]!; member >= 0; member = index.next[member]!) {
    const name = index.name[member]!;
    if (index.kind[member]! === 1 && LISTS.has(stringAt(index, name))) {
      for (let element = index.first[member]!; element >= 0; element = index.next[element]!) units.push(element);
    } else units.push(member);
  }
  return units;
}

/** The model that a body names. */
export function modelIn(index: JsonIndex): string | undefined {
  const node = memberOf(index, 0, 'model');
  return node >= 0 && isString(index, node) ? stringAt(index, node) : undefined;
}
