import type { SyntaxNode } from '../../analyze/detector.ts';
import { fileSays } from '../../analyze/pattern/around.ts';
import { calls, JAVASCRIPT } from '../../analyze/pattern/detectors.ts';
import { literalOf } from '../../analyze/pattern/literal.ts';
import { hasWord, wordsOf } from '../../analyze/pattern/words.ts';
import { defineRule } from '../../analyze/rule.ts';

/** What people print to see whether they got here. */
const MARKER =
  /^\s*(?:(?:here|debug|test(?:ing)?|xxx+|foo|bar|asdf|hello|hi|wtf|why|what|got here|reached|aaa+|1+|2+|3+)\b\s*[!:.\d]*\s*$|debug(?:ging)?\b\s*:|[>#!*~<]{3,}|\p{Extended_Pictographic})/iu;
/** A program that talks to a terminal prints because it must. */
const talks = fileSays(
  /^#!|\bprocess\.argv\b|\bargparse\b|\bclick\.|\btyper\b|__main__|\bsys\.argv\b|\bcommander\b|\byargs\b|\bpicocolors\b|\bchalk\b/m,
);

/** Nothing but a value: `console.log(user)`, `print(user.name)`, `console.log(JSON.stringify(user))`. */
function dumps(argument: SyntaxNode): boolean {
  const inner = /^(?:JSON\.stringify|repr|str|vars|dir|type)$/.test(argument.child('function')?.text ?? '')
    ? argument.child('arguments')?.namedChildren[0]
    : argument;
  return (
    inner !== undefined &&
    /^(?:identifier|member_expression|attribute|subscript|subscript_expression|object)$/.test(inner.kind) &&
    literalOf(inner) === undefined
  );
}

/** Made to be read by people. */
const SHOWN = new Set([
  'message',
  'banner',
  'usage',
  'help',
  'version',
  'line',
  'text',
  'output',
  'report',
  'table',
  'url',
  'msg',
  'summary',
  'prompt',
]);

/** `f"{x=}"` is made for debugging. */
const SELF_NAMING = /\{[^{}]*[^=!<>]=(?:![rsa])?\}/;

export default defineRule({
  id: 'quality/debug-output',
  title: 'Debugging output left in the code',
  level: 'note',
  why: 'It fills the logs with what helped once, and may show values that nobody outside should see.',
  fix: 'Remove it, or log it with a level and a message that says what it means.',
  cwe: [489, 532],
  languages: [...JAVASCRIPT, 'python'],
  paths: [
    '!**/{bin,cli,scripts,script,examples,example,tools,demo,demos,docs,bench,benchmarks,benchmark}/**',
    '!*.config.*',
    '!{cli,main,__main__,manage,setup,build}.*',
  ],
  detect: calls(
    {
      javascript: ['console.log', 'console.debug', 'console.dir', 'console.table'],
      python: ['print', 'pprint.pprint'],
    },
    (call) => {
      const [first] = call.arguments;
      if (first === undefined || talks(call.node)) return false;
      const literal = literalOf(first)?.value;
      // Handing something on to be shown is what the function is for: a logger, a callback, a banner.
      if (call.hasSpread || call.arguments.length > 2 || call.node.parent?.kind !== 'expression_statement')
        return false;
      if (call.option('file') !== null || call.option('stream') !== null || hasWord(wordsOf(first.text), SHOWN))
        return false;
      // An error that is caught is told, if badly: that is no search for a mistake.
      if (/^(?:e|err|error|ex|exc|exception|reason|warning|message|msg)$/i.test(first.text)) return false;
      const isDump = call.arguments.every(dumps);
      const isMarker = typeof literal === 'string' && MARKER.test(literal);
      return (
        (isDump || isMarker || (first.kind === 'string' && /^[fF]/.test(first.text) && SELF_NAMING.test(first.text))) &&
        call.node
      );
    },
  ),
  bad: [
    'function total(cart) {\n  «console.log(cart)»;\n  «console.log("here")»;\n  return sum(cart);\n}',
    '«console.log(">>>>", user.id)»;\n«console.log(JSON.stringify(user))»;',
    {
      after: {
        'cart.py':
          'def total(cart):\n    «print(cart.items)»\n    «print("DEBUG: total", len(cart))»\n    «print(f"{cart=}")»\n',
      },
    },
  ],
  good: [
    'console.log(`listening on ${port}`);\nconsole.error(error);\nlog.debug(cart);\ntry { load(); } catch (err) { console.log(err); }',
    'const console = makeConsole();\nconsole.log(cart);',
    { after: { 'scripts/list.js': 'console.log(rows);\n' } },
    { after: { 'cart.py': 'import sys\nprint("Done.")\nprint(usage, file=sys.stderr)\n' } },
    { after: { 'list.py': 'if __name__ == "__main__":\n    print(rows)\n' } },
    'rows.forEach((row) => console.log(row));\nconsole.log(time, level, ...parts);\nconsole.log(banner);\nconsole.log("======");',
  ],
});
