import { parentPort } from 'node:worker_threads';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import type { ThreadAnswer, ThreadRequest } from '../../adapters/threads/analysts.ts';
import { createAnalyzer } from '../../analyze/analyze.ts';
import type { FileFacts } from '../../model/facts.ts';
import { createParser } from '../../parse/parser.ts';
import { rules } from '../../rules/index.ts';

/** One analysis thread: answers each request with facts, in the order asked. */
const analyzer = createAnalyzer({ rules, parser: createParser(fileGrammars()) });

parentPort?.on('message', async (request: ThreadRequest) => {
  parentPort?.postMessage(await answer(request));
});

async function answer(request: ThreadRequest): Promise<ThreadAnswer> {
  const { id } = request;
  try {
    if ('program' in request) return { id, flows: await analyzer.analyzeProgram(request.program) };
    const facts: FileFacts[] = [];
    for (const job of request.jobs) facts.push(await analyzer.analyzeFile(job));
    return { id, facts };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}
