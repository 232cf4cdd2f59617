import type { SyntaxNode } from '../../parse/node.ts';
import type { SyntaxTree } from '../../parse/tree.ts';
import { Bindings, boundValue } from './bindings.ts';
import { moduleName } from './bindings-javascript.ts';
import { literalOf } from './literal.ts';

const MOST_STEPS = 40;
const caches = new WeakMap<SyntaxTree, Map<number, string | null>>();

/**
 * What an expression is in the words of its library: `crypto.createHash` whatever the file calls it, `express()` for what a
 * call gives back. Resolved through imports, `require`, destructuring, aliases and names that are assigned once; null where
 * the file itself declares the name, so that a local function of the same name is not mistaken for the library's.
 */
export function apiPath(node: SyntaxNode): string | null {
  const cache = caches.get(node.tree) ?? new Map<number, string | null>();
  caches.set(node.tree, cache);
  const cached = cache.get(node.index);
  if (cached !== undefined) return cached;
  const path = resolve(node);
  cache.set(node.index, path);
  return path;
}

/** Follows an expression inwards and a name to its value, gathering what was taken on the way, outermost last. */
function resolve(start: SyntaxNode): string | null {
  const bindings = Bindings.of(start.tree);
  const taken: string[] = [];
  let node: SyntaxNode | null = start;
  for (let step = 0; node !== null && step < MOST_STEPS; step++) {
    switch (node.kind) {
      case 'identifier': {
        const binding = bindings.find(node.text, node.start);
        if (binding === undefined) return join(node.text, taken, node.tree);
        if (binding.imported !== undefined) return join(binding.imported, taken, node.tree);
        for (const member of [...binding.members].reverse()) taken.push(`.${member}`);
        const value = boundValue(node.tree, binding);
        if (value === null || value.index === node.index) return null;
        node = value;
        break;
      }
      case 'member_expression':
      case 'attribute': {
        const property = node.child('property') ?? node.child('attribute');
        const object: SyntaxNode | null = node.child('object');
        if (!property || !object) return null;
        const own = isSelf(object) ? bindings.find(`this.${property.text}`, node.start) : undefined;
        if (own !== undefined) {
          node = boundValue(node.tree, own);
          break;
        }
        taken.push(`.${property.text}`);
        node = object;
        break;
      }
      case 'subscript_expression':
      case 'subscript': {
        const index = node.child('index') ?? node.child('subscript');
        const key = index && literalOf(index);
        if (typeof key?.value !== 'string') return null;
        taken.push(`.${key.value}`);
        node = node.child('object') ?? node.child('value');
        break;
      }
      case 'call_expression':
      case 'call': {
        const callee: SyntaxNode | null = node.child('function');
        const module = callee && requiredModule(node, callee);
        if (module) return join(module, taken, node.tree);
        const promised: SyntaxNode | undefined =
          callee && PROMISIFY.test(callee.text) ? node.child('arguments')?.namedChildren[0] : undefined;
        if (promised) {
          node = promised;
          break;
        }
        taken.push('()');
        node = callee;
        break;
      }
      case 'new_expression':
        taken.push('()');
        node = node.child('constructor');
        break;
      case 'await_expression':
      case 'await':
      case 'parenthesized_expression':
      case 'non_null_expression':
      case 'as_expression':
      case 'satisfies_expression':
        node = node.namedChildren[0] ?? null;
        break;
      default:
        return null;
    }
  }
  return null;
}

/** What it gives back is the function itself, in another style of calling. */
const PROMISIFY = /(?:^|\.)promisify$/;

/** The object that a method belongs to; its fields that are assigned once are followed like variables. */
function isSelf(node: SyntaxNode): boolean {
  return (
    node.kind === 'this' ||
    (node.kind === 'identifier' && node.text === 'self' && node.tree.grammar.language === 'python')
  );
}

/** `require('x')` with the global `require`, or `import('x')`. */
function requiredModule(call: SyntaxNode, callee: SyntaxNode): string | null {
  const isRequire =
    callee.kind === 'import' ||
    (callee.kind === 'identifier' &&
      callee.text === 'require' &&
      Bindings.of(call.tree).find('require', callee.start) === undefined);
  const first = isRequire ? call.child('arguments')?.namedChildren[0] : undefined;
  const name = first && literalOf(first);
  return typeof name?.value === 'string' ? moduleName(name.value) : null;
}

function join(root: string, taken: readonly string[], tree: SyntaxTree): string {
  const path = root + [...taken].reverse().join('');
  if (tree.grammar.language === 'python') return path.replace(/^builtins\./, '');
  return path.replace(/^(?:globalThis|window|global)\.(?=\w)/, '').replaceAll('.default', '');
}
