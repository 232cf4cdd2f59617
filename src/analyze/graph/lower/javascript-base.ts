import { ARGUMENT, OP } from '../ir.ts';
import { unescapeText } from './escapes.ts';
import type { Argument } from './function-builder.ts';
import type { Variable } from './scope.ts';
import { expression, type WalkContext } from './walk.ts';

/** JavaScript, TypeScript and TSX share their kinds of nodes, and so their lowering. */
export type ScriptContext = WalkContext;

export function argumentsIn(at: ScriptContext, list: number): Argument[] {
  return at.view
    .named(list)
    .map((argument) =>
      at.view.kind(argument) === 'spread_element'
        ? { kind: ARGUMENT.spread, value: expression(at, at.view.firstNamed(argument)) }
        : { kind: ARGUMENT.positional, value: expression(at, argument) },
    );
}

/** What a string literal stands for. */
export function textOf(at: ScriptContext, string: number): string {
  return unescapeText(at.view.text(string).slice(1, -1));
}

/** Constant name of a property, or null where it is computed. */
export function propertyName(at: ScriptContext, key: number): string | null {
  const { view } = at;
  if (view.kind(key) === 'string') return textOf(at, key);
  if (view.kind(key) !== 'computed_property_name') return view.text(key);
  const inner = view.firstNamed(key);
  return view.kind(inner) === 'string' ? textOf(at, inner) : null;
}

/** A key as a value: computed, or the constant name. */
export function propertyKey(at: ScriptContext, key: number): number {
  const name = propertyName(at, key);
  return name === null ? expression(at, at.view.firstNamed(key)) : at.fn.text(key, name);
}

/** The module's variable that stands for `module.exports` ('') or one name of it; null where the expression is neither. */
export function commonJsExport(at: ScriptContext, node: number): string | null {
  const { view } = at;
  const isFree = (of: number, name: string) =>
    view.kind(of) === 'identifier' && view.text(of) === name && at.scope.find(name) === null;
  if (isFree(node, 'exports')) return '';
  if (view.kind(node) !== 'member_expression') return null;
  const object = view.child(node, 'object');
  const property = view.text(view.child(node, 'property'));
  if (isFree(object, 'module') && property === 'exports') return '';
  const isExports =
    isFree(object, 'exports') ||
    (view.kind(object) === 'member_expression' &&
      isFree(view.child(object, 'object'), 'module') &&
      view.text(view.child(object, 'property')) === 'exports');
  return isExports ? property : null;
}

const PAGE = new Set(['location', 'onmessage', 'onhashchange']);

function rootVariable(at: ScriptContext, name: string): Variable {
  let scope = at.scope;
  while (scope.parent !== null) scope = scope.parent;
  return scope.own(name) ?? scope.declare(name);
}

/** Binds a target: a name, a member, an element, or a pattern. A name that nobody declares is the module's. */
export function assignTo(at: ScriptContext, target: number, value: number): void {
  const { view, fn, module } = at;
  if (at.depth > 200) {
    module.gap(target);
    return;
  }
  at.depth++;
  const exported = commonJsExport(at, target);
  if (exported !== null) {
    const variable = rootVariable(at, `exports.${exported}`);
    if (variable.cell < 0) {
      module.exports.push({ name: exported === '' ? '*' : exported, cell: variable.owner.cell(variable), from: -1 });
    }
    fn.store(variable, value, target);
  }
  switch (exported === null ? view.kind(target) : '') {
    case '':
      break;
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
    case 'undefined':
      // Names of the page itself are no variables of the module: to set `location` goes there.
      if (PAGE.has(view.text(target)) && at.scope.find(view.text(target)) === null) {
        const page = fn.value(OP.global, target, module.string('window'));
        fn.act(OP.setField, target, page, module.string(view.text(target)), value);
        break;
      }
      fn.store(at.scope.find(view.text(target)) ?? rootVariable(at, view.text(target)), value, target);
      break;
    case 'member_expression': {
      const object = expression(at, view.child(target, 'object'));
      fn.act(OP.setField, target, object, module.string(view.text(view.child(target, 'property'))), value);
      break;
    }
    case 'subscript_expression': {
      const object = expression(at, view.child(target, 'object'));
      fn.act(OP.setIndex, target, object, expression(at, view.child(target, 'index')), value);
      break;
    }
    case 'object_pattern':
      objectPattern(at, target, value);
      break;
    case 'array_pattern':
      arrayPattern(at, target, value);
      break;
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const left = view.child(target, 'left');
      assignTo(at, left, withDefault(at, value, view.child(target, 'right'), target));
      break;
    }
    default: {
      // Parentheses, `as` and `!` around a target.
      const inner = view.firstNamed(target);
      if (inner >= 0) assignTo(at, inner, value);
      else module.gap(target);
    }
  }
  at.depth--;
}

/** The value, or what stands after `=` where it is undefined. */
export function withDefault(at: ScriptContext, value: number, otherwise: number, node: number): number {
  const { fn, module } = at;
  const result = fn.newVariable('');
  const [missing, after] = [fn.newBlock(), fn.newBlock()];
  fn.store(result, value, node);
  fn.branch(fn.value(OP.compare, node, module.operator('==='), value, fn.nothing(node)), missing, after, node);
  fn.startBlock(missing);
  fn.store(result, expression(at, otherwise), node);
  fn.startBlock(after);
  return fn.load(result, node);
}

function objectPattern(at: ScriptContext, pattern: number, value: number): void {
  const { view, fn, module } = at;
  for (const part of view.named(pattern)) {
    const kind = view.kind(part);
    if (kind === 'rest_pattern') {
      // What is left has every field but those named before; which, the value itself knows.
      assignTo(at, view.firstNamed(part), fn.value(OP.object, part, fn.list([{ kind: ARGUMENT.spreadNames, value }])));
      continue;
    }
    if (kind === 'pair_pattern') {
      const key = view.child(part, 'key');
      const name = propertyName(at, key);
      const taken =
        name === null
          ? fn.value(OP.index, part, value, expression(at, view.firstNamed(key)))
          : fn.value(OP.field, part, value, module.string(name));
      assignTo(at, view.child(part, 'value'), taken);
      continue;
    }
    const named = kind === 'object_assignment_pattern' ? view.child(part, 'left') : part;
    assignTo(at, part, fn.value(OP.field, part, value, module.string(view.text(named))));
  }
}

function arrayPattern(at: ScriptContext, pattern: number, value: number): void {
  const { view, fn } = at;
  let position = 0;
  for (const part of view.children(pattern)) {
    if (view.kind(part) === ',') position++;
    if (view.tree.grammar.named[view.tree.kind[part]!] !== 1 || view.isComment(part)) continue;
    const key = fn.constant(part, { kind: 'number', value: position });
    if (view.kind(part) === 'rest_pattern')
      assignTo(at, view.firstNamed(part), fn.value(OP.slice, part, value, key, -1));
    else assignTo(at, part, fn.value(OP.index, part, value, key));
  }
}
