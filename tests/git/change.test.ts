import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type GitRepository, openRepository } from '../../src/adapters/git/repository.ts';
import type { ChangeRequest } from '../../src/model/ports.ts';
import { ADA, existingRepository, FIXTURE_ENVIRONMENT, fixtureRepository, temporaryFolder } from './fixture.ts';

const { signal } = new AbortController();
const open: GitRepository[] = [];

afterEach(() => {
  for (const repository of open.splice(0)) repository.close();
});

async function opened(path: string): Promise<GitRepository> {
  const repository = await openRepository(path, { signal });
  open.push(repository);
  return repository;
}

async function load(path: string, request: ChangeRequest = { kind: 'default' }) {
  const repository = await opened(path);
  return { repository, ...(await repository.loadChange(request, signal)) };
}

test('judges what the upstream branch lacks together with work tree and untracked files', async () => {
  const fixture = fixtureRepository();
  const base = fixture.commit({ files: { 'a.ts': '1\n2\n3\n', 'gone.py': 'x\n', '.gitignore': '*.log\n' } });
  fixture.remote();
  const head = fixture.commit({ files: { 'a.ts': '1\ntwo\n3\n' }, message: 'Second\n\nBody.' });
  fixture.write({ 'a.ts': '1\ntwo\n3\n4\n', 'src/new.js': 'a\nb\n', 'x.log': 'ignored', 'gone.py': null });
  const { change, scope, messages, gaps, repository } = await load(join(fixture.path, 'src'));

  expect(gaps).toEqual([]);
  expect(scope).toBe('1 commit and the work tree against origin/main');
  expect(change.base).toBe(base);
  expect(change.head).toMatchObject({ kind: 'worktree', sha: head });
  expect(change.commits).toEqual([{ sha: head, author: ADA, committer: ADA, at: '2025-01-01T09:02:00.000Z' }]);
  expect(messages.get(head)).toBe('Second\n\nBody.\n');
  expect(change.files.map(({ path, status, language, hunks }) => ({ path, status, language, hunks }))).toEqual([
    {
      path: 'a.ts',
      status: 'modified',
      language: 'typescript',
      hunks: [
        { oldStart: 2, oldLines: 1, newStart: 2, newLines: 1 },
        { oldStart: 3, oldLines: 0, newStart: 4, newLines: 1 },
      ],
    },
    {
      path: 'gone.py',
      status: 'deleted',
      language: 'python',
      hunks: [{ oldStart: 1, oldLines: 1, newStart: 0, newLines: 0 }],
    },
    {
      path: 'src/new.js',
      status: 'added',
      language: 'javascript',
      hunks: [{ oldStart: 0, oldLines: 0, newStart: 1, newLines: 2 }],
    },
  ]);
  const added = change.files[2]!;
  expect(added.blob).toBe(fixture.git('hash-object', 'src/new.js'));
  const contents = await repository.read([{ path: added.path, blob: added.blob! }], signal);
  expect(contents.get(added.blob!)).toEqual({ bytes: Buffer.from('a\nb\n') });
  expect(repository.processes).toBeLessThanOrEqual(6);
});

test('a clean clone has nothing to judge', async () => {
  const fixture = fixtureRepository();
  fixture.commit({ files: { 'a.ts': '1\n' } });
  fixture.remote();
  const { change, scope } = await load(fixture.path);
  expect(change.files).toEqual([]);
  expect(change.head.kind).toBe('commit');
  expect(scope).toBe('the work tree against origin/main');
});

test('one commit in a clean work tree is compared once, for the change and for its authors', async () => {
  const fixture = fixtureRepository();
  const base = fixture.commit({ files: { 'a.ts': '1\n' } });
  fixture.remote();
  const head = fixture.commit({ files: { 'a.ts': '2\n' } });
  const { repository, change } = await load(fixture.path);
  const before = repository.processes;
  const [{ path, hunks }] = change.files as [(typeof change.files)[0]];
  expect(await repository.commitDiffs(base, head, signal)).toEqual([
    { sha: head, parent: base, files: [{ path, hunks }] },
  ]);
  expect(repository.processes).toBe(before);
  expect(before).toBe(4);
});

