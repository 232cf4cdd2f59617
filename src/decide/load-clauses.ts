import type { Policy } from '../model/policy.ts';
import type { Clause } from './clause.ts';
import { allClauses } from './clauses/index.ts';

/** The clauses that a policy needs, ready to be asked: the interpreter of expressions is loaded only for a policy with one. */
export async function clausesFor({ clauses }: Pick<Policy, 'clauses'>): Promise<readonly Clause[]> {
  if (!clauses.some(({ id }) => id === 'expression')) return allClauses;
  const [{ compileExpression }, { expressionClause }] = await Promise.all([
    import('./expression.ts'),
    import('./clauses/expression.ts'),
  ]);
  const ready = expressionClause(compileExpression);
  return allClauses.map((clause) => (clause.id === ready.id ? ready : clause));
}
