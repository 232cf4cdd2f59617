import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { z } from 'zod';
import { CountersignError } from '../../model/error.ts';
import { plain } from '../../report/quoted.ts';
import type { Desk } from './desk.ts';

/** One question that a coding agent can ask; every tool only reads. */
export interface Tool<I extends z.ZodRawShape, O extends z.ZodRawShape> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: I;
  readonly output: O;
  answer(
    question: z.output<z.ZodObject<I>>,
    desk: Desk,
    signal: AbortSignal,
  ): Promise<{ readonly text: string; readonly value: z.input<z.ZodObject<O>> }>;
}

const READ_ONLY = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
/** A question that takes longer is one that no assistant waits for. */
const TIMEOUT = 10 * 60 * 1000;

/** Adds a tool to a server: what it throws becomes a tool error of one sentence, which the model can read. */
export function addTool<I extends z.ZodRawShape, O extends z.ZodRawShape>(
  server: McpServer,
  desk: Desk,
  tool: Tool<I, O>,
): void {
  const { name, title, description, input, output } = tool;
  const config = { title, description, inputSchema: input, outputSchema: output, annotations: READ_ONLY };
  const call = async (question: unknown, { signal }: { signal: AbortSignal }) => {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]);
    try {
      const { text, value } = await tool.answer(question as z.output<z.ZodObject<I>>, desk, limited);
      return { content: [{ type: 'text' as const, text }], structuredContent: value as Record<string, unknown> };
    } catch (error) {
      return { isError: true, content: [{ type: 'text' as const, text: sentenceOf(error) }] };
    }
  };
  server.registerTool(name, config, call as unknown as Parameters<typeof server.registerTool<O, I>>[2]);
}

function sentenceOf(error: unknown): string {
  if (error instanceof CountersignError) return plain(error.message, 1000);
  const message = error instanceof Error ? error.message : String(error);
  return `Countersign could not answer: ${plain(message.split('\n')[0]!, 500)}`;
}
