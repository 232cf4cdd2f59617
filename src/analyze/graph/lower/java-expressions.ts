import { ARGUMENT, OP } from '../ir.ts';
import { binary, choose, LOGICAL, ternary, unary } from './c-like.ts';
import { unescapeText } from './escapes.ts';
import { classAround, declaring, holderOf, receiverOf, staticImport } from './java-classes-in-sight.ts';
import { expression, type Lower, type WalkContext } from './walk.ts';

/** Types whose values are numbers, whatever they were made from. */
const NUMERIC = /^(?:byte|short|int|long|float|double|Byte|Short|Integer|Long|Float|Double)$/;

/** Types that say nothing of where a value leads. */
const SAYS_NOTHING = /^(?:var|Object|String|CharSequence|boolean|Boolean|char|Character|[A-Z])?$|\[\]$/;

/** A value under its declared type: a number whatever it was made from, or what models know of the type. */
export function typed(at: WalkContext, type: string, value: number, node: number): number {
  if (NUMERIC.test(type)) return at.fn.value(OP.unary, node, at.module.operator('+'), value);
  return SAYS_NOTHING.test(type) ? value : at.fn.value(OP.typed, node, value, at.module.string(type));
}

/** A type as written, without what stands in angle brackets. */
export function typeName(at: WalkContext, type: number): string {
  const text = at.view.text(type);
  const generic = text.indexOf('<');
  return (generic < 0 ? text : text.slice(0, generic)).replace(/\s+/g, '').replace(/^(?:@[\w.]+)+/, '');
}

/** A type as a value: a class of this file, an import, or a name. */
export function typeValue(at: WalkContext, type: number): number {
  const [first = '', ...rest] = typeName(at, type).split('.');
  const variable = at.scope.find(first);
  if (variable === null) return at.fn.value(OP.global, type, at.module.string([first, ...rest].join('.')));
  return rest.reduce(
    (value, name) => at.fn.value(OP.field, type, value, at.module.string(name)),
    at.fn.load(variable, type),
  );
}

/** First parts of packages: a dotted name that starts so is a class, not a field that somebody inherits. */
const PACKAGES = /^(?:java|javax|jakarta|org|com|net|io|edu|gov|dev|app|me|ai|[a-z]{2})$/;

const name: Lower = (at, node) => {
  const { view, fn, module } = at;
  const text = view.text(node);
  const variable = at.scope.find(text);
  if (variable !== null) return fn.load(variable, node);
  const imported = at.scope.find(staticImport(text));
  if (imported !== null) return fn.value(OP.field, node, fn.load(imported, node), module.string(text));
  const startsPackage = PACKAGES.test(text) && view.kind(view.tree.parent[node]!) === 'field_access';
  const cls = startsPackage ? null : declaring(at, 'fields', text);
  if (cls === null) return fn.value(OP.global, node, module.string(text));
  return fn.value(OP.field, node, holderOf(at, cls, 'fields', text, node), module.string(text));
};

/** Binds a name, a field or an element. */
function assignTo(at: WalkContext, target: number, value: number): void {
  const { view, fn, module } = at;
  const kind = view.kind(target);
  if (kind === 'identifier') {
    const text = view.text(target);
    const variable = at.scope.find(text);
    const cls = declaring(at, 'fields', text);
    if (variable !== null) fn.store(variable, value, target);
    else if (cls !== null)
      fn.act(OP.setField, target, holderOf(at, cls, 'fields', text, target), module.string(text), value);
    else module.gap(target);
  } else if (kind === 'field_access') {
    const object = expression(at, view.child(target, 'object'));
    fn.act(OP.setField, target, object, module.string(view.text(view.child(target, 'field'))), value);
  } else if (kind === 'array_access') {
    const array = expression(at, view.child(target, 'array'));
    fn.act(OP.setIndex, target, array, expression(at, view.child(target, 'index')), value);
  } else if (kind === 'parenthesized_expression') {
    assignTo(at, view.firstNamed(target), value);
  } else {
    module.gap(target);
  }
}

export function argumentsIn(at: WalkContext, list: number): number {
  return at.fn.positional(at.view.named(list).map((argument) => expression(at, argument)));
}

