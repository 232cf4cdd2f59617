import { expect, test } from 'vitest';
import { fileGrammars } from '../adapters/grammars/files.ts';
import { createAnalyzer } from '../analyze/analyze.ts';
import { languageOf } from '../lib/language.ts';
import { createParser } from '../parse/parser.ts';
import { rules } from './index.ts';

const analyzer = createAnalyzer({ rules, parser: createParser(fileGrammars()) });
const TIMES = 20_000;
const nested = (open: string, close: string, middle = '') => open.repeat(TIMES) + middle + close.repeat(TIMES);

/** Each made a rule look at the same text again for every node, at some time; a quadratic look takes hours here. */
const HOSTILE: readonly (readonly [path: string, text: string])[] = [
  ['a.test.js', nested('test("a", () => {', '});')],
  ['a.js', nested('if (a) {} else ', '', '{}')],
  ['a.js', nested('async function f() { f(); ', '}')],
  ['a.js', nested('try {', '} catch (e) {}')],
  ['a.js', `require("child_process").exec("a" + ${'b + '.repeat(TIMES)}c)`],
  ['a.js', `x${'.cookie("session", 1)'.repeat(TIMES)}`],
  ['a.js', nested('window.addEventListener("message", (e) => { e.data; ', '})')],
  ['a.js', '// foo();\n'.repeat(TIMES)],
  ['a.js', 'return 1;\n'.repeat(TIMES)],
  ['a.js', `const { ${nested('a: {', '}', 'b')} } = require("x")`],
  ['a.py', `def f(${Array.from({ length: TIMES }, (_, i) => `x${i}=[]`).join(',')}): pass\n`],
  ['a.py', `import jwt\ndef f():\n${'  jwt.decode(t, options={"verify_signature": False})\n'.repeat(TIMES)}`],
  ['a.py', `x = ${nested('[a for a in ', ']', 'b')}`],
  ['.github/workflows/a.yml', `- run: npm test ${'|| true '.repeat(TIMES)}`],
];

test.each(HOSTILE.map(([path, text]) => [`${path} ${text.slice(0, 40)}`, path, text]))(
  'every rule ends on %j',
  async (_, path, text) => {
    const bytes = new TextEncoder().encode(text);
    const facts = await analyzer.analyzeFile({ path, blob: '0', language: languageOf(path, bytes), bytes });
    // A parser that runs out of steps says so; a rule that threw is a defect.
    expect(facts.analyzers.filter(({ reason }) => reason?.includes('the rule'))).toEqual([]);
  },
);
