import type { SyntaxTree } from '../../../parse/tree.ts';
import { type Decorator, type ModuleIr, OP, type Parameter } from '../ir.ts';
import { inScope } from './context.ts';
import { FunctionBuilder } from './function-builder.ts';
import { ModuleBuilder } from './module-builder.ts';
import { declareNames } from './python-names.ts';
import { OPERATORS } from './python-operators.ts';
import { block, STATEMENTS } from './python-statements.ts';
import { VALUES } from './python-values.ts';
import { Scope } from './scope.ts';
import { TreeView } from './view.ts';
import { expression, statement, type WalkContext } from './walk.ts';

const EXPRESSIONS = new Map([...OPERATORS, ...VALUES, ['lambda', lambda] as const]);
const ALL_STATEMENTS = new Map([
  ...STATEMENTS,
  ['function_definition', (at: WalkContext, node: number) => define(at, node, [])] as const,
  ['class_definition', (at: WalkContext, node: number) => defineClass(at, node, [])] as const,
  ['decorated_definition', decorated] as const,
]);

/** Lowers a Python file. Every name of the module's top level can be imported, so all of them are exported cells. */
export function lowerPython(tree: SyntaxTree, path: string): ModuleIr {
  const module = new ModuleBuilder(tree);
  const view = new TreeView(tree);
  const fn = new FunctionBuilder(module, { name: '<module>', parent: -1, owner: -1, node: 0 });
  const scope = new Scope(fn, null);
  declareNames(view, 0, scope);
  const at = context(module, view, fn, scope, -1);
  block(at, 0);
  for (const variable of scope.variables())
    module.exports.push({ name: variable.name, cell: fn.cell(variable), from: -1 });
  return module.build(path);
}

function context(module: ModuleBuilder, view: TreeView, fn: FunctionBuilder, scope: Scope, owner: number): WalkContext {
  return { module, view, fn, scope, owner, depth: 0, expressions: EXPRESSIONS, statements: ALL_STATEMENTS };
}

interface Evaluated {
  readonly decorator: Decorator;
  readonly value: number;
  readonly node: number;
}

function decorated(at: WalkContext, node: number): void {
  const { view } = at;
  const decorators = view
    .named(node)
    .filter((child) => view.kind(child) === 'decorator')
    .map((child): Evaluated => {
      const inner = view.firstNamed(child);
      const name = view.text(view.kind(inner) === 'call' ? view.child(inner, 'function') : inner);
      const value = expression(at, inner);
      const [start, end] = [view.tree.start[child]!, view.tree.end[child]!];
      return { decorator: { name, value, start, end }, value, node: child };
    });
  const definition = view.child(node, 'definition');
  if (view.kind(definition) === 'class_definition') defineClass(at, definition, decorators);
  else define(at, definition, decorators);
}

function define(at: WalkContext, node: number, decorators: readonly Evaluated[]): void {
  const name = at.view.child(node, 'name');
  const fn = createFunction(at, node, at.view.text(name), decorators);
  bindDefinition(at, name, at.fn.value(OP.closure, node, fn.index, -1), decorators);
  const owner = at.module.classes[at.owner];
  if (owner !== undefined) {
    const methods = owner.methods as Map<string, number>;
    methods.set(fn.head.name === '__init__' ? 'constructor' : fn.head.name, fn.index);
  }
}

function bindDefinition(at: WalkContext, name: number, made: number, decorators: readonly Evaluated[]): void {
  let value = made;
  for (const each of decorators.toReversed()) value = at.fn.value(OP.decorate, each.node, value, each.value);
  const variable = at.scope.find(at.view.text(name));
  if (variable !== null) at.fn.store(variable, value, name);
}

function lambda(at: WalkContext, node: number): number {
  const fn = createFunction(at, node, '<anonymous>', []);
  return at.fn.value(OP.closure, node, fn.index, -1);
}

