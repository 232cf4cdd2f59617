import { ARGUMENT, type Decorator, OP, type Parameter } from '../ir.ts';
import { FunctionBuilder } from './function-builder.ts';
import { assignTo, propertyName, type ScriptContext, withDefault } from './javascript-base.ts';
import { declareVars, patternNames } from './javascript-names.ts';
import { block, statements } from './javascript-statements.ts';
import { Scope } from './scope.ts';
import { expression, type Lower, type LowerStatement } from './walk.ts';

interface Making {
  readonly name: string;
  readonly owner?: number;
  readonly isStatic?: boolean;
  readonly decorators?: readonly Decorator[];
  /** Runs in the function before its body. */
  readonly atEntry?: (inside: ScriptContext) => void;
}

/** Makes the function; its body is lowered when the one around it is done. */
function createFunction(at: ScriptContext, node: number, making: Making): FunctionBuilder {
  const { module, view } = at;
  const isArrow = view.kind(node) === 'arrow_function';
  const fn = new FunctionBuilder(module, {
    ...making,
    parent: at.fn.index,
    owner: making.owner ?? -1,
    node,
    isGenerator: view.has(node, '*') || view.kind(node).startsWith('generator_'),
    isAsync: view.has(node, 'async'),
  });
  const scope = new Scope(fn, at.scope);
  const inside: ScriptContext = { ...at, fn, scope, depth: 0 };
  const list = view.child(node, 'parameters');
  const lone = view.child(node, 'parameter');
  const entries = (lone >= 0 ? [lone] : view.named(list)).flatMap((parameter) => declareParameter(inside, parameter));
  const own =
    view.kind(node).endsWith('expression') || view.kind(node) === 'generator_function' ? view.child(node, 'name') : -1;
  module.later(() => {
    if (scope.isTooDeep) {
      module.gap(node);
      return;
    }
    const body = view.child(node, 'body') >= 0 ? view.child(node, 'body') : view.childOfKind(node, 'statement_block');
    const { usesArguments, hasArrow } = declareVars(view, body, scope);
    if (!isArrow && hasArrow) fn.store(scope.declare('this'), fn.value(OP.this, node), node);
    if (!isArrow && usesArguments) {
      const given = fn.parameters.map(({ slot, rest }) => ({
        kind: rest === 'none' ? ARGUMENT.positional : ARGUMENT.spread,
        value: fn.load(fn.variables[slot]!, node),
      }));
      if (fn.parameters.every(({ rest }) => rest === 'none')) {
        // What is given beyond the parameters is in `arguments` alone.
        const more = fn.newVariable('');
        fn.parameters.push({ name: '', slot: more.slot, rest: 'list', optional: true, type: '', decorators: [] });
        given.push({ kind: ARGUMENT.spread, value: fn.load(more, node) });
      }
      fn.store(scope.declare('arguments'), fn.value(OP.list, node, 0, fn.list(given)), node);
    }
    if (own >= 0 && scope.own(view.text(own)) === null) {
      fn.store(scope.declare(view.text(own)), fn.value(OP.closure, own, fn.index, -1), own);
    }
    for (const enter of entries) enter();
    making.atEntry?.(inside);
    if (view.kind(body) === 'statement_block') statements(inside, view.named(body));
    else fn.returnValue(expression(inside, body), body);
  });
  return fn;
}

/** Declares one parameter; gives back what the entry of the function has to do for it. */
function declareParameter(at: ScriptContext, node: number): (() => void)[] {
  const { view, fn, scope } = at;
  const isTyped = view.kind(node) === 'required_parameter' || view.kind(node) === 'optional_parameter';
  let pattern = isTyped ? view.child(node, 'pattern') : node;
  let value = isTyped ? view.child(node, 'value') : -1;
  if (view.kind(pattern) === 'this') return [];
  if (view.kind(pattern) === 'assignment_pattern') {
    value = view.child(pattern, 'right');
    pattern = view.child(pattern, 'left');
  }
  const rest: Parameter['rest'] = view.kind(pattern) === 'rest_pattern' ? 'list' : 'none';
  if (rest === 'list') pattern = view.firstNamed(pattern);
  const isName = view.kind(pattern) === 'identifier';
  const variable = isName ? scope.declare(view.text(pattern)) : fn.newVariable('');
  const names = isName ? [] : patternNames(view, pattern);
  const annotations = view.named(node).filter((child) => view.kind(child) === 'decorator');
  fn.parameters.push({
    name: isName ? view.text(pattern) : '',
    slot: variable.slot,
    rest,
    optional: value >= 0 || view.kind(node) === 'optional_parameter',
    type: typeText(at, view.child(node, 'type')),
    decorators: annotations.map((annotation) => decoratorName(at, annotation)),
  });
  const entries: (() => void)[] = [];
  if (value >= 0) {
    entries.push(() => fn.store(variable, withDefault(at, fn.load(variable, node), value, node), node));
  }
  if (!isName) {
    entries.push(() => {
      for (const name of names) scope.declare(name);
      assignTo(at, pattern, fn.load(variable, node));
    });
  }
  // `constructor(private readonly x: X)` is a field as well.
  if (view.childOfKind(node, 'accessibility_modifier') >= 0 || view.has(node, 'readonly')) {
    entries.push(() => {
      const receiver = fn.value(OP.this, node);
      fn.act(OP.setField, node, receiver, at.module.string(view.text(pattern)), fn.load(variable, node));
    });
  }
  return entries;
}

