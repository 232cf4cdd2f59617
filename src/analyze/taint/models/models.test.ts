import { describe, expect, it } from 'vitest';
import { fileGrammars } from '../../../adapters/grammars/files.ts';
import { parseMarked } from '../../../lib/marked.ts';
import { createParser } from '../../../parse/parser.ts';
import { flowsIn } from '../flows-in.ts';
import { models } from './index.ts';

const parser = createParser(fileGrammars());
const ENDINGS = { python: 'py', javascript: 'js', typescript: 'ts', tsx: 'tsx', java: 'java', go: 'go' } as const;

/** Where flows end in one file of a model's first language. */
async function ends(language: keyof typeof ENDINGS, text: string): Promise<string[]> {
  const { flows } = await flowsIn([{ path: `example.${ENDINGS[language]}`, language, text }], parser, models);
  return flows.map(({ start, end }) => text.slice(start, end)).sort();
}

for (const model of models) {
  const language = model.languages[0] as keyof typeof ENDINGS;
  describe(`the model of ${model.package}`, () => {
    it.each(model.bad)('finds the flow in %j', async (example) => {
      const { text, spans } = parseMarked(example);
      expect(await ends(language, text)).toEqual(spans.map(({ start, end }) => text.slice(start, end)).sort());
    });
    it.each(model.good)('is silent on %j', async (example) => {
      expect(await ends(language, parseMarked(example).text)).toEqual([]);
    });
  });
}
