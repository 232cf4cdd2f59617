import { type Clause, defineClause } from '../clause.ts';
import type { Compiled } from '../expression.ts';
import { expressionContext } from '../expression-context.ts';

/** Needed by the clause, brought by whoever loads it: the interpreter is not paid for by policies without expressions. */
type Compile = (source: string) => Compiled;

/** The clause with its interpreter; without one it cannot be evaluated, which asks for review. */
export function expressionClause(compile: Compile | null): Clause {
  return defineClause({
    id: 'expression',
    title: "The team's own condition holds",
    why: 'Clauses end somewhere. An expression in CEL goes on from there, and only the answer true is a yes.',
    options: {
      require: {
        kind: 'text',
        default: 'false',
        meaning: 'A CEL expression over files, lines, findings, safeguards, commits, actor, head and now.',
      },
      otherwise: {
        kind: 'choice',
        of: ['review', 'block'],
        default: 'review',
        meaning: 'What is asked for when it is not true.',
      },
      because: { kind: 'text', default: '', meaning: 'What it means, for people.' },
    },
    evaluate(facts, { require, otherwise, because }, tiers) {
      if (compile === null) throw new Error('expressions were not loaded');
      const compiled = compile(require);
      const reason = because.trim() === '' ? `This must hold: ${require}.` : because;
      if ('fault' in compiled)
        return [{ outcome: 'review', because: [reason, `It cannot be evaluated: ${compiled.fault}.`] }];
      const answer = compiled.evaluate(expressionContext(facts, tiers));
      if (answer === true) return [];
      const open = answer === null ? ['It gave neither true nor false for this change.'] : [];
      return [{ outcome: answer === null ? 'review' : otherwise, because: [reason, ...open] }];
    },
    ships: [
      { facts: { files: { 'src/a.ts': 'ai' } }, options: { require: 'true' } },
      {
        facts: { files: { 'src/a.ts': { by: 'ai', lines: 3 }, 'src/b.ts': 'human' } },
        options: { require: 'files.all(f, f.ai < 5) && lines.ai == 3' },
      },
      {
        facts: { files: { 'src/a.ts': 'ai' }, trailers: ['Reviewed-by: Ada'] },
        options: { require: 'commits.all(c, c.trailers.exists(t, t.key == "Reviewed-by"))' },
      },
      { facts: { files: { 'src/a.ts': 'ai' } }, options: { require: 'files.all(f, re(f.path, "^src/"))' } },
    ],
    reviews: [
      { facts: { files: { 'src/a.ts': 'human' } } },
      {
        facts: { files: { 'src/auth/a.ts': 'ai' } },
        options: { require: 'files.all(f, f.tier != "critical" || f.ai == 0)' },
      },
      // An error, a number, a key that is not there, a name that is not there, no expression.
      ...['lines.ai / 0 == 1', 'lines.ai', 'lines.robots == 0', 'robots == 0', 'files.all(f,', ''].map((require) => ({
        facts: { files: { 'src/a.ts': 'human' } as const },
        options: { require, otherwise: 'block' },
      })),
    ],
    blocks: [
      {
        facts: { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts', level: 'warning' }] },
        options: { require: 'findings.all(f, f.level == "note")', otherwise: 'block' },
      },
    ],
  });
}

export default expressionClause(null);
