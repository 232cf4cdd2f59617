import type { SyntaxNode } from '../../analyze/detector.ts';
import { ancestor } from '../../analyze/pattern/around.ts';
import { JAVASCRIPT, nodes } from '../../analyze/pattern/detectors.ts';
import { defineRule } from '../../analyze/rule.ts';

const SAYS_UNDONE =
  /\b(?:not (?:yet )?implemented|unimplemented|todo|fixme|implement me|to be implemented|stub(?:bed)?|coming soon|placeholder|your (?:code|logic|implementation) here)\b/i;
/** In a comment a lone `TODO` may speak of anything: only one that speaks of the body makes it a stub. */
const BODY_UNDONE =
  /\b(?:not (?:yet )?implemented|unimplemented|implement (?:me|this)|to be implemented|coming soon|placeholder|your (?:code|logic|implementation) here)\b|\b(?:todo|fixme)\b\W*(?:$|\n|(?:implement|write|fill|finish|complete|real|actual|replace|logic|code|stub|wire|hook up|add (?:the |real |actual )?(?:logic|implementation|code))\b)/i;
const MEANT_FOR_HEIRS =
  /(?:^|_)(?:Abstract|Base|Interface|Mixin|Protocol|ABC)|(?:Base|Interface|Mixin|Protocol|Abstract)$/;
const THROWS = /^(?:throw_statement|raise_statement)$/;
const COMMENT = /comment/;

/** Statements of a body, without comments and a docstring. */
function statements(body: SyntaxNode): SyntaxNode[] {
  const all = body.namedChildren.filter(({ kind }) => !COMMENT.test(kind));
  const first = all[0];
  return first?.kind === 'expression_statement' && first.namedChildren[0]?.kind === 'string' ? all.slice(1) : all;
}

/** A method that subclasses are meant to write: the usual way to say so in languages without interfaces. */
function isForHeirs(node: SyntaxNode): boolean {
  const owner = ancestor(node, ({ kind }) =>
    /^(?:class_definition|class_declaration|abstract_class_declaration|class)$/.test(kind),
  );
  if (owner === null) return false;
  const head = `${owner.child('name')?.text ?? ''} ${owner.child('superclasses')?.text ?? ''} ${owner.text.slice(0, 40)}`;
  const decorated = node.parent?.kind === 'decorated_definition' ? node.parent.text.slice(0, 200) : '';
  return (
    head.split(/[\s(),]+/).some((word) => MEANT_FOR_HEIRS.test(word)) ||
    /abstract/.test(head) ||
    /abstract|overload/.test(decorated)
  );
}

function comments(body: SyntaxNode): string {
  // In Python a comment at the end of a body stands beside the block, not in it.
  const own = body.namedChildren.filter(({ kind }) => COMMENT.test(kind));
  const beside = body.parent?.namedChildren.filter(({ kind }) => COMMENT.test(kind)) ?? [];
  return [...own, ...beside].map(({ text }) => text).join('\n');
}

/** One constant that is given back: what stands in for an answer. */
function isConstant(statement: SyntaxNode): boolean {
  if (statement.kind !== 'return_statement') return statement.kind === 'pass_statement';
  const value = statement.namedChildren[0];
  return (
    value === undefined ||
    (/^(?:true|false|null|none|number|integer|string|array|object|list|dictionary|undefined|null_literal|int_literal)$/.test(
      value.kind,
    ) &&
      value.namedChildren.length <= 1)
  );
}

function isStub(node: SyntaxNode): boolean {
  const body = node.child('body');
  if (!body || !/block|body|suite/.test(body.kind)) return false;
  const all = statements(body);
  if (all.length > 1) return false;
  const [only] = all;
  if (only === undefined) return BODY_UNDONE.test(comments(body)) && !isForHeirs(node);
  if (THROWS.test(only.kind)) return isUndone(node, only, body);
  return isConstant(only) && BODY_UNDONE.test(comments(body)) && !isForHeirs(node);
}

