import { ARRAY, type ByteEdit, isString, type JsonIndex, memberOf, stringAt, textOf } from '../json-index.ts';
import { answerEdits, type Mode, modeOf, type Restoring, stringEdit } from './answer.ts';
import { Channels, type ExtraEvent } from './channels.ts';

/** What becomes of one event: events that go before it, and edits of its own data. */
export interface EventResult {
  readonly before: readonly ExtraEvent[];
  readonly edits: readonly ByteEdit[];
}

/** Restores the events of one stream, by their shape: servers that speak another's API are many. */
export class EventRestorer {
  readonly #restoring: Restoring;
  readonly #channels: Channels;
  /** Names of tools by the id and the number of their item. */
  readonly #tools = new Map<string, string>();

  constructor(restoring: Restoring) {
    this.#restoring = restoring;
    this.#channels = new Channels(restoring);
  }

  event(index: JsonIndex): EventResult {
    const type = textOf(index, 0, 'type');
    if (type?.startsWith('content_block_')) return this.#contentBlock(index, type);
    if (type?.startsWith('response.')) return this.#response(index, type);
    if (memberOf(index, 0, 'choices') >= 0) return this.#choices(index);
    if (memberOf(index, 0, 'candidates') >= 0) return this.#candidates(index);
    return { before: [], edits: answerEdits(index, 0, this.#restoring) };
  }

  /** The end of the stream, or what says that it is near. */
  end(): readonly ExtraEvent[] {
    return this.#channels.close(() => true);
  }

  #contentBlock(index: JsonIndex, type: string): EventResult {
    const key = `block ${scalarOf(index, 0, 'index')}`;
    if (type === 'content_block_stop') {
      return { before: this.#channels.close((one) => one === key), edits: answerEdits(index, 0, this.#restoring) };
    }
    const number = Number(scalarOf(index, 0, 'index'));
    const part = memberOf(index, 0, type === 'content_block_start' ? 'content_block' : 'delta');
    if (type === 'content_block_start') {
      const kind = textOf(index, part, 'type');
      const tool = textOf(index, part, 'name') ?? '';
      const mode: Mode =
        kind === 'text' || kind === 'thinking'
          ? 'text'
          : kind === 'tool_use'
            ? modeOf(tool, 'json', this.#restoring)
            : 'none';
      this.#channels.open(key, mode);
    }
    const edits: ByteEdit[] = [];
    const pieces = new Set<number>();
    for (const field of ['text', 'thinking', 'partial_json']) {
      const node = memberOf(index, part, field);
      if (node < 0 || !isString(index, node)) continue;
      pieces.add(node);
      const kind = field === 'partial_json' ? 'input_json_delta' : `${field}_delta`;
      const edit = this.#channels.piece(key, index, node, (text) => ({
        event: 'content_block_delta',
        data: { type: 'content_block_delta', index: number, delta: { type: kind, [field]: text } },
      }));
      if (edit !== null) edits.push(edit);
    }
    return { before: [], edits: [...edits, ...answerEdits(index, 0, this.#restoring, pieces)] };
  }

  #response(index: JsonIndex, type: string): EventResult {
    const item = memberOf(index, 0, 'item');
    const numbered = scalarOf(index, 0, 'output_index');
    const id = textOf(index, 0, 'item_id') ?? '';
    if (item >= 0) {
      const name = textOf(index, item, 'name');
      const itemId = textOf(index, item, 'id');
      if (name !== undefined && itemId !== undefined) this.#tools.set(itemId, name);
      if (name !== undefined) this.#tools.set(`#${numbered}`, name);
    }
    const stem = type.replace(/\.(?:delta|done)$/, '');
    const part = scalarOf(index, 0, 'content_index') ?? scalarOf(index, 0, 'summary_index') ?? '';
    const key = `${stem} ${id} ${numbered} ${part}`;
    const mode = this.#modeOfStem(stem, this.#tools.get(id) ?? this.#tools.get(`#${numbered}`) ?? '');
    const delta = memberOf(index, 0, 'delta');
    if (type.endsWith('.delta') && delta >= 0 && isString(index, delta)) {
      this.#channels.open(key, mode);
      const make = (text: string) => ({ event: type, data: { ...parsed(index), delta: text } });
      const edit = this.#channels.piece(key, index, delta, make);
      return { before: [], edits: edit === null ? [] : [edit] };
    }
    if (type.endsWith('.done') && item < 0 && memberOf(index, 0, 'part') < 0) {
      const texts = ['text', 'arguments', 'input', 'refusal', 'code', 'diff', 'transcript']
        .map((field) => memberOf(index, 0, field))
        .filter((node) => node >= 0 && isString(index, node));
      const edits = texts.map((node) => stringEdit(index, node, mode, this.#restoring)).filter((edit) => edit !== null);
      return { before: this.#channels.close((one) => one === key), edits };
    }
    const isLast = /^response\.(?:completed|incomplete|failed|cancelled)$/.test(type);
    const before = isLast ? this.end() : type === 'response.output_item.done' ? this.#closeItem(numbered) : [];
    return { before, edits: answerEdits(index, 0, this.#restoring) };
  }

  #closeItem(numbered: string | undefined): ExtraEvent[] {
    return this.#channels.close((key) => key.split(' ')[2] === numbered);
  }

  #modeOfStem(stem: string, tool: string): Mode {
    if (stem.endsWith('.function_call_arguments')) return modeOf(tool, 'json', this.#restoring);
    if (stem.endsWith('.custom_tool_call_input')) return modeOf(tool, 'text', this.#restoring);
    if (stem.includes('apply_patch')) return 'text';
    // What the provider runs itself, and what a later version brings along for a shell.
    return stem.includes('_call') ? 'none' : 'text';
  }

  #choices(index: JsonIndex): EventResult {
    const edits: ByteEdit[] = [];
    const before: ExtraEvent[] = [];
    const handled = new Set<number>();
    for (const choice of elements(index, memberOf(index, 0, 'choices'))) {
      const number = Number(scalarOf(index, choice, 'index') ?? '0');
      const finish = memberOf(index, choice, 'finish_reason');
      const last = finish >= 0 && isString(index, finish);
      for (const { key, node, tool, mode, make } of piecesOf(index, choice)) {
        const channel = `choice ${number} ${key}`;
        if (tool !== undefined) this.#channels.open(channel, modeOf(tool, mode, this.#restoring));
        if (node < 0) continue;
        handled.add(node);
        // Arguments before a name belong to nobody knows which tool.
        this.#channels.open(channel, key.startsWith('call') ? 'none' : mode);
        const extra = (text: string) => ({
          event: '',
          data: chunkLike(index, { index: number, ...make(text), finish_reason: null }),
        });
        const edit = this.#channels.piece(channel, index, node, extra, last);
        if (edit !== null) edits.push(edit);
      }
      if (last) before.push(...this.#channels.close((key) => key.startsWith(`choice ${number} `)));
    }
    return { before, edits: [...edits, ...answerEdits(index, 0, this.#restoring, handled)] };
  }

  /** Parts of one candidate follow each other: what one kind keeps back is sent before another kind begins. */
  #candidates(index: JsonIndex): EventResult {
    const edits: ByteEdit[] = [];
    const before: ExtraEvent[] = [];
    const handled = new Set<number>();
    for (const candidate of elements(index, memberOf(index, 0, 'candidates'))) {
      const number = scalarOf(index, candidate, 'index') ?? '0';
      const parts = elements(index, memberOf(index, memberOf(index, candidate, 'content'), 'parts'));
      const ends = memberOf(index, candidate, 'finishReason') >= 0;
      const keys = parts.map((part) => {
        const node = memberOf(index, part, 'text');
        return node >= 0 && isString(index, node)
          ? `candidate ${number} ${scalarOf(index, part, 'thought') ?? 'false'}`
          : '';
      });
      const goesOn = (key: string) => key === keys[0] || !key.startsWith(`candidate ${number} `);
      if (parts.length > 0 || ends) before.push(...this.#channels.close((key) => !goesOn(key)));
      for (const [i, part] of parts.entries()) {
        const key = keys[i]!;
        if (key === '') continue;
        const node = memberOf(index, part, 'text');
        handled.add(node);
        this.#channels.open(key, 'text');
        const last = i + 1 < parts.length ? keys[i + 1] !== key : ends;
        const thought = key.endsWith(' true') ? { thought: true } : {};
        const make = (text: string) => ({
          event: '',
          data: { candidates: [{ content: { parts: [{ text, ...thought }], role: 'model' }, index: Number(number) }] },
        });
        const edit = this.#channels.piece(key, index, node, make, last);
        if (edit !== null) edits.push(edit);
      }
    }
    return { before, edits: [...edits, ...answerEdits(index, 0, this.#restoring, handled)] };
  }
}

interface Piece {
  readonly key: string;
  /** The string, -1 where this event only names the tool. */
  readonly node: number;
  readonly mode: Mode;
  readonly tool?: string;
  /** The members of a choice that carry a text of this kind. */
  readonly make: (text: string) => object;
}

/** What one choice of a chunk adds to its texts. */
function piecesOf(index: JsonIndex, choice: number): Piece[] {
  const pieces: Piece[] = [];
  const delta = memberOf(index, choice, 'delta');
  for (const field of ['content', 'refusal', 'reasoning_content', 'reasoning']) {
    const node = memberOf(index, delta, field);
    if (node >= 0 && isString(index, node))
      pieces.push({ key: field, node, mode: 'text', make: (text) => ({ delta: { [field]: text } }) });
  }
  const plain = memberOf(index, choice, 'text');
  if (plain >= 0 && isString(index, plain))
    pieces.push({ key: 'text', node: plain, mode: 'text', make: (text) => ({ text }) });
  for (const call of elements(index, memberOf(index, delta, 'tool_calls'))) {
    const which = Number(scalarOf(index, call, 'index') ?? '0');
    for (const [member, field, mode] of CALLS) {
      const made = memberOf(index, call, member);
      const tool = textOf(index, made, 'name');
      const found = memberOf(index, made, field);
      const node = found >= 0 && isString(index, found) ? found : -1;
      if (tool === undefined && node < 0) continue;
      const make = (text: string) => ({ delta: { tool_calls: [{ index: which, [member]: { [field]: text } }] } });
      pieces.push({ key: `call ${which}`, node, mode, make, ...(tool && { tool }) });
    }
  }
  const legacy = memberOf(index, delta, 'function_call');
  const tool = textOf(index, legacy, 'name');
  const node = memberOf(index, legacy, 'arguments');
  if (legacy >= 0) {
    const make = (text: string) => ({ delta: { function_call: { arguments: text } } });
    pieces.push({
      key: 'call',
      node: node >= 0 && isString(index, node) ? node : -1,
      mode: 'json',
      make,
      ...(tool && { tool }),
    });
  }
  return pieces;
}

const CALLS = [
  ['function', 'arguments', 'json'],
  ['custom', 'input', 'text'],
] as const;

function parsed(index: JsonIndex): Record<string, unknown> {
  return JSON.parse(index.bytes.toString('utf8')) as Record<string, unknown>;
}

function elements(index: JsonIndex, array: number): number[] {
  const nodes: number[] = [];
  if (array < 0 || index.kind[array] !== ARRAY) return nodes;
  for (let node = index.first[array]!; node >= 0; node = index.next[node]!) nodes.push(node);
  return nodes;
}

/** A number, true, false or null as it is written. */
function scalarOf(index: JsonIndex, object: number, name: string): string | undefined {
  const node = memberOf(index, object, name);
  if (node < 0) return undefined;
  return isString(index, node)
    ? stringAt(index, node)
    : index.bytes.toString('latin1', index.start[node]!, index.end[node]!);
}

/** A chunk with the head of this one and another choice. */
function chunkLike(index: JsonIndex, choice: object): object {
  const { id, object, created, model } = parsed(index);
  return { id, object, created, model, choices: [choice] };
}
