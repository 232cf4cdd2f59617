import type { SyntaxNode } from '../../parse/node.ts';
import { Call } from './call.ts';
import { followed, literalOf } from './literal.ts';

/** How a text comes about: written out, put together here from other values, or from somewhere that cannot be seen. */
export type Making = 'constant' | 'built' | 'unknown';

const MOST_PARTS = 200;

/**
 * Tells how the text that an expression gives is made. Parts that `isSafe` accepts (a quoting function, say) count as
 * constants; numbers put into a text are still `built`, since nobody says here that they are numbers.
 */
export function makingOf(start: SyntaxNode, isSafe: (part: SyntaxNode) => boolean = () => false): Making {
  const node = followed(start);
  if (literalOf(node) !== undefined || isSafe(node)) return 'constant';
  const parts = partsOf(node);
  if (parts === null) return 'unknown';
  return parts.every((part) => isSafe(part) || literalOf(part) !== undefined) ? 'constant' : 'built';
}

/** The values that a text is put together from: interpolation, `+`, `%`, `.format()`; null where it is not. */
function partsOf(node: SyntaxNode): SyntaxNode[] | null {
  const parts: SyntaxNode[] = [];
  const todo = [node];
  let isText = false;
  for (let next = todo.pop(); next !== undefined && parts.length < MOST_PARTS; next = todo.pop()) {
    switch (next.kind) {
      case 'template_string':
      case 'string':
      case 'concatenated_string':
        isText = true;
        for (const child of next.namedChildren) {
          if (child.kind === 'template_substitution' || child.kind === 'interpolation') {
            const value = child.child('expression') ?? child.namedChildren[0];
            if (value) parts.push(value);
          } else if (child.kind === 'string') todo.push(child);
        }
        break;
      case 'binary_expression':
      case 'binary_operator': {
        const operator = next.child('operator')?.text;
        const [left, right] = [next.child('left'), next.child('right')];
        if (!left || !right || (operator !== '+' && operator !== '%')) parts.push(next);
        else if (operator === '%') {
          if (left.kind === 'string') isText = true;
          parts.push(...(right.kind === 'tuple' ? right.namedChildren : [right]));
        } else todo.push(left, right);
        break;
      }
      case 'parenthesized_expression':
        todo.push(...next.namedChildren);
        break;
      case 'call': {
        const call = Call.of(next);
        if (call?.method === 'format' && call.receiver && /string$/.test(call.receiver.kind)) {
          isText = true;
          for (const argument of next.child('arguments')?.namedChildren ?? []) {
            parts.push(argument.kind === 'keyword_argument' ? (argument.child('value') ?? argument) : argument);
          }
        } else parts.push(next);
        break;
      }
      default:
        parts.push(next);
    }
  }
  return isText ? parts : null;
}
