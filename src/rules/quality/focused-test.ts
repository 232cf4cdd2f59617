import { JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { firstOf, replacing } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';

const FOCUSED =
  /^(?:(?:it|test|describe|suite|context|specify)(?:\.(?:concurrent|sequential|each|serial))*\.only|f(?:it|describe|context))$/;

export default defineRule({
  id: 'quality/focused-test',
  title: 'Only this test runs',
  level: 'warning',
  why: 'With one test in focus all others of the file are silently left out, and the run is green.',
  fix: 'Remove `.only` before the change is handed in.',
  cwe: [],
  languages: [...JAVASCRIPT],
  inTests: true,
  detect: nodes(
    { javascript: ['call_expression'], typescript: ['call_expression'] },
    (node) => {
      const callee = node.child('function');
      const [name, body] = node.child('arguments')?.namedChildren ?? [];
      if (!callee || !name || !body || !FOCUSED.test(callee.text)) return false;
      return typeof literalOf(name)?.value === 'string' && /function|object|identifier/.test(body.kind) && callee;
    },
    ['.only', 'fit', 'fdescribe', 'fcontext'],
  ),
  repair: firstOf(replacing(/\.only$/, ''), replacing(/^f(?=it|describe|context)/, '')),
  bad: [
    {
      after: {
        'cart.test.js': '«it.only»("adds", () => { expect(add(1, 2)).toBe(3); });\nit("subtracts", () => {});\n',
      },
    },
    { after: { 'cart.spec.ts': '«fdescribe»("cart", function () {});\n' } },
  ],
  good: [
    { after: { 'cart.test.js': 'it("adds only once", () => { expect(list.only("a")).toBe(1); });\n' } },
    { after: { 'chart.js': 'fit("width", 100);\nmodel.fit(x);\n' } },
  ],
});
