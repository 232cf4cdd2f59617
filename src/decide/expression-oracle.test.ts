import { type CelInput, isCelError, run } from '@bufbuild/cel';
import { expect, test } from 'vitest';
import { defaultPolicy } from './default-policy.ts';
import { exampleFacts } from './example-facts.ts';
import { compileExpression } from './expression.ts';
import { expressionContext } from './expression-context.ts';
import { readTiers } from './tiers.ts';

/** `CEL_EXPRESSIONS=100000` compares more of them. */
const COUNT = Number(process.env.CEL_EXPRESSIONS ?? 10_000);
const SEED = 20_260_101;

const context = expressionContext(
  exampleFacts({
    files: {
      'src/a.ts': { by: 'ai', lines: 30, tool: 'claude' },
      'src/auth/b.ts': { by: 'mixed', lines: 5 },
      'docs/c.md': { by: 'human', lines: 7, language: 'markdown' },
      'src/é.py': { by: 'unknown', lines: 1, language: 'python' },
    },
    findings: [{ path: 'src/a.ts', rule: 'security/x', level: 'warning' }],
    trailers: ['Assisted-by: Claude:opus', 'Issue: ABC-12'],
  }),
  readTiers(defaultPolicy().tiers),
);

test('generated expressions agree with another interpreter wherever both say yes or no', () => {
  const next = generator(SEED);
  const seen = { agree: 0, refused: 0, neither: 0, oracleFailed: [] as string[], disagree: [] as string[] };
  for (let i = 0; i < COUNT; i++) {
    const source = next();
    const compiled = compileExpression(source);
    const own = 'fault' in compiled ? undefined : compiled.evaluate(context);
    expect([true, false, null, undefined]).toContain(own);
    const answer = run(source, context as Record<string, CelInput>);
    const theirs = isCelError(answer) ? null : answer;
    if (own === undefined) seen.refused++;
    else if (typeof own === 'boolean' && typeof theirs === 'boolean') {
      if (own === theirs) seen.agree++;
      else seen.disagree.push(source);
    } else if (own === true) seen.oracleFailed.push(source);
    else seen.neither++;
  }
  expect(seen.disagree).toEqual([]);
  // A yes that the other does not give would let a change through that nobody can account for.
  expect(seen.oracleFailed).toEqual([]);
  // Neither side may make the comparison empty.
  expect(seen.agree).toBeGreaterThan(COUNT / 2);
}, 600_000);

/** Expressions over the facts, the same for the same seed; some of them have no answer, or no type, as people write them. */
function generator(seed: number): () => string {
  let state = seed >>> 0;
  // mulberry32
  const random = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
  const pick = <T>(of: readonly T[]): T => of[random(of.length)]!;
  const file = (): string => pick(['files[0]', 'files[1]', 'files[3]', 'files[9]']);

  const whole = (depth: number, item: string | null): string => {
    const choices: (() => string)[] = [
      () => String(random(40) - 5),
      () => `lines.${pick(['human', 'ai', 'mixed', 'unknown', 'nobody'])}`,
      () => `${item ?? file()}.${pick(['human', 'ai', 'mixed', 'unknown'])}`,
      () => `size(${pick(['files', 'findings', 'safeguards', 'commits'])})`,
      () => `size(${text(0, item)})`,
    ];
    if (depth > 0)
      choices.push(() => `(${whole(depth - 1, item)} ${pick(['+', '-', '*', '/', '%'])} ${whole(depth - 1, item)})`);
    return pick(choices)();
  };
  const text = (depth: number, item: string | null): string => {
    const choices: (() => string)[] = [
      () => pick(['"src/a.ts"', '"critical"', '"standard"', '"é"', '""', '"typescript"', '"src/"']),
      () => `${item ?? file()}.${pick(['path', 'tier', 'status', 'language'])}`,
      () =>
        pick(['actor.id', 'actor.kind', 'head', 'now', 'commits[0].author', 'findings[0].rule', 'findings[0].level']),
    ];
    if (depth > 0) choices.push(() => `(${text(depth - 1, item)} + ${text(depth - 1, item)})`);
    return pick(choices)();
  };
  const truth = (depth: number, item: string | null): string => {
    const choices: (() => string)[] = [
      () => `${whole(depth, item)} ${pick(['==', '!=', '<', '<=', '>', '>='])} ${whole(depth, item)}`,
      () => `${text(1, item)} ${pick(['==', '!='])} ${text(1, item)}`,
      () => `${text(0, item)}.${pick(['startsWith', 'endsWith', 'contains'])}(${text(0, item)})`,
      () => pick(['true', 'false', 'findings[0].waived']),
      () => `${text(0, item)} in ["critical", "standard", ${text(0, item)}]`,
      () => `has(lines.${pick(['ai', 'nobody'])})`,
    ];
    if (depth > 0) {
      choices.push(
        () => `(${truth(depth - 1, item)} ${pick(['&&', '||'])} ${truth(depth - 1, item)})`,
        () => `!(${truth(depth - 1, item)})`,
        () => `(${truth(depth - 1, item)} ? ${truth(depth - 1, item)} : ${truth(depth - 1, item)})`,
      );
      if (item === null) {
        choices.push(
          () => `files.${pick(['all', 'exists', 'exists_one'])}(f, ${truth(depth - 1, 'f')})`,
          () => `files.filter(f, ${truth(depth - 1, 'f')}).size() ${pick(['==', '>', '<'])} ${random(4)}`,
          () => `files.map(f, ${whole(0, 'f')}) == files.map(f, ${whole(0, 'f')})`,
          () => `commits.all(c, c.trailers.exists(t, t.key == ${pick(['"Issue"', '"Assisted-by"', '"None"'])}))`,
        );
      }
    }
    // Now and then what has no type, or none that says yes or no.
    if (random(40) === 0)
      return pick([
        whole(1, item),
        text(1, item),
        '[true]',
        '{"a": true}',
        'null',
        `${text(0, item)} > ${whole(0, item)}`,
      ]);
    return pick(choices)();
  };
  return () => truth(3, null);
}
