import type { SyntaxTree } from '../../../parse/tree.ts';
import { type ModuleIr, OP, type Parameter } from '../ir.ts';
import { FunctionBuilder } from './function-builder.ts';
import { textOf, typeValue } from './go-base.ts';
import { EXPRESSIONS } from './go-expressions.ts';
import { beginBody, STATEMENTS } from './go-statements.ts';
import { ModuleBuilder } from './module-builder.ts';
import { Scope, type Variable } from './scope.ts';
import { TreeView } from './view.ts';
import { statement, type WalkContext } from './walk.ts';

const ALL_EXPRESSIONS = new Map([...EXPRESSIONS, ['func_literal', functionLiteral] as const]);
const ALL_STATEMENTS = new Map([
  ...STATEMENTS,
  ['package_clause', () => undefined] as const,
  ['import_declaration', importDeclaration] as const,
  ['function_declaration', defineFunction] as const,
  ['method_declaration', defineMethod] as const,
  ['type_declaration', typeDeclaration] as const,
]);

/** Lowers a Go file. What it declares at the top is seen by all files of its package: the folder and the package's name. */
export function lowerGo(tree: SyntaxTree, path: string): ModuleIr {
  const module = new ModuleBuilder(tree);
  const view = new TreeView(tree);
  const fn = new FunctionBuilder(module, { name: '<module>', parent: -1, owner: -1, node: 0 });
  const scope = new Scope(fn, null);
  const at = { module, view, fn, scope, owner: -1, depth: 0, expressions: ALL_EXPRESSIONS, statements: ALL_STATEMENTS };
  const parts = view.named(0);
  for (const part of parts) for (const name of topLevelNames(view, part)) scope.declare(name);
  const declared = [...scope.variables()];
  const isKind = (kinds: readonly string[]) => parts.filter((part) => kinds.includes(view.kind(part)));
  // Order of declaration means nothing at the top: imports, then types, functions, methods, and what runs.
  const order = [['import_declaration'], ['type_declaration'], ['function_declaration', 'method_declaration']];
  for (const kinds of order) for (const part of isKind(kinds)) statement(at, part);
  const done = new Set(order.flat());
  for (const part of parts) if (!done.has(view.kind(part))) statement(at, part);
  for (const variable of declared) module.exports.push({ name: variable.name, cell: fn.cell(variable), from: -1 });
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return module.build(path, folder + view.text(view.firstNamed(view.childOfKind(0, 'package_clause'))));
}

function topLevelNames(view: TreeView, node: number): string[] {
  const kind = view.kind(node);
  if (kind === 'function_declaration') return [view.text(view.child(node, 'name'))].filter((name) => name !== 'init');
  if (kind !== 'var_declaration' && kind !== 'const_declaration' && kind !== 'type_declaration') return [];
  const specs = view.named(node).flatMap((each) => (view.kind(each) === 'var_spec_list' ? view.named(each) : [each]));
  const names = specs.flatMap((spec) => view.childrenOf(spec, 'name'));
  return names.map((name) => view.text(name)).filter((name) => name !== '_');
}

/** The name of a package is the last part of its path that is no version. */
function importDeclaration(at: WalkContext, node: number): void {
  const { view, fn, module, scope } = at;
  const specs = view
    .named(node)
    .flatMap((each) => (view.kind(each) === 'import_spec_list' ? view.named(each) : [each]));
  for (const spec of specs) {
    const path = textOf(at, view.child(spec, 'path'));
    const value = fn.value(OP.import, spec, module.import(path, '*'));
    const given = view.child(spec, 'name');
    const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
    const last = (parts.at(-1) ?? path).replace(/\.v\d+$/, '').replace(/^go-|-go$/g, '');
    const name = given >= 0 ? view.text(given) : last;
    if (name === '.' || name === '_') continue;
    const variable = scope.declare(name);
    scope.alias(`import ${path}`, variable);
    fn.store(variable, value, spec);
  }
}

function typeDeclaration(at: WalkContext, node: number): void {
  const { view, fn } = at;
  for (const spec of view.named(node)) {
    const name = view.child(spec, 'name');
    const type = view.child(spec, 'type');
    if (name < 0) continue;
    const isNew = view.kind(spec) === 'type_spec';
    const value = isNew
      ? fn.value(OP.closure, spec, -1, classOf(at, view.text(name), type, spec))
      : typeValue(at, type);
    fn.store(at.scope.declare(view.text(name)), value, spec);
  }
}

