import type { SyntaxNode } from '../../analyze/detector.ts';
import { leafBefore, nextSibling } from '../../analyze/pattern/around.ts';
import { inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const FEWEST_LINES = 4;
/** A line that only a program would write. */
const CODE =
  /^(?:[\w$.[\]'"]+\s*(?:[-+*/|&]?=)\s*\S.*[;,({[]?|(?:const|let|var|return|throw|await|import|export|from|if|for|while|switch|case|else|elif|try|catch|except|def|class|function|with|raise|new|public|private|static|final|func|fmt|echo)\b.*[;:{}(),]|[\w$.]+\(.*\)?[;,{]?|[}\])]+[;,)]*(?:\s*(?:else|catch|finally).*)?|@\w+(?:\(.*\))?|<\/?\w+.*>|\.\w+\(.*)$/;
/** Words before an example: a comment that shows how to use something is documentation. */
const SHOWS =
  /\b(?:example|usage|e\.g|for instance|such as|like this|looks? like|i\.e|produces?|output|becomes|given|before|after|syntax|format|equivalent|pseudo|instead of|translates?|compiles?|generates?|transforms?|case)\b|:\s*$|```/i;
const ENDS_AS_CODE = /[;{}()[\],]$|:$/;

/** Lines of a run of comments that follow each other, without their marks; null inside a run. */
function runOf(node: SyntaxNode): { lines: string[]; last: SyntaxNode } | null {
  if (node.text.startsWith('/**') || node.text.startsWith('///') || node.text.startsWith('#!')) return null;
  if (node.text.startsWith('/*')) return { lines: clean(node.text.slice(2, -2).split('\n')), last: node };
  const before = leafBefore(node);
  if (before && adjoins(before, node)) return null;
  const run = [node];
  for (let next = nextSibling(node); next !== null && adjoins(run.at(-1)!, next); next = nextSibling(next))
    run.push(next);
  return { lines: clean(run.map(({ text }) => text.replace(/^(?:\/\/|#)+!?/, ''))), last: run.at(-1)! };
}

function adjoins(one: SyntaxNode, next: SyntaxNode): boolean {
  if (one.kind !== 'comment' || next.kind !== 'comment' || next.text.startsWith('/*')) return false;
  return /^[ \t]*\r?\n[ \t]*$/.test(one.tree.source.slice(one.end, next.start));
}

const clean = (lines: readonly string[]) =>
  lines.map((line) => line.trim().replace(/^\*\s?/, '')).filter((line) => line !== '');

export default defineRule({
  id: 'quality/commented-out-code',
  title: 'Code that was commented out',
  level: 'note',
  why: 'Nobody knows whether it still works or why it is kept; the history of the repository remembers it better.',
  fix: 'Delete it.',
  cwe: [1041],
  languages: [...JAVASCRIPT, 'python', 'go', 'php'],
  detect: nodes(
    { ...inJavaScript('comment'), python: ['comment'], go: ['comment'], php: ['comment'] },
    (node, context) => {
      // The cheap question first: most comments are short prose.
      if (!ENDS_AS_CODE.test(node.text.replace(/\*\/$/, '').trimEnd()) && !node.text.startsWith('/*')) return false;
      const run = runOf(node);
      if (run === null || run.lines.length < FEWEST_LINES || run.lines.length > 500) return false;
      if (run.lines.some((line) => SHOWS.test(line) && !CODE.test(line)) || SHOWS.test(textBefore(node))) return false;
      const code = run.lines.filter((line) => CODE.test(line));
      const strong = run.lines.filter((line) => CODE.test(line) && ENDS_AS_CODE.test(line));
      if (code.length < run.lines.length * 0.8 || strong.length < Math.max(3, run.lines.length * 0.5)) return false;
      context.report({ start: node.start, end: run.last.end });
      return false;
    },
  ),
  bad: [
    'const total = 1;\n«// function sum(cart) {\n//   const all = cart.items;\n//   return all.length;\n// }»\nuse(total);',
    'use(1);\n«/*\nif (cart.open) {\n  cart.close();\n  log(cart);\n}\n*/»\n',
    {
      after: {
        'cart.py':
          'x = 1\n«# def total(cart):\n#     if cart.open:\n#         cart.close()\n#     return sum(cart)»\ny = 2\n',
      },
    },
  ],
  good: [
    '// The total is the sum of all items (with tax);\n// it is rounded to cents, as the law asks:\n// see the handbook, chapter 3.\n// Open carts count too.\nuse(1);',
    '/**\n * total(cart);\n * total(cart, { tax: true });\n * if (x) { y(); }\n * }\n */\nfunction total() {}',
    '// Example:\n//   const cart = open();\n//   cart.add(1);\n//   cart.close();\nuse(1);',
    {
      after: {
        'cart.py':
          '# Totals are kept in cents (never floats),\n# since rounding twice loses money (see law),\n# and refunds are negative;\n# they have their own table.\nx = 1\n',
      },
    },
  ],
});

/** The end of the line before: `…, for example:` introduces what follows. */
function textBefore(node: SyntaxNode): string {
  const { source } = node.tree;
  const lineStart = source.lastIndexOf('\n', node.start - 1);
  const before = source.slice(Math.max(0, source.lastIndexOf('\n', lineStart - 1)), Math.max(0, lineStart)).trim();
  return /^(?:\/\/|#|\*)/.test(before) ? before : '';
}
