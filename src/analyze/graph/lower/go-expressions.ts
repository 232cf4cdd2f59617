import { ARGUMENT, OP } from '../ir.ts';
import { binary, unary } from './c-like.ts';
import { unescapeText } from './escapes.ts';
import type { Argument } from './function-builder.ts';
import { isNumeric, readIdentifier, textOf, typed, typeValue } from './go-base.ts';
import { percentPieces } from './percent-format.ts';
import { expression, type Lower, type WalkContext } from './walk.ts';

function argumentsIn(at: WalkContext, list: number): Argument[] {
  return at.view
    .named(list)
    .map((argument) =>
      at.view.kind(argument) === 'variadic_argument'
        ? { kind: ARGUMENT.spread, value: expression(at, at.view.firstNamed(argument)) }
        : { kind: ARGUMENT.positional, value: expression(at, argument) },
    );
}

function call(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const callee = view.child(node, 'function');
  const list = view.child(node, 'arguments');
  if (view.kind(callee) === 'identifier' && at.scope.find(view.text(callee)) === null) {
    const made = builtin(at, node, view.text(callee), list);
    if (made >= 0) return made;
  }
  if (view.kind(callee) !== 'selector_expression') {
    const target = expression(at, callee);
    return fn.value(OP.call, node, target, fn.list(argumentsIn(at, list)));
  }
  const operand = view.child(callee, 'operand');
  const name = view.text(view.child(callee, 'field'));
  const receiver = expression(at, operand);
  if (name === 'Sprintf' && isPackage(at, operand, 'fmt')) {
    const text = format(at, node, list);
    if (text >= 0) return text;
  }
  return fn.value(OP.method, node, receiver, module.string(name), fn.list(argumentsIn(at, list)));
}

/** True where the name is the import of that path: then nobody shadows it with another meaning in practice. */
function isPackage(at: WalkContext, node: number, path: string): boolean {
  const variable = at.view.kind(node) === 'identifier' ? at.scope.find(at.view.text(node)) : null;
  return variable !== null && at.scope.find(`import ${path}`) === variable;
}

/** `make`, `new`, `append` and conversions to numbers say what they give; the rest of the built-ins are calls. */
function builtin(at: WalkContext, node: number, name: string, list: number): number {
  const { view, fn } = at;
  const [first = -1, ...rest] = view.named(list);
  if (name === 'make') {
    for (const size of rest) expression(at, size);
    const isMap = view.kind(first) === 'map_type';
    return isMap ? fn.value(OP.object, node, fn.list([])) : fn.value(OP.list, node, 0, fn.list([]));
  }
  if (name === 'new') return fn.value(OP.construct, node, typeValue(at, first), fn.list([]));
  if (name === 'append') {
    const [held, ...added] = argumentsIn(at, list);
    if (held === undefined) return -1;
    return fn.value(OP.list, node, 0, fn.list([{ kind: ARGUMENT.spread, value: held.value }, ...added]));
  }
  if (isNumeric(at, name) && first >= 0) return typed(at, name, expression(at, first), node);
  return -1;
}

