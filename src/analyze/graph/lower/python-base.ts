import { ARGUMENT, OP } from '../ir.ts';
import type { Argument } from './function-builder.ts';
import { expression, type WalkContext } from './walk.ts';

/** Branches on an expression so that each part of `and`, `or` and `not` can guard. */
export function condition(at: WalkContext, node: number, whenTrue: number, whenFalse: number): void {
  const { view, fn } = at;
  let inner = node;
  while (view.kind(inner) === 'parenthesized_expression') inner = view.firstNamed(inner);
  if (at.depth > 100) {
    fn.branch(expression(at, inner), whenTrue, whenFalse, node);
    return;
  }
  at.depth++;
  if (view.kind(inner) === 'not_operator') {
    condition(at, view.child(inner, 'argument'), whenFalse, whenTrue);
  } else if (view.kind(inner) === 'boolean_operator') {
    const isAnd = view.text(view.child(inner, 'operator')) === 'and';
    const second = fn.newBlock();
    condition(at, view.child(inner, 'left'), isAnd ? second : whenTrue, isAnd ? whenFalse : second);
    fn.startBlock(second);
    condition(at, view.child(inner, 'right'), whenTrue, whenFalse);
  } else {
    fn.branch(expression(at, inner), whenTrue, whenFalse, inner);
  }
  at.depth--;
}

/** Arguments of a call, of a class's bases, or of a decorator. */
export function argumentsIn(at: WalkContext, list: number): Argument[] {
  const { view } = at;
  if (view.kind(list) === 'generator_expression') return [{ kind: ARGUMENT.positional, value: expression(at, list) }];
  return view.named(list).map((argument) => {
    switch (view.kind(argument)) {
      case 'keyword_argument':
        return { kind: view.text(view.child(argument, 'name')), value: expression(at, view.child(argument, 'value')) };
      case 'list_splat':
        return { kind: ARGUMENT.spread, value: expression(at, view.firstNamed(argument)) };
      case 'dictionary_splat':
        return { kind: ARGUMENT.spreadNames, value: expression(at, view.firstNamed(argument)) };
      default:
        return { kind: ARGUMENT.positional, value: expression(at, argument) };
    }
  });
}

/** The key of `a[k]`; of `a[i, j]` a tuple. A slice as a key may be any. */
export function subscriptKey(at: WalkContext, node: number): number {
  const keys = at.view.childrenOf(node, 'subscript');
  const values = keys.map((key) => (at.view.kind(key) === 'slice' ? at.fn.unknown(key) : expression(at, key)));
  return values.length === 1 ? values[0]! : at.fn.value(OP.list, node, 1, at.fn.positional(values));
}

/** Binds a target: a name, an attribute, an element, or a pattern of targets. */
export function assignTo(at: WalkContext, target: number, value: number): void {
  const { view, fn, module } = at;
  switch (view.kind(target)) {
    case 'identifier': {
      const variable = at.scope.find(view.text(target));
      // A name that no pass over the body saw is a gap, not a crash.
      if (variable === null) at.module.gap(target);
      else fn.store(variable, value, target);
      return;
    }
    case 'attribute': {
      const object = expression(at, view.child(target, 'object'));
      fn.act(OP.setField, target, object, module.string(view.text(view.child(target, 'attribute'))), value);
      return;
    }
    case 'subscript': {
      const object = expression(at, view.child(target, 'value'));
      fn.act(OP.setIndex, target, object, subscriptKey(at, target), value);
      return;
    }
    default:
      unpack(at, view.named(target), value, target);
  }
}

/** Positions before a star count from the front; those after it are not known. */
function unpack(at: WalkContext, targets: readonly number[], value: number, node: number): void {
  const { view, fn } = at;
  if (targets.length === 1 && view.kind(node) !== 'tuple_pattern' && view.kind(node) !== 'list_pattern') {
    const lone = view.kind(node) === 'as_pattern_target' || view.kind(node) === 'parenthesized_expression';
    if (lone) {
      assignTo(at, targets[0]!, value);
      return;
    }
  }
  if (at.depth > 100) {
    at.module.gap(node);
    return;
  }
  at.depth++;
  let isAfterStar = false;
  targets.forEach((target, i) => {
    const number = (of: number) => fn.constant(target, { kind: 'number', value: of });
    if (view.kind(target) === 'list_splat_pattern' || view.kind(target) === 'list_splat') {
      isAfterStar = true;
      assignTo(at, view.firstNamed(target), fn.value(OP.slice, target, value, number(i), -1));
    } else {
      const key = isAfterStar ? number(i - targets.length) : number(i);
      assignTo(at, target, fn.value(OP.index, target, value, key));
    }
  });
  at.depth--;
}
