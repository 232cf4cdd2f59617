import { expect, test } from 'vitest';
import type { ChangedFile, Hunk } from '../model/change.ts';
import type { Match } from '../model/facts.ts';
import { compareToBaseline } from './baseline.ts';
import { FINGERPRINT } from './fingerprint.ts';

type Place = readonly [line: number, identity?: string, ruleId?: string];

function match(path: string, [line, identity, ruleId = 'security/eval']: Place): Match {
  const region = { startLine: line, startColumn: 1, endLine: line, endColumn: 9 };
  const found = { ruleId, level: 'error', message: 'm', path, region, confidence: 'pattern' } as const;
  return identity === undefined ? found : { ...found, identity };
}

function file(path: string, hunks: readonly (readonly number[])[], more: Partial<ChangedFile> = {}): ChangedFile {
  const asHunk = ([oldStart, oldLines, newStart, newLines]: readonly number[]): Hunk =>
    ({ oldStart, oldLines, newStart, newLines }) as Hunk;
  return { path, status: 'modified', language: 'javascript', hunks: hunks.map(asHunk), mode: '100644', ...more };
}

type Side = Readonly<Record<string, readonly Place[]>>;

/** `path:line state` of each result, and the fingerprints beside. */
function compare(files: readonly ChangedFile[], before: Side, after: Side) {
  const side = (places: Side) =>
    new Map(Object.entries(places).map(([path, all]) => [path, all.map((place) => match(path, place))]));
  const results = compareToBaseline({ files, before: side(before), after: side(after) });
  return {
    states: results.map((result) => `${result.match.path}:${result.match.region.startLine} ${result.baselineState}`),
    fingerprints: results.map((result) => result.partialFingerprints[FINGERPRINT]!),
  };
}

test('a match on a line that only moved is unchanged and keeps its fingerprint', () => {
  const same = compare([file('a.js', [])], { 'a.js': [[3, 'eval(x)']] }, { 'a.js': [[3, 'eval(x)']] });
  const moved = compare([file('a.js', [[1, 0, 2, 4]])], { 'a.js': [[3, 'eval(x)']] }, { 'a.js': [[7, 'eval(x)']] });
  expect(moved.states).toEqual(['a.js:7 unchanged']);
  expect(moved.fingerprints).toEqual(same.fingerprints);
});

test('a rename keeps state and fingerprint', () => {
  const renamed = file('b.js', [[1, 1, 1, 1]], { status: 'renamed', previousPath: 'a.js' });
  const { states, fingerprints } = compare([renamed], { 'a.js': [[3, 'eval(x)']] }, { 'b.js': [[3, 'eval(x)']] });
  expect(states).toEqual(['b.js:3 unchanged']);
  expect(fingerprints).toEqual(compare([file('a.js', [])], {}, { 'a.js': [[9, 'eval(x)']] }).fingerprints);
});

test('a copy brings its matches anew, even when git names the source', () => {
  const copied = file('b.js', [], { status: 'copied', previousPath: 'a.js' });
  const before = { 'a.js': [[3, 'eval(x)']] } as const;
  expect(
    compare([copied, file('a.js', [])], before, { 'a.js': [[3, 'eval(x)']], 'b.js': [[3, 'eval(x)']] }).states,
  ).toEqual(['a.js:3 unchanged', 'b.js:3 new']);
});

test('of two copies in one file the new one is new, wherever it stands', () => {
  // The copy is inserted above the old place, whose line moves down by one.
  const above = compare(
    [file('a.js', [[1, 0, 2, 1]])],
    { 'a.js': [[3, 'eval(x)']] },
    {
      'a.js': [
        [2, 'eval(x)'],
        [4, 'eval(x)'],
      ],
    },
  );
  expect(above.states).toEqual(['a.js:2 new', 'a.js:4 unchanged']);
  const old = compare([file('a.js', [])], {}, { 'a.js': [[3, 'eval(x)']] }).fingerprints[0];
  expect(above.fingerprints[1]).toBe(old);
  expect(above.fingerprints[0]).not.toBe(old);
});

test('two copies count as two', () => {
  const { fingerprints } = compare(
    [file('a.js', [])],
    {},
    {
      'a.js': [
        [2, 'eval(x)'],
        [4, 'eval(x)'],
        [6, 'eval(y)'],
      ],
    },
  );
  expect(new Set(fingerprints).size).toBe(3);
});

test('a match whose text the change edited is new, and the old one absent', () => {
  expect(
    compare([file('a.js', [[3, 1, 3, 1]])], { 'a.js': [[3, 'eval(x)']] }, { 'a.js': [[3, 'eval(y)']] }).states,
  ).toEqual(['a.js:3 new', 'a.js:3 absent']);
});

test('an edit beside an old match on its line leaves it unchanged', () => {
  const { states } = compare(
    [file('a.js', [[3, 1, 3, 1]])],
    { 'a.js': [[3, 'eval(x)']] },
    { 'a.js': [[3, 'eval(x)']] },
  );
  expect(states).toEqual(['a.js:3 unchanged']);
});

