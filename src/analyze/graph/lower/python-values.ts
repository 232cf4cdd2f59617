import { ARGUMENT, OP } from '../ir.ts';
import { inScope } from './context.ts';
import type { Argument } from './function-builder.ts';
import { argumentsIn, assignTo, condition, subscriptKey } from './python-base.ts';
import { targetNames } from './python-names.ts';
import { formatted, isText } from './python-operators.ts';
import { bracePieces, stringPieces } from './python-text.ts';
import { Scope } from './scope.ts';
import { expression, type Lower, type WalkContext } from './walk.ts';

function call(at: WalkContext, node: number): number {
  const { view, fn, module } = at;
  const callee = view.child(node, 'function');
  const list = view.child(node, 'arguments');
  if (view.kind(callee) !== 'attribute') {
    const target = expression(at, callee);
    return fn.value(OP.call, node, target, fn.list(argumentsIn(at, list)));
  }
  const object = view.child(callee, 'object');
  const name = view.text(view.child(callee, 'attribute'));
  if (name === 'format' && isText(at, object)) {
    const pieces = bracePieces(stringPieces(view, object).join(''));
    const given = argumentsIn(at, list);
    const isPlain = given.every(({ kind }) => typeof kind === 'string' || kind === ARGUMENT.positional);
    if (pieces !== null && isPlain) {
      const byPosition = given.filter(({ kind }) => typeof kind !== 'string');
      const valueAt = (key: number | string) =>
        typeof key === 'number' ? byPosition[key]?.value : given.find(({ kind }) => kind === key)?.value;
      return formatted(at, node, pieces, valueAt);
    }
    return fn.value(OP.method, node, expression(at, object), module.string(name), fn.list(given));
  }
  const receiver = expression(at, object);
  return fn.value(OP.method, node, receiver, module.string(name), fn.list(argumentsIn(at, list)));
}

function subscript(at: WalkContext, node: number): number {
  const { view, fn } = at;
  const object = expression(at, view.child(node, 'value'));
  const keys = view.childrenOf(node, 'subscript');
  if (keys.length === 1 && view.kind(keys[0]!) === 'slice') {
    const bounds = sliceBounds(at, keys[0]!);
    return fn.value(OP.slice, node, object, ...bounds);
  }
  return fn.value(OP.index, node, object, subscriptKey(at, node));
}

function sliceBounds(at: WalkContext, slice: number): [number, number] {
  const bounds: [number, number] = [-1, -1];
  let place = 0;
  for (const child of at.view.children(slice)) {
    if (at.view.kind(child) === ':') place++;
    else if (place < 2 && !at.view.isComment(child)) bounds[place as 0 | 1] = expression(at, child);
  }
  return bounds;
}

function sequence(kind: number): Lower {
  return (at, node) => {
    const { view, fn } = at;
    const elements = view
      .named(node)
      .map((element) =>
        view.kind(element) === 'list_splat'
          ? { kind: ARGUMENT.spread, value: expression(at, view.firstNamed(element)) }
          : { kind: ARGUMENT.positional, value: expression(at, element) },
      );
    return fn.value(OP.list, node, kind, fn.list(elements));
  };
}

function dictionary(at: WalkContext, node: number): number {
  const { view, fn } = at;
  const entries: Argument[] = [];
  for (const entry of view.named(node)) {
    if (view.kind(entry) === 'dictionary_splat') {
      entries.push({ kind: ARGUMENT.spreadNames, value: expression(at, view.firstNamed(entry)) });
      continue;
    }
    const key = view.child(entry, 'key');
    const value = view.child(entry, 'value');
    if (isText(at, key)) {
      entries.push({ kind: stringPieces(view, key).join(''), value: expression(at, value) });
    } else {
      entries.push({ kind: ARGUMENT.positional, value: expression(at, key) });
      entries.push({ kind: ARGUMENT.positional, value: expression(at, value) });
    }
  }
  return fn.value(OP.object, node, fn.list(entries));
}

/** A loop that fills a fresh container; its variables are visible inside it only. */
function comprehension(kind: 'append' | 'add' | 'set'): Lower {
  return (at, node) => {
    const { view, fn, module } = at;
    const empty = fn.positional([]);
    const result = fn.newVariable('');
    const made =
      kind === 'set' ? fn.value(OP.object, node, empty) : fn.value(OP.list, node, kind === 'add' ? 2 : 0, empty);
    fn.store(result, made, node);
    const after = fn.newBlock();
    inScope(at, new Scope(fn, at.scope), () => {
      let again = after;
      for (const clause of view.named(node)) {
        if (view.kind(clause) === 'if_clause') {
          const next = fn.newBlock();
          condition(at, view.firstNamed(clause), next, again);
          fn.startBlock(next);
        }
        if (view.kind(clause) !== 'for_in_clause') continue;
        const iterable = expression(at, view.child(clause, 'right'));
        const [head, body] = [fn.newBlock(), fn.newBlock()];
        fn.startBlock(head);
        fn.branch(fn.unknown(clause), body, again, clause);
        fn.startBlock(body);
        const left = view.child(clause, 'left');
        for (const name of targetNames(view, left)) at.scope.declare(name);
        assignTo(at, left, fn.value(OP.iterate, clause, iterable, 0));
        again = head;
      }
      const body = view.child(node, 'body');
      const values = view.kind(body) === 'pair' ? [view.child(body, 'key'), view.child(body, 'value')] : [body];
      const temporaries = values.map((value) => expression(at, value));
      const container = fn.load(result, node);
      if (kind === 'set') fn.act(OP.setIndex, body, container, temporaries[0]!, temporaries[1] ?? temporaries[0]!);
      else fn.value(OP.method, body, container, module.string(kind), fn.positional(temporaries));
      fn.jump(again, node);
    });
    fn.startBlock(after);
    return fn.load(result, node);
  };
}

function attribute(at: WalkContext, node: number): number {
  const object = expression(at, at.view.child(node, 'object'));
  return at.fn.value(OP.field, node, object, at.module.string(at.view.text(at.view.child(node, 'attribute'))));
}

function walrus(at: WalkContext, node: number): number {
  const value = expression(at, at.view.child(node, 'value'));
  assignTo(at, at.view.child(node, 'name'), value);
  return value;
}

/** `yield from x` hands out the elements of x. */
function yielded(at: WalkContext, node: number): number {
  const { fn, view } = at;
  const operand = view.firstNamed(node);
  const value = operand < 0 ? fn.nothing(node) : expression(at, operand);
  return fn.value(OP.yield, node, view.has(node, 'from') ? fn.value(OP.iterate, node, value, 0) : value);
}

/** Calls, members and containers. */
export const VALUES: readonly (readonly [string, Lower])[] = [
  ['attribute', attribute],
  ['subscript', subscript],
  ['call', call],
  ['list', sequence(0)],
  ['tuple', sequence(1)],
  ['expression_list', sequence(1)],
  ['set', sequence(2)],
  ['dictionary', dictionary],
  ['list_comprehension', comprehension('append')],
  ['generator_expression', comprehension('append')],
  ['set_comprehension', comprehension('add')],
  ['dictionary_comprehension', comprehension('set')],
  ['named_expression', walrus],
  ['yield', yielded],
];
