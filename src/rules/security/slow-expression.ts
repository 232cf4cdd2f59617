import { anyOf, calls, inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { isExponential } from '../../analyze/regex/ambiguity.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'security/slow-expression',
  title: 'Expression takes exponential time on some texts',
  level: 'warning',
  why: 'A loop in the expression can be walked in two ways over the same text: each further character doubles the work before the match fails, and a text of fifty characters stops the process.',
  fix: 'Rewrite the loop so that each character can be read in one way only, for instance without a repetition inside a repetition.',
  cwe: [1333, 730, 400],
  languages: [...JAVASCRIPT],
  detect: anyOf(
    nodes(inJavaScript('regex'), (node) => {
      const pattern = node.child('pattern')?.text ?? '';
      return isExponential(pattern, node.child('flags')?.text ?? '') === true;
    }),
    calls({ javascript: ['RegExp'] }, (call) => {
      const source = call.literal(0)?.value;
      const flags = call.literal(1)?.value;
      return (
        typeof source === 'string' &&
        isExponential(source, typeof flags === 'string' ? flags : '') === true &&
        call.arguments[0]
      );
    }),
  ),
  bad: [
    'const name = «/^([a-z]+)*$/»;',
    'const words = «/^(\\w+\\s?)*$/»;\nwords.test(line);',
    'const list = new RegExp(«"^(a|a)*b$"»);',
  ],
  good: [
    'const name = /^[a-z]+$/;',
    'const words = /^(\\w+\\s)*$/;',
    'const text = /"(?:[^"\\\\]|\\\\.)*"/;',
    'const all = /(a+)+/;',
  ],
});