function methodCall(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const object = view.child(node, 'object');
  const method = view.text(view.child(node, 'name'));
  const list = view.child(node, 'arguments');
  if (object >= 0) {
    const receiver = expression(at, object);
    return fn.value(OP.method, node, receiver, module.string(method), argumentsIn(at, list));
  }
  const imported = at.scope.find(staticImport(method));
  if (imported !== null) {
    return fn.value(OP.method, node, fn.load(imported, node), module.string(method), argumentsIn(at, list));
  }
  const cls = declaring(at, 'methods', method);
  const holder = cls === null ? fn.value(OP.this, node) : holderOf(at, cls, 'methods', method, node);
  return fn.value(OP.method, node, holder, module.string(method), argumentsIn(at, list));
}

/** `super(…)` and `this(…)`. */
function constructorCall(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const which = view.text(view.child(node, 'constructor'));
  const list = argumentsIn(at, view.child(node, 'arguments'));
  if (which === 'this') return fn.value(OP.method, node, fn.value(OP.this, node), module.string('constructor'), list);
  return fn.value(OP.call, node, fn.value(OP.global, node, module.string('super')), list);
}

function arrayCreation(at: WalkContext, node: number): number {
  const { view, fn } = at;
  const value = view.child(node, 'value');
  if (value >= 0) return expression(at, value);
  for (const dimension of view.childrenOf(node, 'dimensions')) {
    const size = view.firstNamed(dimension);
    if (view.kind(dimension) === 'dimensions_expr' && size >= 0) expression(at, size);
  }
  return fn.value(OP.list, node, 0, fn.positional([]));
}

function array(at: WalkContext, node: number): number {
  const { view, fn } = at;
  const elements = view.named(node).map((element) => ({ kind: ARGUMENT.positional, value: expression(at, element) }));
  return fn.value(OP.list, node, 0, fn.list(elements));
}

function assignment(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const left = view.child(node, 'left');
  const operator = view.text(view.child(node, 'operator')).slice(0, -1);
  const right = view.child(node, 'right');
  let value: number;
  if (operator === '') value = expression(at, right);
  else {
    const before = expression(at, left);
    value = LOGICAL.has(operator)
      ? choose(at, node, operator, before, () => expression(at, right))
      : fn.value(OP.binary, node, module.operator(operator), before, expression(at, right));
  }
  assignTo(at, left, value);
  return value;
}

function update(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const target = view.firstNamed(node);
  const before = expression(at, target);
  const operator = module.operator(view.has(node, '--') ? '-' : '+');
  const after = fn.value(OP.binary, node, operator, before, fn.constant(node, { kind: 'number', value: 1 }));
  assignTo(at, target, after);
  return view.children(node)[0] === target ? before : after;
}

/** `x instanceof T t` binds t where it holds; it is bound to x either way, since only then is it read. */
function instanceOf(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const value = expression(at, view.child(node, 'left'));
  const bound = view.child(node, 'name');
  if (bound >= 0) fn.store(at.scope.declare(view.text(bound)), value, bound);
  const pattern = view.child(node, 'pattern');
  if (pattern >= 0) bindPattern(at, pattern, value);
  const right = view.child(node, 'right');
  const type = right >= 0 ? typeValue(at, right) : fn.unknown(node);
  return fn.value(OP.compare, node, module.operator('instanceof'), value, type);
}

/** Names inside a record pattern are parts of the value. */
export function bindPattern(at: WalkContext, pattern: number, value: number): void {
  const { view, fn } = at;
  for (const node of view.below(pattern, () => false)) {
    const kind = view.kind(node);
    if (kind !== 'type_pattern' && kind !== 'record_pattern_component') continue;
    const bound = view.named(node).at(-1) ?? -1;
    if (view.kind(bound) !== 'identifier') continue;
    const isWhole = kind === 'type_pattern' && view.tree.parent[node] === pattern;
    fn.store(at.scope.declare(view.text(bound)), isWhole ? value : fn.unknown(node, [value]), bound);
  }
}

