import { describe, expect, it } from 'vitest';
import { fake } from '../../lib/fake.ts';
import { createVault } from '../vault.ts';
import { arrayStreamRestorer, eventStreamRestorer, restoreAnswer, type StreamRestorer } from './stream.ts';

const vault = createVault(new Uint8Array(32).fill(5));
const SECRET = `ghp_${fake('base62', 36)}`;
const KEY = `-----BEGIN PRIVATE KEY-----\n"é😀${fake('base64', 40)}"\n-----END PRIVATE KEY-----`;
const token = vault.placeholder('secret', SECRET, () => false);
const key = vault.placeholder('secret', KEY, () => false);
const restoring = { live: vault.live, tools: [] };

const TEXT = `Größe 😀 "${token}" and\n${key}, ${token.slice(0, 7)}${token} ghp_Red`;
const RESTORED = TEXT.replaceAll(token, SECRET).replaceAll(key, KEY);
const ARGUMENTS = JSON.stringify({ file_path: 'a"b.ts', content: `x = "${token}"\n${key}`, n: 3 }).replace(
  'ghp_',
  '\\u0067hp_',
);
const RESTORED_ARGUMENTS = { file_path: 'a"b.ts', content: `x = "${SECRET}"\n${KEY}`, n: 3 };

/** How one API sends text and the arguments of a tool call, in pieces and whole, and how its client puts them together. */
interface ApiForm {
  stream(text: readonly string[], tool: string, args: readonly string[]): string;
  whole(text: string, tool: string, args: string): object;
  /** Text and arguments of a stream. */
  gathered(stream: string): readonly [string, string];
  ofWhole(answer: never): readonly [string, string];
}