/** One text of a literal format; -1 where the format is not a literal. */
function format(at: WalkContext, node: number, list: number): number {
  const { view, fn, module } = at;
  const [pattern = -1, ...values] = view.named(list);
  if (!view.kind(pattern).endsWith('string_literal')) return -1;
  // `%v`, `%q`, `%t` and `%w` print the value whatever it is.
  const pieces = percentPieces(textOf(at, pattern).replace(/%([-+# 0]*[\d.]*)[vqtwTpU]/g, '%$1s'));
  if (pieces === null || values.some((value) => view.kind(value) === 'variadic_argument')) return -1;
  const made = values.map((value) => expression(at, value));
  const parts = pieces.map(({ text, key, isNumber }) => {
    if (typeof key !== 'number') return fn.text(node, text ?? '');
    const value = made[key] ?? fn.unknown(node);
    return isNumber === true ? fn.value(OP.unary, node, module.operator('+'), value) : value;
  });
  return fn.value(OP.concat, node, fn.positional(parts));
}

/** `T{…}`: a list, a map, or a struct whose fields are set by name. */
function composite(at: WalkContext, node: number): number {
  return literal(at, node, at.view.child(node, 'type'), at.view.child(node, 'body'));
}

function literal(at: WalkContext, node: number, type: number, body: number): number {
  const { fn, module } = at;
  const kind = at.view.kind(type);
  if (kind === 'map_type') return mapLiteral(at, node, at.view.child(type, 'value'), body);
  if (kind === 'slice_type' || kind === 'array_type' || kind === 'implicit_length_array_type' || type < 0) {
    const element = at.view.child(type, 'element');
    const values = at.view.named(body).map((each) => {
      const value = at.view.kind(each) === 'keyed_element' ? at.view.child(each, 'value') : each;
      return { kind: ARGUMENT.positional, value: elementOf(at, value, element) };
    });
    return fn.value(OP.list, node, 0, fn.list(values));
  }
  const given = at.view.named(body).map((each): Argument => {
    if (at.view.kind(each) !== 'keyed_element') return { kind: ARGUMENT.positional, value: elementOf(at, each, -1) };
    const name = at.view.text(at.view.child(each, 'key'));
    return { kind: name, value: elementOf(at, at.view.child(each, 'value'), -1) };
  });
  const made = fn.value(OP.construct, node, typeValue(at, type), fn.list(given));
  const owner = module.classes[module.classNamed(at.view.text(type))];
  const names = [...(owner?.fields.keys() ?? [])];
  given.forEach(({ kind: key, value }, i) => {
    const name = typeof key === 'string' ? key : names[i];
    if (name !== undefined) fn.act(OP.setField, node, made, module.string(name), value);
  });
  return made;
}

function mapLiteral(at: WalkContext, node: number, valueType: number, body: number): number {
  const entries: Argument[] = [];
  for (const each of at.view.named(body)) {
    const key = at.view.firstNamed(at.view.child(each, 'key'));
    const isText = at.view.kind(key).endsWith('string_literal');
    const value = () => elementOf(at, at.view.child(each, 'value'), valueType);
    if (isText) entries.push({ kind: textOf(at, key), value: value() });
    else {
      entries.push({ kind: ARGUMENT.positional, value: expression(at, key) });
      entries.push({ kind: ARGUMENT.positional, value: value() });
    }
  }
  return at.fn.value(OP.object, node, at.fn.list(entries));
}

/** An element may leave out the type that its container names: `[]T{{1}, {2}}`. */
function elementOf(at: WalkContext, element: number, type: number): number {
  const inner = at.view.kind(element) === 'literal_element' ? at.view.firstNamed(element) : element;
  if (at.view.kind(inner) !== 'literal_value') return expression(at, inner);
  if (at.depth > 100) return at.fn.unknown(inner);
  at.depth++;
  const value = literal(at, inner, at.view.kind(type) === 'pointer_type' ? at.view.firstNamed(type) : type, inner);
  at.depth--;
  return value;
}

/** A pointer stands for what it points to; a channel gives one of the values that were sent. */
function unaryOrPointer(at: WalkContext, node: number): number {
  const operator = at.view.text(at.view.child(node, 'operator'));
  if (operator !== '&' && operator !== '*' && operator !== '<-') return unary(at, node);
  const value = expression(at, at.view.child(node, 'operand'));
  return operator === '<-' ? at.fn.value(OP.iterate, node, value, 0) : value;
}

function selector(at: WalkContext, node: number): number {
  const object = expression(at, at.view.child(node, 'operand'));
  return at.fn.value(OP.field, node, object, at.module.string(at.view.text(at.view.child(node, 'field'))));
}

function slice(at: WalkContext, node: number): number {
  const object = expression(at, at.view.child(node, 'operand'));
  const bound = (field: string) => {
    const child = at.view.child(node, field);
    return child < 0 ? -1 : expression(at, child);
  };
  return at.fn.value(OP.slice, node, object, bound('start'), bound('end'));
}

function conversion(at: WalkContext, node: number): number {
  const value = expression(at, at.view.child(node, 'operand'));
  return typed(at, at.view.text(at.view.child(node, 'type')), value, node);
}

const number: Lower = (at, node) => {
  const text = at.view.text(node).replaceAll('_', '').replace(/i$/, '');
  return at.fn.constant(node, { kind: 'number', value: Number(text.replace(/^0(?=[0-7]+$)/, '0o')) });
};
const inner: Lower = (at, node) => expression(at, at.view.firstNamed(node));

/** All expressions but function literals. */
export const EXPRESSIONS: readonly (readonly [string, Lower])[] = [
  ['identifier', readIdentifier],
  ['package_identifier', readIdentifier],
  ['type_identifier', typeValue],
  ['qualified_type', typeValue],
  ['pointer_type', typeValue],
  ['generic_type', typeValue],
  ['interpreted_string_literal', (at, node) => at.fn.text(node, textOf(at, node))],
  ['raw_string_literal', (at, node) => at.fn.text(node, textOf(at, node))],
  ['rune_literal', (at, node) => at.fn.text(node, unescapeText(at.view.text(node).slice(1, -1)))],
  ['int_literal', number],
  ['float_literal', number],
  ['imaginary_literal', number],
  ['true', (at, node) => at.fn.constant(node, { kind: 'boolean', value: true })],
  ['false', (at, node) => at.fn.constant(node, { kind: 'boolean', value: false })],
  ['nil', (at, node) => at.fn.nothing(node)],
  ['iota', (at, node) => at.fn.value(OP.unary, node, at.module.operator('+'), at.fn.unknown(node))],
  ['parenthesized_expression', inner],
  ['literal_element', inner],
  ['binary_expression', binary],
  ['unary_expression', unaryOrPointer],
  ['call_expression', call],
  ['selector_expression', selector],
  [
    'index_expression',
    (at, node) => {
      const object = expression(at, at.view.child(node, 'operand'));
      return at.fn.value(OP.index, node, object, expression(at, at.view.child(node, 'index')));
    },
  ],
  ['slice_expression', slice],
  ['composite_literal', composite],
  [
    'type_assertion_expression',
    (at, node) => {
      const value = expression(at, at.view.child(node, 'operand'));
      return typed(at, at.view.text(at.view.child(node, 'type')), value, node);
    },
  ],
  ['type_conversion_expression', conversion],
  ['type_instantiation_expression', inner],
];
