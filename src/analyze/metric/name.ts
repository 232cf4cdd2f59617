import type { SyntaxNode } from '../../parse/node.ts';

const MOST_NAME = 100;

/** What a function is called: by itself, or by what it is assigned to; null for an anonymous one. */
export function functionName(node: SyntaxNode): string | null {
  const name = node.child('name')?.text ?? declaratorName(node) ?? assignedName(node);
  return name === null ? null : name.replace(/\s+/g, ' ').slice(0, MOST_NAME);
}

/** A class, module or `impl` block. */
export function containerName(node: SyntaxNode): string | null {
  return (node.child('name') ?? node.child('type'))?.text.slice(0, MOST_NAME) ?? null;
}

/** C and C++ wrap the name in declarators: `char *(*f)(int)`. */
function declaratorName(node: SyntaxNode): string | null {
  let inner = node.child('declarator');
  for (let step = 0; inner !== null && step < 10; step++) {
    const next = inner.child('declarator');
    if (next === null) return /identifier$|_name$/.test(inner.kind) ? inner.text : null;
    inner = next;
  }
  return null;
}

function assignedName(node: SyntaxNode): string | null {
  const { parent } = node;
  if (parent === null) return null;
  switch (parent.kind) {
    case 'variable_declarator':
    case 'public_field_definition':
      return parent.child('name')?.text ?? null;
    case 'field_definition':
      return parent.child('property')?.text ?? null;
    case 'pair':
      return parent.child('key')?.text ?? null;
    case 'assignment_expression':
    case 'assignment':
      return parent.child('left')?.text ?? null;
    default:
      return null;
  }
}

/** Parameters that a caller gives: not `self`, `cls`, `this` or a lone `void`. */
export function parameterCount(node: SyntaxNode): number {
  if (node.child('parameter')) return 1;
  let list = node.child('parameters');
  for (let inner = node.child('declarator'), step = 0; list === null && inner !== null && step < 10; step++) {
    list = inner.child('parameters');
    inner = inner.child('declarator');
  }
  if (list === null) return 0;
  if (list.kind === 'identifier') return 1;
  let count = 0;
  for (const [index, parameter] of list.namedChildren.entries()) {
    if (/comment|self_parameter|separator|attribute/.test(parameter.kind)) continue;
    const { text } = parameter;
    if (text === 'void' || text.startsWith('this:') || (index === 0 && (text === 'self' || text === 'cls'))) continue;
    // Go lists several names before one type.
    const names =
      parameter.kind === 'parameter_declaration'
        ? parameter.namedChildren.filter(({ kind }) => kind === 'identifier')
        : [];
    count += Math.max(1, names.length);
  }
  return count;
}
