import { expect, test } from 'vitest';
import type { Decision, Facts } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import { type Answer, type Clause, defineClause } from './clause.ts';
import { allClauses } from './clauses/index.ts';
import { decide } from './decide.ts';
import { DEFAULT_CLAUSES, DEFAULT_TIERS, defaultPolicy, makePolicy } from './default-policy.ts';
import { exampleFacts, type FactsExample } from './example-facts.ts';

const judge = (example: FactsExample, policy = defaultPolicy()): Decision => decide(exampleFacts(example), policy);
const own = (parts: Partial<Policy>): Policy =>
  makePolicy({ origin: 'base', source: 'countersign.yaml', tiers: DEFAULT_TIERS, clauses: DEFAULT_CLAUSES, ...parts });
const said = (decision: Decision): string => decision.reasons.flatMap(({ because }) => because).join(' ');
const CLEAN: FactsExample = { files: { 'src/a.ts': 'ai', 'docs/a.md': { by: 'unknown', language: 'markdown' } } };

test.each(['human', 'ai', 'mixed', 'unknown'] as const)(
  'a clean, completely analysed change of %s lines ships',
  (by) => {
    const decision = judge({ files: { 'src/a.ts': by, 'docs/a.ts': by } });
    expect(decision).toMatchObject({ outcome: 'ship', empty: false, head: '1'.repeat(40) });
    expect(said(decision)).toContain('2 files were read by pattern and token');
  },
);

test('an empty run over a change that is not empty asks for review', () => {
  const decision = judge({ ...CLEAN, noRun: true });
  expect(decision.outcome).toBe('review');
  expect(said(decision)).toContain('No analyzer ran.');
});

test('a run that was asked about nothing asks for review', () => {
  const facts = exampleFacts(CLEAN);
  const run = { ...facts.run, analyzers: facts.run.analyzers.map((analyzer) => ({ ...analyzer, files: [] })) };
  const decision = decide({ ...facts, run }, defaultPolicy());
  expect(decision.outcome).toBe('review');
  expect(said(decision)).toContain('No analyzer looked at src/a.ts.');
});

test('files that were read but not analysed ask for review', () => {
  const facts = exampleFacts(CLEAN);
  const read = { ...facts.run.analyzers[0]!, analyzer: 'read' };
  const decision = decide({ ...facts, run: { ...facts.run, analyzers: [read] } }, defaultPolicy());
  expect(decision.outcome).toBe('review');
  expect(said(decision)).toContain('No analyzer looked at src/a.ts.');
});

test('a failed analyzer asks for review', () => {
  const decision = judge({ ...CLEAN, analyzers: { pattern: 'failed' } });
  expect(decision.outcome).toBe('review');
  expect(said(decision)).toContain('pattern failed.');
});

test('changed lines that cannot be parsed ask for review', () => {
  const files = { 'src/a.ts': { by: 'human', pattern: 'partial', touchesChange: true } } as const;
  expect(judge({ files }).outcome).toBe('review');
});

test('an empty policy asks for review', () => {
  const decision = judge(CLEAN, own({ clauses: [] }));
  expect(decision.outcome).toBe('review');
  expect(said(decision)).toContain('The policy has no clauses');
});

test('an unknown clause asks for review and is told the nearest one', () => {
  const decision = judge(CLEAN, own({ clauses: [...DEFAULT_CLAUSES, { id: 'new-finding', options: {} }] }));
  expect(decision.outcome).toBe('review');
  expect(said(decision)).toContain('There is no clause new-finding. Did you mean new-findings?');
});

test('unknown and unfit options ask for review', () => {
  for (const options of [{ eror: 'ship' }, { error: 'sometimes' }, { error: true }, null, []] as unknown[]) {
    const use = { id: 'new-findings', options: options as Record<string, unknown> };
    expect(judge(CLEAN, own({ clauses: [...DEFAULT_CLAUSES, use] })).outcome).toBe('review');
  }
});

const clause = (evaluate: () => unknown): Clause =>
  defineClause({
    id: 'odd',
    title: 'Odd',
    why: 'For the test.',
    argues: true,
    options: {},
    evaluate: evaluate as () => readonly Answer[],
    ships: [],
    reviews: [],
    blocks: [],
  });

