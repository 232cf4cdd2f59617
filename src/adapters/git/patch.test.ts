import { expect, test } from 'vitest';
import { patchParser } from './patch.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const NONE = '0'.repeat(40);

const OUTPUT = [
  `:100644 100644 ${A} ${B} M\ta b.ts`,
  `:000000 100644 ${NONE} ${B} A\t"new\\nline.ts"`,
  `:100644 120000 ${A} ${B} T\tturned`,
  `:100644 100644 ${A} ${B} R090\told.ts\trenamed.ts`,
  `:100644 100644 ${A} ${B} M\tpicture.png`,
  `:160000 160000 ${A} ${B} M\tsub`,
  '',
  'diff --git a/a b.ts b/a b.ts',
  `index ${A}..${B} 100644`,
  '--- a/a b.ts\t',
  '+++ b/a b.ts\t',
  '@@ -1 +1,3 @@ function x()',
  '-old',
  '\\ No newline at end of file',
  '+@@ -7 +7 @@',
  '+diff --git a/x b/x',
  '+:100644 100644 not a record',
  '\\ No newline at end of file',
  '@@ -9,0 +12 @@',
  '+++ b/not-a-name',
  'diff --git "a/new\\nline.ts" "b/new\\nline.ts"',
  'new file mode 100644',
  '--- /dev/null',
  '+++ "b/new\\nline.ts"',
  '@@ -0,0 +1 @@',
  '+x',
  'diff --git a/turned b/turned',
  'deleted file mode 100644',
  '--- a/turned',
  '+++ /dev/null',
  '@@ -1 +0,0 @@',
  '-x',
  'diff --git a/turned b/turned',
  'new file mode 120000',
  '--- /dev/null',
  '+++ b/turned',
  '@@ -0,0 +1 @@',
  '+target',
  '\\ No newline at end of file',
  'diff --git a/old.ts b/renamed.ts',
  'similarity index 90%',
  'rename from old.ts',
  'rename to renamed.ts',
  '--- a/old.ts',
  '+++ b/renamed.ts',
  '@@ -4 +4 @@',
  '-x',
  '+y',
  'diff --git a/picture.png b/picture.png',
  'Binary files a/picture.png and b/picture.png differ',
  'diff --git a/sub b/sub',
  '--- a/sub',
  '+++ b/sub',
  '@@ -1 +1 @@',
  '-Subproject commit a',
  '+Subproject commit b',
  '',
].join('\n');

const hunk = (oldStart: number, oldLines: number, newStart: number, newLines: number) => ({
  oldStart,
  oldLines,
  newStart,
  newLines,
});

const EXPECTED = [
  ['a b.ts', 'modified', [hunk(1, 1, 1, 3), hunk(9, 0, 12, 1)], false],
  ['new\nline.ts', 'added', [hunk(0, 0, 1, 1)], false],
  ['turned', 'type-changed', [hunk(1, 1, 0, 0), hunk(0, 0, 1, 1)], false],
  ['renamed.ts', 'renamed', [hunk(4, 1, 4, 1)], false],
  ['picture.png', 'modified', [], true],
  ['sub', 'modified', [], false],
];

test.each([1, 2, 7, 64, 100_000])('reads the same in pieces of %i bytes', (size) => {
  const parser = patchParser();
  const bytes = Buffer.from(OUTPUT);
  for (let at = 0; at < bytes.length; at += size) parser.push(bytes.subarray(at, at + size));
  expect(parser.take().map(({ path, status, hunks, binary }) => [path, status, hunks, binary])).toEqual(EXPECTED);
});

test('offers the lines between patches, and starts afresh for the next commit', () => {
  const lines: string[] = [];
  const parser = patchParser((line) => lines.push(line));
  parser.push(Buffer.from(`commit 1\n\n    :100644 a message\n    diff --git a/x b/x\n\n${OUTPUT}\ncommit 2\n`));
  expect(lines.filter((line) => line !== '')).toEqual([
    'commit 1',
    '    :100644 a message',
    '    diff --git a/x b/x',
    'commit 2',
  ]);
  expect(parser.take()).toHaveLength(EXPECTED.length);
  expect(parser.take()).toEqual([]);
});

test('keeps nothing of a line without end', () => {
  const parser = patchParser();
  parser.push(Buffer.from(OUTPUT.slice(0, OUTPUT.indexOf('-old'))));
  for (let times = 0; times < 200; times += 1) parser.push(Buffer.alloc(1_000_000, 'x'));
  parser.push(Buffer.from('\n+1\n+2\n+3\n@@ -9,0 +12 @@\n+x\n'));
  expect(parser.take()[0]!.hunks).toHaveLength(2);
});