test('says apart what of the change is not committed', async () => {
  const fixture = fixtureRepository();
  fixture.commit({ files: { 'a.ts': '1\n2\n3\n' } });
  fixture.remote();
  fixture.commit({ files: { 'a.ts': '0\n1\n2\n3\n', 'b.ts': '1\n' } });
  expect((await load(fixture.path)).uncommitted).toBeUndefined();
  fixture.write({ 'a.ts': '0\n1\n2\n3\n4\n' });
  const { uncommitted, change } = await load(fixture.path);
  const added = { oldStart: 4, oldLines: 0, newStart: 5, newLines: 1 };
  expect(uncommitted).toEqual([{ path: 'a.ts', hunks: [added] }]);
  expect(change.files[0]!.hunks).toHaveLength(2);
  fixture.git('add', '.');
  expect((await load(fixture.path, { kind: 'staged' })).uncommitted).toEqual([{ path: 'a.ts', hunks: [added] }]);
});

test('finds the commits of a branch whose upstream has moved on, merges among them', async () => {
  const fixture = fixtureRepository();
  const base = fixture.commit({ files: { 'a.ts': '1\n' } });
  fixture.remote();
  fixture.branch('feature');
  const one = fixture.commit({ files: { 'b.ts': 'b\n' }, message: 'One' });
  fixture.git('checkout', '-q', 'main');
  const moved = fixture.commit({ files: { 'c.ts': 'c\n' } });
  fixture.git('push', '-q', 'origin', 'main');
  fixture.git('checkout', '-q', 'feature');
  const before = await load(fixture.path);
  expect(before.change.base).toBe(base);
  expect(before.change.commits.map((commit) => commit.sha)).toEqual([one]);
  fixture.git('merge', '-q', '--no-edit', 'main');
  const two = fixture.commit({ files: { 'd.ts': 'd\n' }, message: 'Zwei\n\nmit Ümlaut' });
  const { change, messages } = await load(fixture.path);
  expect(change.base).toBe(moved);
  expect(change.commits.map((commit) => commit.sha)).toEqual([two, fixture.git('rev-parse', 'HEAD~1'), one]);
  expect(messages.get(two)).toBe('Zwei\n\nmit Ümlaut\n');
  expect(change.files.map((file) => file.path)).toEqual(['b.ts', 'd.ts']);
});

test('reads a commit the same, whether from the object or from the log', async () => {
  const fixture = fixtureRepository();
  const base = fixture.commit({ files: { 'a.ts': '1\n' } });
  const tree = fixture.git('rev-parse', 'HEAD^{tree}');
  const people = 'author J\xfcrgen  <j@example.com> 1700000000 +0200\ncommitter <> 99999999999999999 -0000';
  const text = `tree ${tree}\nparent ${base}\n${people}\nencoding ISO-8859-1\n\ngr\xfc\xdfe\n`;
  const odd = fixture.gitWith(
    Buffer.from(text, 'latin1'),
    'hash-object',
    '-t',
    'commit',
    '-w',
    '--stdin',
    '--literally',
  );
  fixture.git('update-ref', 'refs/heads/main', odd);
  const row = await load(fixture.path, { kind: 'range', range: `${base}..main` });
  expect(row.messages.get(odd)).toBe('grüße\n');
  expect(row.change.commits[0]!.author).toEqual({ name: 'Jürgen', email: 'j@example.com' });
  fixture.git('checkout', '-q', '-B', 'side', base);
  fixture.commit({ files: { 'b.ts': '1\n' } });
  const log = await load(fixture.path, { kind: 'range', range: 'side...main' });
  expect(log.change.commits).toEqual(row.change.commits);
  fixture.git('merge', '-q', '--no-edit', '-s', 'ours', 'main');
  const merged = await load(fixture.path, { kind: 'range', range: `${base}..side` });
  expect(merged.change.commits.find((commit) => commit.sha === odd)).toEqual(row.change.commits[0]);
  expect(merged.messages.get(odd)).toBe('grüße\n');
});

test('without a remote the last commit and the work tree are judged', async () => {
  const fixture = fixtureRepository();
  const first = fixture.commit({ files: { 'a.ts': '1\n' } });
  fixture.commit({ files: { 'b.ts': '1\n' } });
  const { change, scope } = await load(fixture.path);
  expect(change.base).toBe(first);
  expect(change.files.map((file) => file.path)).toEqual(['b.ts']);
  expect(scope).toBe(`1 commit against ${first.slice(0, 12)}, the commit before`);
});

