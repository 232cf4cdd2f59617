import { ARGUMENT, OP } from '../ir.ts';
import type { Argument } from './function-builder.ts';
import {
  argumentsIn,
  commonJsExport,
  propertyKey,
  propertyName,
  type ScriptContext,
  textOf,
} from './javascript-base.ts';
import { templateParts } from './javascript-operators.ts';
import { expression, type Lower, readName } from './walk.ts';

function call(at: ScriptContext, node: number): number {
  const { view, fn, module } = at;
  const list = view.child(node, 'arguments');
  const callee = unwrapped(at, view.child(node, 'function'));
  const imported = importedModule(at, callee, list);
  if (imported !== null) return fn.value(OP.import, node, module.import(imported, '*'));
  const isMethod = view.kind(callee) === 'member_expression';
  const target = expression(at, isMethod ? view.child(callee, 'object') : callee);
  const given = view.kind(list) === 'template_string' ? tagged(at, list) : argumentsIn(at, list);
  if (!isMethod) return fn.value(OP.call, node, target, fn.list(given));
  return fn.value(OP.method, node, target, module.string(view.text(view.child(callee, 'property'))), fn.list(given));
}

/** `(a.b)(…)` and `a!.b(…)` call the member all the same. */
function unwrapped(at: ScriptContext, node: number): number {
  let inner = node;
  while (
    ['parenthesized_expression', 'non_null_expression'].includes(at.view.kind(inner)) &&
    at.view.named(inner).length === 1
  ) {
    inner = at.view.firstNamed(inner);
  }
  return inner;
}

/** `require("m")` and `import("m")` with a literal name, where `require` is nobody's variable. */
function importedModule(at: ScriptContext, callee: number, list: number): string | null {
  const { view } = at;
  const isRequire =
    view.kind(callee) === 'identifier' && view.text(callee) === 'require' && at.scope.find('require') === null;
  if (!isRequire && view.kind(callee) !== 'import') return null;
  const name = view.firstNamed(list);
  return view.kind(name) === 'string' ? textOf(at, name) : null;
}

/** A tag gets the texts as a list, then each value. */
function tagged(at: ScriptContext, template: number): Argument[] {
  const parts = templateParts(at, template);
  const texts = parts.filter(({ isText }) => isText).map(({ value }) => value);
  const values = [
    at.fn.value(OP.list, template, 0, at.fn.positional(texts)),
    ...parts.filter(({ isText }) => !isText).map(({ value }) => value),
  ];
  return values.map((value) => ({ kind: ARGUMENT.positional, value }));
}

function construct(at: ScriptContext, node: number): number {
  const { view, fn } = at;
  const target = expression(at, view.child(node, 'constructor'));
  return fn.value(OP.construct, node, target, fn.list(argumentsIn(at, view.child(node, 'arguments'))));
}

function member(at: ScriptContext, node: number): number {
  const { view, fn, module } = at;
  const exported = commonJsExport(at, node);
  const variable = exported === null ? null : at.scope.find(`exports.${exported}`);
  if (variable !== null) return fn.load(variable, node);
  const object = expression(at, view.child(node, 'object'));
  return fn.value(OP.field, node, object, module.string(view.text(view.child(node, 'property'))));
}

function element(at: ScriptContext, node: number): number {
  const { view, fn, module } = at;
  const object = expression(at, view.child(node, 'object'));
  const index = view.child(node, 'index');
  if (view.kind(index) === 'string') return fn.value(OP.field, node, object, module.string(textOf(at, index)));
  return fn.value(OP.index, node, object, expression(at, index));
}

function object(at: ScriptContext, node: number): number {
  const { view, fn } = at;
  const entries: Argument[] = [];
  for (const part of view.named(node)) {
    const kind = view.kind(part);
    if (kind === 'shorthand_property_identifier') entries.push({ kind: view.text(part), value: readName(at, part) });
    else if (kind === 'spread_element')
      entries.push({ kind: ARGUMENT.spreadNames, value: expression(at, view.firstNamed(part)) });
    else if (kind === 'pair' || kind === 'method_definition') {
      const key = view.child(part, kind === 'pair' ? 'key' : 'name');
      const name = propertyName(at, key);
      const computed = name === null ? propertyKey(at, key) : -1;
      const made = expression(at, kind === 'pair' ? view.child(part, 'value') : part);
      // What a getter gives is not known before it runs.
      const value =
        kind === 'method_definition' && (view.has(part, 'get') || view.has(part, 'set'))
          ? fn.unknown(part, [made])
          : made;
      if (name !== null) entries.push({ kind: name, value });
      else entries.push({ kind: ARGUMENT.positional, value: computed }, { kind: ARGUMENT.positional, value });
    }
  }
  return fn.value(OP.object, node, fn.list(entries));
}

function array(at: ScriptContext, node: number): number {
  const { view, fn } = at;
  const elements: Argument[] = [];
  let isHole = true;
  for (const child of view.children(node)) {
    if (view.kind(child) === ',') {
      if (isHole) elements.push({ kind: ARGUMENT.positional, value: fn.nothing(node) });
      isHole = true;
    } else if (view.tree.grammar.named[view.tree.kind[child]!] === 1 && !view.isComment(child)) {
      isHole = false;
      const isSpread = view.kind(child) === 'spread_element';
      elements.push({ kind: isSpread ? ARGUMENT.spread : ARGUMENT.positional, value: expression(at, child) });
    }
  }
  return fn.value(OP.list, node, 0, fn.list(elements));
}

/** An element is a call of `jsx` with its name or component, its attributes, and its children. */
function markup(at: ScriptContext, node: number): number {
  const { view, fn, module } = at;
  const opening = view.kind(node) === 'jsx_element' ? view.child(node, 'open_tag') : node;
  const name = view.child(opening, 'name');
  const isComponent = view.kind(name) !== 'identifier' || /^[^a-z]/.test(view.text(name));
  const type = name < 0 ? fn.nothing(node) : isComponent ? expression(at, name) : fn.text(name, view.text(name));
  const attributes: Argument[] = [];
  for (const attribute of view.childrenOf(opening, 'attribute')) {
    if (view.kind(attribute) === 'jsx_expression') {
      attributes.push({
        kind: ARGUMENT.spreadNames,
        value: expression(at, view.firstNamed(view.firstNamed(attribute))),
      });
      continue;
    }
    const [key = attribute, value = -1] = view.named(attribute);
    const given = value < 0 ? fn.constant(attribute, { kind: 'boolean', value: true }) : expression(at, value);
    attributes.push({ kind: view.text(key), value: given });
  }
  const properties = fn.value(OP.object, opening, fn.list(attributes));
  const isChild = (child: number) => /^jsx_(expression|element|self_closing_element)$/.test(view.kind(child));
  const children =
    opening === node && name >= 0
      ? []
      : view
          .named(node)
          .filter(isChild)
          .map((child) => expression(at, child));
  const jsx = fn.value(OP.global, node, module.string('jsx'));
  return fn.value(OP.call, node, jsx, fn.positional([type, properties, ...children]));
}

/** Calls, members, containers and markup. */
export const VALUES: readonly (readonly [string, Lower])[] = [
  ['call_expression', call],
  ['new_expression', construct],
  ['member_expression', member],
  ['nested_identifier', member],
  ['subscript_expression', element],
  ['object', object],
  ['array', array],
  ['jsx_element', markup],
  ['jsx_self_closing_element', markup],
  ['jsx_expression', (at, node) => expression(at, at.view.firstNamed(node))],
];
