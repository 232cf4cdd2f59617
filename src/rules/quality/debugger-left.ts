import { anyOf, calls, inJavaScript, JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { removed } from '../../analyze/repair.ts';
import { defineRule } from '../../analyze/rule.ts';

export default defineRule({
  id: 'quality/debugger-left',
  title: 'Breakpoint left in the code',
  level: 'warning',
  why: 'The program stops there and waits for a debugger that nobody holds: in production it hangs.',
  fix: 'Remove it.',
  cwe: [489],
  languages: [...JAVASCRIPT, 'python', 'ruby', 'php', 'csharp'],
  inTests: true,
  detect: anyOf(
    nodes(inJavaScript('debugger_statement'), () => true, ['debugger']),
    calls({
      python: ['breakpoint', ...['pdb', 'ipdb', 'pudb', 'wdb'].map((name) => `${name}.set_trace`)],
    }),
    nodes(
      { ruby: ['call', 'identifier'] },
      (node) => {
        if (node.kind === 'identifier')
          return (
            node.text === 'byebug' && /^(?:program|body_statement|then|do|block_body)$/.test(node.parent?.kind ?? '')
          );
        return /^binding\.(?:pry|irb|break)$/.test(node.text);
      },
      ['binding.', 'byebug'],
    ),
    nodes(
      { php: ['function_call_expression'] },
      (node) => /^(?:dd|xdebug_break)$/.test(node.child('function')?.text ?? ''),
      ['dd(', 'xdebug_break'],
    ),
    nodes(
      { csharp: ['invocation_expression'] },
      (node) => /(?:^|\.)Debugger\.(?:Break|Launch)$/.test(node.child('function')?.text ?? ''),
      ['debugger.'],
    ),
  ),
  repair: removed,
  bad: [
    'function total(cart) {\n  «debugger;»\n  return sum(cart);\n}',
    {
      after: {
        'cart.py': 'def total(cart):\n    «breakpoint()»\n    import pdb; «pdb.set_trace()»\n    return sum(cart)\n',
      },
    },
    { after: { 'cart.rb': 'def total(cart)\n  «binding.pry»\n  cart.sum\nend\n' } },
  ],
  good: [
    'const text = "debugger;";\nstart(debugger_);',
    'devtools.debugger.attach(tab);',
    { after: { 'cart.py': 'def breakpoint(): pass\nbreakpoint()\ndb.set_trace()\n' } },
    { after: { 'cart.rb': 'x = bindings.pry_all\n' } },
  ],
});