test('a branch without upstream is measured against the default branch of the remote', async () => {
  const fixture = fixtureRepository();
  const base = fixture.commit({ files: { 'a.ts': '1\n' } });
  fixture.remote();
  fixture.branch('feature');
  fixture.commit({ files: { 'b.ts': '1\n' } });
  fixture.commit({ files: { 'c.ts': '1\n' } });
  const { change, scope } = await load(fixture.path);
  expect(change.base).toBe(base);
  expect(scope).toBe('2 commits against origin/main');
  expect(change.files.map((file) => file.path)).toEqual(['b.ts', 'c.ts']);
});

test('judges the index against HEAD, whatever the work tree holds', async () => {
  const fixture = fixtureRepository();
  const head = fixture.commit({ files: { 'a.ts': '1\n', 'b/c.ts': '1\n' } });
  fixture.write({ 'a.ts': '2\n', 'b/d.ts': 'new\n' });
  fixture.git('add', '.');
  fixture.write({ 'a.ts': '3\n', 'untracked.ts': '' });
  const { change, scope } = await load(fixture.path, { kind: 'staged' });
  expect(scope).toBe(`the index against HEAD (${head.slice(0, 12)})`);
  expect(change.head).toMatchObject({ kind: 'index', sha: head, tree: fixture.git('write-tree') });
  expect(change.files.map((file) => [file.path, file.status])).toEqual([
    ['a.ts', 'modified'],
    ['b/d.ts', 'added'],
  ]);
});

test('judges one commit, the first of a history and a merge among them', async () => {
  const fixture = fixtureRepository();
  const root = fixture.commit({ files: { 'a.ts': '1\n' } });
  fixture.branch('side');
  fixture.commit({ files: { 'side.ts': '1\n' } });
  fixture.git('checkout', '-q', 'main');
  const main = fixture.commit({ files: { 'main.ts': '1\n' } });
  fixture.git('merge', '-q', '--no-edit', 'side');
  const first = await load(fixture.path, { kind: 'commit', revision: root });
  expect(first.change.base).toBeNull();
  expect(first.change.files.map((file) => file.path)).toEqual(['a.ts']);
  const merge = await load(fixture.path, { kind: 'commit', revision: 'HEAD' });
  expect(merge.change.base).toBe(main);
  expect(merge.change.files.map((file) => file.path)).toEqual(['side.ts']);
  expect(merge.change.commits).toHaveLength(1);
});

test('judges ranges as git reads them', async () => {
  const fixture = fixtureRepository();
  fixture.commit({ files: { 'a.ts': '1\n' } });
  fixture.git('tag', '-a', 'v1', '-m', 'one');
  fixture.branch('side');
  const side = fixture.commit({ files: { 'side.ts': 'side\n' } });
  fixture.git('checkout', '-q', 'main');
  fixture.commit({ files: { 'main.ts': 'main\n' } });
  const paths = async (range: string) =>
    (await load(fixture.path, { kind: 'range', range })).change.files.map((file) => `${file.status} ${file.path}`);
  expect(await paths('v1..side')).toEqual(['added side.ts']);
  expect(await paths('main..side')).toEqual(['deleted main.ts', 'added side.ts']);
  expect(await paths('main...side')).toEqual(['added side.ts']);
  expect(await paths('HEAD~1')).toEqual(['added main.ts']);
  expect(await paths(`${side.slice(0, 8)}^..`)).toEqual(['added main.ts']);
  expect(await paths('HEAD@{1}..HEAD')).toEqual(['added main.ts']);
});

test.each(['nope', '-p', '--output=x', 'HEAD~99', 'main:a.ts', 'a\nb', '', '@{u}'])(
  'says which revision is not known: %j',
  async (range) => {
    const fixture = fixtureRepository();
    fixture.commit({ files: { 'a.ts': '1\n' } });
    const repository = await opened(fixture.path);
    await expect(repository.loadChange({ kind: 'commit', revision: range }, signal)).rejects.toMatchObject({
      code: 'git/unknown-revision',
    });
  },
);