function cast(at: WalkContext, node: number): number {
  const value = expression(at, at.view.child(node, 'value'));
  return typed(at, typeName(at, at.view.child(node, 'type')), value, node);
}

/** `A::b` is the method as a value. */
function reference(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const [holder = -1, method = -1] = view.named(node);
  const value = /type/.test(view.kind(holder)) ? typeValue(at, holder) : expression(at, holder);
  return fn.value(OP.field, node, value, module.string(method < 0 ? 'constructor' : view.text(method)));
}

function fieldAccess(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const field = view.child(node, 'field');
  const object = view.child(node, 'object');
  // `Outer.this` is the receiver of a class around this one.
  if (view.kind(field) === 'this') {
    for (let cls = classAround(at); cls !== null; cls = cls.around) {
      if (cls.value.name === view.text(object)) return receiverOf(at, cls, node);
    }
  }
  return fn.value(OP.field, node, expression(at, object), module.string(view.text(field)));
}

function receiver(at: WalkContext, node: number): number {
  const cls = classAround(at);
  return cls === null ? at.fn.value(OP.this, node) : receiverOf(at, cls, node);
}

function numberOf(text: string): number {
  const digits = text.replaceAll('_', '');
  return Number(/^0[xXbB]/.test(digits) ? digits.replace(/[lL]$/, '') : digits.replace(/[lLfFdD]$/, ''));
}

function textOf(text: string): string {
  if (!text.startsWith('"""')) return unescapeText(text.slice(1, -1));
  const lines = text
    .slice(3, -3)
    .replace(/^[^\n]*\n/, '')
    .split('\n');
  const indents = lines
    .filter((line, i) => line.trim() !== '' || i === lines.length - 1)
    .map((line) => line.search(/\S|$/));
  const indent = Math.min(...indents);
  return unescapeText(lines.map((line) => line.slice(indent)).join('\n'));
}

const number: Lower = (at, node) => at.fn.constant(node, { kind: 'number', value: numberOf(at.view.text(node)) });
const inner: Lower = (at, node) => expression(at, at.view.firstNamed(node));

/** All expressions but functions, new objects and `switch`. */
export const EXPRESSIONS: readonly (readonly [string, Lower])[] = [
  ['identifier', name],
  ['type_identifier', typeValue],
  ['scoped_identifier', typeValue],
  ['scoped_type_identifier', typeValue],
  ['generic_type', typeValue],
  ['decimal_integer_literal', number],
  ['hex_integer_literal', number],
  ['octal_integer_literal', number],
  ['binary_integer_literal', number],
  ['decimal_floating_point_literal', number],
  ['hex_floating_point_literal', number],
  ['string_literal', (at, node) => at.fn.text(node, textOf(at.view.text(node)))],
  ['character_literal', (at, node) => at.fn.text(node, unescapeText(at.view.text(node).slice(1, -1)))],
  ['true', (at, node) => at.fn.constant(node, { kind: 'boolean', value: true })],
  ['false', (at, node) => at.fn.constant(node, { kind: 'boolean', value: false })],
  ['null_literal', (at, node) => at.fn.nothing(node)],
  ['this', receiver],
  ['super', (at, node) => at.fn.value(OP.global, node, at.module.string('super'))],
  ['class_literal', (at, node) => at.fn.value(OP.global, node, at.module.string('java.lang.Class'))],
  ['parenthesized_expression', inner],
  ['binary_expression', binary],
  ['unary_expression', unary],
  ['ternary_expression', ternary],
  ['assignment_expression', assignment],
  ['update_expression', update],
  ['instanceof_expression', instanceOf],
  ['cast_expression', cast],
  ['method_invocation', methodCall],
  ['explicit_constructor_invocation', constructorCall],
  ['method_reference', reference],
  ['field_access', fieldAccess],
  ['array_creation_expression', arrayCreation],
  ['array_initializer', array],
  ['element_value_array_initializer', array],
  [
    'array_access',
    (at, node) => {
      const held = expression(at, at.view.child(node, 'array'));
      return at.fn.value(OP.index, node, held, expression(at, at.view.child(node, 'index')));
    },
  ],
];