test.each([
  ['true', () => true],
  ['nothing', () => undefined],
  ['a list of true', () => [true]],
  ['a list with a hole', () => new Array(1)],
  ['an unknown outcome', () => [{ outcome: 'shipped', because: ['x'] }]],
  ['no outcome', () => [{ because: ['x'] }]],
  ['an outcome that is true', () => [{ outcome: true, because: ['x'] }]],
  ['no sentences', () => [{ outcome: 'ship', because: [] }]],
  ['blank sentences', () => [{ outcome: 'ship', because: [' '] }]],
  ['sentences that are none', () => [{ outcome: 'ship', because: [1] }]],
  ['findings that are none', () => [{ outcome: 'ship', because: ['x'], findings: 'all' }]],
  [
    'an error',
    () => {
      throw new Error('no');
    },
  ],
  [
    'something thrown',
    () => {
      throw null;
    },
  ],
  ['a promise', () => Promise.resolve([{ outcome: 'ship', because: ['x'] }])],
])('a clause that answers with %s asks for review', (_, evaluate) => {
  const policy = own({ clauses: [...DEFAULT_CLAUSES, { id: 'odd', options: {} }] });
  expect(decide(exampleFacts(CLEAN), policy, [...allClauses, clause(evaluate)]).outcome).toBe('review');
});

test('without a clause that argues for shipping nothing ships, whatever the others tell', () => {
  const clauses = DEFAULT_CLAUSES.filter(({ id }) => id !== 'complete-and-clean');
  const decision = judge({ ...CLEAN, analyzers: { flow: 'scope' } }, own({ clauses }));
  expect(decision.outcome).toBe('review');
  expect(said(decision)).toContain('No clause argues for shipping');
});

test('a policy cannot leave out the clauses that make the others mean something', () => {
  const policy = own({ clauses: [{ id: 'odd', options: {} }] });
  const ship = clause(() => [{ outcome: 'ship', because: ['It is always fine.'] }]);
  const outcome = (example: FactsExample) => decide(exampleFacts(example), policy, [ship]).outcome;
  expect(outcome(CLEAN)).toBe('ship');
  expect(outcome({ ...CLEAN, noRun: true })).toBe('review');
  expect(outcome({ ...CLEAN, sources: [{ name: 'approvals', status: 'failed' }] })).toBe('review');
});

test('a new error blocks and names its findings', () => {
  const decision = judge({ ...CLEAN, findings: [{ path: 'src/a.ts', line: 3, fingerprint: 'f1' }] });
  expect(decision.outcome).toBe('block');
  const reason = decision.reasons.find(({ outcome }) => outcome === 'block')!;
  expect(reason).toEqual({
    outcome: 'block',
    clause: 'new-findings',
    because: ['1 new error must not ship.', 'security/example at src/a.ts:3: Something could go wrong here.'],
    findings: ['f1'],
  });
});

test('a waiver from the base lets an error ship, one from the change asks for review', () => {
  const error = { ...CLEAN, findings: [{ path: 'src/a.ts' }] };
  expect(judge({ ...error, waivers: [{}] }).outcome).toBe('ship');
  expect(judge({ ...error, waivers: [{ origin: 'change' }] }).outcome).toBe('review');
});

test('nothing to judge ships, and it is said', () => {
  const decision = judge({});
  expect(decision).toMatchObject({ outcome: 'ship', empty: true });
  expect(said(decision)).toContain('nothing to judge');
});

test('an empty change is not empty when finding that out went wrong', () => {
  expect(judge({ analyzers: { pattern: 'failed' } })).toMatchObject({ outcome: 'review', empty: false });
  expect(judge({ sources: [{ name: 'git', status: 'partial' }] })).toMatchObject({ outcome: 'review', empty: false });
  expect(judge({ findings: [{ path: 'src/a.ts' }] })).toMatchObject({ outcome: 'block', empty: false });
});

test('a policy that could not be used is named, and the default at best asks for review', () => {
  const decision = judge(CLEAN, defaultPolicy('countersign.yaml:3:1: unknown key "tier"'));
  expect(decision.outcome).toBe('review');
  expect(said(decision)).toContain('could not be used: countersign.yaml:3:1');
  const blocked = judge({ ...CLEAN, findings: [{ path: 'src/a.ts' }] }, defaultPolicy('broken'));
  expect(blocked.outcome).toBe('block');
});

test('a policy that was altered after it was read asks for review', () => {
  expect(judge(CLEAN, { ...defaultPolicy(), tiers: [] }).outcome).toBe('review');
});

test('broken facts do not turn a block into less', () => {
  const facts = exampleFacts({ ...CLEAN, findings: [{ path: 'src/a.ts' }] });
  expect(decide({ ...facts, actor: null as never }, defaultPolicy()).outcome).toBe('block');
});

/** Every place in a value, as a path of keys. */
function places(root: unknown): (readonly string[])[] {
  const out: (readonly string[])[] = [];
  const waiting: { value: unknown; at: readonly string[] }[] = [{ value: root, at: [] }];
  while (waiting.length > 0) {
    const { value, at } = waiting.pop()!;
    if (at.length > 0) out.push(at);
    if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) waiting.push({ value: member, at: [...at, key] });
    }
  }
  return out;
}

