import { parentPort, workerData } from 'node:worker_threads';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import type { ThreadAnswer, ThreadRequest } from '../../adapters/threads/analysts.ts';
import { type Analyzer, createAnalyzer } from '../../analyze/analyze.ts';
import type { FileFacts } from '../../model/facts.ts';
import type { UserRules } from '../../model/user-rule.ts';
import { createParser } from '../../parse/parser.ts';
import { rules } from '../../rules/index.ts';

/** One analysis thread: answers each request with facts, in the order asked. */
const making = makeAnalyzer(workerData as UserRules | undefined);

/** Rules of a team's own come as data, and are made ready on each thread. */
async function makeAnalyzer(own: UserRules | undefined): Promise<Analyzer> {
  const parser = createParser(fileGrammars());
  if (own === undefined || own === null) return createAnalyzer({ rules, parser });
  const { compileUserRules } = await import('../../analyze/user-rules/compile.ts');
  const compiled = await compileUserRules(own, new Set(rules.map(({ id }) => id)), parser);
  return createAnalyzer({ rules: [...rules, ...compiled.rules], models: compiled.models, parser });
}

parentPort?.on('message', async (request: ThreadRequest) => {
  parentPort?.postMessage(await answer(request));
});

async function answer(request: ThreadRequest): Promise<ThreadAnswer> {
  const { id } = request;
  try {
    const analyzer = await making;
    if ('program' in request) return { id, flows: await analyzer.analyzeProgram(request.program) };
    const facts: FileFacts[] = [];
    for (const job of request.jobs) facts.push(await analyzer.analyzeFile(job));
    return { id, facts };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}
