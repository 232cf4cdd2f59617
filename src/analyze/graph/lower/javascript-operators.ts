import { OP } from '../ir.ts';
import { binary, choose, LOGICAL, ternary } from './c-like.ts';
import { unescapeText } from './escapes.ts';
import { assignTo, type ScriptContext, textOf } from './javascript-base.ts';
import { expression, type Lower, readName } from './walk.ts';

function unary(at: ScriptContext, node: number): number {
  const { view, fn, module } = at;
  const operator = view.text(view.child(node, 'operator'));
  const argument = view.child(node, 'argument');
  if (operator !== 'delete') {
    const value = expression(at, argument);
    return operator === 'void' ? fn.nothing(node) : fn.value(OP.unary, node, module.operator(operator), value);
  }
  const object = view.child(argument, 'object');
  if (object >= 0) {
    const property = view.child(argument, 'property');
    const holder = expression(at, object);
    const key = property >= 0 ? fn.text(property, view.text(property)) : expression(at, view.child(argument, 'index'));
    fn.act(OP.delete, node, holder, key);
  }
  return fn.constant(node, { kind: 'boolean', value: true });
}

function assignment(at: ScriptContext, node: number): number {
  const value = expression(at, at.view.child(node, 'right'));
  assignTo(at, at.view.child(node, 'left'), value);
  return value;
}

function augmented(at: ScriptContext, node: number): number {
  const { view, fn, module } = at;
  const left = view.child(node, 'left');
  const operator = view.text(view.child(node, 'operator')).slice(0, -1);
  const before = expression(at, left);
  const right = () => expression(at, view.child(node, 'right'));
  const value = LOGICAL.has(operator)
    ? choose(at, node, operator, before, right)
    : fn.value(OP.binary, node, module.operator(operator), before, right());
  assignTo(at, left, value);
  return value;
}

function update(at: ScriptContext, node: number): number {
  const { view, fn, module } = at;
  const argument = view.child(node, 'argument');
  const before = expression(at, argument);
  const operator = module.operator(view.text(view.child(node, 'operator'))[0] ?? '+');
  const one = fn.constant(node, { kind: 'number', value: 1 });
  const after = fn.value(OP.binary, node, operator, before, one);
  assignTo(at, argument, after);
  return view.kind(view.children(node)[0] ?? -1) === view.kind(argument) ? before : after;
}

function sequence(at: ScriptContext, node: number): number {
  let value = -1;
  for (const part of at.view.named(node)) value = expression(at, part);
  return value < 0 ? at.fn.nothing(node) : value;
}

/** Pieces of a template in order, text as constants. */
export function templateParts(
  at: ScriptContext,
  template: number,
): { readonly isText: boolean; readonly value: number }[] {
  const { view, fn } = at;
  const source = view.tree.source;
  const parts: { isText: boolean; value: number }[] = [];
  let from = view.tree.start[template]! + 1;
  const addText = (to: number) => {
    if (to > from) parts.push({ isText: true, value: fn.text(template, unescapeText(source.slice(from, to))) });
  };
  for (const child of view.children(template)) {
    if (view.kind(child) !== 'template_substitution') continue;
    addText(view.tree.start[child]!);
    parts.push({ isText: false, value: expression(at, view.firstNamed(child)) });
    from = view.tree.end[child]!;
  }
  addText(view.tree.end[template]! - 1);
  return parts;
}

function template(at: ScriptContext, node: number): number {
  const parts = templateParts(at, node);
  if (parts.length === 0) return at.fn.text(node, '');
  if (parts.length === 1 && parts[0]!.isText) return parts[0]!.value;
  return at.fn.value(OP.concat, node, at.fn.positional(parts.map(({ value }) => value)));
}

function regex(at: ScriptContext, node: number): number {
  const { view, fn } = at;
  const [source, flags] = [view.text(view.child(node, 'pattern')), view.text(view.child(node, 'flags'))];
  return fn.constant(node, { kind: 'regex', source, flags });
}

/** An arrow function has no receiver: its `this` is a variable of the function around it. */
function receiver(at: ScriptContext, node: number): number {
  const variable = at.scope.find('this');
  return variable === null || variable.owner === at.fn ? at.fn.value(OP.this, node) : at.fn.load(variable, node);
}

const inner: Lower = (at, node) => expression(at, at.view.firstNamed(node));
/** `<T>x`: the type stands first. */
const lastInner: Lower = (at, node) => expression(at, at.view.named(node).at(-1) ?? -1);
const global: Lower = (at, node) => at.fn.value(OP.global, node, at.module.string(at.view.text(node)));

function yielded(at: ScriptContext, node: number): number {
  const { fn, view } = at;
  const value = expression(at, view.firstNamed(node));
  return fn.value(OP.yield, node, view.has(node, '*') ? fn.value(OP.iterate, node, value, 0) : value);
}

/** Names, constants, text and operators. */
export const OPERATORS: readonly (readonly [string, Lower])[] = [
  ['identifier', readName],
  ['shorthand_property_identifier', readName],
  ['shorthand_property_identifier_pattern', readName],
  ['number', (at, node) => at.fn.constant(node, { kind: 'number', value: numberOf(at.view.text(node)) })],
  ['string', (at, node) => at.fn.text(node, textOf(at, node))],
  ['template_string', template],
  ['regex', regex],
  ['true', (at, node) => at.fn.constant(node, { kind: 'boolean', value: true })],
  ['false', (at, node) => at.fn.constant(node, { kind: 'boolean', value: false })],
  ['null', (at, node) => at.fn.nothing(node)],
  ['undefined', (at, node) => at.fn.nothing(node)],
  ['this', receiver],
  ['super', global],
  ['import', global],
  ['meta_property', global],
  ['parenthesized_expression', sequence],
  ['sequence_expression', sequence],
  ['await_expression', inner],
  ['as_expression', inner],
  ['satisfies_expression', inner],
  ['non_null_expression', inner],
  ['instantiation_expression', inner],
  ['type_assertion', lastInner],
  ['spread_element', inner],
  ['binary_expression', binary],
  ['ternary_expression', ternary],
  ['unary_expression', unary],
  ['assignment_expression', assignment],
  ['augmented_assignment_expression', augmented],
  ['update_expression', update],
  ['yield_expression', yielded],
];

function numberOf(text: string): number {
  return Number(
    text
      .replaceAll('_', '')
      .replace(/n$/, '')
      .replace(/^0(?=[0-7]+$)/, '0o'),
  );
}
