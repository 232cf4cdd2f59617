import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type GitRepository, openRepository } from '../../src/adapters/git/repository.ts';
import { type FixtureRepository, fixtureRepository, temporaryFolder } from './fixture.ts';

const { signal } = new AbortController();
const open: GitRepository[] = [];

afterEach(() => {
  for (const repository of open.splice(0)) repository.close();
});

async function load(path: string) {
  const repository = await openRepository(path, { signal });
  open.push(repository);
  return { repository, ...(await repository.loadChange({ kind: 'default' }, signal)) };
}

/** Changed files as `status path`, against the last commit when a remote holds all commits. */
async function changes(repository: FixtureRepository): Promise<readonly string[]> {
  const { change } = await load(repository.path);
  return change.files.map((file) => `${file.status} ${file.path}`);
}

/** A repository whose only commit is upstream, so that the work tree alone is judged. */
function published(files: Record<string, string | Uint8Array>): FixtureRepository {
  const repository = fixtureRepository();
  repository.commit({ files });
  repository.remote();
  return repository;
}

test('an untouched file with CRLF shows no change where git converts line endings', async () => {
  const repository = published({
    'auto.txt': 'one\ntwo\n',
    'kept.txt': 'one\r\ntwo\r\n',
    'attr.txt': 'one\ntwo\n',
    'bin.txt': 'a\0b\r\n',
    '.gitattributes': 'attr.txt text eol=crlf\n*.dat -text\n',
    'x.dat': 'one\n',
  });
  repository.git('config', 'core.autocrlf', 'true');
  for (const name of ['auto.txt', 'attr.txt']) repository.write({ [name]: 'one\r\ntwo\r\n' });
  repository.write({ 'kept.txt': 'one\r\ntwo\r\n', 'bin.txt': 'a\0b\r\n', 'x.dat': 'one\n' });
  expect(await changes(repository)).toEqual([]);
  repository.write({ 'auto.txt': 'one\r\n2\r\n', 'x.dat': 'one\r\n', 'new.txt': 'a\r\nb\r\n' });
  const { change } = await load(repository.path);
  expect(change.files.map((file) => [file.path, file.hunks.length, file.hunks[0]?.newLines])).toEqual([
    ['auto.txt', 1, 1],
    ['new.txt', 1, 2],
    ['x.dat', 1, 1],
  ]);
  for (const file of change.files) expect(file.blob, file.path).toBe(repository.git('hash-object', file.path));
});

test('a file behind a filter is named and not read', async () => {
  const repository = published({ 'a.psd': 'pointer\n', '.gitattributes': '*.psd filter=lfs diff=lfs -text\n' });
  repository.write({ 'a.psd': 'the real picture', 'b.psd': 'another' });
  const { change, gaps } = await load(repository.path);
  expect(change.files.map((file) => [file.path, file.status, file.blob])).toEqual([
    ['a.psd', 'modified', undefined],
    ['b.psd', 'added', undefined],
  ]);
  const reason = 'it is behind the filter lfs, which is not run';
  expect(gaps).toEqual([
    { path: 'a.psd', reason },
    { path: 'b.psd', reason },
  ]);
});

