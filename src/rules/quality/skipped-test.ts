import type { SyntaxNode } from '../../analyze/detector.ts';
import { anyOf, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { defineRule } from '../../analyze/rule.ts';

const SKIPPED =
  /^(?:(?:it|test|describe|suite|context|specify)(?:\.(?:concurrent|sequential|each|serial))*\.(?:skip|todo|fixme)|x(?:it|test|describe|context|specify))$/;
const PYTHON = /^(?:pytest\.mark\.skip|unittest\.skip|skip|pytest\.mark\.xfail)$/;
const ANNOTATIONS = /^(?:Ignore|Disabled)$/;

/** Whatever is written down as the reason; a skip with one was at least thought about. */
function reason(node: SyntaxNode): boolean {
  return /["'][^"']{8,}["']/.test(node.child('arguments')?.text ?? '');
}

function told(node: SyntaxNode, at: SyntaxNode) {
  return reason(node) ? { at, message: 'Test is switched off, with a reason', level: 'note' as const } : at;
}

export default defineRule({
  id: 'quality/skipped-test',
  title: 'Test is switched off',
  level: 'warning',
  why: 'A test that does not run protects nothing, and a change that switches one off may do so because it failed.',
  fix: 'Repair the code or the test; if it must wait, say why and until when in the reason.',
  cwe: [],
  languages: [...JAVASCRIPT, 'python', 'java', 'csharp'],
  inTests: true,
  detect: anyOf(
    nodes(
      { javascript: ['call_expression'], typescript: ['call_expression'] },
      (node) => {
        const callee = node.child('function');
        const [name, body] = node.child('arguments')?.namedChildren ?? [];
        // Playwright's `test.skip(condition, reason)` decides when it runs: the first argument is no name.
        if (!callee || !SKIPPED.test(callee.text) || !name || typeof literalOf(name)?.value !== 'string') return false;
        return body !== undefined && !/^string/.test(body.kind) && callee;
      },
      ['.skip', '.todo', '.fixme', 'xit', 'xtest', 'xdescribe', 'xcontext', 'xspecify'],
    ),
    nodes(
      { python: ['decorator'] },
      (node) => {
        const inner = node.namedChildren[0];
        const name = inner?.kind === 'call' ? inner.child('function') : inner;
        return inner !== undefined && PYTHON.test(name?.text ?? '') && told(inner, node);
      },
      ['skip', 'xfail'],
    ),
    nodes(
      { java: ['marker_annotation', 'annotation'] },
      (node) => ANNOTATIONS.test(node.child('name')?.text ?? '') && told(node, node),
      ['@ignore', '@disabled'],
    ),
    nodes(
      { csharp: ['attribute'] },
      (node) => /^(?:Ignore|Fact\(Skip|Theory\(Skip)/.test(node.text.replace(/\s/g, '')),
      ['ignore', 'skip'],
    ),
  ),
  bad: [
    {
      after: {
        'cart.test.js': '«it.skip»("adds", () => { expect(add(1, 2)).toBe(3); });\n«xdescribe»("cart", () => {});\n',
      },
    },
    { after: { 'cart.spec.ts': 'describe("cart", () => {\n  «test.skip»("adds", async () => {});\n});\n' } },
    { after: { 'test_cart.py': 'import pytest\n\n«@pytest.mark.skip»\ndef test_add():\n    assert add(1, 2) == 3\n' } },
    {
      after: {
        'test_cart.py':
          'import unittest\n\nclass T(unittest.TestCase):\n    «@unittest.skip("flaky on CI since May")»\n    def test_add(self):\n        self.assertEqual(add(1, 2), 3)\n',
      },
    },
    {
      after: { 'CartTest.java': 'class CartTest { «@Disabled» @Test void adds() { assertEquals(3, add(1, 2)); } }\n' },
    },
  ],
  good: [
    { after: { 'cart.test.js': 'it("skips empty carts", () => { expect(list.skip(1)).toEqual([]); });\n' } },
    {
      after: {
        'cart.spec.ts':
          'test("adds", () => {\n  test.skip(browserName === "webkit", "no such API");\n  expect(add(1, 2)).toBe(3);\n});\n',
      },
    },
    {
      after: {
        'test_cart.py':
          'import pytest\n\n@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")\ndef test_add():\n    assert add(1, 2) == 3\n',
      },
    },
    { after: { 'pager.js': 'rows.skip("a", 10);\n' } },
  ],
});
