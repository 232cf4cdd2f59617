import type { FunctionBuilder } from './function-builder.ts';
import type { ModuleBuilder } from './module-builder.ts';
import type { Scope } from './scope.ts';
import type { TreeView } from './view.ts';

/** Deeper nesting than any person writes becomes `unknown`: lowering follows nesting with the stack. */
const MAX_DEPTH = 300;

/** Where lowering stands: the function that it fills and the names that are visible. */
export interface Context {
  readonly module: ModuleBuilder;
  readonly view: TreeView;
  readonly fn: FunctionBuilder;
  scope: Scope;
  depth: number;
  /** Class (index in the module) whose body the place is in directly, or -1. */
  readonly owner: number;
}

/** Runs `lower` one level deeper; too deep, the names below `node` become parts of an unknown value, found without the stack. */
export function deeper(at: Context, node: number, lower: () => number): number {
  if (at.depth >= MAX_DEPTH) return unknownOf(at, node);
  at.depth++;
  try {
    return lower();
  } finally {
    at.depth--;
  }
}

/** A value that was not understood, made of every name that stands in it. */
export function unknownOf(at: Context, node: number): number {
  at.module.gap(node);
  const parts = new Map<string, number>();
  for (const below of at.view.below(node, () => false)) {
    if (parts.size >= 16) break;
    if (at.view.kind(below) !== 'identifier') continue;
    const variable = at.scope.find(at.view.text(below));
    if (variable !== null && !parts.has(variable.name)) parts.set(variable.name, at.fn.load(variable, below));
  }
  return at.fn.unknown(node, [...parts.values()]);
}

/** Lowers in a scope of its own inside the same function. */
export function inScope(at: Context, scope: Scope, lower: () => void): void {
  const around = at.scope;
  at.scope = scope;
  lower();
  at.scope = around;
}

/** The value of `left` where it decides, else that of `right`: `and`, `or`, `x if c else y`. */
export function join(
  at: Context,
  node: number,
  test: (whenTrue: number, whenFalse: number) => void,
  values: readonly [() => number, () => number],
): number {
  const { fn } = at;
  const result = fn.newVariable('');
  const [whenTrue, whenFalse, after] = [fn.newBlock(), fn.newBlock(), fn.newBlock()];
  test(whenTrue, whenFalse);
  [whenTrue, whenFalse].forEach((block, i) => {
    fn.startBlock(block);
    fn.store(result, values[i as 0 | 1](), node);
    fn.jump(after, node);
  });
  fn.startBlock(after);
  return fn.load(result, node);
}
