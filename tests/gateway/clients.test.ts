import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { type Handler, type Lab, startLab, TOKEN } from './lab.ts';

let lab: Lab | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

/** Pieces of a few characters, as models send them. */
const pieces = (text: string) => text.match(/[\s\S]{1,7}/g) ?? [];
const event = (data: { type: string }) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
const chunk = (data: object) => `data: ${JSON.stringify(data)}\n\n`;

/** What the assistant was told, as it reached the provider. */
function heard(body: Buffer): string {
  return /"(?:content|input)":"(use [^"]*)"/.exec(body.toString())![1]!;
}

/** A provider that repeats what it heard as text, in a file edit and in a shell command. */
const anthropic: Handler = ({ body, url }, response) => {
  if (url.endsWith('/count_tokens')) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"input_tokens":11}');
    return;
  }
  const said = heard(body);
  const calls = [
    { name: 'Write', input: { file_path: 'a.env', content: said } },
    { name: 'Bash', input: { command: said } },
  ];
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-x',
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 5, output_tokens: 9 },
  };
  if (!body.includes('"stream":true')) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        ...message,
        content: [
          { type: 'text', text: said },
          ...calls.map((call, i) => ({ type: 'tool_use', id: `toolu_${i}`, ...call })),
        ],
      }),
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(event({ type: 'message_start', message: { ...message, content: [], stop_reason: null } } as never));
  response.write(event({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } } as never));
  for (const text of pieces(said))
    response.write(event({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } } as never));
  response.write(event({ type: 'content_block_stop', index: 0 } as never));
  for (const [i, { name, input }] of calls.entries()) {
    response.write(
      event({
        type: 'content_block_start',
        index: i + 1,
        content_block: { type: 'tool_use', id: `toolu_${i}`, name, input: {} },
      } as never),
    );
    for (const partial_json of pieces(JSON.stringify(input)))
      response.write(
        event({
          type: 'content_block_delta',
          index: i + 1,
          delta: { type: 'input_json_delta', partial_json },
        } as never),
      );
    response.write(event({ type: 'content_block_stop', index: i + 1 } as never));
  }
  response.write(
    event({
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { output_tokens: 9 },
    } as never),
  );
  response.end(event({ type: 'message_stop' }));
};

