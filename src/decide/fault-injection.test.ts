import { expect, test } from 'vitest';
import type { Facts } from '../model/decision.ts';
import { decide } from './decide.ts';
import { makePolicy } from './default-policy.ts';
import { approval, exampleFacts } from './example-facts.ts';
import { packs } from './packs.ts';

const done = (kind: 'test' | 'scan' | 'comprehension') => approval('ci', { kind, by: { id: 'ci', kind: 'tool' } });
const facts = exampleFacts({
  files: { 'src/a.ts': { by: 'human', lines: 5 }, 'src/auth/b.ts': { by: 'human', lines: 5 } },
  findings: [{ path: 'src/a.ts', state: 'unchanged' }],
  waivers: [{ covers: ['security/other'] }],
  safeguards: [
    approval('one@example.org'),
    approval('two@example.org'),
    ...['one@example.org', 'two@example.org'].map((id) => approval(id, { kind: 'training' })),
    done('test'),
    done('scan'),
    done('comprehension'),
  ],
  trailers: ['Issue: ABC-1'],
  sources: [{ name: 'authorship', status: 'complete' }],
});
const policies = ['starter', 'strict', 'regulated'].map((name) => {
  const { tiers, clauses } = packs.get(name)!;
  return [name, makePolicy({ origin: 'base', source: 'x', tiers, clauses })] as const;
});

/** What a caller may do without: these say more about a fact that is there already. */
const OPTIONAL = new Set(['reason', 'trailers', 'tree', 'digest', 'previousBlob', 'blob', 'commit', 'head', 'sha']);

/** Every member of the facts, by path, down to the last. */
function pathsIn(root: unknown): readonly (readonly PropertyKey[])[] {
  const found: PropertyKey[][] = [];
  const waiting: { value: unknown; path: PropertyKey[] }[] = [{ value: root, path: [] }];
  while (waiting.length > 0) {
    const { value, path } = waiting.pop()!;
    if (typeof value !== 'object' || value === null) continue;
    for (const key of Object.keys(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      found.push(at);
      waiting.push({ value: (value as Record<string, unknown>)[key], path: at });
    }
  }
  return found;
}

function broken(
  path: readonly PropertyKey[],
  change: (parent: Record<PropertyKey, unknown>, key: PropertyKey) => void,
): Facts {
  const copy = structuredClone(facts) as unknown as Record<PropertyKey, unknown>;
  let parent = copy;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<PropertyKey, unknown>;
  change(parent, path.at(-1)!);
  return copy as unknown as Facts;
}

const paths = pathsIn(facts);
const outcomes = (given: Facts) => policies.map(([, policy]) => decide(given, policy).outcome);

test('the facts that are broken below ship while they are whole', () => {
  expect(outcomes(facts)).toEqual(['ship', 'ship', 'ship']);
  expect(paths.length).toBeGreaterThan(150);
});

test('a fact that is missing gives no ship', () => {
  for (const path of paths) {
    const key = path.at(-1)!;
    if (typeof key === 'number' || OPTIONAL.has(String(key))) continue;
    expect(outcomes(broken(path, (parent, at) => delete parent[at])), path.join('.')).not.toContain('ship');
  }
});

test('a fact of the wrong type gives no ship', () => {
  for (const path of paths) {
    for (const wrong of [Symbol('x'), () => true, Number.NaN, { yes: true }, [[[]]]]) {
      const given = broken(path, (parent, at) => {
        parent[at] = wrong;
      });
      expect(outcomes(given), `${path.join('.')} as ${typeof wrong}`).not.toContain('ship');
    }
  }
});

test('a fact that throws when it is read gives no ship', () => {
  for (const path of paths) {
    const given = broken(path, (parent, at) =>
      Object.defineProperty(parent, at, {
        enumerable: true,
        get() {
          throw new Error('gone');
        },
      }),
    );
    expect(outcomes(given), path.join('.')).not.toContain('ship');
  }
});

test('a fact that comes late, as a promise, gives no ship', () => {
  for (const path of paths) {
    const given = broken(path, (parent, at) => {
      parent[at] = Promise.resolve(parent[at]);
    });
    expect(outcomes(given), path.join('.')).not.toContain('ship');
  }
});

test('facts that contradict each other give no ship', () => {
  const { change, run, attributions, findings, safeguards } = facts;
  const [file] = change.files;
  const [first] = findings;
  const contradictory: Facts[] = [
    { ...facts, change: { ...change, files: [...change.files, file!] } },
    { ...facts, change: { ...change, files: [{ ...file!, status: 'deleted' }] } },
    { ...facts, change: { ...change, files: [] } },
    { ...facts, change: { ...change, head: { kind: 'commit' } } },
    { ...facts, change: { ...change, head: { kind: 'worktree', sha: '1'.repeat(40) } } },
    { ...facts, attributions: attributions.map((one) => ({ ...one, endLine: 0 })) },
    { ...facts, attributions: attributions.map((one) => ({ ...one, startLine: one.endLine + 1 })) },
    { ...facts, findings: [{ ...first!, partialFingerprints: {} }] },
    { ...facts, run: { ...run, analyzers: [] } },
    { ...facts, run: { ...run, analyzers: run.analyzers.map((one) => ({ ...one, status: 'failed' as const })) } },
    { ...facts, sources: [{ name: 'approvals', status: 'failed' }] },
    { ...facts, safeguards, now: 'tomorrow' },
  ];
  for (const [index, given] of contradictory.entries()) expect(outcomes(given), `${index}`).not.toContain('ship');
});
