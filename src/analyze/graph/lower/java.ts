import type { SyntaxTree } from '../../../parse/tree.ts';
import { ARGUMENT, type ModuleIr, OP } from '../ir.ts';
import { FunctionBuilder } from './function-builder.ts';
import { type ClassInSight, classAround, type JavaContext, staticImport } from './java-classes-in-sight.ts';
import { argumentsIn, EXPRESSIONS, typed, typeName, typeValue } from './java-expressions.ts';
import { createFunction, decoratorsOf, fieldType, isStatic, LAMBDA } from './java-functions.ts';
import { STATEMENTS, SWITCH } from './java-statements.ts';
import { ModuleBuilder } from './module-builder.ts';
import { Scope, type Variable } from './scope.ts';
import { TreeView } from './view.ts';
import { expression, statement, type WalkContext } from './walk.ts';

const CLASSES = [
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'annotation_type_declaration',
];
/** Classes inside classes follow the stack. */
const MAX_CLASS_DEPTH = 100;

/** Method that gives fields their first values where several constructors do so. */
const FIRST_VALUES = '<fields>';

const ALL_EXPRESSIONS = new Map([
  ...EXPRESSIONS,
  ...SWITCH,
  ...LAMBDA,
  ['object_creation_expression', construct] as const,
]);
const ALL_STATEMENTS = new Map([
  ...STATEMENTS,
  ...CLASSES.map((kind) => [kind, defineClass] as const),
  ['import_declaration', importDeclaration] as const,
  ['package_declaration', () => undefined] as const,
  ['module_declaration', () => undefined] as const,
]);

/** Lowers a Java file: its classes are what it exports, `package` is the package that they stand in. */
export function lowerJava(tree: SyntaxTree, path: string): ModuleIr {
  const module = new ModuleBuilder(tree);
  const view = new TreeView(tree);
  const fn = new FunctionBuilder(module, { name: '<module>', parent: -1, owner: -1, node: 0 });
  const scope = new Scope(fn, null);
  const at: JavaContext = {
    ...{ module, view, fn, scope, owner: -1, depth: 0, inside: null },
    ...{ expressions: ALL_EXPRESSIONS, statements: ALL_STATEMENTS },
  };
  const classes = view.named(0).filter((node) => CLASSES.includes(view.kind(node)));
  for (const node of classes) {
    const variable = scope.declare(view.text(view.child(node, 'name')));
    module.exports.push({ name: variable.name, cell: fn.cell(variable), from: -1 });
  }
  // An import names the class itself: the one that the file is called after.
  const own = scope.own(path.slice(path.lastIndexOf('/') + 1).replace(/\.java$/, ''));
  if (own !== null) module.exports.push({ name: '*', cell: fn.cell(own), from: -1 });
  for (const node of view.named(0)) statement(at, node);
  return module.build(path, view.text(view.firstNamed(view.childOfKind(0, 'package_declaration'))));
}

/** `import a.B` binds B; `import static a.B.c` says of which class c is; a wildcard only says where names may come from. */
function importDeclaration(at: WalkContext, node: number): void {
  const { view, fn, module, scope } = at;
  const whole = view.text(view.firstNamed(node)).replace(/\s+/g, '');
  const last = whole.lastIndexOf('.');
  if (view.childOfKind(node, 'asterisk') >= 0) {
    fn.value(OP.import, node, module.import(`${whole}.*`, '*'));
  } else if (view.has(node, 'static')) {
    const value = fn.value(OP.import, node, module.import(whole.slice(0, last), '*'));
    fn.store(scope.declare(staticImport(whole.slice(last + 1))), value, node);
  } else {
    fn.store(scope.declare(whole.slice(last + 1)), fn.value(OP.import, node, module.import(whole, '*')), node);
  }
}

function defineClass(at: WalkContext, node: number): void {
  if (at.scope.isTooDeep || at.depth > MAX_CLASS_DEPTH) {
    at.module.gap(node);
    return;
  }
  const variable = at.scope.declare(at.view.text(at.view.child(node, 'name')));
  classValue(at, node, variable);
}

/** `new T(…)`, with a class of its own where a body follows. */
function construct(at: WalkContext, node: number): number {
  const { view, fn } = at;
  const body = view.childOfKind(node, 'class_body');
  const type = view.child(node, 'type');
  const callee = body < 0 ? typeValue(at, type) : classValue(at, node, fn.newVariable(''));
  return fn.value(OP.construct, node, callee, argumentsIn(at, view.child(node, 'arguments')));
}

interface Members {
  readonly methods: number[];
  readonly constructors: number[];
  readonly fields: number[];
  readonly blocks: number[];
  readonly classes: number[];
  readonly constants: number[];
}

