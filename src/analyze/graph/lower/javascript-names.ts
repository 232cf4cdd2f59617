import type { Scope } from './scope.ts';
import type { TreeView } from './view.ts';

const FUNCTIONS = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
  'class_static_block',
]);

/** A place whose variables are its own: arrow functions too. */
function isFunction(view: TreeView, node: number): boolean {
  return FUNCTIONS.has(view.kind(node));
}

/** Every name that a pattern binds; defaults and keys bind none. */
export function patternNames(view: TreeView, pattern: number): string[] {
  const names: string[] = [];
  const waiting = [pattern];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    switch (view.kind(node)) {
      case 'identifier':
      case 'shorthand_property_identifier_pattern':
        names.push(view.text(node));
        break;
      case 'pair_pattern':
        waiting.push(view.child(node, 'value'));
        break;
      case 'assignment_pattern':
      case 'object_assignment_pattern':
        waiting.push(view.child(node, 'left'));
        break;
      case 'object_pattern':
      case 'array_pattern':
      case 'rest_pattern':
        waiting.push(...view.named(node));
        break;
    }
  }
  return names;
}

/** `var` belongs to the whole function. Says whether something below needs the function's own `this` or `arguments`. */
export function declareVars(view: TreeView, body: number, scope: Scope): { usesArguments: boolean; hasArrow: boolean } {
  const { start, end } = view.tree;
  let usesArguments = false;
  let hasArrow = false;
  for (const node of view.below(body, (below) => isFunction(view, below))) {
    switch (view.kind(node)) {
      case 'arrow_function':
        hasArrow = true;
        break;
      case 'identifier':
        if (end[node]! - start[node]! === 9 && view.text(node) === 'arguments') usesArguments = true;
        break;
      case 'variable_declaration':
        for (const declarator of view.named(node)) {
          for (const name of patternNames(view, view.child(declarator, 'name'))) scope.declare(name);
        }
        break;
      case 'for_in_statement':
        if (view.text(view.child(node, 'kind')) !== 'var') break;
        for (const name of patternNames(view, view.child(node, 'left'))) scope.declare(name);
        break;
    }
  }
  return { usesArguments, hasArrow };
}

/** Names that the statements of one block declare: let, const, class, function, enum, namespace, import. */
export function declareBlock(view: TreeView, statements: readonly number[], scope: Scope): void {
  for (const each of statements) {
    const inner = view.kind(each) === 'export_statement' ? view.child(each, 'declaration') : each;
    const node = view.kind(inner) === 'expression_statement' ? view.firstNamed(inner) : inner;
    switch (view.kind(node)) {
      case 'lexical_declaration':
        for (const declarator of view.named(node)) {
          for (const name of patternNames(view, view.child(declarator, 'name'))) scope.declare(name);
        }
        break;
      case 'class_declaration':
      case 'abstract_class_declaration':
      case 'function_declaration':
      case 'generator_function_declaration':
      case 'enum_declaration':
      case 'internal_module':
        scope.declare(view.text(view.child(node, 'name')));
        break;
      case 'import_statement':
        for (const [name] of importedNames(view, node)) scope.declare(name);
        break;
    }
  }
}

/** (local name, name in the module, node) of an import; types alone are not imported. */
export function importedNames(
  view: TreeView,
  statement: number,
): (readonly [local: string, name: string, node: number])[] {
  const out: (readonly [string, string, number])[] = [];
  if (view.has(statement, 'type')) return out;
  const clause = view.childOfKind(statement, 'import_clause');
  for (const part of [...view.named(clause), ...view.named(view.childOfKind(statement, 'import_require_clause'))]) {
    if (view.kind(part) === 'identifier') {
      out.push([view.text(part), clause >= 0 ? 'default' : '*', part]);
    } else if (view.kind(part) === 'namespace_import') {
      out.push([view.text(view.firstNamed(part)), '*', part]);
    } else if (view.kind(part) === 'named_imports') {
      for (const specifier of view.named(part)) {
        if (view.has(specifier, 'type')) continue;
        const name = view.child(specifier, 'name');
        const alias = view.child(specifier, 'alias');
        out.push([view.text(alias >= 0 ? alias : name), view.text(name).replace(/^["']|["']$/g, ''), specifier]);
      }
    }
  }
  return out;
}
