import { JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const WHAT =
  '(?:code|implementation|logic|function|method|class|file|component|handlers?|routes?|imports?|methods|functions|fields|properties|tests?)';
/** What stands where code was left out: said about the code itself, with dots or at the comment's start. */
const ELIDED = new RegExp(
  [
    `^(?:\\.{3}|…)\\s*(?:\\(?(?:the )?(?:rest|remaining|remainder|existing|previous|other|same|unchanged|your)\\b.*)$`,
    `^(?:the )?(?:rest|remainder) of (?:the |your |this )?(?:existing |original |previous )?${WHAT}\\b.{0,40}$`,
    `^(?:existing|previous|remaining|unchanged) ${WHAT}(?: (?:here|unchanged|remains|stays|continues|goes here|as before|remains unchanged|stays the same))?\\s*(?:\\.{3}|…)?$`,
    `^(?:your|add your|insert your|put your|add) (?:own )?${WHAT} (?:goes )?here\\b.{0,30}$`,
    `^(?:implementation|code|logic) (?:goes|omitted|unchanged|remains|elided|continues)\\b.{0,40}$`,
    `^(?:keep|same) (?:the )?(?:existing|rest of|other) ${WHAT}\\b.{0,40}$`,
    `^${WHAT} (?:as|same as) (?:before|above)\\s*(?:\\.{3}|…)?$`,
  ].join('|'),
  'i',
);

const KINDS = ['comment', 'line_comment', 'block_comment'];

export default defineRule({
  id: 'quality/elided-code',
  title: 'Comment stands where code was left out',
  level: 'warning',
  why: 'An assistant abbreviated its answer, and the abbreviation was saved: what stood here is gone, or was never written.',
  fix: 'Restore or write the code that the comment speaks of, then remove the comment.',
  cwe: [1071],
  languages: [...JAVASCRIPT, 'python', 'java', 'go', 'csharp', 'ruby', 'php', 'rust', 'c', 'cpp'],
  inTests: true,
  detect: nodes(
    {
      javascript: KINDS,
      typescript: KINDS,
      python: KINDS,
      java: KINDS,
      go: KINDS,
      csharp: KINDS,
      ruby: KINDS,
      php: KINDS,
      rust: KINDS,
      c: KINDS,
      cpp: KINDS,
    },
    (node) => {
      if (node.end - node.start > 200) return false;
      const said = node.text.replace(/^[\s/*#!<>-]+/, '').replace(/[\s*/.…-]+$/, '');
      const start = node.text.replace(/^[\s/*#!<>-]+/, '').startsWith('...') || node.text.includes('…');
      return ELIDED.test(said) || (start && ELIDED.test(node.text.replace(/^[\s/*#!<>-]+/, '').trim()));
    },
    [
      'rest of',
      'remain',
      'existing',
      'previous',
      'unchanged',
      'here',
      'omitted',
      'goes',
      'as before',
      'as above',
      'other',
      'same',
      'elided',
      'your',
    ],
  ),
  bad: [
    'export function total(cart) {\n  «// ... existing code ...»\n  return sum;\n}',
    'class Cart {\n  «// rest of the implementation remains the same»\n}',
    'function load() {\n  «/* your code here */»\n}',
    { after: { 'cart.py': 'def total(cart):\n    «# ... rest of the function unchanged»\n    return 0\n' } },
    { after: { 'cart.go': 'package cart\n\nfunc Total() int {\n\t«// ... remaining logic»\n\treturn 0\n}\n' } },
  ],
  good: [
    '// The rest of the arguments goes to the program.\nrun(first, ...rest);',
    '// Existing files are kept.\nfunction write(path) { return open(path, "wx"); }',
    'const rest = parts.slice(1); // ...and the others',
    { after: { 'cart.py': '# Same as above but for refunds\ndef refund(cart):\n    return -total(cart)\n' } },
    { after: { 'cart.go': 'package cart\n\n// Total adds the remaining items.\nfunc Total() int { return 0 }\n' } },
  ],
});
