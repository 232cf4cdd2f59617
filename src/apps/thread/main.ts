import { parentPort } from 'node:worker_threads';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import type { ThreadAnswer, ThreadRequest } from '../../adapters/threads/analysts.ts';
import { createAnalyzer } from '../../analyze/analyze.ts';
import type { FileFacts } from '../../model/facts.ts';
import { createParser } from '../../parse/parser.ts';
import { rules } from '../../rules/index.ts';

/** One analysis thread: answers each batch with facts, in the order asked. */
const analyzer = createAnalyzer({ rules, parser: createParser(fileGrammars()) });

parentPort?.on('message', async ({ id, jobs }: ThreadRequest) => {
  parentPort?.postMessage(await answer(id, jobs));
});

async function answer(id: number, jobs: ThreadRequest['jobs']): Promise<ThreadAnswer> {
  try {
    const facts: FileFacts[] = [];
    for (const job of jobs) facts.push(await analyzer.analyzeFile(job));
    return { id, facts };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}