test('a pointer of Git LFS is not taken for the content', async () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 3\n`;
  const repository = fixtureRepository();
  repository.commit({ files: { 'model.bin': pointer } });
  const { repository: opened, change } = await load(repository.path);
  const { path, blob = '' } = change.files[0]!;
  expect((await opened.read([{ path, blob }], signal)).get(blob)).toMatchObject({
    unread: expect.stringContaining('LFS'),
  });
});

test('an edit within the second in which the index was written is seen', async () => {
  const repository = published({ 'a.ts': 'one\n' });
  repository.write({ 'a.ts': 'two\n' });
  expect(await changes(repository)).toEqual(['modified a.ts']);
});

test('an edit that puts size and time back is seen', async () => {
  const repository = published({ 'a.ts': 'one\n' });
  const path = join(repository.path, 'a.ts');
  const past = new Date('2024-01-01T00:00:00Z');
  utimesSync(path, past, past);
  repository.git('update-index', '--refresh');
  const { mtime } = statSync(path);
  writeFileSync(path, 'two\n');
  utimesSync(path, mtime, mtime);
  expect(await changes(repository)).toEqual(['modified a.ts']);
});

test('flags that hide a file from git do not hide it from us', async () => {
  const repository = published({ 'a.ts': 'one\n', 'b.ts': 'one\n', 'c.ts': 'one\n' });
  repository.git('update-index', '--assume-unchanged', 'a.ts');
  repository.git('update-index', '--skip-worktree', 'b.ts', 'c.ts');
  repository.write({ 'a.ts': 'two\n', 'b.ts': 'two\n' });
  rmSync(join(repository.path, 'c.ts'));
  expect(await changes(repository)).toEqual(['modified a.ts', 'modified b.ts']);
});

test('an index copied to another place still gives the right answer', async () => {
  const repository = published({ 'a.ts': 'one\n', 'd/b.ts': 'one\n' });
  const copy = join(temporaryFolder(), 'copy');
  cpSync(repository.path, copy, { recursive: true });
  writeFileSync(join(copy, 'd/b.ts'), 'two\n');
  const { change } = await load(copy);
  expect(change.files.map((file) => file.path)).toEqual(['d/b.ts']);
});

test.each([
  ['version 2', ['update-index', '--index-version', '2']],
  ['version 4', ['update-index', '--index-version', '4']],
  ['split', ['update-index', '--split-index']],
  ['untracked cache', ['update-index', '--untracked-cache']],
  ['no cached trees', ['read-tree', '--empty']],
] as const)('reads an index of any kind: %s', async (_, command) => {
  const repository = published({ 'a/b/c.ts': 'one\n', 'a/b.ts': 'one\n', 'a-b.ts': 'one\n', z: '' });
  repository.git(...command);
  if (command[1] === '--empty') repository.git('read-tree', 'HEAD');
  repository.write({ 'a/b/new.ts': 'x\n', 'a/n.ts': 'x\n', 'a.ts': 'x\n' });
  repository.git('add', 'a/n.ts');
  repository.git('add', '-N', 'a.ts');
  repository.write({ 'a/b/c.ts': 'two\n' });
  expect(await changes(repository)).toEqual(['added a.ts', 'modified a/b/c.ts', 'added a/b/new.ts', 'added a/n.ts']);
});

test('a sparse checkout is not a deletion', async () => {
  const repository = published({ 'in/a.ts': '1\n', 'out/deep/b.ts': '1\n', 'out/c.ts': '1\n' });
  repository.git('sparse-checkout', 'set', '--cone', '--sparse-index', 'in');
  repository.write({ 'in/a.ts': '2\n' });
  expect(await changes(repository)).toEqual(['modified in/a.ts']);
});

test('a file that became a folder and a folder that became a file are both', async () => {
  const repository = published({ 'a/x.ts': '1\n2\n3\n', b: 'text of b\n' });
  rmSync(join(repository.path, 'a'), { recursive: true });
  rmSync(join(repository.path, 'b'));
  repository.write({ a: 'now a file\n', 'b/y.ts': 'now below\n' });
  expect(await changes(repository)).toEqual(['added a', 'deleted a/x.ts', 'deleted b', 'added b/y.ts']);
});

test('the executable bit counts only where the configuration says so', async () => {
  const repository = published({ 'run.sh': 'echo\n' });
  chmodSync(join(repository.path, 'run.sh'), 0o755);
  expect(await changes(repository)).toEqual(['modified run.sh']);
  repository.git('config', 'core.fileMode', 'false');
  expect(await changes(repository)).toEqual([]);
});

test('installed packages and repositories inside are named, not read', async () => {
  const repository = published({ 'a.ts': '1\n' });
  repository.write({ 'web/node_modules/x/index.js': 'x\n', 'web/node_modules/x/node_modules/y.js': 'y\n' });
  mkdirSync(join(repository.path, 'inner'));
  fixtureRepository({ path: join(repository.path, 'inner') }).commit({ files: { 'b.ts': '1\n' } });
  const { change, gaps } = await load(repository.path);
  expect(change.files).toEqual([]);
  expect(gaps.map((gap) => gap.path).sort()).toEqual(['inner', 'web/node_modules']);
});

test('files over the cap are listed with their size and never loaded', async () => {
  const repository = published({ 'big.ts': 'x\n' });
  const big = 'x'.repeat(3_000_000);
  repository.write({ 'big.ts': big, 'new.ts': big });
  const { change, gaps, repository: opened } = await load(repository.path);
  expect(change.files.map((file) => [file.path, file.status, file.hunks])).toEqual([
    ['big.ts', 'modified', []],
    ['new.ts', 'added', []],
  ]);
  const blob = change.files[0]!.blob!;
  expect(blob).toBe(repository.git('hash-object', 'big.ts'));
  const reason = 'it has 3,000,000 bytes, more than the 2,097,152 that are read';
  expect(gaps.map((gap) => gap.reason)).toEqual([reason, reason]);
  expect((await opened.read([{ path: 'big.ts', blob }], signal)).get(blob)).toEqual({ unread: reason });
  repository.commit();
  const committed = await load(repository.path);
  expect((await committed.repository.read([{ path: 'big.ts', blob }], signal)).get(blob)).toEqual({ unread: reason });
});

test('a huge committed file is not pulled through the pipe', async () => {
  const repository = fixtureRepository();
  repository.commit({ files: { 'a.ts': 'a\n' } });
  writeFileSync(join(repository.path, 'huge.ts'), '');
  truncateSync(join(repository.path, 'huge.ts'), 100 * 1024 * 1024);
  repository.commit({ files: { 'b.ts': 'b\n' } });
  const { change, gaps, repository: opened } = await load(repository.path);
  const requests = change.files.map((file) => ({ path: file.path, blob: file.blob! }));
  expect(requests.map((request) => request.path)).toEqual(['b.ts', 'huge.ts']);
  expect([...(await opened.read([...requests].reverse(), signal)).values()]).toEqual([
    { unread: expect.stringContaining('104,857,600 bytes') },
    { bytes: Buffer.from('b\n') },
  ]);
  expect(gaps).toHaveLength(1);
});

test('a source file with a NUL in it is changed from first line to last, not left out', async () => {
  const repository = published({ 'a.js': 'one\ntwo\n', 'p.png': 'x\0y' });
  repository.write({ 'a.js': 'one\n\0evil()\nthree', 'b.js': '\0\n', 'p.png': 'z\0y' });
  const { change } = await load(repository.path);
  expect(change.files.map((file) => [file.path, file.hunks])).toEqual([
    ['a.js', [{ oldStart: 1, oldLines: 2, newStart: 1, newLines: 3 }]],
    ['b.js', [{ oldStart: 0, oldLines: 0, newStart: 1, newLines: 1 }]],
    ['p.png', []],
  ]);
});

test('inside a commit hook the index that git names is the one that counts', async () => {
  const repository = published({ 'a.ts': '1\n', 'b.ts': '1\n' });
  const other = join(repository.path, '.git/next-index-1.lock');
  repository.write({ 'a.ts': '2\n', 'b.ts': '2\n' });
  repository.git('add', 'a.ts');
  writeFileSync(other, readFileSync(join(repository.path, '.git/index')));
  repository.git('add', 'b.ts');
  process.env.GIT_INDEX_FILE = other;
  try {
    const opened = await openRepository(repository.path, { signal });
    open.push(opened);
    const { change } = await opened.loadChange({ kind: 'staged' }, signal);
    expect(change.files.map((file) => file.path)).toEqual(['a.ts']);
  } finally {
    delete process.env.GIT_INDEX_FILE;
  }
});

test('nothing is written into the repository', async () => {
  const repository = published({ 'a.ts': '1\n' });
  repository.write({ 'a.ts': '2\n', 'b.ts': '1\n' });
  symlinkSync('a.ts', join(repository.path, 'link'));
  const state = () =>
    execFileSync('find', [repository.path, '-newer', join(repository.path, 'b.ts')], { encoding: 'utf8' });
  const before = execFileSync('sh', ['-c', 'find . -type f | sort | xargs sha256sum'], { cwd: repository.path });
  const stamp = state();
  await load(repository.path);
  expect(execFileSync('sh', ['-c', 'find . -type f | sort | xargs sha256sum'], { cwd: repository.path })).toEqual(
    before,
  );
  expect(state()).toBe(stamp);
});
