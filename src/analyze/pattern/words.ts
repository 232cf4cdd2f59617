import type { SyntaxNode } from '../../parse/node.ts';

const MOST_CLIMBED = 60;
const MOST_NAME = 120;

/** `resetToken2`, `RESET_TOKEN`, `reset-token` → `reset token`: so that `author` is not `auth` and `design` not `sign`. */
export function wordsOf(name: string): string[] {
  return name
    .slice(0, MOST_NAME)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

/**
 * Words of the names that a value is given: the variable, property, keyword or member it is assigned to, and the nearest
 * function around it. What a value is called is often the only sign of what it is for.
 */
export function wordsAround(node: SyntaxNode): Set<string> {
  const words = new Set<string>();
  const add = (name: SyntaxNode | null) => {
    if (name) for (const word of wordsOf(name.text)) words.add(word);
  };
  let current: SyntaxNode | null = node.parent;
  for (let climbed = 0; current !== null && climbed < MOST_CLIMBED; climbed++) {
    switch (current.kind) {
      case 'variable_declarator':
      case 'keyword_argument':
        add(current.child('name'));
        break;
      case 'assignment_expression':
      case 'assignment':
        add(current.child('left'));
        break;
      case 'pair':
        add(current.child('key'));
        break;
      case 'field_definition':
      case 'public_field_definition':
        add(current.child('property') ?? current.child('name'));
        break;
      case 'function_declaration':
      case 'method_definition':
      case 'function_definition':
        add(current.child('name'));
        return words;
      case 'program':
      case 'module':
        return words;
    }
    current = current.parent;
  }
  return words;
}

/** True where one of the words is in the set, in singular or plural. */
export function hasWord(words: Iterable<string>, wanted: ReadonlySet<string>): boolean {
  for (const word of words) if (wanted.has(word) || (word.endsWith('s') && wanted.has(word.slice(0, -1)))) return true;
  return false;
}