function replaced(
  root: unknown,
  keys: readonly string[],
  change: (parent: Record<string, unknown>, key: string) => void,
): Facts {
  const copy = structuredClone(root) as Record<string, unknown>;
  let parent = copy;
  for (const key of keys.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  change(parent, keys.at(-1)!);
  return copy as unknown as Facts;
}

/** Facts that ship, with something in every field. */
const FULL = exampleFacts({
  files: { 'src/a.ts': { by: 'ai', tool: 'x', model: 'y' }, 'src/b.ts': { by: 'human', previousPath: 'src/c.ts' } },
  findings: [{ path: 'src/a.ts' }, { path: 'src/a.ts', state: 'unchanged' }],
  trailers: ['Assisted-by: x'],
  waivers: [{}],
  safeguards: [
    {
      kind: 'review',
      covers: ['**'],
      by: { id: 'a@example.org', kind: 'person' },
      at: '2030-06-01',
      head: '1'.repeat(40),
    },
  ],
  sources: [{ name: 'approvals', status: 'complete' }],
});
/** An item of a list may be missing without a trace, and these members are optional; all other places must be there. */
const OPTIONAL = /\.(\d+|tree|blob|previousBlob|previousPath|tool|model|head|commit|trailers)$/;

test('facts with any one field missing never ship and never throw', () => {
  expect(decide(FULL, defaultPolicy()).outcome).toBe('ship');
  const missing = places(FULL).filter((at) => !OPTIONAL.test(at.join('.')));
  expect(missing.length).toBeGreaterThan(100);
  const shipped = missing.filter((at) => {
    const without = replaced(FULL, at, (parent, key) => {
      delete parent[key];
    });
    return decide(without, defaultPolicy()).outcome === 'ship';
  });
  expect(shipped.map((at) => at.join('.'))).toEqual([]);
});

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);
const at = (root: unknown, keys: readonly string[]): unknown =>
  keys.reduce((value, key) => (value as Record<string, unknown>)[key], root);

const JUNK: readonly unknown[] = ['x', null, true, -1, 0.5, Number.NaN, {}, [], [null], () => true, Symbol('x'), 10n];

test.each(JUNK.map((junk, index) => [`${index}: ${kindOf(junk)}`, junk] as const))(
  'facts with a value of another type in any one place never ship and never throw (%s)',
  (_, junk) => {
    const shipped = places(FULL).filter((keys) => {
      if (kindOf(at(FULL, keys)) === kindOf(junk)) return false;
      const odd = replaced(FULL, keys, (parent, key) => {
        parent[key] = junk;
      });
      return decide(odd, defaultPolicy()).outcome === 'ship';
    });
    // A base of null is a change without one.
    expect(shipped.map((keys) => keys.join('.'))).toEqual(junk === null ? ['change.base'] : []);
  },
);

test('a change without files whose run looked at some is no empty change', () => {
  expect(decide({ ...FULL, change: { ...FULL.change, files: [] } }, defaultPolicy()).outcome).toBe('review');
});

test('facts and policies that are no objects at all never ship and never throw', () => {
  for (const junk of [...JUNK, undefined, 'x'] as never[]) {
    expect(decide(junk, defaultPolicy()).outcome).toBe('review');
    expect(decide(FULL, junk).outcome).toBe('review');
  }
});

test('facts that throw when they are read never ship', () => {
  for (const key of Object.keys(FULL)) {
    const throwing = Object.defineProperty({ ...FULL }, key, {
      enumerable: true,
      get() {
        throw new Error('late');
      },
    });
    expect(decide(throwing, defaultPolicy()).outcome).toBe('review');
  }
});

test('a policy with any one field missing or of another type never ships and never throws', () => {
  const policy = own({ tiers: [{ tier: 'critical', paths: ['src/auth/', '!*.md'] }] });
  for (const keys of places(policy)) {
    for (const junk of [undefined, ...JUNK] as unknown[]) {
      if (kindOf(at(policy, keys)) === kindOf(junk)) continue;
      const odd = replaced(policy, keys, (parent, key) => {
        parent[key] = junk;
      }) as unknown as Policy;
      expect([keys.join('.'), junk, decide(FULL, odd).outcome]).toEqual([keys.join('.'), junk, 'review']);
    }
  }
});

test('equal facts give equal decisions, to the byte', () => {
  expect(JSON.stringify(judge(CLEAN))).toBe(JSON.stringify(judge(structuredClone(CLEAN))));
});