test('a block moved within a file or to another file stays unchanged', () => {
  const within = file('a.js', [
    [3, 1, 2, 0],
    [9, 0, 9, 1],
  ]);
  expect(compare([within], { 'a.js': [[3, 'eval(x)']] }, { 'a.js': [[9, 'eval(x)']] }).states).toEqual([
    'a.js:9 unchanged',
  ]);
  const files = [file('a.js', [[3, 1, 2, 0]]), file('b.js', [[0, 0, 1, 9]], { status: 'added' })];
  expect(compare(files, { 'a.js': [[3, 'eval(x)']] }, { 'a.js': [], 'b.js': [[4, 'eval(x)']] }).states).toEqual([
    'b.js:4 unchanged',
  ]);
});

test('what moved away does not excuse two places where it arrives', () => {
  const files = [file('a.js', [[3, 1, 2, 0]]), file('b.js', [[0, 0, 1, 9]], { status: 'added' })];
  const after = {
    'a.js': [],
    'b.js': [
      [4, 'eval(x)'],
      [6, 'eval(x)'],
    ],
  } as const;
  expect(compare(files, { 'a.js': [[3, 'eval(x)']] }, after).states).toEqual(['b.js:4 unchanged', 'b.js:6 new']);
});

test('the same text found by another rule is another match', () => {
  const after = { 'a.js': [[3, 'eval(x)', 'security/other']] } as const;
  expect(compare([file('a.js', [])], { 'a.js': [[3, 'eval(x)']] }, after).states).toEqual([
    'a.js:3 new',
    'a.js:3 absent',
  ]);
});

test('a deleted file leaves its matches absent', () => {
  const gone = file('a.js', [[1, 9, 0, 0]], { status: 'deleted' });
  expect(compare([gone], { 'a.js': [[3, 'eval(x)']] }, {}).states).toEqual(['a.js:3 absent']);
});

test('a path named like a member of every object is an ordinary path', () => {
  const { states } = compare(
    [file('__proto__', [], { status: 'added' })],
    {},
    Object.fromEntries([['__proto__', [[1, 'x'] as const]]]),
  );
  expect(states).toEqual(['__proto__:1 new']);
});

test('a secret on an untouched line is unchanged; on a changed line it is new, whatever stood there', () => {
  const kept = compare([file('a.env', [[1, 0, 2, 1]])], { 'a.env': [[3]] }, { 'a.env': [[4]] });
  expect(kept.states).toEqual(['a.env:4 unchanged']);
  const replaced = compare([file('a.env', [[3, 1, 3, 1]])], { 'a.env': [[3]] }, { 'a.env': [[3]] });
  expect(replaced.states).toEqual(['a.env:3 new', 'a.env:3 absent']);
  expect(replaced.fingerprints[0]).not.toBe(kept.fingerprints[0]);
});

test('a key of several lines whose body was replaced is new', () => {
  const key = (path: string): Match => ({
    ...match(path, [1]),
    region: { startLine: 1, startColumn: 1, endLine: 9, endColumn: 9 },
  });
  const sides = { before: new Map([['k', [key('k')]]]), after: new Map([['k', [key('k')]]]) };
  const [at] = compareToBaseline({ files: [file('k', [[5, 1, 5, 1]])], ...sides });
  expect(at!.baselineState).toBe('new');
  expect(compareToBaseline({ files: [file('k', [[20, 1, 20, 1]])], ...sides })[0]!.baselineState).toBe('unchanged');
});

test('a secret moved to another file is new: nothing may tell that it is the same', () => {
  const files = [file('a.env', [[3, 1, 2, 0]]), file('b.env', [[0, 0, 1, 1]], { status: 'added' })];
  expect(compare(files, { 'a.env': [[3]] }, { 'a.env': [], 'b.env': [[1]] }).states).toEqual([
    'b.env:1 new',
    'a.env:3 absent',
  ]);
});

test('the fingerprint of a secret is rule, path and ordinal: the secret has no part in it', () => {
  const one = compareToBaseline({
    files: [],
    before: new Map(),
    after: new Map([['a.env', [{ ...match('a.env', [3]), message: 'one', snippet: { startLine: 3, lines: ['x'] } }]]]),
  });
  const other = compare([], {}, { 'a.env': [[8]] });
  const elsewhere = compare([], {}, { 'b.env': [[8]] });
  expect(one[0]!.partialFingerprints[FINGERPRINT]).toBe(other.fingerprints[0]);
  expect(elsewhere.fingerprints[0]).not.toBe(other.fingerprints[0]);
});

test('fingerprints do not depend on the order in which matches come', () => {
  const forward = compare(
    [],
    {},
    {
      'a.js': [
        [2, 'eval(x)'],
        [4, 'eval(x)'],
      ],
    },
  );
  const backward = compare(
    [],
    {},
    {
      'a.js': [
        [4, 'eval(x)'],
        [2, 'eval(x)'],
      ],
    },
  );
  expect(backward.fingerprints).toEqual([...forward.fingerprints].reverse());
});

test('files outside the change that were analysed keep their matches', () => {
  expect(compare([], { 'far.js': [[3, 'eval(x)']] }, { 'far.js': [[3, 'eval(x)']] }).states).toEqual([
    'far.js:3 unchanged',
  ]);
});