const openai: Handler = ({ body, url }, response) => {
  const said = heard(body);
  const isStream = body.includes('"stream":true');
  const args = JSON.stringify({ path: 'a.env', content: said });
  response.writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
  if (url.endsWith('/responses')) {
    const item = {
      type: 'function_call',
      id: 'fc_1',
      call_id: 'call_1',
      name: 'write_file',
      arguments: args,
      status: 'completed',
    };
    const text = {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: said, annotations: [] }],
    };
    const whole = { id: 'resp_1', object: 'response', status: 'completed', model: 'gpt-x', output: [text, item] };
    if (!isStream) {
      response.end(JSON.stringify(whole));
      return;
    }
    const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };
    let sequence_number = 0;
    const send = (data: object) => response.write(event({ sequence_number: sequence_number++, ...data } as never));
    send({ type: 'response.created', response: { ...whole, status: 'in_progress', output: [] } });
    send({ type: 'response.output_item.added', output_index: 0, item: { ...text, content: [] } });
    send({ type: 'response.content_part.added', ...at, part: { type: 'output_text', text: '', annotations: [] } });
    for (const delta of pieces(said)) send({ type: 'response.output_text.delta', ...at, delta });
    send({ type: 'response.output_text.done', ...at, text: said });
    send({ type: 'response.output_item.done', output_index: 0, item: text });
    send({ type: 'response.output_item.added', output_index: 1, item: { ...item, arguments: '' } });
    for (const delta of pieces(args))
      send({ type: 'response.function_call_arguments.delta', item_id: 'fc_1', output_index: 1, delta });
    send({ type: 'response.function_call_arguments.done', item_id: 'fc_1', output_index: 1, arguments: args });
    send({ type: 'response.output_item.done', output_index: 1, item });
    send({ type: 'response.completed', response: whole });
    response.end();
    return;
  }
  const head = { id: 'chatcmpl-1', created: 1, model: 'gpt-x' };
  const call = { id: 'call_1', type: 'function', function: { name: 'write_file', arguments: args } };
  if (!isStream) {
    response.end(
      JSON.stringify({
        ...head,
        object: 'chat.completion',
        choices: [
          { index: 0, finish_reason: 'tool_calls', message: { role: 'assistant', content: said, tool_calls: [call] } },
        ],
      }),
    );
    return;
  }
  const send = (delta: object, finish_reason: string | null = null) =>
    response.write(chunk({ ...head, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] }));
  send({ role: 'assistant', content: '' });
  for (const content of pieces(said)) send({ content });
  send({ tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'write_file', arguments: '' } }] });
  for (const piece of pieces(args)) send({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
  send({}, 'tool_calls');
  response.end('data: [DONE]\n\n');
};

const PROMPT = `use ${TOKEN} please`;

describe('the Anthropic SDK', () => {
  const client = async (handler: Handler = anthropic) => {
    lab = await startLab(handler);
    return new Anthropic({ baseURL: lab.gateway.address, apiKey: 'key-of-the-client' });
  };
  const request = { model: 'claude-x', max_tokens: 100, messages: [{ role: 'user' as const, content: PROMPT }] };
  const check = (content: readonly Anthropic.ContentBlock[]) => {
    expect(content[0]).toMatchObject({ type: 'text', text: PROMPT });
    expect(content[1]).toMatchObject({ name: 'Write', input: { content: PROMPT } });
    const shell = (content[2] as Anthropic.ToolUseBlock).input as { command: string };
    expect(shell.command).toMatch(/^use ghp_Redacted\w{20} please$/);
  };

  it('gets whole answers with everything in its place', async () => {
    const anthropicClient = await client();
    check((await anthropicClient.messages.create(request)).content);
    expect(lab!.got[0]!.body.toString()).not.toContain(TOKEN);
    expect(lab!.got[0]!.rawHeaders.join('\n')).toContain('key-of-the-client');
    expect(JSON.stringify(lab!.record)).not.toContain('key-of-the-client');
    expect(
      (await anthropicClient.messages.countTokens({ model: 'claude-x', messages: request.messages })).input_tokens,
    ).toBe(11);
  });

  it('gets the same in a stream', async () => {
    const stream = (await client()).messages.stream(request);
    check((await stream.finalMessage()).content);
    expect(lab!.record.at(-1)).toMatchObject({ tokens: { input: 5, output: 9 }, action: 'redact' });
  });

  it('shows the sentence of a refusal, and does not try again', async () => {
    lab = await startLab(anthropic, { scan: () => Promise.reject(new Error('boom')) });
    const refused = new Anthropic({ baseURL: lab.gateway.address, apiKey: 'k' }).messages.create(request);
    await expect(refused).rejects.toThrow(/not sent, since it could not be checked for secrets: a detector failed/);
    expect(lab.got).toHaveLength(0);
    expect(lab.record).toHaveLength(1);
    expect(lab.record[0]).toMatchObject({ scanned: 0, action: 'refused', sent: null });
  });
});

describe('the OpenAI SDK', () => {
  const client = async () => {
    lab = await startLab(openai);
    return new OpenAI({ baseURL: `${lab.gateway.address}/v1`, apiKey: 'key-of-the-client' });
  };
  const messages = [{ role: 'user' as const, content: PROMPT }];
  const args = (text: string) => (JSON.parse(text) as { content: string }).content;

  it('gets whole chat completions with everything in its place', async () => {
    const { choices } = await (await client()).chat.completions.create({ model: 'gpt-x', messages });
    expect(choices[0]!.message.content).toBe(PROMPT);
    expect(args((choices[0]!.message.tool_calls![0] as { function: { arguments: string } }).function.arguments)).toBe(
      PROMPT,
    );
    expect(lab!.got[0]!.body.toString()).not.toContain(TOKEN);
  });

  it('gets the same in a stream', async () => {
    const stream = (await client()).chat.completions.stream({ model: 'gpt-x', messages });
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]!.message.content).toBe(PROMPT);
    expect(args((choices[0]!.message.tool_calls![0] as { function: { arguments: string } }).function.arguments)).toBe(
      PROMPT,
    );
  });

  it('gets responses, whole and in a stream', async () => {
    const openaiClient = await client();
    const whole = await openaiClient.responses.create({ model: 'gpt-x', input: PROMPT });
    expect(whole.output_text).toBe(PROMPT);
    const stream = openaiClient.responses.stream({ model: 'gpt-x', input: PROMPT });
    let text = '';
    stream.on('response.output_text.delta', ({ delta }) => {
      text += delta;
    });
    const final = await stream.finalResponse();
    expect([text, final.output_text]).toEqual([PROMPT, PROMPT]);
    expect(args((final.output[1] as { arguments: string }).arguments)).toBe(PROMPT);
  });

  it('gets errors that it understands', async () => {
    const openaiClient = await client();
    await expect(
      openaiClient.post('/chat/completions', {
        body: Buffer.from('{"a"') as never,
        headers: { 'content-type': 'application/json' },
      }),
    ).rejects.toMatchObject({ status: 400, code: 'invalid_json' });
  });
});