const sse = (data: object, event = '') => `${event === '' ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;
const named = (data: { type: string }) => sse(data, data.type);

function eventsOf<T>(stream: string): T[] {
  return stream
    .split(/\r?\n\r?\n/)
    .flatMap((frame) => frame.split(/\r?\n/).filter((line) => line.startsWith('data: {')))
    .map((line) => JSON.parse(line.slice(6)));
}

function put(texts: Map<string, string>, where: string, piece: string | undefined): void {
  if (piece !== undefined) texts.set(where, (texts.get(where) ?? '') + piece);
}

const both = (texts: Map<string, string>): [string, string] => [texts.get('text') ?? '', texts.get('args') ?? ''];

const anthropic: ApiForm = {
  stream: (text, tool, args) =>
    [
      { type: 'message_start', message: { id: 'msg_1', content: [], usage: { input_tokens: 3 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      ...text.map((piece) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } })),
      { type: 'content_block_stop', index: 0 },
      {
        type: 'content_block_start',
        index: 1,
        content_block: { type: 'tool_use', id: 'toolu_1', name: tool, input: {} },
      },
      ...args.map((piece) => ({
        type: 'content_block_delta',
        index: 1,
        delta: { type: 'input_json_delta', partial_json: piece },
      })),
      { type: 'content_block_stop', index: 1 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 9 } },
      { type: 'message_stop' },
    ]
      .map(named)
      .join(''),
  whole: (text, tool, args) => ({
    type: 'message',
    content: [
      { type: 'text', text },
      { type: 'tool_use', id: 'toolu_1', name: tool, input: JSON.parse(args) },
    ],
  }),
  gathered(stream) {
    const texts = new Map<string, string>();
    const open = new Set<number>();
    for (const { type, index, delta } of eventsOf<{
      type: string;
      index: number;
      delta: { text?: string; partial_json?: string };
    }>(stream)) {
      if (type === 'content_block_start') open.add(index);
      if (type === 'content_block_stop') open.delete(index);
      if (type !== 'content_block_delta') continue;
      expect(open.has(index)).toBe(true);
      put(texts, 'text', delta.text);
      put(texts, 'args', delta.partial_json);
    }
    return both(texts);
  },
  ofWhole: ({ content }: { content: readonly { text: string; input: object }[] }) => [
    content[0]!.text,
    JSON.stringify(content[1]!.input),
  ],
};

const chat: ApiForm = {
  stream: (text, tool, args) =>
    [
      { role: 'assistant', content: '' },
      ...text.map((content) => ({ content })),
      { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: tool, arguments: '' } }] },
      ...args.map((piece) => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
    ]
      .map((delta) =>
        sse({
          id: 'chatcmpl-1',
          object: 'chat.completion.chunk',
          model: 'm',
          choices: [{ index: 0, delta, finish_reason: null }],
        }),
      )
      .join('') +
    sse({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      model: 'm',
      choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
    }) +
    'data: [DONE]\n\n',
  whole: (text, tool, args) => ({
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text,
          tool_calls: [{ id: 'call_1', function: { name: tool, arguments: args } }],
        },
      },
    ],
  }),
  gathered(stream) {
    const texts = new Map<string, string>();
    let done = false;
    for (const { choices } of eventsOf<{
      choices: {
        finish_reason: string | null;
        delta: { content?: string; tool_calls?: { function: { arguments: string } }[] };
      }[];
    }>(stream)) {
      expect(done).toBe(false);
      done = choices[0]!.finish_reason !== null;
      put(texts, 'text', choices[0]!.delta.content);
      put(texts, 'args', choices[0]!.delta.tool_calls?.[0]?.function.arguments);
    }
    expect(stream.endsWith('data: [DONE]\n\n')).toBe(true);
    return both(texts);
  },
  ofWhole: ({
    choices,
  }: {
    choices: { message: { content: string; tool_calls: { function: { arguments: string } }[] } }[];
  }) => [choices[0]!.message.content, choices[0]!.message.tool_calls[0]!.function.arguments],
};

const responses: ApiForm = {
  stream(text, tool, args) {
    const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };
    const call = { item_id: 'fc_1', output_index: 1 };
    const item = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: tool, arguments: args.join('') };
    return [
      ...text.map((delta) => ({ type: 'response.output_text.delta', ...at, delta })),
      { type: 'response.output_text.done', ...at, text: text.join('') },
      { type: 'response.output_item.added', output_index: 1, item: { ...item, arguments: '' } },
      ...args.map((delta) => ({ type: 'response.function_call_arguments.delta', ...call, delta })),
      { type: 'response.function_call_arguments.done', ...call, arguments: args.join('') },
      { type: 'response.output_item.done', output_index: 1, item },
      {
        type: 'response.completed',
        response: { output: [{ type: 'message', content: [{ type: 'output_text', text: text.join('') }] }, item] },
      },
    ]
      .map(named)
      .join('');
  },
  whole: (text, tool, args) => ({
    output: [
      { type: 'message', content: [{ type: 'output_text', text }] },
      { type: 'function_call', name: tool, arguments: args },
    ],
  }),
  gathered(stream) {
    const texts = new Map<string, string>();
    for (const event of eventsOf<{
      type: string;
      delta: string;
      text: string;
      arguments: string;
      item: { arguments: string };
      response: { output: never };
    }>(stream)) {
      if (event.type === 'response.output_text.delta') put(texts, 'text', event.delta);
      if (event.type === 'response.function_call_arguments.delta') put(texts, 'args', event.delta);
      // What an event repeats must be what the pieces said.
      if (event.type === 'response.output_text.done') expect(event.text).toBe(texts.get('text'));
      if (event.type === 'response.function_call_arguments.done') expect(event.arguments).toBe(texts.get('args'));
      if (event.type === 'response.output_item.done') expect(event.item.arguments).toBe(texts.get('args'));
      if (event.type === 'response.completed') expect(responses.ofWhole(event.response as never)).toEqual(both(texts));
    }
    return both(texts);
  },
  ofWhole: ({ output }: { output: { content: { text: string }[]; arguments: string }[] }) => [
    output[0]!.content[0]!.text,
    output[1]!.arguments,
  ],
};

const candidates = (parts: object[], finishReason?: string) => ({
  candidates: [{ content: { parts, role: 'model' }, index: 0, ...(finishReason && { finishReason }) }],
});

function gatherCandidates(
  events: { candidates: { content: { parts: { text?: string; functionCall?: { args: object } }[] } }[] }[],
): [string, string] {
  const texts = new Map<string, string>();
  for (const {
    candidates: [one],
  } of events) {
    for (const part of one!.content.parts) {
      if (part.text !== undefined) expect(texts.has('args')).toBe(false);
      put(texts, 'text', part.text);
      if (part.functionCall !== undefined) put(texts, 'args', JSON.stringify(part.functionCall.args));
    }
  }
  return both(texts);
}

const geminiChunks = (text: readonly string[], tool: string, args: readonly string[]) => [
  ...text.map((piece) => candidates([{ text: piece }])),
  candidates([{ functionCall: { name: tool, args: JSON.parse(args.join('')) } }], 'STOP'),
];

const gemini: ApiForm = {
  stream: (text, tool, args) =>
    geminiChunks(text, tool, args)
      .map((chunk) => sse(chunk).replaceAll('\n', '\r\n'))
      .join(''),
  whole: (text, tool, args) => candidates([{ text }, { functionCall: { name: tool, args: JSON.parse(args) } }], 'STOP'),
  gathered: (stream) => gatherCandidates(eventsOf(stream)),
  ofWhole: (answer: never) => gatherCandidates([answer]),
};

const geminiArray: ApiForm = {
  ...gemini,
  stream: (text, tool, args) =>
    `[${geminiChunks(text, tool, args)
      .map((chunk) => JSON.stringify(chunk, null, 2))
      .join('\n,\r\n')}\n]`,
  gathered: (stream) => gatherCandidates(JSON.parse(stream)),
};

function through(restorer: StreamRestorer, bytes: Buffer, cuts: readonly number[]): string {
  const ends = [...cuts, bytes.length];
  const parts = ends.map((end, i) => restorer.push(bytes.subarray(ends[i - 1] ?? 0, end)));
  return Buffer.concat([...parts, restorer.end()]).toString('utf8');
}

const every = (text: string, step: number) =>
  Array.from({ length: Math.ceil(text.length / step) }, (_, i) => text.slice(i * step, (i + 1) * step));

describe.each([
  ['Anthropic Messages', anthropic, eventStreamRestorer],
  ['Chat Completions', chat, eventStreamRestorer],
  ['Responses', responses, eventStreamRestorer],
  ['Gemini', gemini, eventStreamRestorer],
  ['Gemini as an array', geminiArray, arrayStreamRestorer],
] as const)('%s', (_, api, restorer) => {
  const check = (stream: string, cuts: readonly number[]) => {
    const out = through(restorer(restoring), Buffer.from(stream), cuts);
    const [text, args] = api.gathered(out);
    expect(text).toBe(RESTORED);
    expect(JSON.parse(args)).toEqual(RESTORED_ARGUMENTS);
  };

  it('gives whole what it gives in pieces', () => {
    const answer = restoreAnswer(Buffer.from(JSON.stringify(api.whole(TEXT, 'Write', ARGUMENTS))), restoring);
    const [text, args] = api.ofWhole(JSON.parse(answer.toString()) as never);
    expect(text).toBe(RESTORED);
    expect(JSON.parse(args)).toEqual(RESTORED_ARGUMENTS);
  });

  it('restores everything at every cut of text and arguments', () => {
    for (let at = 0; at <= TEXT.length; at++) {
      const cut = Math.min(ARGUMENTS.length, at);
      check(
        api.stream([TEXT.slice(0, at), TEXT.slice(at)], 'Write', [ARGUMENTS.slice(0, cut), ARGUMENTS.slice(cut)]),
        [],
      );
    }
    for (const step of [1, 2, 3, 5]) check(api.stream(every(TEXT, step), 'Write', every(ARGUMENTS, step)), []);
  });

  it('restores everything at every cut of the bytes', () => {
    const stream = api.stream(every(TEXT, 11), 'Write', every(ARGUMENTS, 13));
    const size = Buffer.byteLength(stream);
    for (let at = 0; at <= size; at += 3) check(stream, [at, Math.min(size, at + 1)]);
    check(
      stream,
      Array.from({ length: size }, (_, i) => i),
    );
  });

  it('leaves the arguments of a shell and of an unknown tool as they are', () => {
    for (const tool of ['Bash', 'mcp__web__fetch', 'frobnicate', '']) {
      const stream = api.stream(every(TEXT, 9), tool, every(ARGUMENTS, 4));
      const [text, args] = api.gathered(through(restorer(restoring), Buffer.from(stream), []));
      expect(text).toBe(RESTORED);
      expect(JSON.parse(args)).toEqual(JSON.parse(ARGUMENTS));
      const whole = restoreAnswer(Buffer.from(JSON.stringify(api.whole(TEXT, tool, ARGUMENTS))), restoring);
      expect(JSON.parse(api.ofWhole(JSON.parse(whole.toString()) as never)[1])).toEqual(JSON.parse(ARGUMENTS));
    }
  });

  it('restores in the arguments of a shell where policy names it', () => {
    const out = through(
      restorer({ ...restoring, tools: ['Bash'] }),
      Buffer.from(api.stream([TEXT], 'Bash', every(ARGUMENTS, 6))),
      [],
    );
    expect(JSON.parse(api.gathered(out)[1])).toEqual(RESTORED_ARGUMENTS);
  });

  it('passes byte for byte what carries no placeholder', () => {
    const stream = api.stream(['Hello ', 'Größe 😀'], 'Write', ['{"a": "b\\n', '"}']);
    expect(through(restorer(restoring), Buffer.from(stream), [5, 17, 40])).toBe(stream);
  });
});

describe('eventStreamRestorer', () => {
  it('passes comments, pings, other fields and text that is no JSON', () => {
    const stream =
      ': hi\n\nevent: ping\nid: 3\ndata: {"type": "ping"}\n\nretry: 10\n\ndata: nonsense\ndata: more\n\ndata: {"cut';
    expect(through(eventStreamRestorer(restoring), Buffer.from(stream), [3, 20])).toBe(stream);
  });

  it('sends what was kept back when the stream ends without a last event', () => {
    const cut = chat
      .stream([`see ${token.slice(0, 10)}`], 'Write', [])
      .split(
        'data: {"id":"chatcmpl-1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"tool_calls"',
      )[0]!;
    const out = through(eventStreamRestorer(restoring), Buffer.from(cut), []);
    expect(
      eventsOf<{ choices: { delta: { content: string } }[] }>(out)
        .map(({ choices }) => choices[0]!.delta.content)
        .join(''),
    ).toBe(`see ${token.slice(0, 10)}`);
  });

  it('keeps the text that comes with the last chunk in its order', () => {
    const end = sse({ choices: [{ index: 0, delta: { content: `b ${token.slice(0, 5)}` }, finish_reason: 'length' }] });
    const out = through(
      eventStreamRestorer(restoring),
      Buffer.from(sse({ choices: [{ index: 0, delta: { content: 'a g' }, finish_reason: null }] }) + end),
      [],
    );
    expect(
      eventsOf<{ choices: { delta: { content: string } }[] }>(out)
        .map(({ choices }) => choices[0]!.delta.content)
        .join(''),
    ).toBe(`a gb ${token.slice(0, 5)}`);
  });
});
