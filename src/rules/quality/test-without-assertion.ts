import type { SyntaxNode } from '../../analyze/detector.ts';
import { descendants } from '../../analyze/pattern/around.ts';
import { anyOf, inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { followed, literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

/** Anything that may fail: assertions by their many names, helpers named after checking, throwing on purpose. */
const CHECKS =
  /\b(?:assert\w*|expect\w*|should|must|fail|verify\w*|check\w*|validate\w*|ensure\w*|snapshot\w*|throws?|rejects?|raises|raise|throw|matches|done|equal\w*|contains?|waitFor\w*|toBe\w*|findBy\w*|getBy\w*|tester|ruleTester|typecheck\w*|compare\w*|has\w*|is[A-Z]\w*|bench\w*)\b|(?:^|[._])(?:assert|expect|check|verify|should|validate|ensure|raises|warns|compare|match|throws)|(?:Assert|Expect|Check|Verify|Should|Throws|Matches|Tester|Validate)/;

/** A test that says it only wants the code to run through. */
const ONLY_RUNS =
  /(?:not|never|no|without)[ _](?:\w+[ _]){0,2}(?:throw|raise|fail|crash|error|warn|exception|type)|does(?:n't|nt| not|_not)|smoke|import|can_|type|compiles|runs/i;
/** A helper of the suite, which may do the checking. */
const HELPER = /\b(?:self|cls|this)\.(?!assert)\w*[a-z]\w*\(|\b(?:run|do|test|_)\w*\(/;

/** A test this long checks something, and looking through nested ones again and again would take forever. */
const MOST_LOOKED_AT = 10_000;
const isChecking = (text: string) => CHECKS.test(text) || HELPER.test(text);

/** A function of this file is called: what it checks is not seen here. */
function callsOwn(body: SyntaxNode): boolean {
  for (const call of descendants(body, new Set(['call_expression', 'call']))) {
    const callee = call.child('function');
    if (callee?.kind === 'identifier' && /function|lambda/.test(followed(callee).kind)) return true;
  }
  return false;
}

export default defineRule({
  id: 'quality/test-without-assertion',
  title: 'Test that checks nothing',
  level: 'note',
  why: 'It runs the code and looks at nothing: it stays green when the answer is wrong.',
  fix: 'Say what must be true afterwards.',
  cwe: [],
  languages: [...JAVASCRIPT, 'python'],
  inTests: true,
  detect: anyOf(
    nodes(
      inJavaScript('call_expression'),
      (node, { isTest }) => {
        const callee = node.child('function');
        if (!isTest || !callee || !/^(?:it|test)$/.test(callee.text)) return false;
        const [name, body] = node.child('arguments')?.namedChildren ?? [];
        if (!name || !body || typeof literalOf(name)?.value !== 'string') return false;
        if (
          !/^(?:arrow_function|function_expression)$/.test(body.kind) ||
          body.child('body')?.kind !== 'statement_block'
        )
          return false;
        const written = body.child('body')!;
        return (
          written.end - written.start < MOST_LOOKED_AT &&
          written.namedChildren.length > 0 &&
          !isChecking(written.text) &&
          !ONLY_RUNS.test(name.text) &&
          !callsOwn(written) &&
          callee
        );
      },
      ['test', 'it('],
    ),
    nodes(
      { python: ['function_definition'] },
      (node, { isTest }) => {
        const name = node.child('name');
        const body = node.child('body');
        if (!isTest || !name || !body || !/^test_/.test(name.text) || node.parent?.kind === 'decorated_definition')
          return false;
        if (
          body.end - body.start > MOST_LOOKED_AT ||
          ONLY_RUNS.test(name.text) ||
          isChecking(body.text) ||
          callsOwn(body)
        )
          return false;
        return !/^\s*(?:pass|\.\.\.)\s*$/.test(body.text) && name;
      },
      ['def test_'],
    ),
  ),
  bad: [
    { after: { 'cart.test.js': '«test»("adds", () => {\n  const cart = new Cart();\n  cart.add(1);\n});\n' } },
    { after: { 'test_cart.py': 'def «test_add»():\n    cart = Cart()\n    cart.add(1)\n' } },
  ],
  good: [
    {
      after: {
        'cart.test.js': 'test("adds", () => {\n  expect(new Cart().add(1).total).toBe(1);\n});\ntest("later");\n',
      },
    },
    { after: { 'cart.test.js': 'test("adds", () => {\n  assertTotal(cart, 1);\n});\n' } },
    { after: { 'test_cart.py': 'def test_add():\n    with pytest.raises(ValueError):\n        Cart().add(-1)\n' } },
    { after: { 'suite.js': 'test("adds", () => {\n  cart.add(1);\n});\n' } },
    {
      after: {
        'cart.test.js':
          'const fill = (n) => { if (!cart.add(n)) throw new Error(); };\ntest("adds", () => {\n  fill(1);\n});\ntest("does not throw", () => {\n  cart.add(0);\n});\n',
      },
    },
  ],
});
