import { expect, test } from 'vitest';
import { decide } from './decide.ts';
import { defaultPolicy, makePolicy } from './default-policy.ts';
import { exampleFacts, type FactsExample } from './example-facts.ts';
import { compileExpression } from './expression.ts';
import { expressionContext } from './expression-context.ts';
import { clausesFor } from './load-clauses.ts';
import { readTiers } from './tiers.ts';

function answer(source: string, example: FactsExample = { files: { 'src/a.ts': 'ai' } }) {
  const compiled = compileExpression(source);
  if ('fault' in compiled) return compiled.fault;
  return compiled.evaluate(expressionContext(exampleFacts(example), readTiers(defaultPolicy().tiers)));
}

test.each([
  ['lines.ai == 10', true],
  ['lines.ai > 10', false],
  ['files[0].tier == "standard" && files[0].language == "typescript"', true],
  ['actor.kind == "person" && actor.id.endsWith("@example.org")', true],
  ['re(files[0].path, "^src/.*[.]ts$")', true],
  ['files[0].nothing == 1', null],
  ['files[7].ai == 1', null],
  ['lines.ai / 0 == 1', null],
  ['re(files[0].path, "(")', null],
  ['lines.ai', null],
  ['lines["__proto__"] == 1', null],
  ['lines.constructor == 1', null],
])('%s is %s', (source, wanted) => {
  expect(answer(source)).toBe(wanted);
});

test.each([
  ['', /./],
  ['lines.ai >', /./],
  ['robots == 1', /robots/],
  ['1 + 1', /gives int, not true or false/],
  ['"true"', /gives string/],
  ['files[0].path.matches("a+")', /matches is not allowed/],
  ['files.all(f, f.path.matches("(a+)+$"))', /matches is not allowed/],
  ['files.all(a, files.all(b, files.all(c, true)))', /loops nest deeper than 2/],
  ['('.repeat(10_000), /./],
  [`[${'1,'.repeat(1_000)}1].size() == 1`, /./],
])('%j is refused with a phrase', (source, wanted) => {
  const fault = answer(source);
  expect(fault).toMatch(wanted);
  expect(fault).toMatch(/[^.]$/);
});

test('a pattern that hangs other engines ends', () => {
  const files = { [`src/${'a'.repeat(2_000)}!`]: 'ai' } as const;
  expect(answer('files.all(f, re(f.path, "^src/(a+)+$"))', { files })).toBe(false);
});

test('only findings that the change brings are seen, with their author and waiver', () => {
  const findings = [{ path: 'src/a.ts' }, { path: 'src/a.ts', state: 'unchanged' } as const];
  const example: FactsExample = { files: { 'src/a.ts': 'ai' }, findings, waivers: [{}] };
  expect(answer('findings.size() == 1 && findings[0].author == "ai" && findings[0].waived', example)).toBe(true);
});

test('a policy with an expression never ships without the interpreter', async () => {
  const use = { id: 'expression', options: { require: 'true' } };
  const policy = makePolicy({ ...defaultPolicy(), clauses: [...defaultPolicy().clauses, use] });
  const facts = exampleFacts({ files: { 'src/a.ts': 'ai' } });
  expect(decide(facts, policy).outcome).toBe('review');
  expect(decide(facts, policy, await clausesFor(policy)).outcome).toBe('ship');
});
