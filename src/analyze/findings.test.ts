import { describe, expect, it } from 'vitest';
import { fileGrammars } from '../adapters/grammars/files.ts';
import type { FileFacts } from '../model/facts.ts';
import { createParser } from '../parse/parser.ts';
import { createAnalyzer } from './analyze.ts';
import { describeRule, findingsOf } from './findings.ts';
import { calls } from './pattern/detectors.ts';
import { defineRule } from './rule.ts';
import { taint } from './taint/taint.ts';

const shape = { title: 't', why: 'w', fix: 'f', cwe: [78], languages: ['python'], bad: [], good: [] } as const;
const rules = [
  defineRule({ ...shape, id: 'security/pattern', level: 'warning', detect: calls({ python: ['os.system'] }) }),
  defineRule({ ...shape, id: 'security/flow', level: 'error', detect: taint({ to: 'shell' }) }),
];
const analyzer = createAnalyzer({ rules, parser: createParser(fileGrammars()) });

async function told(text: string): Promise<string[]> {
  const path = 'a.py';
  const bytes = new TextEncoder().encode(text);
  const file: FileFacts = await analyzer.analyzeFile({ path, blob: 'b', language: 'python', bytes });
  const { matches, settled = [] } = await analyzer.analyzeProgram([{ path, language: 'python', text }]);
  const known = new Map(rules.map((rule) => [rule.id, describeRule(rule)]));
  const files = [{ path, status: 'added', language: 'python', mode: '100644', blob: 'b', hunks: [] }] as const;
  const gathered = { before: new Map(), after: new Map([[path, file]]), changeMatches: [] };
  const flows = { before: [], after: matches, settled: { before: [], after: settled } };
  return findingsOf(files, gathered, flows, known, () => 'unknown').map(({ ruleId }) => ruleId);
}

const VIEW = 'import os\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/")\ndef view():\n';

describe('findings of patterns beside findings of flows', () => {
  it('leaves a place to the flow that was found there', async () => {
    expect(await told(`${VIEW}    os.system("ls " + request.args["name"])\n    return "ok"\n`)).toEqual([
      'security/flow',
    ]);
  });

  it('is silent where a value was followed to the sink and is checked', async () => {
    const checked = `${VIEW}    name = request.args["name"]\n    if name in ("a", "b"):\n        os.system("ls " + name)\n    return "ok"\n`;
    expect(await told(checked)).toEqual([]);
  });

  it('keeps the pattern where no flow says anything', async () => {
    expect(await told('import os\nos.system("ls " + something())\n')).toEqual(['security/pattern']);
  });
});
