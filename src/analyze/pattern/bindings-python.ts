import { SyntaxNode } from '../../parse/node.ts';
import type { SyntaxTree } from '../../parse/tree.ts';
import { type Declare, enclosing, kindSet, type Write } from './scope.ts';

const SCOPES = ['module', 'function_definition', 'lambda', 'class_definition'];
const CLASSES = ['class_definition'];
/** Kinds that the walk below stops at. */
const DECLARING = [
  'import_statement',
  'import_from_statement',
  'assignment',
  'named_expression',
  'augmented_assignment',
  'global_statement',
  'nonlocal_statement',
  'for_statement',
  'for_in_clause',
  'as_pattern',
  'parameters',
  'lambda_parameters',
  'function_definition',
  'class_definition',
];
const COMPREHENSIONS = ['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression'];

/** Every declaration of a name in Python; assigning is declaring there, so `writes` only gets `x += 1` and `global x`. */
export function collectPython(tree: SyntaxTree, declare: Declare, writes: Write[]): void {
  const scopes = kindSet(tree, SCOPES);
  const comprehensions = kindSet(tree, COMPREHENSIONS);
  const classes = kindSet(tree, CLASSES);
  const declaring = kindSet(tree, DECLARING);
  const { kindNames } = tree.grammar;
  for (let index = 0; index < tree.count; index++) {
    if (declaring[tree.kind[index]!] === 0 || tree.last[index] === index + 1) continue;
    const node = new SyntaxNode(tree, index);
    const scope = enclosing(tree, index, scopes);
    switch (kindNames[tree.kind[index]!]) {
      case 'import_statement':
        imports(node, scope, declare);
        break;
      case 'import_from_statement':
        importsFrom(node, scope, declare);
        break;
      case 'assignment': {
        const left = node.child('left');
        let right = node.child('right');
        while (right?.kind === 'assignment') right = right.child('right');
        if (left?.kind === 'identifier')
          declare(left.text, scope, { ...(right && { value: right.index }), members: [] });
        else if (left?.kind === 'attribute' && left.child('object')?.text === 'self') {
          const name = `this.${left.child('attribute')?.text ?? ''}`;
          declare(name, enclosing(tree, index, classes), { ...(right && { value: right.index }), members: [] });
        } else if (left) targets(left, (name) => declare(name, scope, { members: [] }));
        break;
      }
      case 'named_expression': {
        const name = node.child('name');
        if (name) declare(name.text, scope, { members: [] });
        break;
      }
      case 'augmented_assignment': {
        const left = node.child('left');
        if (left?.kind === 'identifier') writes.push({ name: left.text, at: left.start });
        break;
      }
      case 'global_statement':
      case 'nonlocal_statement':
        for (const name of node.namedChildren) declare(name.text, 0, { members: [] });
        break;
      case 'for_statement': {
        const left = node.child('left');
        if (left) targets(left, (name) => declare(name, scope, { members: [] }));
        break;
      }
      case 'for_in_clause': {
        const left = node.child('left');
        const within = enclosing(tree, index, comprehensions);
        if (left) targets(left, (name) => declare(name, within, { members: [] }));
        break;
      }
      case 'as_pattern': {
        const target = node.child('alias')?.namedChildren[0];
        const value = node.namedChildren[0];
        const opened = node.parent?.kind === 'with_item' && value ? { value: value.index } : {};
        if (target) targets(target, (name) => declare(name, scope, { ...opened, members: [] }));
        break;
      }
      case 'parameters':
      case 'lambda_parameters':
        for (const parameter of node.namedChildren) {
          const name =
            parameter.kind === 'identifier' ? parameter : (parameter.child('name') ?? parameter.namedChildren[0]);
          if (name) targets(name, (one) => declare(one, tree.parent[index]!, { members: [] }));
        }
        break;
      case 'function_definition':
      case 'class_definition': {
        const name = node.child('name');
        if (name) declare(name.text, scope, { value: index });
        break;
      }
    }
  }
}

function imports(statement: SyntaxNode, scope: number, declare: Declare): void {
  for (const part of statement.namedChildren) {
    if (part.kind === 'aliased_import') {
      const alias = part.child('alias');
      if (alias) declare(alias.text, scope, { imported: part.child('name')?.text ?? alias.text });
    } else {
      const top = part.text.split('.', 1)[0]!;
      declare(top, scope, { imported: top });
    }
  }
}

function importsFrom(statement: SyntaxNode, scope: number, declare: Declare): void {
  const from = statement.child('module_name');
  if (!from) return;
  for (const part of statement.namedChildren) {
    if (part.index === from.index) continue;
    if (part.kind === 'aliased_import') {
      const alias = part.child('alias');
      if (alias) declare(alias.text, scope, { imported: `${from.text}.${part.child('name')?.text ?? ''}` });
    } else if (part.kind === 'dotted_name') declare(part.text, scope, { imported: `${from.text}.${part.text}` });
  }
}

/** Plain names of an assignment's left side; attributes and subscripts bind nothing. */
function targets(left: SyntaxNode, bind: (name: string) => void): void {
  const todo = [left];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (node.kind === 'identifier') bind(node.text);
    else if (
      /^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern|tuple|list|as_pattern_target)$/.test(node.kind)
    ) {
      todo.push(...node.namedChildren);
    } else if (node.kind === 'dictionary_splat_pattern') todo.push(...node.namedChildren);
  }
}
