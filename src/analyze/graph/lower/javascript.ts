import type { SyntaxTree } from '../../../parse/tree.ts';
import type { ModuleIr } from '../ir.ts';
import { FunctionBuilder } from './function-builder.ts';
import { DEFINITIONS, FUNCTION_VALUES } from './javascript-functions.ts';
import { MODULES } from './javascript-modules.ts';
import { declareVars } from './javascript-names.ts';
import { OPERATORS } from './javascript-operators.ts';
import { STATEMENTS, statements } from './javascript-statements.ts';
import { VALUES } from './javascript-values.ts';
import { ModuleBuilder } from './module-builder.ts';
import { Scope } from './scope.ts';
import { TreeView } from './view.ts';

const EXPRESSIONS = new Map([...OPERATORS, ...VALUES, ...FUNCTION_VALUES]);
const ALL_STATEMENTS = new Map([...STATEMENTS, ...DEFINITIONS, ...MODULES]);

/** Lowers a file of JavaScript, TypeScript or TSX; ES modules and CommonJS both end in `exports`. */
export function lowerJavaScript(tree: SyntaxTree, path: string): ModuleIr {
  const module = new ModuleBuilder(tree);
  const view = new TreeView(tree);
  const fn = new FunctionBuilder(module, { name: '<module>', parent: -1, owner: -1, node: 0 });
  const scope = new Scope(fn, null);
  declareVars(view, 0, scope);
  const at = { module, view, fn, scope, owner: -1, depth: 0, expressions: EXPRESSIONS, statements: ALL_STATEMENTS };
  statements(at, view.named(0));
  return module.build(path);
}
