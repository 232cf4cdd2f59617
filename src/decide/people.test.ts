import { expect, test } from 'vitest';
import { acknowledgementsOf, readRecords, trainingOf } from './people.ts';

const NOW = '2030-06-15T12:00:00.000Z';
const people = (all: readonly { by: { id: string } }[]) => all.map(({ by }) => by.id);

test('training counts until its end, or for so many days', () => {
  const records = readRecords(
    'person,about,at,expires\n"ada@example.org","Secure, safe",2029-01-01,2030-06-15\nbob@example.org,x,2029-01-01,2030-06-14\neve@example.org,x,2029-07-01,\nold@example.org,x,2028-01-01,\nsoon@example.org,x,2031-01-01,\n',
  );
  if ('fault' in records) throw new Error(records.fault);
  expect(people(trainingOf(records, NOW, 365))).toEqual(['ada@example.org', 'eve@example.org']);
});

test('xAPI statements count when they say that it was done', () => {
  const statement = (verb: string, more = {}) => ({
    actor: { mbox: 'mailto:ada@example.org' },
    verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
    object: { id: 'https://example.org/course' },
    timestamp: '2030-01-01T00:00:00Z',
    ...more,
  });
  for (const text of [JSON.stringify([statement('passed')]), `${JSON.stringify(statement('completed'))}\n`]) {
    const records = readRecords(text);
    if ('fault' in records) throw new Error(records.fault);
    expect(people(trainingOf(records, NOW, 365))).toEqual(['ada@example.org']);
  }
  for (const one of [statement('attempted'), statement('passed', { result: { success: false } })]) {
    expect(readRecords(JSON.stringify([one]))).toEqual([]);
  }
});

test('an acknowledgement is of every document in its present version', () => {
  const [now, before] = ['a'.repeat(64), 'b'.repeat(64)];
  const records = readRecords(
    `person,about,at,sha256\nada@example.org,ai.md,2030-01-01,${now}\nAda@example.org,rules.md,2030-01-01,${now}\nbob@example.org,ai.md,2030-01-01,${before}\n`,
  );
  if ('fault' in records) throw new Error(records.fault);
  expect(people(acknowledgementsOf(records, new Map([['ai.md', now]]), NOW))).toEqual(['ada@example.org']);
  const both = new Map([
    ['ai.md', now],
    ['rules.md', now],
  ]);
  expect(people(acknowledgementsOf(records, both, NOW))).toEqual(['ada@example.org']);
  expect(acknowledgementsOf(records, new Map([['rules.md', before]]), NOW)).toEqual([]);
  expect(acknowledgementsOf(records, new Map(), NOW)).toEqual([]);
});

test.each([
  ['', 'no column person'],
  ['person,at\na,b\n', 'no column about'],
  ['person,about,at\n"a', 'a quote is not closed'],
  ['person,about,at\n,x,2030-01-01\n', 'row 2: it does not name a person'],
  ['person,about,at\na,x,yesterday\n', 'row 2: "yesterday" is not a time'],
  ['person,about,at,sha256\na,x,2030-01-01,zz\n', 'row 2: its sha256 is none'],
  ['{', 'neither CSV nor xAPI'],
  ['[{"verb":{"id":"x/passed"}}]', 'statement 1: it does not name a person'],
])('%j is told to be no record', (text, said) => {
  expect(readRecords(text)).toEqual({ fault: expect.stringContaining(said) });
});
