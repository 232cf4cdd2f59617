import type { SyntaxNode } from '../../analyze/detector.ts';
import { nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const CHANGES = 'append|extend|insert|add|update|setdefault|pop|popitem|remove|clear|sort|reverse|discard';

function isMutable(value: SyntaxNode): boolean {
  if (/^(?:list|dictionary|set)$/.test(value.kind)) return true;
  return (
    value.kind === 'call' &&
    /^(?:list|dict|set|defaultdict|collections\.defaultdict)$/.test(value.child('function')?.text ?? '')
  );
}

/** The function changes the value itself, or hands it out for others to change. */
function isChanged(name: string, body: string): boolean {
  if (!/^\w+$/.test(name)) return false;
  // Given a fresh value first, the default is never touched.
  if (new RegExp(`(?:^|\\n)\\s*${name}\\s*=\\s`).test(body)) return false;
  return new RegExp(
    `\\b${name}(?:\\.(?:${CHANGES})\\(|\\[[^\\]\\n]*\\]\\s*[-+*|&]?=[^=]|\\s*[-+|&*]=)|\\breturn ${name}\\s*$|self\\.\\w+\\s*=\\s*${name}\\s*$`,
    'm',
  ).test(body);
}

export default defineRule({
  id: 'quality/mutable-default',
  title: 'Default value that all calls share',
  level: 'warning',
  why: 'The default is made once, when the function is defined: what one call puts in is there in the next.',
  fix: 'Use `None` as the default and make the value inside.',
  cwe: [],
  languages: ['python'],
  detect: nodes({ python: ['default_parameter', 'typed_default_parameter'] }, (node) => {
    const value = node.child('value');
    const name = node.child('name');
    const owner = node.parent?.parent;
    // Nobody writes fifty parameters by hand.
    if (
      !value ||
      !name ||
      node.start - (node.parent?.start ?? 0) > 2000 ||
      owner?.kind !== 'function_definition' ||
      !isMutable(value)
    )
      return false;
    return isChanged(name.text, owner.child('body')?.text ?? '') && node;
  }),
  bad: [
    'def add(item, «cart=[]»):\n    cart.append(item)\n    return cart\n',
    'def count(word, «seen: dict = {}»):\n    seen[word] = seen.get(word, 0) + 1\n',
    'class Cart:\n    def __init__(self, «items=list()»):\n        self.items = items\n',
  ],
  good: [
    'def add(item, cart=None):\n    cart = [] if cart is None else cart\n    cart.append(item)\n    return cart\n',
    'def show(item, options={}):\n    return options.get("width", 80)\n',
    'def add(item, cart=[]):\n    cart = list(cart)\n    cart.append(item)\n    return cart\n',
  ],
});