function membersOf(at: WalkContext, node: number): Members {
  const { view } = at;
  const members: Members = { methods: [], constructors: [], fields: [], blocks: [], classes: [], constants: [] };
  const body = view.child(node, 'body') >= 0 ? view.child(node, 'body') : view.childOfKind(node, 'class_body');
  const parts = view.named(body);
  for (const part of [...parts, ...view.named(view.childOfKind(body, 'enum_body_declarations'))]) {
    const kind = view.kind(part);
    if (kind === 'method_declaration') members.methods.push(part);
    else if (kind === 'constructor_declaration' || kind === 'compact_constructor_declaration')
      members.constructors.push(part);
    else if (kind === 'field_declaration' || kind === 'constant_declaration') members.fields.push(part);
    else if (kind === 'block' || kind === 'static_initializer') members.blocks.push(part);
    else if (kind === 'enum_constant') members.constants.push(part);
    else if (CLASSES.includes(kind)) members.classes.push(part);
  }
  return members;
}

function classValue(at: WalkContext, node: number, variable: Variable): number {
  const { module, view, fn } = at;
  const members = membersOf(at, node);
  const decorators = decoratorsOf(at, node);
  const components = view.kind(node) === 'record_declaration' ? view.named(view.child(node, 'parameters')) : [];
  const superclass = view.firstNamed(view.child(node, 'superclass'));
  const extended = view.childOfKind(node, 'extends_interfaces');
  const listed = view.named(view.firstNamed(extended >= 0 ? extended : view.child(node, 'interfaces')));
  const created = view.kind(node) === 'object_creation_expression' ? [view.child(node, 'type')] : [];
  const bases = [...(superclass >= 0 ? [superclass] : []), ...listed, ...created];
  const methods = new Map<string, number>();
  const fields = new Map<string, string>();
  const nameNode = view.child(node, 'name');
  const index =
    module.classes.push({
      name: nameNode >= 0 ? view.text(nameNode) : '<anonymous>',
      bases: bases.map((base) => typeName(at, base)),
      methods,
      fields,
      decorators,
      start: view.tree.start[node]!,
      end: view.tree.end[node]!,
    }) - 1;
  const value = fn.value(OP.closure, node, -1, index);
  fn.store(variable, value, node);
  const isInterface = view.kind(node) === 'interface_declaration';
  const declared = new Map<string, boolean>();
  for (const field of members.fields) {
    for (const each of view.childrenOf(field, 'declarator')) {
      const name = view.text(view.child(each, 'name'));
      declared.set(name, isInterface || isStatic(at, field));
      fields.set(name, fieldType(at, field));
    }
  }
  for (const each of members.constants) declared.set(view.text(view.child(each, 'name')), true);
  for (const each of components) {
    declared.set(view.text(view.child(each, 'name')), false);
    fields.set(view.text(view.child(each, 'name')), fieldType(at, each));
  }
  const cls: ClassInSight = {
    index,
    fields: declared,
    methods: new Map(members.methods.map((method) => [view.text(view.child(method, 'name')), isStatic(at, method)])),
    hasBase: bases.length > 0,
    value: variable,
    around: classAround(at),
  };
  const scope = new Scope(fn, at.scope);
  const inside: JavaContext = { ...at, scope, inside: cls, depth: at.depth + 1 };
  for (const nested of members.classes) scope.declare(view.text(view.child(nested, 'name')));
  for (const nested of members.classes) {
    defineClass(inside, nested);
    const name = view.text(view.child(nested, 'name'));
    fn.act(OP.setField, nested, value, module.string(name), fn.load(scope.declare(name), nested));
  }
  for (const method of members.methods) addMethod(inside, cls, method, methods);
  addConstructors(inside, cls, node, members, components, methods);
  staticParts(inside, members, value, isInterface);
  if (decorators.length === 0) return value;
  const decorated = decorators.reduceRight((made, each) => fn.value(OP.decorate, node, made, each.value), value);
  fn.store(variable, decorated, node);
  return decorated;
}

/** An overload beyond the first is also found by its number of parameters: `name/2`. */
function register(methods: Map<string, number>, name: string, fn: FunctionBuilder): void {
  if (!methods.has(name)) methods.set(name, fn.index);
  const withCount = `${name}/${fn.parameters.length}`;
  if (!methods.has(withCount)) methods.set(withCount, fn.index);
}

function addMethod(at: WalkContext, cls: ClassInSight, node: number, methods: Map<string, number>): void {
  const decorators = decoratorsOf(at, node);
  const name = at.view.text(at.view.child(node, 'name'));
  const made = createFunction(at, node, { name, owner: cls, isStatic: isStatic(at, node), decorators });
  // What has no body is somewhere else: in the classes that implement it.
  if (at.view.child(node, 'body') >= 0) register(methods, name, made);
  if (decorators.length === 0) return;
  let value = at.fn.value(OP.closure, node, made.index, -1);
  for (const decorator of decorators.toReversed()) value = at.fn.value(OP.decorate, node, value, decorator.value);
}

