import { OP } from '../ir.ts';
import { unescapeText } from './escapes.ts';
import { expression, type WalkContext } from './walk.ts';

const NUMERIC = /^(?:u?int(?:8|16|32|64)?|uintptr|float(?:32|64)|byte|rune|complex(?:64|128))$/;

/** True for a built-in numeric type that the file does not declare anew. */
export function isNumeric(at: WalkContext, type: string): boolean {
  return NUMERIC.test(type) && at.scope.find(type) === null;
}

/** A name of a type, or a pointer to one, that is not built in. */
const NAMED = /^\*?(?:\w+\.[A-Z]\w*|[A-Z]\w*)$/;

/** A value under its declared type: a number whatever it was made from, or what models know of the type. */
export function typed(at: WalkContext, type: string, value: number, node: number): number {
  if (isNumeric(at, type)) return at.fn.value(OP.unary, node, at.module.operator('+'), value);
  return NAMED.test(type) ? at.fn.value(OP.typed, node, value, at.module.string(type)) : value;
}

export function textOf(at: WalkContext, literal: number): string {
  const inside = at.view.text(literal).slice(1, -1);
  return at.view.kind(literal) === 'raw_string_literal' ? inside.replaceAll('\r', '') : unescapeText(inside);
}

/** A type as a value: a struct of this package, one of an import (`http.Cookie`), or a built-in name. */
export function typeValue(at: WalkContext, type: number): number {
  const { view, fn, module } = at;
  const kind = view.kind(type);
  if (kind === 'pointer_type' || kind === 'parenthesized_type') return typeValue(at, view.firstNamed(type));
  if (kind === 'generic_type') return typeValue(at, view.child(type, 'type'));
  if (kind === 'qualified_type') {
    const holder = readIdentifier(at, view.child(type, 'package'));
    return fn.value(OP.field, type, holder, module.string(view.text(view.child(type, 'name'))));
  }
  if (kind === 'type_identifier') return readIdentifier(at, type);
  return fn.unknown(type);
}

export function readIdentifier(at: WalkContext, node: number): number {
  const name = at.view.text(node);
  const variable = at.scope.find(name);
  return variable === null ? at.fn.value(OP.global, node, at.module.string(name)) : at.fn.load(variable, node);
}

/** Binds a name, a field, an element, or what a pointer points to; `_` binds nothing. */
export function assignTo(at: WalkContext, target: number, value: number): void {
  const { view, fn, module } = at;
  switch (view.kind(target)) {
    case 'identifier': {
      const variable = at.scope.find(view.text(target));
      // A variable of another file of the package is stored to there only in name: that is not followed.
      if (variable !== null) fn.store(variable, value, target);
      break;
    }
    case 'selector_expression': {
      const object = expression(at, view.child(target, 'operand'));
      fn.act(OP.setField, target, object, module.string(view.text(view.child(target, 'field'))), value);
      break;
    }
    case 'index_expression': {
      const object = expression(at, view.child(target, 'operand'));
      fn.act(OP.setIndex, target, object, expression(at, view.child(target, 'index')), value);
      break;
    }
    case 'unary_expression':
      if (at.depth < 100) assignInside(at, view.child(target, 'operand'), value);
      break;
    case 'parenthesized_expression':
      if (at.depth < 100) assignInside(at, view.firstNamed(target), value);
      break;
    default:
      if (view.kind(target) !== 'blank_identifier') module.gap(target);
  }
}

function assignInside(at: WalkContext, target: number, value: number): void {
  at.depth++;
  assignTo(at, target, value);
  at.depth--;
}

/**
 * Values of a list of expressions for so many targets: a lone call gives a tuple, `v, ok` from a map, a channel or a type
 * assertion gives the value and something unknown.
 */
export function valuesFor(at: WalkContext, list: number, count: number): number[] {
  const { view, fn } = at;
  const right = view.kind(list) === 'expression_list' ? view.named(list) : [list];
  if (right.length === count || right.length !== 1) return right.map((each) => expression(at, each));
  const only = right[0]!;
  const value = expression(at, only);
  if (view.kind(only) !== 'call_expression') return [value, fn.unknown(only)];
  return Array.from({ length: count }, (_, i) =>
    fn.value(OP.index, only, value, fn.constant(only, { kind: 'number', value: i })),
  );
}