/** A named type is a class: fields of a struct, embedded types as bases, methods as they are met. */
function classOf(at: WalkContext, name: string, type: number, node: number): number {
  const { view, module } = at;
  const fields = new Map<string, string>();
  const bases: string[] = [];
  for (const field of view.named(view.childOfKind(type, 'field_declaration_list'))) {
    const written = view.text(view.child(field, 'type')).replace(/\s+/g, '');
    const names = view.childrenOf(field, 'name');
    if (names.length === 0) bases.push(written.replace(/^\*/, '').replace(/\[.*$/, ''));
    for (const each of names) fields.set(view.text(each), written);
  }
  const [start, end] = [view.tree.start[node]!, view.tree.end[node]!];
  return module.classes.push({ name, bases, methods: new Map(), fields, decorators: [], start, end }) - 1;
}

function defineFunction(at: WalkContext, node: number): void {
  const name = at.view.text(at.view.child(node, 'name'));
  const made = createFunction(at, node, name, -1);
  const value = at.fn.value(OP.closure, node, made.index, -1);
  const variable = at.scope.own(name);
  if (variable !== null) at.fn.store(variable, value, node);
}

/** The type may be declared in another file of the package: then this file has a class of that name with these methods. */
function defineMethod(at: WalkContext, node: number): void {
  const { view, module } = at;
  const receiver = view.firstNamed(view.child(node, 'receiver'));
  const type = view
    .text(view.child(receiver, 'type'))
    .replace(/^[*(\s]+/, '')
    .replace(/[[)\s].*$/s, '');
  const name = view.text(view.child(node, 'name'));
  let owner = module.classNamed(type);
  if (owner < 0) owner = classOf(at, type, -1, node);
  const made = createFunction(at, node, name, owner);
  (module.classes[owner]!.methods as Map<string, number>).set(name, made.index);
}

function functionLiteral(at: WalkContext, node: number): number {
  return at.fn.value(OP.closure, node, createFunction(at, node, '<anonymous>', -1).index, -1);
}

function createFunction(at: WalkContext, node: number, name: string, owner: number): FunctionBuilder {
  const { module, view } = at;
  const receiver = view.child(node, 'receiver');
  const fn = new FunctionBuilder(module, { name, parent: at.fn.index, owner, node, receiverFirst: receiver >= 0 });
  const scope = new Scope(fn, at.scope);
  const inside: WalkContext = { ...at, fn, scope, depth: 0 };
  if (receiver >= 0) declareParameters(inside, receiver);
  declareParameters(inside, view.child(node, 'parameters'));
  module.later(() => {
    if (scope.isTooDeep) {
      module.gap(node);
      return;
    }
    beginBody(fn, declareResults(inside, view.child(node, 'result')));
    const body = view.child(node, 'body');
    for (const each of view.named(body)) statement(inside, each);
  });
  return fn;
}

function declareParameters(at: WalkContext, list: number): void {
  const { view, fn, scope } = at;
  for (const node of view.named(list)) {
    const type = view.text(view.child(node, 'type')).replace(/\s+/g, ' ');
    const rest: Parameter['rest'] = view.kind(node) === 'variadic_parameter_declaration' ? 'list' : 'none';
    const names = view.childrenOf(node, 'name').map((name) => view.text(name));
    for (const name of names.length === 0 ? [''] : names) {
      const variable = name === '' || name === '_' ? fn.newVariable('') : scope.declare(name);
      fn.parameters.push({ name, slot: variable.slot, rest, optional: false, type, decorators: [] });
    }
  }
}

function declareResults(at: WalkContext, result: number): Variable[] {
  const { view, fn, scope } = at;
  if (view.kind(result) !== 'parameter_list') return [];
  const names = view.named(result).flatMap((each) => view.childrenOf(each, 'name'));
  return names.map((name) => {
    const variable = view.text(name) === '_' ? fn.newVariable('') : scope.declare(view.text(name));
    fn.store(variable, fn.nothing(name), name);
    return variable;
  });
}
