import { OP } from '../ir.ts';
import { type ScriptContext, textOf } from './javascript-base.ts';
import { importedNames, patternNames } from './javascript-names.ts';
import type { Variable } from './scope.ts';
import { expression, type LowerStatement, statement } from './walk.ts';

function importStatement(at: ScriptContext, node: number): void {
  const { view, fn, module } = at;
  const clause = view.childOfKind(node, 'import_require_clause');
  const source = view.child(clause >= 0 ? clause : node, 'source');
  if (source < 0) return;
  const from = textOf(at, source);
  for (const [local, name, part] of importedNames(view, node)) {
    const variable = at.scope.find(local);
    if (variable !== null) fn.store(variable, fn.value(OP.import, part, module.import(from, name)), part);
  }
}

function exportName(at: ScriptContext, name: string, variable: Variable | null): void {
  if (variable === null) return;
  at.module.exports.push({ name, cell: variable.owner.cell(variable), from: -1 });
}

function exportStatement(at: ScriptContext, node: number): void {
  const { view } = at;
  const declaration = view.child(node, 'declaration');
  const source = view.child(node, 'source');
  const isDefault = view.has(node, 'default');
  if (declaration >= 0) {
    // Decorators may stand before `export`.
    statement(at, declaration);
    const names = /^(lexical|variable)_declaration$/.test(view.kind(declaration))
      ? view.named(declaration).flatMap((each) => patternNames(view, view.child(each, 'name')))
      : [view.text(view.child(declaration, 'name'))];
    for (const name of names) exportName(at, isDefault ? 'default' : name, at.scope.find(name));
  } else if (source >= 0) {
    exportFrom(at, node, textOf(at, source));
  } else if (view.has(node, 'default') || view.has(node, '=')) {
    const value = view.child(node, 'value') >= 0 ? view.child(node, 'value') : view.firstNamed(node);
    const name = isDefault ? 'default' : '*';
    const variable = at.scope.declare(`exports.${name}`);
    at.fn.store(variable, expression(at, value), node);
    exportName(at, name, variable);
  } else {
    for (const specifier of view.named(view.childOfKind(node, 'export_clause'))) {
      const name = view.child(specifier, 'name');
      const alias = view.child(specifier, 'alias');
      exportName(at, view.text(alias >= 0 ? alias : name), at.scope.find(view.text(name)));
    }
  }
}

function exportFrom(at: ScriptContext, node: number, from: string): void {
  const { view, module } = at;
  if (view.has(node, 'type')) return;
  const clause = view.childOfKind(node, 'export_clause');
  const namespace = view.childOfKind(node, 'namespace_export');
  if (clause < 0) {
    const name = namespace < 0 ? '*' : view.text(view.firstNamed(namespace));
    module.exports.push({ name, cell: -1, from: module.import(from, '*') });
  }
  for (const specifier of view.named(clause)) {
    const name = view.text(view.child(specifier, 'name'));
    const alias = view.child(specifier, 'alias');
    module.exports.push({ name: alias >= 0 ? view.text(alias) : name, cell: -1, from: module.import(from, name) });
  }
}

export const MODULES: readonly (readonly [string, LowerStatement])[] = [
  ['import_statement', importStatement],
  ['export_statement', exportStatement],
];