/** The body's only statement throws that nothing is there yet. */
function isUndone(node: SyntaxNode, thrown: SyntaxNode, body: SyntaxNode): boolean {
  const text = thrown.text;
  if (BODY_UNDONE.test(comments(body)) && /NotImplemented|Unsupported|Error/.test(text)) return !isForHeirs(node);
  if (/^raise NotImplementedError\b/.test(text)) {
    // In a method it may be for subclasses to write: only a message that speaks of later makes it a stub.
    const isMethod =
      ancestor(node, ({ kind }) => /^(?:class_definition|function_definition)$/.test(kind))?.kind ===
      'class_definition';
    // A message that gives another reason says that it is meant.
    if (/\(\s*f?["']/.test(text) && !SAYS_UNDONE.test(text)) return false;
    return isMethod ? /\byet\b|\btodo\b/i.test(text) && !isForHeirs(node) : true;
  }
  return /(?:Error|Exception)\b/.test(text) && SAYS_UNDONE.test(text) && !isForHeirs(node);
}

const FUNCTIONS = ['function_declaration', 'method_definition', 'arrow_function', 'function_expression'];

export default defineRule({
  id: 'quality/stub-left',
  title: 'Function is only a stub',
  level: 'warning',
  why: 'The function looks finished from outside and does nothing: who calls it finds out when it runs.',
  fix: 'Write the body, or leave the function out until it is needed.',
  cwe: [1071],
  languages: [...JAVASCRIPT, 'python', 'java', 'csharp', 'rust'],
  detect: nodes(
    {
      javascript: FUNCTIONS,
      typescript: FUNCTIONS,
      python: ['function_definition'],
      java: ['method_declaration'],
      csharp: ['method_declaration'],
      rust: ['macro_invocation'],
    },
    (node) => {
      if (node.kind === 'macro_invocation') return /^(?:todo|unimplemented)$/.test(node.child('macro')?.text ?? '');
      // A function that is there to say so: `notImplemented()`.
      if (
        /not_?(?:yet_?)?implemented|unimplemented|unsupported|todo|stub|abstract/i.test(node.child('name')?.text ?? '')
      )
        return false;
      return isStub(node) && (node.child('name') ?? node.child('body'));
    },
    ['implement', 'todo', 'fixme', 'stub', 'coming soon', 'placeholder', 'here'],
  ),
  bad: [
    'export function «total»(cart) {\n  // TODO: implement\n  return 0;\n}',
    'class Cart {\n  «total»() {\n    throw new Error("Not implemented yet");\n  }\n}',
    { after: { 'cart.py': 'def «total»(cart):\n    """Sum of all prices."""\n    raise NotImplementedError\n' } },
    { after: { 'cart.py': 'def «total»(cart):\n    # your code here\n    pass\n' } },
    { after: { 'Cart.java': 'class Cart { int «total»() { throw new UnsupportedOperationException("TODO"); } }\n' } },
    { after: { 'cart.rs': 'fn total() -> u32 { «todo!()» }\n' } },
  ],
  good: [
    'export function total(cart) {\n  // TODO: round to cents\n  return cart.reduce((sum, item) => sum + item.price, 0);\n}',
    'class AbstractCart {\n  total() {\n    throw new Error("Not implemented");\n  }\n}',
    'function noop() {}\nfunction isReady() {\n  return true;\n}',
    { after: { 'cart.py': 'class Cart:\n    def total(self):\n        raise NotImplementedError\n' } },
    {
      after: {
        'cart.py':
          'from abc import ABC, abstractmethod\n\nclass Cart(ABC):\n    @abstractmethod\n    def total(self):\n        # implemented by each shop\n        ...\n',
      },
    },
    {
      after: {
        'cart.py':
          'def total(cart):\n    if cart.is_abroad:\n        raise NotImplementedError("abroad")\n    return sum(cart)\n',
      },
    },
    'export function notImplemented() {\n  throw new Error("Not implemented");\n}',
    { after: { 'cart.py': 'def chain(cart):\n    raise NotImplementedError("a chain is no cart")\n' } },
    'class Socket {\n  options() {\n    // TODO: add the window size\n    return null;\n  }\n}',
  ],
});
