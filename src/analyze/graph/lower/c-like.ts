import { OP } from '../ir.ts';
import { join } from './context.ts';
import { expression, type WalkContext } from './walk.ts';

/** Operators as JavaScript, Java and Go write them. */
const COMPARISONS = new Set(['==', '!=', '===', '!==', '<', '>', '<=', '>=', 'in', 'instanceof']);
export const LOGICAL = new Set(['&&', '||', '??']);

function operand(at: WalkContext, node: number): number {
  const argument = at.view.child(node, 'argument');
  return argument >= 0 ? argument : at.view.child(node, 'operand');
}

/** Branches on an expression so that each part of `&&`, `||` and `!` can guard. */
export function condition(at: WalkContext, node: number, whenTrue: number, whenFalse: number): void {
  const { view, fn } = at;
  let inner = node;
  while (view.kind(inner) === 'parenthesized_expression') inner = view.firstNamed(inner);
  const operator = view.text(view.child(inner, 'operator'));
  if (at.depth > 100) {
    fn.branch(expression(at, inner), whenTrue, whenFalse, node);
    return;
  }
  at.depth++;
  if (view.kind(inner) === 'unary_expression' && operator === '!') {
    condition(at, operand(at, inner), whenFalse, whenTrue);
  } else if (view.kind(inner) === 'binary_expression' && (operator === '&&' || operator === '||')) {
    const second = fn.newBlock();
    condition(
      at,
      view.child(inner, 'left'),
      operator === '&&' ? second : whenTrue,
      operator === '&&' ? whenFalse : second,
    );
    fn.startBlock(second);
    condition(at, view.child(inner, 'right'), whenTrue, whenFalse);
  } else {
    fn.branch(expression(at, inner), whenTrue, whenFalse, inner);
  }
  at.depth--;
}

/** A long chain of operators leans to the left: followed in a loop. */
export function binary(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const chain: number[] = [];
  const operatorOf = (of: number) => view.text(view.child(of, 'operator'));
  let leftmost = node;
  for (; view.kind(leftmost) === 'binary_expression'; leftmost = view.child(leftmost, 'left')) {
    chain.push(leftmost);
    if (LOGICAL.has(operatorOf(leftmost))) break;
  }
  let value = -1;
  for (const each of chain.reverse()) {
    const operator = operatorOf(each);
    const left = view.child(each, 'left');
    const right = view.child(each, 'right');
    if (LOGICAL.has(operator)) {
      value = choose(at, each, operator, expression(at, left), () => expression(at, right));
      continue;
    }
    if (value < 0) value = expression(at, left);
    const op = COMPARISONS.has(operator) ? OP.compare : OP.binary;
    value = fn.value(op, each, module.operator(operator), value, expression(at, right));
  }
  return value;
}

/** The left value where it decides, else the right one. */
export function choose(at: WalkContext, node: number, operator: string, left: number, right: () => number): number {
  const { fn, module } = at;
  const keep = () => left;
  if (operator === '&&') return join(at, node, (yes, no) => fn.branch(left, yes, no, node), [right, keep]);
  if (operator === '||') return join(at, node, (yes, no) => fn.branch(left, yes, no, node), [keep, right]);
  const isNothing = fn.value(OP.compare, node, module.operator('=='), left, fn.nothing(node));
  return join(at, node, (yes, no) => fn.branch(isNothing, yes, no, node), [right, keep]);
}

export function ternary(at: WalkContext, node: number): number {
  const { view } = at;
  return join(at, node, (yes, no) => condition(at, view.child(node, 'condition'), yes, no), [
    () => expression(at, view.child(node, 'consequence')),
    () => expression(at, view.child(node, 'alternative')),
  ]);
}

/** Sign, complement and negation used as values. */
export function unary(at: WalkContext, node: number): number {
  const operator = at.module.operator(at.view.text(at.view.child(node, 'operator')));
  return at.fn.value(OP.unary, node, operator, expression(at, operand(at, node)));
}