/** Fields and blocks run at the start of every constructor; where none is written, one is made. */
function addConstructors(
  at: WalkContext,
  cls: ClassInSight,
  node: number,
  members: Members,
  components: readonly number[],
  methods: Map<string, number>,
): void {
  const { view, fn, module } = at;
  const setField = (inside: WalkContext, name: string, value: number, of: number) =>
    inside.fn.act(OP.setField, of, inside.fn.value(OP.this, of), module.string(name), value);
  const initial = (inside: WalkContext) => {
    for (const component of components) {
      const name = view.text(view.child(component, 'name'));
      const variable = inside.scope.own(name);
      if (variable !== null) setField(inside, name, inside.fn.load(variable, component), component);
    }
    for (const field of members.fields) {
      if (isStatic(at, field)) continue;
      const type = typeName(at, view.child(field, 'type'));
      for (const each of view.childrenOf(field, 'declarator')) {
        const value = view.child(each, 'value');
        if (value < 0) continue;
        setField(
          inside,
          view.text(view.child(each, 'name')),
          typed(inside, type, expression(inside, value), each),
          each,
        );
      }
    }
    for (const block of members.blocks) if (view.kind(block) === 'block') statement(inside, block);
  };
  // Copied into many constructors they could grow without bound: then they become a method of their own.
  const areShared = members.constructors.length > 1 && members.fields.length + members.blocks.length > 0;
  if (areShared) {
    const shared = new FunctionBuilder(module, { name: FIRST_VALUES, parent: fn.index, owner: cls.index, node });
    const inside: JavaContext = { ...at, fn: shared, scope: new Scope(shared, at.scope), depth: 0, inside: cls };
    methods.set(FIRST_VALUES, shared.index);
    module.later(() => initial(inside));
  }
  const callShared = ({ fn: into }: WalkContext) => {
    into.value(OP.method, node, into.value(OP.this, node), module.string(FIRST_VALUES), into.list([]));
  };
  const making = { name: 'constructor', owner: cls, isStatic: false, atEntry: areShared ? callShared : initial };
  for (const each of members.constructors) {
    register(methods, 'constructor', createFunction(at, each, { ...making, decorators: decoratorsOf(at, each) }));
  }
  const hasFirstValues = members.fields.some((field) => !isStatic(at, field)) || members.blocks.length > 0;
  if (components.length === 0 && (members.constructors.length > 0 || !hasFirstValues)) return;
  // Without a body only the parameters of a record, the base and what runs at the entry are left.
  const made = new FunctionBuilder(module, { name: 'constructor', parent: fn.index, owner: cls.index, node });
  const scope = new Scope(made, at.scope);
  for (const component of components) {
    const name = view.text(view.child(component, 'name'));
    const type = view.text(view.child(component, 'type')).replace(/\s+/g, '');
    made.parameters.push({ name, slot: scope.declare(name).slot, rest: 'none', optional: false, type, decorators: [] });
  }
  const passedOn = cls.hasBase && components.length === 0 ? made.newVariable('') : null;
  if (passedOn !== null) {
    made.parameters.push({ name: '', slot: passedOn.slot, rest: 'list', optional: false, type: '', decorators: [] });
  }
  register(methods, 'constructor', made);
  const inside: JavaContext = { ...at, fn: made, scope, depth: 0, inside: cls };
  module.later(() => {
    if (passedOn !== null) {
      const given = made.list([{ kind: ARGUMENT.spread, value: made.load(passedOn, node) }]);
      made.value(OP.call, node, made.value(OP.global, node, module.string('super')), given);
    }
    initial(inside);
  });
  for (const component of components) addAccessor(at, cls, component, methods);
}

/** A record has a method for each component. */
function addAccessor(at: WalkContext, cls: ClassInSight, component: number, methods: Map<string, number>): void {
  const name = at.view.text(at.view.child(component, 'name'));
  if (methods.has(name)) return;
  const made = new FunctionBuilder(at.module, { name, parent: at.fn.index, owner: cls.index, node: component });
  const value = made.value(OP.field, component, made.value(OP.this, component), at.module.string(name));
  made.returnValue(value, component);
  register(methods, name, made);
}

/** Static fields, blocks and the constants of an enum run where the class stands. */
function staticParts(at: WalkContext, members: Members, value: number, isInterface: boolean): void {
  const { view, fn, module } = at;
  for (const constant of members.constants) {
    const made = fn.value(OP.construct, constant, value, argumentsIn(at, view.child(constant, 'arguments')));
    fn.act(OP.setField, constant, value, module.string(view.text(view.child(constant, 'name'))), made);
  }
  for (const field of members.fields) {
    if (!isInterface && !isStatic(at, field)) continue;
    const type = typeName(at, view.child(field, 'type'));
    for (const each of view.childrenOf(field, 'declarator')) {
      const given = view.child(each, 'value');
      if (given < 0) continue;
      const made = typed(at, type, expression(at, given), each);
      fn.act(OP.setField, each, value, module.string(view.text(view.child(each, 'name'))), made);
    }
  }
  for (const block of members.blocks)
    if (view.kind(block) === 'static_initializer') statement(at, view.firstNamed(block));
}
