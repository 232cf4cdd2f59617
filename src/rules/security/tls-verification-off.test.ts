import { expect, test } from 'vitest';
import { fileGrammars } from '../../adapters/grammars/files.ts';
import { createAnalyzer } from '../../analyze/analyze.ts';
import { createParser } from '../../parse/parser.ts';
import rule from './tls-verification-off.ts';

const analyzer = createAnalyzer({ rules: [rule], parser: createParser(fileGrammars()) });

async function levels(text: string): Promise<string[]> {
  const bytes = new TextEncoder().encode(text);
  const facts = await analyzer.analyzeFile({ path: 'a.py', blob: '0', language: 'python', bytes });
  return facts.matches.map(({ level }) => level);
}

test('verification that is switched off on request asks for review, always off blocks', async () => {
  expect(await levels('import ssl\ndef insecure_context():\n    ctx.check_hostname = False\n')).toEqual(['warning']);
  const text = 'import ssl\nctx.check_hostname = False\nif not verify:\n    ctx.check_hostname = False\n';
  expect(await levels(text)).toEqual(['error', 'warning']);
});

test('a condition about something else does not make it a choice', async () => {
  expect(await levels('import ssl\nif port == 443:\n    ctx.check_hostname = False\n')).toEqual(['error']);
});