function typeText(at: ScriptContext, annotation: number): string {
  return at.view.text(annotation).replace(/^:/, '').replace(/\s+/g, '');
}

function decoratorName(at: ScriptContext, node: number): string {
  const { view } = at;
  const inner = view.firstNamed(node);
  return view.text(view.kind(inner) === 'call_expression' ? view.child(inner, 'function') : inner);
}

function evaluate(at: ScriptContext, nodes: readonly number[]): Decorator[] {
  return nodes.map((node) => ({
    name: decoratorName(at, node),
    value: expression(at, at.view.firstNamed(node)),
    start: at.view.tree.start[node]!,
    end: at.view.tree.end[node]!,
  }));
}

/** A function without a name is called as what it is assigned to. */
function nameOf(at: ScriptContext, node: number): string {
  const { view } = at;
  const name = view.child(node, 'name');
  if (name >= 0) return propertyName(at, name) ?? '<anonymous>';
  const around = view.tree.parent[node]!;
  const given = {
    variable_declarator: 'name',
    pair: 'key',
    assignment_expression: 'left',
    public_field_definition: 'name',
  };
  const kind = view.kind(around);
  if (!Object.hasOwn(given, kind)) return '<anonymous>';
  const target = view.text(view.child(around, given[kind as keyof typeof given]));
  return /^[\w$.]+$/.test(target) ? target.slice(target.lastIndexOf('.') + 1) : '<anonymous>';
}

const functionValue: Lower = (at, node) =>
  at.fn.value(OP.closure, node, createFunction(at, node, { name: nameOf(at, node) }).index, -1);

function functionDeclaration(at: ScriptContext, node: number): void {
  const value = functionValue(at, node);
  const variable = at.scope.find(at.view.text(at.view.child(node, 'name')));
  if (variable !== null) at.fn.store(variable, value, node);
}

function classDeclaration(at: ScriptContext, node: number): void {
  const value = classValue(at, node);
  const variable = at.scope.find(at.view.text(at.view.child(node, 'name')));
  if (variable !== null) at.fn.store(variable, value, node);
}

function classValue(at: ScriptContext, node: number): number {
  const { module, view, fn } = at;
  const around = view.tree.parent[node]!;
  const outside = view.kind(around) === 'export_statement' ? view.named(around) : [];
  const isDecorator = (child: number) => view.kind(child) === 'decorator';
  const decorators = evaluate(at, [...outside.filter(isDecorator), ...view.named(node).filter(isDecorator)]);
  const heritage = view.childOfKind(node, 'class_heritage');
  const extended = view.childOfKind(heritage, 'extends_clause');
  const base = heritage < 0 ? -1 : extended >= 0 ? view.child(extended, 'value') : view.firstNamed(heritage);
  const isBase = base >= 0 && view.kind(base) !== 'implements_clause';
  const methods = new Map<string, number>();
  const fields = new Map<string, string>();
  const implemented = view.named(view.childOfKind(heritage, 'implements_clause')).map((each) => view.text(each));
  const index =
    module.classes.push({
      name: view.text(view.child(node, 'name')) || nameOf(at, node),
      bases: [...(isBase ? [view.text(base)] : []), ...implemented],
      methods,
      fields,
      decorators,
      start: view.tree.start[node]!,
      end: view.tree.end[node]!,
    }) - 1;
  const value = fn.value(OP.closure, node, -1, index);
  const body = view.child(node, 'body');
  const initial: number[] = [];
  let written = -1;
  let pending: number[] = [];
  for (const member of view.named(body)) {
    const kind = view.kind(member);
    if (kind === 'decorator') {
      pending.push(member);
      continue;
    }
    const isStatic = view.has(member, 'static');
    if (kind === 'method_definition') {
      const name = propertyName(at, view.child(member, 'name')) ?? '<computed>';
      if (name === 'constructor' && !isStatic) written = member;
      else addMethod(at, member, { name, owner: index, isStatic, decorators: evaluate(at, pending) }, methods);
    } else if (kind === 'field_definition' || kind === 'public_field_definition') {
      const field = view.child(member, kind === 'field_definition' ? 'property' : 'name');
      if (view.child(member, 'type') >= 0) fields.set(view.text(field), typeText(at, view.child(member, 'type')));
      if (isStatic && view.child(member, 'value') >= 0) {
        fn.act(
          OP.setField,
          member,
          value,
          module.string(view.text(field)),
          expression(at, view.child(member, 'value')),
        );
      } else if (!isStatic) initial.push(member);
    } else if (kind === 'class_static_block') {
      block(at, view.child(member, 'body'));
    }
    pending = [];
  }
  defineConstructor(at, { node, index, written, initial, isBase, methods, fields });
  return decorators.reduceRight((made, decorator) => fn.value(OP.decorate, node, made, decorator.value), value);
}

