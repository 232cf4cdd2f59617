import type { SyntaxNode } from '../../analyze/detector.ts';
import { anyOf, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { replacing } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';

const EQUAL = /^(?:toBe|toEqual|toStrictEqual|toMatchObject|eql?|equals?|deep\.equal|toContainEqual)$/;
const ASSERT_EQUAL =
  /^(?:assert|t|chai\.assert)\.(?:equal|strictEqual|deepEqual|deepStrictEqual|is|same)$|^assertEquals?$|^self\.assert(?:Equals?|Is|CountEqual|DictEqual|ListEqual)$/;
const ASSERT_TRUE = /^(?:assert|assert\.ok|assert\.isTrue|t\.true|t\.truthy|t\.ok|self\.assertTrue)$/;
const TRUTHS = /^(?:toBeTruthy|toBeDefined|toBeTrue)$/;

/** A place without a side effect: reading it twice gives the same. */
function isStill(node: SyntaxNode): boolean {
  return !/call|new_expression|await|yield|update|assignment/.test(node.kind) && !/[()]/.test(node.text);
}

/** Two sides that are the same whatever the code under test does: equal text, or constants on both. */
function isSettled(left: SyntaxNode, right: SyntaxNode): boolean {
  if (left.text === right.text) return isStill(left);
  return isWritten(left) && isWritten(right);
}

/** A constant where it stands, not a name for one: a name is what a test may well look at. */
function isWritten(node: SyntaxNode): boolean {
  return node.kind !== 'identifier' && literalOf(node) !== undefined;
}

function expectation(node: SyntaxNode): boolean {
  const member = node.child('function');
  const expected = member?.child('object');
  const matcher = member?.child('property')?.text ?? '';
  if (expected?.kind !== 'call_expression' || expected.child('function')?.text !== 'expect') return false;
  const actual = expected.child('arguments')?.namedChildren[0];
  if (!actual) return false;
  if (TRUTHS.test(matcher)) return isWritten(actual);
  const wanted = node.child('arguments')?.namedChildren[0];
  return wanted !== undefined && EQUAL.test(matcher) && isSettled(actual, wanted);
}

const BRANCHES = /^(?:if_statement|switch_case|catch_clause|except_clause|finally_clause|for_|while_|try_statement)/;
const FUNCTIONS =
  /^(?:arrow_function|function_expression|function_declaration|method_definition|function_definition|lambda|generator_function)/;
const TEST_CALL = /^(?:it|test|specify|QUnit\.test|Deno\.test|t\.test|bench)\b/;

/**
 * A truth may say that a place was reached: in a branch or a callback, which need not run, or at the end of a test with a
 * sentence that says what did not happen on the way there.
 */
function marksPlace(node: SyntaxNode, hasMessage: boolean): boolean {
  for (let at = node.parent; at !== null; at = at.parent) {
    if (BRANCHES.test(at.kind)) return true;
    if (!FUNCTIONS.test(at.kind)) continue;
    if (!isTestFunction(at)) return true;
    return hasMessage && (at.child('body')?.namedChildren.length ?? 0) > 1;
  }
  return false;
}

function isTestFunction(fn: SyntaxNode): boolean {
  const name = fn.child('name')?.text ?? '';
  if (name !== '') return /test/i.test(name);
  const call = fn.parent?.parent;
  return call?.kind === 'call_expression' && TEST_CALL.test(call.child('function')?.text ?? '');
}

function assertion(node: SyntaxNode): boolean {
  const callee = node.child('function')?.text ?? '';
  const [first, second] = node.child('arguments')?.namedChildren ?? [];
  if (!first) return false;
  if (ASSERT_TRUE.test(callee)) {
    return literalOf(first)?.value === true && isWritten(first) && !marksPlace(node, second !== undefined);
  }
  return second !== undefined && ASSERT_EQUAL.test(callee) && isSettled(first, second);
}

export default defineRule({
  id: 'quality/tautological-test',
  title: 'Assertion that cannot fail',
  level: 'warning',
  why: 'It compares a thing with itself or with what is written beside it: it is green whatever the code does.',
  fix: 'Compare what the code under test gives back with a value that was worked out apart from it.',
  cwe: [],
  languages: [...JAVASCRIPT, 'python'],
  inTests: true,
  detect: anyOf(
    nodes(
      { javascript: ['call_expression'], typescript: ['call_expression'], python: ['call'] },
      (node, { isTest }) => isTest && (expectation(node) || assertion(node)),
      ['expect', 'assert'],
    ),
    nodes(
      { python: ['assert_statement'] },
      (node, { isTest }) => {
        const condition = node.namedChildren[0];
        if (!condition) return false;
        if (condition.kind === 'tuple' && condition.namedChildren.length > 0)
          return { at: node, message: 'Assertion on a tuple is always true: remove the parentheses' };
        if (!isTest) return false;
        if (condition.kind === 'true') return true;
        const [left, right] = condition.namedChildren;
        const operator = condition.children.find(({ named }) => !named)?.text;
        return (
          condition.kind === 'comparison_operator' &&
          operator === '==' &&
          left !== undefined &&
          right !== undefined &&
          isSettled(left, right)
        );
      },
      ['assert'],
    ),
  ),
  repair: replacing(/^assert\s*\(([^,]+),\s*("[^"]*"|'[^']*')\)$/, 'assert $1, $2'),
  bad: [
    { after: { 'cart.test.ts': 'test("adds", () => {\n  add(1, 2);\n  «expect(true).toBe(true)»;\n});\n' } },
    {
      after: {
        'cart.test.js':
          'test("adds", () => {\n  const sum = add(1, 2);\n  «expect(sum).toEqual(sum)»;\n  «assert.equal(1, 1)»;\n});\n',
      },
    },
    { after: { 'test_cart.py': 'def test_add():\n    add(1, 2)\n    «assert True»\n    «assert total == total»\n' } },
    {
      after: {
        'test_cart.py':
          'class T(TestCase):\n    def test_add(self):\n        «self.assertTrue(True)»\n        «self.assertEqual(x, x)»\n',
      },
    },
    { after: { 'works.test.js': 'test("works", (assert) => {\n  «assert.ok(true, "works")»;\n});\n' } },
    { after: { 'cart.py': 'def add(a, b):\n    «assert (a > 0, "must be positive")»\n    return a + b\n' } },
  ],
  good: [
    {
      after: {
        'events.test.js':
          'test("fires", (assert) => {\n  assert.expect(1);\n  on("x", () => assert.ok(true, "x came"));\n  try {\n    fire("x");\n  } catch {\n    assert.ok(true);\n  }\n});\n',
      },
    },
    {
      after: {
        'events.test.js':
          'test("is quiet", (assert) => {\n  fire("y");\n  assert.ok(true, "nothing was thrown");\n});\n',
      },
    },
    {
      after: {
        'cart.test.ts':
          'test("adds", () => {\n  const expected = 3;\n  expect(add(1, 2)).toBe(expected);\n  expect(VERSION).toBe(1);\n});\n',
      },
    },
    {
      after: {
        'cart.test.js': 'test("is stable", () => {\n  expect(next()).toBe(next());\n  expect(a).toEqual(b);\n});\n',
      },
    },
    {
      after: {
        'test_cart.py': 'def test_add():\n    assert add(1, 2) == 3\n    assert make() == make()\n    assert x != x\n',
      },
    },
    { after: { 'cart.py': 'def add(a, b):\n    assert a > 0, "must be positive"\n    return a + b\n' } },
  ],
});
