import type { SyntaxNode } from '../../parse/node.ts';
import { followed } from './literal.ts';

const MOST_STATEMENTS = 200;
const STATEMENT = /_statement$|^(?:decorated_definition|assignment)$/;

/**
 * The value that a Python name has here: the one it is given once, else the last one that a statement before this one in the
 * same block gives it. The name itself where that cannot be told.
 */
export function nearestValue(node: SyntaxNode): SyntaxNode {
  const known = followed(node);
  if (node.kind !== 'identifier' || known.index !== node.index) return known;
  const name = node.text;
  let statement: SyntaxNode = node;
  while (statement.parent && !STATEMENT.test(statement.kind)) statement = statement.parent;
  // `with x:` and the like hold a block of their own: what stands before them counts as well.
  for (let around: SyntaxNode | null = statement; around?.parent; around = outer(around)) {
    const before = siblingsBefore(around);
    for (const each of before) {
      const assignment = each.kind === 'expression_statement' ? each.namedChildren[0] : undefined;
      if (assignment?.kind === 'assignment' && assignment.child('left')?.text === name) {
        return assignment.child('right') ?? node;
      }
      // Set somewhere inside a branch or a loop: who knows.
      if (new RegExp(`\\b${name}\\s*[+%]?=[^=]`).test(each.text.slice(0, 5000))) return node;
    }
    if (around.parent.kind === 'module') break;
  }
  return node;
}

function outer(node: SyntaxNode): SyntaxNode | null {
  const block = node.parent;
  const holder = block?.kind === 'block' ? block.parent : null;
  return holder && /^(?:with|try|if)_statement$/.test(holder.kind) ? holder : null;
}

function siblingsBefore(node: SyntaxNode): SyntaxNode[] {
  const all = node.parent?.namedChildren ?? [];
  const at = all.findIndex(({ index }) => index === node.index);
  return all.slice(Math.max(0, at - MOST_STATEMENTS), Math.max(0, at)).reverse();
}