test('takes every file of the work tree or of a commit as added', async () => {
  const fixture = fixtureRepository();
  fixture.commit({ files: { 'a.ts': '1\n2', 'lib/b.ts': '1\n', 'lib/empty.ts': '', 'lib2/c.ts': 'x\n' } });
  fixture.write({ 'lib/new.ts': '1\n2\n3\n' });
  const lines = async (request: Omit<Extract<ChangeRequest, { kind: 'tree' }>, 'kind'>) =>
    (await load(fixture.path, { kind: 'tree', ...request })).change.files.map(
      (file) => `${file.path} ${file.hunks[0]?.newLines ?? 0}`,
    );
  expect(await lines({})).toEqual(['a.ts 2', 'lib/b.ts 1', 'lib/empty.ts 0', 'lib/new.ts 3', 'lib2/c.ts 1']);
  expect(await lines({ revision: 'HEAD', under: 'lib' })).toEqual(['lib/b.ts 1', 'lib/empty.ts 0']);
  expect(await lines({ under: './lib/' })).toEqual(['lib/b.ts 1', 'lib/empty.ts 0', 'lib/new.ts 3']);
  expect(await lines({ under: 'lib/new.ts' })).toEqual(['lib/new.ts 3']);
  await expect(lines({ under: 'nope' })).rejects.toMatchObject({ code: 'path/not-found' });
});

test('a program without an extension is known by its first line', async () => {
  const fixture = fixtureRepository();
  fixture.commit({
    files: { 'bin/run': '#!/usr/bin/env python3\nprint(1)\n', 'bin/tool': '\x7fELF\0\0', NOTES: 'a\n' },
  });
  const languages = async (request: ChangeRequest) =>
    (await load(fixture.path, request)).change.files.map((file) => `${file.path} ${file.language}`);
  const expected = ['NOTES text', 'bin/run python', 'bin/tool binary'];
  expect(await languages({ kind: 'tree' })).toEqual(expected);
  expect(await languages({ kind: 'commit', revision: 'HEAD' })).toEqual(expected);
});

test('follows renames and changes of mode and type', async () => {
  const fixture = fixtureRepository();
  const text = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join('');
  fixture.commit({ files: { 'old name.ts': text, 'run.sh': 'echo\n', 'type.txt': 'text\n' } });
  fixture.write({ 'old name.ts': null, 'new name.ts': text.replace('line 3\n', 'three\n'), 'type.txt': null });
  chmodSync(join(fixture.path, 'run.sh'), 0o755);
  symlinkSync('run.sh', join(fixture.path, 'type.txt'));
  const sha = fixture.commit();
  const { change } = await load(fixture.path, { kind: 'commit', revision: sha });
  expect(change.files).toMatchObject([
    {
      path: 'new name.ts',
      previousPath: 'old name.ts',
      status: 'renamed',
      hunks: [{ oldStart: 4, oldLines: 1, newStart: 4, newLines: 1 }],
    },
    { path: 'run.sh', status: 'modified', mode: '100755', hunks: [] },
    { path: 'type.txt', status: 'type-changed', mode: '120000', hunks: [{ oldLines: 1 }, { newLines: 1 }] },
  ]);
});

test('an empty repository and one without commits are no error', async () => {
  const fixture = fixtureRepository();
  const nothing = await load(fixture.path);
  expect(nothing.change.files).toEqual([]);
  expect(nothing.scope).toContain('there is no commit yet');
  expect((await load(fixture.path, { kind: 'staged' })).change.files).toEqual([]);
  fixture.write({ 'a.ts': '1\n' });
  const { change } = await load(fixture.path);
  expect(change).toMatchObject({ base: null, head: { kind: 'worktree' }, files: [{ path: 'a.ts', status: 'added' }] });
});

test('works in bare repositories, linked work trees and with a detached HEAD', async () => {
  const fixture = fixtureRepository();
  fixture.commit({ files: { 'a.ts': '1\n' } });
  const bare = fixture.remote();
  fixture.commit({ files: { 'b.ts': '1\n' } });
  fixture.git('push', '-q', 'origin', 'main');
  expect((await load(bare)).change).toMatchObject({ head: { kind: 'commit' }, files: [{ path: 'b.ts' }] });

  const linked = join(temporaryFolder(), 'linked');
  fixture.git('worktree', 'add', '-q', '--detach', linked, 'HEAD~1');
  const other = existingRepository(linked);
  other.write({ 'c.ts': '1\n' });
  const { change, repository } = await load(linked);
  expect(repository.name).toBe('linked');
  expect(change.head).toMatchObject({ kind: 'worktree', sha: fixture.git('rev-parse', 'HEAD~1') });
  expect(change.files.map((file) => file.path)).toEqual(['c.ts']);
});

