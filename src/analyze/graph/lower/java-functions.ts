import { ARGUMENT, type Decorator, OP, type Parameter } from '../ir.ts';
import { FunctionBuilder } from './function-builder.ts';
import { type ClassInSight, classAround, type JavaContext, receiverName } from './java-classes-in-sight.ts';
import { Scope } from './scope.ts';
import { expression, type Lower, statement, type WalkContext } from './walk.ts';

interface Making {
  readonly name: string;
  readonly owner: ClassInSight | null;
  readonly isStatic: boolean;
  readonly decorators: readonly Decorator[];
  /** Runs in the function before its body. */
  readonly atEntry?: (inside: JavaContext) => void;
}

/** Makes a method, constructor or lambda; its body is lowered when what stands around it is done. */
export function createFunction(at: WalkContext, node: number, making: Making): FunctionBuilder {
  const { module, view } = at;
  const { owner, atEntry, ...head } = making;
  const resultType = view.text(view.child(node, 'type')).replace(/\s+/g, '');
  const fn = new FunctionBuilder(module, { ...head, resultType, parent: at.fn.index, owner: owner?.index ?? -1, node });
  const scope = new Scope(fn, at.scope);
  const inside: JavaContext = { ...at, fn, scope, depth: 0, inside: owner ?? classAround(at) };
  const list = view.child(node, 'parameters');
  for (const parameter of view.kind(list) === 'identifier' ? [list] : view.named(list))
    declareParameter(inside, parameter);
  module.later(() => {
    if (scope.isTooDeep) {
      module.gap(node);
      return;
    }
    if (owner !== null && !making.isStatic) fn.store(scope.declare(receiverName(owner)), fn.value(OP.this, node), node);
    atEntry?.(inside);
    const body = view.child(node, 'body');
    if (body < 0) return;
    if (view.kind(node) === 'lambda_expression' && view.kind(body) !== 'block')
      fn.returnValue(expression(inside, body), body);
    else statement(inside, body);
  });
  return fn;
}

function declareParameter(at: WalkContext, node: number): void {
  const { view, fn, scope } = at;
  const isRest = view.kind(node) === 'spread_parameter';
  const lone = view.kind(node) === 'identifier' ? node : view.child(node, 'name');
  const name = isRest ? view.child(view.childOfKind(node, 'variable_declarator'), 'name') : lone;
  if (view.kind(node) === 'receiver_parameter' || name < 0) return;
  const type = isRest
    ? (view.named(node).find((child) => /type/.test(view.kind(child))) ?? -1)
    : view.child(node, 'type');
  const rest: Parameter['rest'] = isRest ? 'list' : 'none';
  const decorators = annotationsOf(at, node).map((annotation) => view.text(view.child(annotation, 'name')));
  const { slot } = scope.declare(view.text(name));
  fn.parameters.push({
    name: view.text(name),
    slot,
    rest,
    optional: false,
    type: view.text(type).replace(/\s+/g, ''),
    decorators,
  });
}

function modifiersOf(at: WalkContext, node: number): number {
  return at.view.childOfKind(node, 'modifiers');
}

export function isStatic(at: WalkContext, node: number): boolean {
  return at.view.has(modifiersOf(at, node), 'static');
}

function annotationsOf(at: WalkContext, node: number): number[] {
  return at.view.named(modifiersOf(at, node)).filter((child) => at.view.kind(child).endsWith('annotation'));
}

/** An annotation is a call of its name: pairs are named arguments, a lone value is the first. */
export function decoratorsOf(at: WalkContext, node: number): Decorator[] {
  const { view, fn } = at;
  return annotationsOf(at, node).map((annotation) => {
    const name = view.child(annotation, 'name');
    const given = view
      .named(view.child(annotation, 'arguments'))
      .map((argument) =>
        view.kind(argument) === 'element_value_pair'
          ? { kind: view.text(view.child(argument, 'key')), value: expression(at, view.child(argument, 'value')) }
          : { kind: ARGUMENT.positional, value: expression(at, argument) },
      );
    const callee = expression(at, name);
    const value = fn.value(OP.call, annotation, callee, fn.list(given));
    return { name: view.text(name), value, start: view.tree.start[annotation]!, end: view.tree.end[annotation]! };
  });
}

/** Type of a field as written, its annotations before it: a framework may fill it because of them. */
export function fieldType(at: WalkContext, node: number): string {
  const annotations = annotationsOf(at, node).map((annotation) => at.view.text(annotation).replace(/\s+/g, ''));
  return [...annotations, ''].join(' ') + at.view.text(at.view.child(node, 'type')).replace(/\s+/g, '');
}

const lambda: Lower = (at, node) => {
  const fn = createFunction(at, node, { name: '<anonymous>', owner: null, isStatic: false, decorators: [] });
  return at.fn.value(OP.closure, node, fn.index, -1);
};

export const LAMBDA: readonly (readonly [string, Lower])[] = [['lambda_expression', lambda]];
