import type { Scope } from './scope.ts';
import type { TreeView } from './view.ts';

const FUNCTIONS = new Set(['function_definition', 'class_definition', 'lambda']);
const NOT_NAMES = new Set(['attribute', 'subscript', 'call']);

/** Every name that an assignment target binds: `a, (b, *c) = …`; `a.b` and `a[b]` bind none. */
export function targetNames(view: TreeView, target: number): string[] {
  if (view.kind(target) === 'identifier') return [view.text(target)];
  if (NOT_NAMES.has(view.kind(target))) return [];
  const names: string[] = [];
  for (const node of view.below(target, (below) => NOT_NAMES.has(view.kind(below)))) {
    if (view.kind(node) === 'identifier') names.push(view.text(node));
  }
  return names;
}

/** Name that an import binds: the alias, else the first part of a dotted module, else the name itself. */
export function importedAs(view: TreeView, name: number): string {
  const alias = view.child(name, 'alias');
  return alias >= 0 ? view.text(alias) : view.text(name).split('.', 1)[0]!;
}

/** Names that a `case` captures: a lone name that is not `_`, after a star, or after `as`. */
export function captureNames(view: TreeView, pattern: number): string[] {
  const names: string[] = [];
  for (const node of [pattern, ...view.below(pattern, () => false)]) {
    const kind = view.kind(node);
    const inner = view.named(node);
    if (kind === 'dotted_name' && inner.length === 1 && view.kind(view.tree.parent[node]!) === 'case_pattern') {
      names.push(view.text(node));
    } else if (kind === 'splat_pattern' && inner.length === 1) {
      names.push(view.text(inner[0]!));
    } else if (kind === 'as_pattern') {
      names.push(view.text(inner.at(-1)!));
    }
  }
  return names;
}

/**
 * Declares what a function body (or class body, or module) binds anywhere in it: in Python a name is local to the whole function.
 * Returns whether a `yield` makes it a generator.
 */
export function declareNames(view: TreeView, body: number, scope: Scope): boolean {
  const elsewhere = new Set<string>();
  const names: string[] = [];
  let yields = false;
  for (const node of view.below(body, (below) => FUNCTIONS.has(view.kind(below)))) {
    switch (view.kind(node)) {
      case 'assignment':
      case 'augmented_assignment':
      case 'for_statement':
        names.push(...targetNames(view, view.child(node, 'left')));
        break;
      case 'named_expression':
      case 'function_definition':
      case 'class_definition':
        names.push(view.text(view.child(node, 'name')));
        break;
      case 'as_pattern_target':
        names.push(...targetNames(view, node));
        break;
      case 'case_clause':
        for (const pattern of view.named(node)) {
          if (view.kind(pattern) === 'case_pattern') names.push(...captureNames(view, pattern));
        }
        break;
      case 'import_statement':
      case 'import_from_statement':
      case 'future_import_statement':
        names.push(...view.childrenOf(node, 'name').map((name) => importedAs(view, name)));
        break;
      case 'global_statement':
      case 'nonlocal_statement':
        for (const name of view.named(node)) {
          elsewhere.add(view.text(name));
          shareName(scope, view.text(name), view.kind(node) === 'global_statement');
        }
        break;
      case 'yield':
        yields = true;
        break;
    }
  }
  for (const name of names) if (!elsewhere.has(name)) scope.declare(name);
  return yields;
}

/** `global x` and `nonlocal x`: the name means a variable of the module, or of a function around this one. */
function shareName(scope: Scope, name: string, isGlobal: boolean): void {
  let around = scope.parent;
  if (around === null) return;
  if (isGlobal) while (around.parent !== null) around = around.parent;
  const variable = isGlobal ? around.declare(name) : around.find(name);
  if (variable !== null) scope.alias(name, variable);
}
