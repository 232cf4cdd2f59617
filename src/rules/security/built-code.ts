import type { SyntaxNode } from '../../analyze/detector.ts';
import { apiPath } from '../../analyze/pattern/api-path.ts';
import { handlesRequest } from '../../analyze/pattern/around.ts';
import { makingOf } from '../../analyze/pattern/built.ts';
import type { Call } from '../../analyze/pattern/call.ts';
import { anyOf, calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Written as a literal of the language, a value can no longer be read as code. */
const isQuoted = (part: SyntaxNode) =>
  /^(?:JSON\.stringify|repr|ast\.literal_eval|int|float|Number|parseInt)\(\)$/.test(apiPath(part) ?? '');

function built(argument: SyntaxNode | undefined) {
  if (argument === undefined) return false;
  const making = makingOf(argument, isQuoted);
  if (making === 'built') return argument;
  // Python's `eval` of what comes from elsewhere; a code object that `compile` made was judged there.
  const isOpaque =
    argument.tree.grammar.language === 'python' && /^(?:identifier|call|attribute|subscript)$/.test(argument.kind);
  if (
    making !== 'unknown' ||
    !isOpaque ||
    handlesRequest(argument) ||
    /^compile\(|\bcode\b|^\w*ast\w*$/.test(argument.text)
  )
    return false;
  return { at: argument, level: 'note' as const };
}

const first = (call: Call) => built(call.arguments[0]);
const last = (call: Call) => built(call.arguments.at(-1));

export default defineRule({
  id: 'security/built-code',
  title: 'Code put together from values and run',
  level: 'warning',
  why: 'A value becomes part of the program: who can choose it runs code here.',
  fix: 'Look the wanted thing up in a table, or parse the value as data (`JSON.parse`, `ast.literal_eval`).',
  cwe: [95],
  languages: [...JAVASCRIPT, 'python'],
  detect: anyOf(
    calls(
      {
        javascript: ['eval', 'vm.runInThisContext', 'vm.runInNewContext', 'vm.Script', 'execScript'],
        python: ['eval', 'exec'],
      },
      first,
    ),
    calls({ javascript: ['Function'] }, last),
    calls({ javascript: ['setTimeout', 'setInterval'] }, first),
  ),
  bad: [
    { after: { 'src/run.py': 'result = eval(«formula_of(cell)»)\n' } },
    'const value = eval(«"config." + name»);',
    'const get = new Function("item", «`return item.${path}`»);',
    'setTimeout(«`refresh("${id}")`», 1000);',
    { after: { 'calc.py': 'def calc(a, op, b):\n    return eval(«f"{a} {op} {b}"»)\n' } },
    { after: { 'calc.py': 'exec(«"import %s" % module»)\n' } },
  ],
  good: [
    'const value = eval("1 + 1");\nconst NAME = "x";\neval(`${NAME} + 1`);',
    'function eval_(x) { return x; }\neval_(`a${b}`);\nmodel.eval(`a${b}`);',
    'setTimeout(() => refresh(id), 1000);\nconst copy = new Function(`return ${JSON.stringify(data)}`);',
    { after: { 'calc.py': 'import ast\nvalue = ast.literal_eval(text)\nmodel.eval()\n' } },
    { after: { 'calc.py': 'import re\npattern = re.compile(f"{a}|{b}")\n' } },
  ],
});
