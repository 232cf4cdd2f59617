import type { SyntaxNode } from '../../parse/node.ts';
import { Bindings, boundValue } from './bindings.ts';

/** A value that can be read off the source; wrapped, so that `null` and "not known" stay apart. */
export interface Literal {
  readonly value: string | number | boolean | null;
}

const MOST_STEPS = 8;
const WRAPPERS = new Set(['parenthesized_expression', 'as_expression', 'satisfies_expression', 'non_null_expression']);
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0' };

/**
 * The constant that an expression is: a string without interpolation, a number, a boolean, null or None, also through a
 * name of this file that is assigned exactly once. Undefined for everything else.
 */
export function literalOf(start: SyntaxNode): Literal | undefined {
  let node: SyntaxNode | undefined = start;
  for (let step = 0; node !== undefined && step < MOST_STEPS; step++) {
    switch (node.kind) {
      case 'string':
      case 'template_string':
        return stringOf(node);
      case 'concatenated_string': {
        const parts: (Literal | undefined)[] = node.namedChildren.map(stringOf);
        return parts.every((part) => part !== undefined)
          ? { value: parts.map((part) => part!.value).join('') }
          : undefined;
      }
      case 'number':
      case 'integer':
      case 'float':
        return numberOf(node.text);
      case 'unary_expression':
      case 'unary_operator': {
        const inner = node.namedChildren[0];
        const number = inner && /^(?:number|integer|float)$/.test(inner.kind) ? numberOf(inner.text) : undefined;
        return number && node.text.startsWith('-') ? { value: -(number.value as number) } : undefined;
      }
      case 'true':
        return { value: true };
      case 'false':
        return { value: false };
      case 'null':
      case 'none':
        return { value: null };
      case 'parenthesized_expression':
      case 'as_expression':
      case 'satisfies_expression':
        node = node.namedChildren[0];
        break;
      case 'identifier':
      case 'shorthand_property_identifier': {
        const binding = Bindings.of(node.tree).find(node.text, node.start);
        if (binding === undefined || binding.members.length > 0) return undefined;
        node = boundValue(node.tree, binding) ?? undefined;
        break;
      }
      default:
        return undefined;
    }
  }
  return undefined;
}

/** The node that a name stands for, where it is assigned exactly once; any other node is itself. */
export function followed(start: SyntaxNode): SyntaxNode {
  let node = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    // Brackets and what only the type checker reads change nothing.
    if (WRAPPERS.has(node.kind)) {
      const inner = node.namedChildren[0];
      if (inner === undefined) return node;
      node = inner;
      continue;
    }
    if (node.kind !== 'identifier' && node.kind !== 'shorthand_property_identifier') return node;
    const binding = Bindings.of(node.tree).find(node.text, node.start);
    const value = binding && binding.members.length === 0 ? boundValue(node.tree, binding) : null;
    if (value === null) return node;
    node = value;
  }
  return node;
}

function stringOf(node: SyntaxNode): Literal | undefined {
  let value = '';
  let raw = false;
  for (const child of node.namedChildren) {
    switch (child.kind) {
      case 'string_start':
        raw = /r/i.test(child.text);
        break;
      case 'string_fragment':
        value += child.text;
        break;
      case 'string_content':
        value += raw ? child.text : child.text.replace(/\\(?:x..|u....|[^xu])/gs, unescaped);
        break;
      case 'escape_sequence':
        value += unescaped(child.text);
        break;
      case 'string_end':
        break;
      default:
        return undefined;
    }
  }
  return { value };
}

function unescaped(sequence: string): string {
  const code = /^\\(?:x|u\{?)([0-9a-f]+)\}?$/i.exec(sequence);
  if (code) {
    const point = Number.parseInt(code[1]!, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : sequence;
  }
  const char = sequence.slice(1);
  if (char === '\n' || char === '\r\n') return '';
  return Object.hasOwn(ESCAPES, char) ? ESCAPES[char]! : char;
}

function numberOf(text: string): Literal | undefined {
  const value = Number(
    text
      .replaceAll('_', '')
      .replace(/^0([0-7]+)$/, '0o$1')
      .replace(/n$/, ''),
  );
  return Number.isNaN(value) ? undefined : { value };
}
