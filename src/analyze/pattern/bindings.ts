import { SyntaxNode } from '../../parse/node.ts';
import type { SyntaxTree } from '../../parse/tree.ts';
import { collectJavaScript } from './bindings-javascript.ts';
import { collectPython } from './bindings-python.ts';
import type { Declare, Declared, Write } from './scope.ts';

/** What a name stands for in a stretch of the file. */
export interface Binding {
  readonly scopeStart: number;
  readonly scopeEnd: number;
  /** API path of an import: `crypto`, `crypto.createHash`. */
  imported?: string;
  /** Node that is assigned, and the properties taken out of it; only meaningful while `writes` is 1. */
  value?: number;
  members: readonly string[];
  writes: number;
}

const MOST_LOOKED_AT = 200;
const known = new WeakMap<SyntaxTree, Bindings>();

/** All names of a file with what they stand for; built when first asked, once a tree. */
export class Bindings {
  readonly #byName = new Map<string, Binding[]>();

  private constructor(tree: SyntaxTree) {
    const writes: Write[] = [];
    const declare: Declare = (name, scope, what) => this.#declare(tree, name, scope, what);
    const { language } = tree.grammar;
    if (language === 'python') collectPython(tree, declare, writes);
    else if (language === 'javascript' || language === 'typescript' || language === 'tsx') {
      collectJavaScript(tree, declare, writes);
    }
    for (const [name, list] of this.#byName) this.#byName.set(name, merged(list));
    for (const { name, at, value } of writes) {
      const binding = this.find(name, at);
      if (binding === undefined) continue;
      binding.writes++;
      if (value !== undefined && binding.writes === 1) binding.value = value;
    }
  }

  static of(tree: SyntaxTree): Bindings {
    const found = known.get(tree) ?? new Bindings(tree);
    known.set(tree, found);
    return found;
  }

  /** The innermost meaning of a name at an offset; undefined where the file does not declare it. */
  find(name: string, at: number): Binding | undefined {
    const list = this.#byName.get(name);
    if (list === undefined) return undefined;
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle]!.scopeStart <= at) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1, looked = 0; i >= 0; i--, looked++) {
      // Thousands of meanings of one name are a machine's work: unknown is honest, a long search is not affordable.
      if (looked > MOST_LOOKED_AT) return { scopeStart: 0, scopeEnd: 0, members: [], writes: 2 };
      if (list[i]!.scopeEnd >= at) return list[i];
    }
    return undefined;
  }

  #declare(tree: SyntaxTree, name: string, scope: number, what: Declared): void {
    const written = 'value' in what || what.members !== undefined;
    const binding: Binding = {
      scopeStart: tree.start[scope]!,
      scopeEnd: tree.end[scope]!,
      members: what.members ?? [],
      writes: written ? 1 : 0,
      ...(what.imported !== undefined && { imported: what.imported }),
      ...(what.value !== undefined && { value: what.value }),
    };
    const list = this.#byName.get(name);
    if (list === undefined) this.#byName.set(name, [binding]);
    else list.push(binding);
  }
}

/** Sorted by scope, outer before inner; declarations of one scope become one binding. */
function merged(list: Binding[]): Binding[] {
  list.sort((a, b) => a.scopeStart - b.scopeStart || b.scopeEnd - a.scopeEnd);
  const out: Binding[] = [];
  for (const next of list) {
    const same = out.at(-1);
    if (same?.scopeStart !== next.scopeStart || same.scopeEnd !== next.scopeEnd) {
      out.push(next);
      continue;
    }
    same.writes += next.writes;
    // Alternatives of one import (a faster parser, else the plain one) mean the same thing: the first speaks.
    if (next.imported !== undefined) same.imported ??= next.imported;
    if (next.value !== undefined) same.value ??= next.value;
    if (next.members.length > 0) same.members = next.members;
  }
  return out;
}

/** Node of a binding's value, where it has exactly one. */
export function boundValue(tree: SyntaxTree, binding: Binding): SyntaxNode | null {
  return binding.writes === 1 && binding.value !== undefined ? new SyntaxNode(tree, binding.value) : null;
}
