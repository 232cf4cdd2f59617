import type { SyntaxNode } from '../../analyze/detector.ts';
import { apiPath } from '../../analyze/pattern/api-path.ts';
import { functionAround, isFunction } from '../../analyze/pattern/around.ts';
import { inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { followed } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Coroutines of the standard library that do nothing unless they are awaited. */
const COROUTINES = new Set([
  'asyncio.sleep',
  'asyncio.gather()',
  'asyncio.wait_for',
  'asyncio.wait',
  'asyncio.open_connection',
  'asyncio.to_thread',
]);

const isAsync = (node: SyntaxNode) => isFunction(node) && /^(?:static\s+)?async\b/.test(node.text.slice(0, 20));
/** Its own `try` around everything: it is made to be let go. */
const handlesItself = (node: SyntaxNode) =>
  node.child('body')?.namedChildren.filter(({ kind }) => kind !== 'comment')[0]?.kind === 'try_statement';

/** The function of this file that is called, when there is no doubt which. */
function called(call: SyntaxNode): SyntaxNode | null {
  const callee = call.child('function');
  if (callee?.kind !== 'identifier') return null;
  const value = followed(callee);
  return value.index !== callee.index && isFunction(value) ? value : null;
}

export default defineRule({
  id: 'quality/missing-await',
  title: 'Asynchronous call is not awaited',
  level: 'warning',
  why: 'The code goes on before the work is done, and an error in it is lost; in Python the work is never done at all.',
  fix: 'Await it, or say that it may run on its own: `void f()` with its errors handled, `asyncio.create_task(f())` kept in a variable.',
  cwe: [],
  languages: [...JAVASCRIPT, 'python'],
  inTests: true,
  detect: nodes(
    { ...inJavaScript('expression_statement'), python: ['expression_statement'] },
    (node) => {
      const call = node.namedChildren[0];
      if (call === undefined || (call.kind !== 'call_expression' && call.kind !== 'call')) return false;
      const target = called(call);
      if (call.kind === 'call') {
        const isCoroutine =
          target !== null
            ? isAsync(target) && target.parent?.kind !== 'decorated_definition'
            : COROUTINES.has(apiPath(call.child('function') ?? call) ?? '');
        return isCoroutine && call;
      }
      // Outside an async function there is nothing to await with, and starting it may be the point.
      return target !== null && isAsync(target) && !handlesItself(target) && isAsync(functionAround(node)) && call;
    },
    ['async'],
  ),
  bad: [
    'async function save(order) { await write(order); }\nasync function close(order) {\n  «save(order)»;\n  return done();\n}',
    'const save = async (order) => { await write(order); };\nconst close = async (order) => {\n  if (order.open) «save(order)»;\n};',
    {
      after: {
        'order.py':
          'import asyncio\n\nasync def save(order):\n    await write(order)\n\nasync def close(order):\n    «save(order)»\n    «asyncio.sleep(1)»\n',
      },
    },
  ],
  good: [
    'async function save(order) { await write(order); }\nasync function close(order) {\n  await save(order);\n  void save(order);\n  save(order).catch(log);\n  const later = save(order);\n}\nsave(1);',
    'async function main() { await run(); }\nmain();\nbutton.onclick = () => { main(); };',
    'async function a() { function save() {} save(); }\nasync function b(save) { save(); }\nasync function save() {}',
    {
      after: {
        'order.py':
          'import asyncio\n\nasync def save(order):\n    await write(order)\n\nasync def close(order):\n    await save(order)\n    task = asyncio.create_task(save(order))\n    order.save()\n',
      },
    },
  ],
});