function createFunction(
  at: WalkContext,
  node: number,
  name: string,
  decorators: readonly Evaluated[],
): FunctionBuilder {
  const { module, view } = at;
  const body = view.child(node, 'body');
  const isStatic = decorators.some(({ decorator }) => decorator.name === 'staticmethod');
  // What the body binds is known before it is lowered: whether it yields is part of the head.
  const isGenerator = [...view.below(body, (below) => /^(function_definition|lambda)$/.test(view.kind(below)))].some(
    (below) => view.kind(below) === 'yield' && view.tree.grammar.named[view.tree.kind[below]!] === 1,
  );
  const fn = new FunctionBuilder(module, {
    name,
    parent: at.fn.index,
    owner: at.owner,
    node,
    receiverFirst: at.owner >= 0 && !isStatic && view.kind(node) === 'function_definition',
    isGenerator,
    isAsync: view.has(node, 'async'),
    isStatic,
    decorators: decorators.map(({ decorator }) => decorator),
  });
  const scope = new Scope(fn, at.scope.forFunctions);
  const inner = context(module, view, fn, scope, -1);
  const defaults = parameters(inner, view.child(node, 'parameters'));
  module.later(() => {
    if (scope.isTooDeep) {
      module.gap(node);
      return;
    }
    declareNames(view, body, scope);
    for (const { slot, value } of defaults) lowerDefault(inner, at.scope, slot, value);
    if (view.kind(node) === 'lambda') fn.returnValue(expression(inner, body), body);
    else block(inner, body);
  });
  return fn;
}

/** A default is what the parameter may be; its names are those around the function. */
function lowerDefault(at: WalkContext, around: Scope, name: string, value: number): void {
  const variable = at.scope.own(name);
  if (variable === null) return;
  const [given, missing] = [at.fn.newBlock(), at.fn.newBlock()];
  at.fn.branch(at.fn.unknown(value), given, missing, value);
  at.fn.startBlock(missing);
  inScope(at, around.forFunctions, () => at.fn.store(variable, expression(at, value), value));
  at.fn.startBlock(given, value);
}

function parameters(at: WalkContext, list: number): { slot: string; value: number }[] {
  const { view, fn, scope } = at;
  const defaults: { slot: string; value: number }[] = [];
  for (const node of view.named(list)) {
    const kind = view.kind(node);
    if (kind === 'keyword_separator' || kind === 'positional_separator') continue;
    const value = view.child(node, 'value');
    const named =
      view.child(node, 'name') >= 0
        ? view.child(node, 'name')
        : kind === 'typed_parameter'
          ? view.firstNamed(node)
          : node;
    const star = view.kind(named);
    const rest: Parameter['rest'] =
      star === 'list_splat_pattern' ? 'list' : star === 'dictionary_splat_pattern' ? 'names' : 'none';
    const name = view.text(rest === 'none' ? named : view.firstNamed(named));
    const slot = scope.declare(name).slot;
    const type = view.text(view.child(node, 'type')).replace(/\s+/g, '');
    // `x: str = Query(…)` and `Annotated[X, Depends(…)]` say where a value comes from, as an annotation does elsewhere.
    const decorators = view.kind(value) === 'call' ? [view.text(view.child(value, 'function'))] : [];
    if (type.includes('Annotated[')) {
      for (const [, named] of type.matchAll(/,((?:\w+\.)*[A-Z]\w*)\(/g)) decorators.push(named!);
    }
    fn.parameters.push({ name, slot, rest, optional: value >= 0, type, decorators });
    if (value >= 0) defaults.push({ slot: name, value });
  }
  return defaults;
}

/** The body runs where the class stands; what it binds becomes fields of the class value. */
function defineClass(at: WalkContext, node: number, decorators: readonly Evaluated[]): void {
  const { module, view, fn } = at;
  const name = view.child(node, 'name');
  const body = view.child(node, 'body');
  const bases = view.named(view.child(node, 'superclasses')).filter((base) => view.kind(base) !== 'keyword_argument');
  const fields = new Map<string, string>();
  const index =
    module.classes.push({
      name: view.text(name),
      bases: bases.map((base) => view.text(base)),
      methods: new Map<string, number>(),
      fields,
      decorators: decorators.map(({ decorator }) => decorator),
      start: view.tree.start[node]!,
      end: view.tree.end[node]!,
    }) - 1;
  const value = fn.value(OP.closure, node, -1, index);
  const scope = new Scope(fn, at.scope, true);
  declareNames(view, body, scope);
  const inside: WalkContext = { ...at, scope, owner: index };
  for (const each of view.named(body)) {
    const typed = view.kind(each) === 'expression_statement' ? view.firstNamed(each) : -1;
    const type = view.child(typed, 'type');
    if (view.kind(typed) === 'assignment' && type >= 0) {
      fields.set(view.text(view.child(typed, 'left')), view.text(type).replace(/\s+/g, ''));
    }
    statement(inside, each);
  }
  for (const variable of scope.variables()) {
    if (variable.owner === fn) fn.act(OP.setField, node, value, module.string(variable.name), fn.load(variable, node));
  }
  bindDefinition(at, name, value, decorators);
}
