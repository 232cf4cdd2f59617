import { OP } from '../ir.ts';
import { type Context, deeper, inScope, unknownOf } from './context.ts';
import { Scope } from './scope.ts';

export type Lower = (at: WalkContext, node: number) => number;
export type LowerStatement = (at: WalkContext, node: number) => void;

/** A place together with the language's own ways, by kind of node. */
export interface WalkContext extends Context {
  readonly expressions: ReadonlyMap<string, Lower>;
  readonly statements: ReadonlyMap<string, LowerStatement>;
}

/** Statements nest deeper in stack than expressions do. */
const MAX_STATEMENT_DEPTH = 150;

/** Lowers an expression; the result is a temporary. What has no handler becomes unknown. */
export function expression(at: WalkContext, node: number): number {
  if (node < 0) return at.fn.nothing(at.fn.head.node);
  const lower = at.expressions.get(at.view.kind(node));
  return deeper(at, node, () => (lower === undefined ? unknownOf(at, node) : lower(at, node)));
}

/** Lowers a statement; what is no statement of the language is an expression whose value nobody reads. */
export function statement(at: WalkContext, node: number): void {
  if (node < 0) return;
  if (at.depth > MAX_STATEMENT_DEPTH) {
    at.module.gap(node);
    return;
  }
  at.depth++;
  const lower = at.statements.get(at.view.kind(node));
  if (lower !== undefined) lower(at, node);
  else expression(at, node);
  at.depth--;
}

/** Statements in a scope of their own. */
export function scopedBlock(at: WalkContext, node: number): void {
  inScope(at, new Scope(at.fn, at.scope), () => {
    for (const each of at.view.named(node)) statement(at, each);
  });
}

export function readName(at: WalkContext, node: number): number {
  const name = at.view.text(node);
  const variable = at.scope.find(name);
  return variable === null ? at.fn.value(OP.global, node, at.module.string(name)) : at.fn.load(variable, node);
}
