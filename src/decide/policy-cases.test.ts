import { expect, test } from 'vitest';
import { allClauses } from './clauses/index.ts';
import { defaultPolicy } from './default-policy.ts';
import { readCases, runCases } from './policy-cases.ts';

const CASES = `
version: 1
cases:
  - name: a clean change ships
    facts: { files: { src/a.ts: ai } }
    expect: ship
  - name: AI in auth is read by a person
    facts:
      files:
        src/auth/a.ts: { by: ai, lines: 3 }
    expect: review
    clause: critical-authors
  - name: an approval is that reading
    facts:
      files: { src/auth/a.ts: ai }
      safeguards: [{ kind: review, by: { id: lead, kind: person }, head: current }]
    expect: ship
`;

function results(source: string) {
  const read = readCases(source);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return runCases(read.cases, defaultPolicy(), allClauses);
}

test('cases say how a policy must judge', () => {
  expect(results(CASES).map(({ name, passed }) => [name, passed])).toEqual([
    ['a clean change ships', true],
    ['AI in auth is read by a person', true],
    ['an approval is that reading', true],
  ]);
});

test('a case that fails says what was judged, and why', () => {
  const text = CASES.replace('expect: ship', 'expect: block').replace('clause: critical-authors', 'clause: no-ai');
  expect(results(text).map(({ because }) => because)).toEqual([
    'Expected block, got ship: 1 file was read by pattern and token, and the change brings no new error.',
    'Got review by critical-authors, not by no-ai.',
    undefined,
  ]);
});

test('an approval of no commit in particular is none', () => {
  const last = results(CASES.replace(', head: current', '')).at(-1)!;
  expect(last).toMatchObject({ passed: false, decision: { outcome: 'review' } });
});

test.each([
  ['version: 1\ncases: []\n', '2:8 cases must not be empty.'],
  [
    'version: 1\ncases:\n  - { nam: x, facts: {}, expect: ship }\n',
    '3:5 cases[0].name is missing.|3:7 There is no key nam here. Did you mean name?',
  ],
  [
    'version: 1\ncases:\n  - { name: x, facts: {}, expect: shipp }\n',
    '3:35 cases[0].expect must be one of ship, review, block. Did you mean ship?',
  ],
  [
    'version: 1\ncases:\n  - { name: x, facts: { file: {} }, expect: ship }\n',
    '3:25 There is no key file here. Did you mean files?',
  ],
  [
    'version: 1\ncases:\n  - { name: x, facts: { files: { a: { bye: ai } } }, expect: ship }\n',
    '3:39 There is no key bye here. Did you mean by?',
  ],
  [
    'version: 1\ncases:\n  - { name: x, facts: { files: { a: robot } }, expect: ship }\n',
    '3:37 cases[0].facts.files.a must be one of human, ai, mixed, unknown, or a map.',
  ],
  ['cases: [\n', null],
])('a fault in the file of cases has its place: %j', (source, wanted) => {
  const read = readCases(source);
  const said = 'faults' in read ? read.faults.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
  if (wanted === null) expect(said.length).toBeGreaterThan(0);
  else expect(said.join('|')).toBe(wanted);
});