function addMethod(at: ScriptContext, node: number, making: Making, methods: Map<string, number>): void {
  const made = createFunction(at, node, making);
  const accessor = at.view.has(node, 'get') ? 'get ' : at.view.has(node, 'set') ? 'set ' : '';
  methods.set(accessor + making.name, made.index);
  let value = at.fn.value(OP.closure, node, made.index, -1);
  for (const decorator of (making.decorators ?? []).toReversed()) {
    value = at.fn.value(OP.decorate, node, value, decorator.value);
  }
}

/** Fields get their first values in the constructor; where none is written, one that passes its arguments on is made. */
function defineConstructor(
  at: ScriptContext,
  of: {
    readonly node: number;
    readonly index: number;
    /** The constructor as written, or -1. */
    readonly written: number;
    readonly initial: readonly number[];
    readonly isBase: boolean;
    readonly methods: Map<string, number>;
    readonly fields: Map<string, string>;
  },
): void {
  const { module, view } = at;
  const setFields = (inside: ScriptContext) => {
    for (const member of of.initial) {
      const field = view.child(member, view.kind(member) === 'field_definition' ? 'property' : 'name');
      const value = view.child(member, 'value');
      if (value < 0) continue;
      const receiver = inside.fn.value(OP.this, member);
      inside.fn.act(OP.setField, member, receiver, module.string(view.text(field)), expression(inside, value));
    }
  };
  if (of.written >= 0) {
    const made = createFunction(at, of.written, { name: 'constructor', owner: of.index, atEntry: setFields });
    of.methods.set('constructor', made.index);
    for (const parameter of view.named(view.child(of.written, 'parameters'))) {
      const isField = view.childOfKind(parameter, 'accessibility_modifier') >= 0 || view.has(parameter, 'readonly');
      if (isField)
        of.fields.set(view.text(view.child(parameter, 'pattern')), typeText(at, view.child(parameter, 'type')));
    }
    return;
  }
  if (!of.initial.some((member) => view.child(member, 'value') >= 0)) return;
  const fn = new FunctionBuilder(module, { name: 'constructor', parent: at.fn.index, owner: of.index, node: of.node });
  of.methods.set('constructor', fn.index);
  const scope = new Scope(fn, at.scope);
  const args = fn.newVariable('');
  fn.parameters.push({ name: '', slot: args.slot, rest: 'list', optional: false, type: '', decorators: [] });
  module.later(() => {
    if (of.isBase) {
      const given = fn.list([{ kind: ARGUMENT.spread, value: fn.load(args, of.node) }]);
      fn.value(OP.call, of.node, fn.value(OP.global, of.node, module.string('super')), given);
    }
    fn.store(scope.declare('this'), fn.value(OP.this, of.node), of.node);
    setFields({ ...at, fn, scope, depth: 0 });
  });
}

export const FUNCTION_VALUES: readonly (readonly [string, Lower])[] = [
  ['function_expression', functionValue],
  ['generator_function', functionValue],
  ['arrow_function', functionValue],
  ['method_definition', functionValue],
  ['class', classValue],
];

export const DEFINITIONS: readonly (readonly [string, LowerStatement])[] = [
  ['function_declaration', functionDeclaration],
  ['generator_function_declaration', functionDeclaration],
  ['class_declaration', classDeclaration],
  ['abstract_class_declaration', classDeclaration],
];
