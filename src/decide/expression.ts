import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import type { ExpressionContext } from './expression-context.ts';

/** A compiled expression. `null` is every answer that is neither true nor false, an error among them. */
interface Expression {
  evaluate(context: ExpressionContext): boolean | null;
}

export type Compiled = Expression | { readonly fault: string };

const MACROS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
/** A loop in a loop in a loop over the files of a large change does not end in time that anybody would wait. */
const DEEPEST_LOOP = 2;
const LONGEST_PATTERN = 200;

const environment = new Environment({
  unlistedVariablesAreDyn: false,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 500, maxDepth: 30, maxListElements: 200, maxMapEntries: 50, maxCallArguments: 5 },
})
  .registerVariable('files', 'list<map>')
  .registerVariable('findings', 'list<map>')
  .registerVariable('safeguards', 'list<map>')
  .registerVariable('commits', 'list<map>')
  .registerVariable('lines', 'map')
  .registerVariable('actor', 'map')
  .registerVariable('head', 'string')
  .registerVariable('now', 'string')
  .registerFunction('re(string, string): bool', (text: string, pattern: string) => patternOf(pattern).test(text));

const patterns = new Map<string, RE2JS>();

/** Linear in the text, whatever the pattern; throws on one that is not valid, which is not true. */
function patternOf(source: string): RE2JS {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    if (source.length > LONGEST_PATTERN) throw new Error('the pattern is too long');
    pattern = RE2JS.compile(source);
    if (patterns.size > 1_000) patterns.clear();
    patterns.set(source, pattern);
  }
  return pattern;
}

/**
 * Compiles a CEL expression that must give true or false; a fault is a phrase. `matches` is refused (its regular expressions
 * can hang), `re(text, pattern)` takes its place. Import this file lazily: it brings the interpreter along.
 */
export function compileExpression(source: string): Compiled {
  try {
    const parsed = environment.parse(source);
    const fault = faultOf(parsed.ast);
    if (fault !== null) return { fault };
    const { valid, type, error } = parsed.check();
    if (!valid) return { fault: phrase(error?.summary ?? 'it does not fit the facts') };
    if (type !== 'bool' && type !== 'dyn') return { fault: `it gives ${type}, not true or false` };
    return {
      evaluate(context) {
        try {
          const value: unknown = parsed({ ...context });
          return value === true || value === false ? value : null;
        } catch {
          return null;
        }
      },
    };
  } catch (error) {
    const summary = (error as { summary?: unknown } | null)?.summary;
    return { fault: phrase(typeof summary === 'string' ? summary : 'it is not an expression') };
  }
}

function phrase(text: string): string {
  return text.split('\n')[0]!.slice(0, 200).replace(/\.$/, '');
}

/** What the syntax allows and a policy may not use. */
function faultOf(root: ASTNode): string | null {
  const waiting: { node: unknown; loops: number }[] = [{ node: root, loops: 0 }];
  while (waiting.length > 0) {
    const { node, loops } = waiting.pop()!;
    if (Array.isArray(node)) for (const item of node) waiting.push({ node: item, loops });
    if (typeof node !== 'object' || node === null || Array.isArray(node) || !('op' in node)) continue;
    const { op, args } = node as { op: string; args: unknown };
    const name = (op === 'rcall' || op === 'call') && Array.isArray(args) ? args[0] : null;
    if (name === 'matches') return 'matches is not allowed here; use re(text, pattern)';
    const inner = op === 'rcall' && MACROS.has(name) ? loops + 1 : loops;
    if (inner > DEEPEST_LOOP) return `loops nest deeper than ${DEEPEST_LOOP}`;
    waiting.push({ node: args, loops: inner });
  }
  return null;
}
