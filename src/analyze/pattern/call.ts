import type { SyntaxNode } from '../../parse/node.ts';
import { apiPath } from './api-path.ts';
import { followed, type Literal, literalOf } from './literal.ts';

/** A call in any language, as rules read it. */
export class Call {
  readonly node: SyntaxNode;
  readonly callee: SyntaxNode;
  /** Positional arguments as written, up to the first spread. */
  readonly arguments: readonly SyntaxNode[];
  /** True where a spread may bring more positional arguments than are written. */
  readonly hasSpread: boolean;
  readonly #keywords: readonly SyntaxNode[];

  private constructor(node: SyntaxNode, callee: SyntaxNode, given: readonly SyntaxNode[]) {
    this.node = node;
    this.callee = callee;
    const positional = given.filter(({ kind }) => kind !== 'keyword_argument' && kind !== 'comment');
    const spread = positional.findIndex(({ kind }) => SPREADS.has(kind));
    this.arguments = spread < 0 ? positional : positional.slice(0, spread);
    this.hasSpread = spread >= 0;
    this.#keywords = given.filter(({ kind }) => kind === 'keyword_argument');
  }

  /** The call that a node is; null for other nodes and for tagged templates. */
  static of(node: SyntaxNode): Call | null {
    const callee = node.child('function') ?? node.child('constructor');
    const given = node.child('arguments');
    if (callee === null) return null;
    if (given !== null && given.kind !== 'arguments' && given.kind !== 'argument_list') return null;
    return new Call(node, callee, given?.namedChildren ?? []);
  }

  /** The callee in its library's words (`crypto.createHash`), null where it is the file's own. */
  get path(): string | null {
    return apiPath(this.callee);
  }

  /** The last name of the callee as written: `cookie` in `res.cookie(…)`. */
  get method(): string {
    return nameNode(this.callee).text;
  }

  /** What the method is called on; null for a plain function. */
  get receiver(): SyntaxNode | null {
    return this.callee.child('object');
  }

  /** The name in the callee, for a short span. */
  get name(): SyntaxNode {
    return nameNode(this.callee);
  }

  /** The constant value of a positional argument. */
  literal(index: number): Literal | undefined {
    const argument = this.arguments[index];
    return argument && literalOf(argument);
  }

  /**
   * The value of an option: a keyword argument, or a property of an object given as an argument (also through a name that
   * is assigned once). The last one written wins, as it does when it runs.
   */
  option(name: string): SyntaxNode | null {
    for (const keyword of this.#keywords) if (keyword.child('name')?.text === name) return keyword.child('value');
    for (const argument of [...this.arguments].reverse()) {
      const given = followed(argument);
      const value = given.kind === 'object' ? propertyOf(given, name) : null;
      if (value !== null) return value;
    }
    return null;
  }

  /** The constant value of an option; undefined where it is absent or not a constant. */
  optionLiteral(name: string): Literal | undefined {
    const value = this.option(name);
    return value === null ? undefined : literalOf(value);
  }

  /** True where every option is on view: no spread, and no argument whose properties cannot be read. */
  get optionsAreKnown(): boolean {
    if (this.hasSpread) return false;
    return this.arguments.every((argument) => {
      const given = followed(argument);
      return given.kind === 'object'
        ? !given.namedChildren.some(({ kind }) => kind === 'spread_element')
        : !OPAQUE.has(given.kind);
    });
  }
}

const SPREADS = new Set(['spread_element', 'list_splat', 'dictionary_splat']);
/** Kinds of arguments that may be an object with properties nobody can see here. */
const OPAQUE = new Set([
  'identifier',
  'call_expression',
  'member_expression',
  'subscript_expression',
  'await_expression',
  'ternary_expression',
  'binary_expression',
  'call',
  'attribute',
]);

/** The value of a property of an object or dictionary literal, null where it is not written. */
export function propertyOf(object: SyntaxNode, name: string): SyntaxNode | null {
  for (const child of object.namedChildren.reverse()) {
    if (child.kind === 'shorthand_property_identifier' && child.text === name) return child;
    if (child.kind !== 'pair') continue;
    const key = child.child('key');
    if (key && keyName(key) === name) return child.child('value');
  }
  return null;
}

/** The name that a key is: plain, quoted, or constant and computed. */
export function keyName(key: SyntaxNode): string | undefined {
  if (key.kind === 'property_identifier' || key.kind === 'identifier') return key.text;
  const inner = key.kind === 'computed_property_name' ? key.namedChildren[0] : key;
  const literal = inner && literalOf(inner);
  return typeof literal?.value === 'string' ? literal.value : undefined;
}

function nameNode(callee: SyntaxNode): SyntaxNode {
  return callee.child('property') ?? callee.child('attribute') ?? callee;
}
