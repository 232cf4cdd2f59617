import { SyntaxNode } from '../../parse/node.ts';
import type { SyntaxTree } from '../../parse/tree.ts';
import { type Declare, enclosing, kindSet, type Write } from './scope.ts';

const FUNCTIONS = [
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function',
  'generator_function_declaration',
];
const CLASSES = ['class_body'];
/** Kinds that the walk below stops at. */
const DECLARING = [
  'import_statement',
  'variable_declarator',
  'formal_parameters',
  'arrow_function',
  'function_declaration',
  'generator_function_declaration',
  'class_declaration',
  'abstract_class_declaration',
  'enum_declaration',
  'function_expression',
  'class',
  'catch_clause',
  'for_in_statement',
  'assignment_expression',
  'augmented_assignment_expression',
  'field_definition',
  'public_field_definition',
  'update_expression',
];
const BLOCKS = [
  ...FUNCTIONS,
  'statement_block',
  'program',
  'for_statement',
  'for_in_statement',
  'switch_body',
  'class_static_block',
];

/** Every declaration and every write to a name, in JavaScript and its dialects. */
export function collectJavaScript(tree: SyntaxTree, declare: Declare, writes: Write[]): void {
  const functions = kindSet(tree, FUNCTIONS);
  const blocks = kindSet(tree, BLOCKS);
  const classes = kindSet(tree, CLASSES);
  const declaring = kindSet(tree, DECLARING);
  const { kindNames } = tree.grammar;
  for (let index = 0; index < tree.count; index++) {
    if (declaring[tree.kind[index]!] === 0 || tree.last[index] === index + 1) continue;
    const node = new SyntaxNode(tree, index);
    switch (kindNames[tree.kind[index]!]) {
      case 'import_statement':
        imports(node, declare);
        break;
      case 'variable_declarator': {
        const name = node.child('name');
        const value = node.child('value');
        const isVar = node.parent?.kind === 'variable_declaration';
        const scope = enclosing(tree, index, isVar ? functions : blocks);
        const bind = (one: string, members: readonly string[] | null) => {
          if (value === null) declare(one, scope, {});
          else declare(one, scope, members === null ? { members: [] } : { value: value.index, members });
        };
        if (name) names(name, bind, value !== null);
        break;
      }
      case 'formal_parameters': {
        const scope = tree.parent[index]!;
        for (const parameter of node.namedChildren) {
          names(parameter.child('pattern') ?? parameter, (one) => declare(one, scope, { members: [] }), false);
        }
        break;
      }
      case 'arrow_function': {
        const parameter = node.child('parameter');
        if (parameter) declare(parameter.text, index, { members: [] });
        break;
      }
      case 'function_declaration':
      case 'generator_function_declaration':
      case 'class_declaration':
      case 'abstract_class_declaration':
      case 'enum_declaration': {
        const name = node.child('name');
        if (name) declare(name.text, enclosing(tree, index, blocks), { value: index });
        break;
      }
      case 'function_expression':
      case 'class': {
        const name = node.child('name');
        if (name) declare(name.text, index, { value: index });
        break;
      }
      case 'catch_clause': {
        const parameter = node.child('parameter');
        if (parameter) names(parameter, (one) => declare(one, index, { members: [] }), false);
        break;
      }
      case 'for_in_statement': {
        const left = node.child('left');
        if (left) names(left, (one) => declare(one, index, { members: [] }), false);
        break;
      }
      case 'assignment_expression':
      case 'augmented_assignment_expression': {
        const left = node.child('left');
        const right = kindNames[tree.kind[index]!] === 'assignment_expression' ? node.child('right') : null;
        if (left?.kind === 'member_expression' && left.child('object')?.kind === 'this') {
          const name = `this.${left.child('property')?.text ?? ''}`;
          declare(name, enclosing(tree, index, classes), { ...(right && { value: right.index }), members: [] });
        } else if (left?.kind === 'identifier') {
          writes.push({ name: left.text, at: left.start, ...(right && { value: right.index }) });
        } else if (left?.kind === 'object_pattern' || left?.kind === 'array_pattern') {
          names(left, (one) => writes.push({ name: one, at: left.start }), false);
        }
        break;
      }
      case 'field_definition':
      case 'public_field_definition': {
        const name = node.child('property') ?? node.child('name');
        const value = node.child('value');
        // A field without a value is given one in the constructor: that is its first write.
        if (name && value) declare(`this.${name.text}`, enclosing(tree, index, classes), { value: value.index });
        break;
      }
      case 'update_expression': {
        const argument = node.child('argument');
        if (argument?.kind === 'identifier') writes.push({ name: argument.text, at: argument.start });
        break;
      }
    }
  }
}

function imports(statement: SyntaxNode, declare: Declare): void {
  const required = statement.children.find(({ kind }) => kind === 'import_require_clause');
  const source = statement.child('source') ?? required?.child('source');
  if (!source) return;
  const module = moduleName(source.text.slice(1, -1));
  if (required) {
    const name = required.namedChildren[0];
    if (name) declare(name.text, 0, { imported: module });
    return;
  }
  const clause = statement.children.find(({ kind }) => kind === 'import_clause');
  for (const part of clause?.namedChildren ?? []) {
    if (part.kind === 'identifier') declare(part.text, 0, { imported: module });
    else if (part.kind === 'namespace_import') declare(part.namedChildren.at(-1)?.text ?? '', 0, { imported: module });
    else {
      for (const specifier of part.namedChildren) {
        const name = specifier.child('name')?.text ?? '';
        const imported = name === 'default' ? module : `${module}.${name}`;
        declare(specifier.child('alias')?.text ?? name, 0, { imported });
      }
    }
  }
}

/** `node:crypto` and `crypto` are the same module. */
export function moduleName(specifier: string): string {
  return specifier.startsWith('node:') ? specifier.slice(5) : specifier;
}

/**
 * The names that a pattern binds, each with the properties on its way (`{ a: { b } }` binds `b` as `a.b`); null where the
 * way is not a plain property (an array, a rest, a default).
 */
function names(
  pattern: SyntaxNode,
  bind: (name: string, members: readonly string[] | null) => void,
  exact: boolean,
): void {
  const todo: [SyntaxNode, readonly string[] | null][] = [[pattern, exact ? [] : null]];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const [node, members] = next;
    switch (node.kind) {
      case 'identifier':
        bind(node.text, members);
        break;
      case 'shorthand_property_identifier_pattern':
        bind(node.text, members && [...members, node.text]);
        break;
      case 'pair_pattern': {
        const key = node.child('key');
        const value = node.child('value');
        const plain = key?.kind === 'property_identifier' ? key.text : null;
        if (value) todo.push([value, members && plain !== null ? [...members, plain] : null]);
        break;
      }
      case 'object_assignment_pattern':
      case 'assignment_pattern': {
        const left = node.child('left');
        if (left) todo.push([left, null]);
        break;
      }
      case 'object_pattern':
        for (const child of node.namedChildren) todo.push([child, members]);
        break;
      case 'array_pattern':
      case 'rest_pattern':
        for (const child of node.namedChildren) todo.push([child, null]);
        break;
    }
  }
}
