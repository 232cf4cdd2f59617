import { expect, test } from 'vitest';
import { defaultPolicy, makePolicy } from './default-policy.ts';
import { approval, exampleFacts, type FactsExample } from './example-facts.ts';
import { explainDecision } from './explain.ts';
import { packs } from './packs.ts';

const starter = (example: FactsExample) => explainDecision(exampleFacts(example), defaultPolicy());
function under(name: string, example: FactsExample) {
  const { tiers, clauses } = packs.get(name)!;
  return explainDecision(exampleFacts(example), makePolicy({ origin: 'base', source: name, tiers, clauses }));
}

test('what ships needs no step', () => {
  expect(starter({ files: { 'src/a.ts': 'ai' } })).toMatchObject({ decision: { outcome: 'ship' }, steps: [] });
});

test('an error is to be fixed, and nothing else', () => {
  const findings = [{ path: 'src/a.ts', line: 7 }, { path: 'src/a.ts', level: 'note' } as const];
  expect(starter({ files: { 'src/a.ts': 'ai' }, findings }).steps).toEqual(['Fix 1 new error: src/a.ts:7.']);
});

test('a critical change needs one independent person', () => {
  expect(starter({ files: { 'src/auth/a.ts': 'ai' } }).steps).toEqual([
    'Have a person who did not write it approve exactly this commit.',
  ]);
});

test('what is not committed cannot be approved, and that is said', () => {
  const facts = exampleFacts({ files: { 'src/auth/a.ts': 'ai' } });
  const head = { kind: 'worktree', digest: 'd' } as const;
  const { steps } = explainDecision({ ...facts, change: { ...facts.change, head } }, defaultPolicy());
  expect(steps).toEqual([
    'Have a person who did not write it approve exactly this commit. Commit it first: only a commit can be approved.',
  ]);
});

test('steps are the fewest that are needed, cheapest first', () => {
  const { steps } = starter({
    files: { 'src/auth/a.ts': { by: 'unknown', pattern: 'failed', touchesChange: true } },
    findings: [{ path: 'src/auth/a.ts' }, { path: 'src/auth/a.ts', level: 'warning' }],
    sources: [{ name: 'approvals', status: 'failed' }],
  });
  expect(steps).toEqual([
    'Run it again when approvals can be had.',
    'Let the analysis complete: pattern failed on src/auth/a.ts.',
    'Fix 1 new warning: src/auth/a.ts:1.',
    'Fix 1 new error: src/auth/a.ts:1.',
    'Have a person who did not write it approve exactly this commit.',
  ]);
});

test('a broken policy is to be repaired', () => {
  const { steps } = explainDecision(exampleFacts({ files: { 'src/a.ts': 'ai' } }), defaultPolicy('line 3: nonsense'));
  expect(steps).toEqual(['Repair the policy in the base: line 3: nonsense.']);
});

test('strict packs ask for several people, tests, trailers and smaller changes', () => {
  expect(under('strict', { files: { 'src/auth/a.ts': { by: 'mixed', lines: 3 }, 'src/b.ts': 'ai' } }).steps).toBeNull();
  expect(under('strict', { files: { 'src/b.ts': { by: 'unknown', lines: 900 } } }).steps).toEqual([
    'Record who wrote each line while it is written (countersign init sets that up).',
    'Split it into smaller changes.',
    'Have a person who did not write it approve exactly this commit.',
  ]);
  expect(under('linux', { files: { 'src/b.ts': 'ai' }, trailers: [] }).steps).toEqual([
    'Name the assistant in each commit that it helped with: Assisted-by: NAME.',
  ]);
  const regulated = makePolicy({
    origin: 'base',
    source: 'x',
    tiers: packs.get('regulated')!.tiers,
    clauses: packs
      .get('regulated')!
      .clauses.map((use) => (use.id === 'approved-assistants' ? { ...use, options: { tools: ['claude'] } } : use)),
  });
  const files = { 'src/a.ts': { by: 'ai', tool: 'claude' } } as const;
  expect(explainDecision(exampleFacts({ files }), regulated).steps).toEqual([
    'Run the tests on this commit, and record that they passed.',
    'Have a person who did not write it approve exactly this commit, with a record of training.',
  ]);
});

test('where nothing helps, the objections that remain are named', () => {
  const { steps, against } = under('no-ai', { files: { 'src/a.ts': 'ai' }, findings: [{ path: 'src/a.ts' }] });
  expect(steps).toBeNull();
  expect(against).toEqual(['Lines by an assistant are on record.']);
});

test('two people where two are missing, one where one has approved', () => {
  const policy = makePolicy({
    ...defaultPolicy(),
    clauses: [...defaultPolicy().clauses, { id: 'approvals', options: { critical: 2 } }],
  });
  const files = { 'src/auth/a.ts': 'ai' } as const;
  const step = 'Have a person who did not write it approve exactly this commit.';
  expect(explainDecision(exampleFacts({ files }), policy).steps).toEqual([`${step} (2 times, by 2 people)`]);
  const safeguards = [approval('lead@example.org')];
  expect(explainDecision(exampleFacts({ files, safeguards }), policy).steps).toEqual([step]);
});

test('facts that are none have no way to ship, and do not throw', () => {
  expect(explainDecision(null as never, defaultPolicy())).toMatchObject({
    decision: { outcome: 'review' },
    steps: null,
  });
});
