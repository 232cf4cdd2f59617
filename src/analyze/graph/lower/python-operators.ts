import { OP } from '../ir.ts';
import { join } from './context.ts';
import { type FormatPiece, percentPieces } from './percent-format.ts';
import { condition } from './python-base.ts';
import { stringPieces } from './python-text.ts';
import { expression, type Lower, readName, type WalkContext } from './walk.ts';

function booleanOperator(at: WalkContext, node: number): number {
  const left = expression(at, at.view.child(node, 'left'));
  const right = () => expression(at, at.view.child(node, 'right'));
  const isAnd = at.view.text(at.view.child(node, 'operator')) === 'and';
  const test = (whenTrue: number, whenFalse: number) => at.fn.branch(left, whenTrue, whenFalse, node);
  return join(at, node, test, isAnd ? [right, () => left] : [() => left, right]);
}

function conditional(at: WalkContext, node: number): number {
  const [then = -1, test = -1, otherwise = -1] = at.view.named(node);
  return join(at, node, (whenTrue, whenFalse) => condition(at, test, whenTrue, whenFalse), [
    () => expression(at, then),
    () => expression(at, otherwise),
  ]);
}

/** `a < b <= c` compares each neighbour; the value is the last comparison, reached only when the ones before held. */
function comparison(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const children = view.children(node).filter((child) => !view.isComment(child));
  const operands = children.filter((_, i) => i % 2 === 0);
  const operators = children.filter((_, i) => i % 2 === 1).map((token) => view.text(token).replace(/\s+/g, ' '));
  const first = expression(at, operands[0]!);
  if (operators.length === 1) {
    return fn.value(OP.compare, node, module.operator(operators[0]!), first, expression(at, operands[1]!));
  }
  const result = fn.newVariable('');
  const after = fn.newBlock();
  let left = first;
  operators.forEach((operator, i) => {
    const right = expression(at, operands[i + 1]!);
    const same = fn.value(OP.compare, node, module.operator(operator), left, right);
    fn.store(result, same, node);
    const next = fn.newBlock();
    fn.branch(same, next, after, node);
    fn.startBlock(next);
    left = right;
  });
  fn.startBlock(after);
  return fn.load(result, node);
}

/** A long chain of operators leans to the left: followed in a loop. */
function binary(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const chain: number[] = [];
  let leftmost = node;
  for (; view.kind(leftmost) === 'binary_operator'; leftmost = view.child(leftmost, 'left')) chain.push(leftmost);
  let value = -1;
  for (const each of chain.reverse()) {
    const operator = view.text(view.child(each, 'operator'));
    const left = view.child(each, 'left');
    if (operator === '%' && isText(at, left)) {
      value = percentFormat(at, each, left);
      continue;
    }
    if (value < 0) value = expression(at, left);
    value = fn.value(OP.binary, each, module.operator(operator), value, expression(at, view.child(each, 'right')));
  }
  return value;
}

/** A string literal without interpolations. */
export function isText(at: WalkContext, node: number): boolean {
  return at.view.kind(node) === 'string' && stringPieces(at.view, node).every((piece) => typeof piece === 'string');
}

function percentFormat(at: WalkContext, node: number, format: number): number {
  const { view, fn } = at;
  const pieces = percentPieces(stringPieces(view, format).join(''));
  const right = view.child(node, 'right');
  if (pieces === null) return fn.unknown(node, [expression(at, right)]);
  if (view.kind(right) === 'tuple') {
    const values = view.named(right).map((element) => expression(at, element));
    return formatted(at, node, pieces, (key) => (typeof key === 'number' ? values[key] : undefined));
  }
  const value = expression(at, right);
  const places = pieces.filter(({ key }) => key !== undefined).length;
  return formatted(at, node, pieces, (key) => {
    if (typeof key === 'string') return fn.value(OP.index, node, value, fn.text(node, key));
    if (places === 1) return value;
    return fn.value(OP.index, node, value, fn.constant(node, { kind: 'number', value: key }));
  });
}

/** One CONCAT of a format's pieces; a value that is missing is unknown. */
export function formatted(
  at: WalkContext,
  node: number,
  pieces: readonly FormatPiece[],
  valueAt: (key: number | string) => number | undefined,
): number {
  const { fn, module } = at;
  const parts = pieces.map(({ text, key, isNumber }) => {
    if (key === undefined) return fn.text(node, text ?? '');
    const value = valueAt(key) ?? fn.unknown(node);
    return isNumber === true ? fn.value(OP.unary, node, module.operator('+'), value) : value;
  });
  return fn.value(OP.concat, node, fn.positional(parts));
}

function string(at: WalkContext, node: number): number {
  const { view, fn } = at;
  const strings = view.kind(node) === 'concatenated_string' ? view.named(node) : [node];
  const pieces = strings.flatMap((each) => stringPieces(view, each));
  if (pieces.every((piece) => typeof piece === 'string')) return fn.text(node, pieces.join(''));
  const parts = pieces.map((piece) =>
    typeof piece === 'string' ? fn.text(node, piece) : expression(at, view.child(piece, 'expression')),
  );
  return fn.value(OP.concat, node, fn.positional(parts));
}

function unary(at: WalkContext, node: number, operator: string): number {
  const value = expression(at, at.view.child(node, 'argument'));
  return at.fn.value(OP.unary, node, at.module.operator(operator), value);
}

const constant =
  (of: (text: string) => Parameters<WalkContext['fn']['constant']>[1]): Lower =>
  (at, node) =>
    at.fn.constant(node, of(at.view.text(node)));

const inner: Lower = (at, node) => expression(at, at.view.firstNamed(node));
const numberOf = (text: string) =>
  Number(
    text
      .replaceAll('_', '')
      .replace(/[jJlL]$/, '')
      .replace(/^0+(?=\d)/, ''),
  );

/** Names, constants, text and operators. */
export const OPERATORS: readonly (readonly [string, Lower])[] = [
  ['identifier', readName],
  ['string', string],
  ['concatenated_string', string],
  ['integer', constant((text) => ({ kind: 'number', value: numberOf(text) }))],
  ['float', constant((text) => ({ kind: 'number', value: numberOf(text) }))],
  ['true', constant(() => ({ kind: 'boolean', value: true }))],
  ['false', constant(() => ({ kind: 'boolean', value: false }))],
  ['none', constant(() => ({ kind: 'nothing' }))],
  ['ellipsis', constant(() => ({ kind: 'nothing' }))],
  ['parenthesized_expression', inner],
  ['await', inner],
  ['type', inner],
  ['list_splat', inner],
  ['binary_operator', binary],
  ['boolean_operator', booleanOperator],
  ['conditional_expression', conditional],
  ['comparison_operator', comparison],
  ['not_operator', (at, node) => unary(at, node, 'not')],
  ['unary_operator', (at, node) => unary(at, node, at.view.text(at.view.child(node, 'operator')))],
];