test('a folder that points at a bare repository is no work tree, one with an index is, whatever it says', async () => {
  const fixture = fixtureRepository();
  fixture.commit({ files: { 'a.ts': '1\n' } });
  const folder = temporaryFolder();
  execFileSync('git', ['clone', '-q', '--bare', fixture.path, join(folder, '.bare')], { env: FIXTURE_ENVIRONMENT });
  writeFileSync(join(folder, '.git'), 'gitdir: ./.bare\n');
  const { change } = await load(folder);
  expect(change).toMatchObject({ head: { kind: 'commit' }, files: [{ path: 'a.ts', status: 'added' }] });

  fixture.git('config', 'core.bare', 'true');
  fixture.write({ 'b.ts': '1\n' });
  expect((await load(fixture.path)).change.files.map((file) => file.path)).toEqual(['a.ts', 'b.ts']);
});

test('works in a SHA-256 repository', async () => {
  const fixture = fixtureRepository({ objectFormat: 'sha256' });
  const base = fixture.commit({ files: { 'a.ts': '1\n', 'd/e.ts': '1\n' } });
  fixture.remote();
  fixture.commit({ files: { 'a.ts': '2\n' } });
  fixture.write({ 'd/e.ts': '2\n' });
  const { change, repository } = await load(fixture.path);
  expect(base).toHaveLength(64);
  expect(change.files.map((file) => file.path)).toEqual(['a.ts', 'd/e.ts']);
  expect(change.files[1]!.blob).toBe(fixture.git('hash-object', 'd/e.ts'));
  expect(await repository.readAt(base, 'd/e.ts', signal)).toEqual({ bytes: Buffer.from('1\n') });
});

test('reads a shallow clone up to where it ends, and says so', async () => {
  const fixture = fixtureRepository();
  for (const number of [1, 2, 3]) fixture.commit({ files: { 'a.ts': `${number}\n` } });
  const clone = join(temporaryFolder(), 'clone');
  execFileSync('git', ['clone', '-q', '--depth', '1', `file://${fixture.path}`, clone], { env: FIXTURE_ENVIRONMENT });
  const { change, gaps, repository } = await load(clone, { kind: 'commit', revision: 'HEAD' });
  expect(change.base).toBeNull();
  expect(gaps).toEqual([{ path: '.', reason: expect.stringContaining('shallow') }]);
  expect(await repository.commitDiffs(null, change.head.sha!, signal)).toMatchObject([{ parent: null }]);
});

test('during a merge with conflicts the work tree is judged as it stands', async () => {
  const fixture = fixtureRepository();
  fixture.commit({ files: { 'a.ts': '1\n' } });
  fixture.branch('side');
  fixture.commit({ files: { 'a.ts': 'side\n' } });
  fixture.git('checkout', '-q', 'main');
  fixture.commit({ files: { 'a.ts': 'main\n' } });
  expect(() => fixture.git('merge', 'side')).toThrow();
  const { change, repository } = await load(fixture.path);
  const { bytes } = (await repository.read([{ path: 'a.ts', blob: change.files[0]!.blob! }], signal)).get(
    change.files[0]!.blob!,
  ) as { bytes: Uint8Array };
  expect(Buffer.from(bytes).toString()).toContain('<<<<<<<');
  const staged = await load(fixture.path, { kind: 'staged' });
  expect(staged.gaps).toEqual([{ path: 'a.ts', reason: 'its merge conflict is not resolved' }]);
});

test('names what is not there', async () => {
  await expect(opened('/nonexistent/place')).rejects.toMatchObject({ code: 'path/not-found' });
  await expect(opened(temporaryFolder())).rejects.toMatchObject({ code: 'git/not-a-repository' });
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.git'));
  await expect(opened(folder)).rejects.toMatchObject({ code: 'git/not-a-repository' });
});
