import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openFolder } from './folder.ts';

const { signal } = new AbortController();
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: Record<string, string | Uint8Array>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-test-')));
  folders.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

async function paths(root: string, under?: string): Promise<string[]> {
  const request = { kind: 'tree' as const, ...(under === undefined ? {} : { under }) };
  const { change } = await openFolder(root).loadChange(request, signal);
  return change.files.map((file) => file.path);
}

test('takes every file as added, with its lines and the blob id that git would give it', async () => {
  const root = folderWith({ 'a.ts': '1\n2', 'b/run.sh': 'echo\n' });
  chmodSync(join(root, 'b/run.sh'), 0o755);
  const { change, gaps } = await openFolder(root).loadChange({ kind: 'tree' }, signal);
  expect(gaps).toEqual([]);
  expect(change.base).toBeNull();
  expect(change.head.kind).toBe('folder');
  expect(change.files).toMatchObject([
    { path: 'a.ts', status: 'added', language: 'typescript', hunks: [{ newStart: 1, newLines: 2 }], mode: '100644' },
    { path: 'b/run.sh', mode: '100755', blob: git(root, 'b/run.sh') },
  ]);
});

function git(root: string, path: string): string {
  return execFileSync('git', ['hash-object', '--no-filters', path], { cwd: root, encoding: 'utf8' }).trim();
}

test('leaves out what a .gitignore names, and says what was installed', async () => {
  const root = folderWith({
    '.gitignore': '# comment\n*.log\nbuild/\n/top.txt\n!keep.log\n{a}.txt\r\n',
    'x.log': '',
    'keep.log': '',
    'build/out.js': '',
    'src/build/out.js': '',
    'top.txt': '',
    'src/top.txt': '',
    'src/.gitignore': '*.gen.ts\n!x.log\n',
    'src/x.log': '',
    'src/y.gen.ts': '',
    'src/deep/z.gen.ts': '',
    '{a}.txt': '',
    'node_modules/left-pad/index.js': '',
    '.git/config': '',
  });
  const { change, gaps } = await openFolder(root).loadChange({ kind: 'tree' }, signal);
  expect(change.files.map((file) => file.path)).toEqual([
    '.gitignore',
    'keep.log',
    'src/.gitignore',
    'src/top.txt',
    'src/x.log',
  ]);
  expect(gaps).toEqual([{ path: 'node_modules', reason: expect.stringContaining('not read') }]);
});

test('takes a link for its text and never follows it, nor a folder that is one', async () => {
  const outside = folderWith({ 'secret.txt': 'secret' });
  const root = folderWith({ 'a.txt': '' });
  symlinkSync(join(outside, 'secret.txt'), join(root, 'file'));
  symlinkSync(outside, join(root, 'folder'));
  symlinkSync('.', join(root, 'loop'));
  const repository = openFolder(root);
  const { change } = await repository.loadChange({ kind: 'tree' }, signal);
  expect(change.files.map((file) => `${file.path} ${file.mode}`)).toEqual([
    'a.txt 100644',
    'file 120000',
    'folder 120000',
    'loop 120000',
  ]);
  const file = change.files[1]!;
  const contents = await repository.read([{ path: file.path, blob: file.blob! }], signal);
  expect(contents.get(file.blob!)).toEqual({ bytes: Buffer.from(join(outside, 'secret.txt')) });
  expect(await repository.readAt(null, 'folder/secret.txt', signal)).toBeNull();
  expect(await repository.readAt(null, '../x', signal)).toBeNull();
});

test('names a file over the cap, and one that is neither file nor link', async () => {
  const root = folderWith({ 'big.js': 'x'.repeat(11) });
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(root, 'pipe')]);
  const { change, gaps } = await openFolder(root, { blobCap: 10 }).loadChange({ kind: 'tree' }, signal);
  expect(change.files).toMatchObject([{ path: 'big.js', hunks: [] }]);
  expect(gaps).toEqual([
    { path: 'pipe', reason: 'it is neither a file nor a link' },
    { path: 'big.js', reason: 'it has 11 bytes, more than the 10 that are read' },
  ]);
});

test('does not pass off new content as what was listed', async () => {
  const root = folderWith({ 'a.ts': 'one' });
  const repository = openFolder(root);
  const { change } = await repository.loadChange({ kind: 'tree' }, signal);
  writeFileSync(join(root, 'a.ts'), 'two');
  const blob = change.files[0]!.blob!;
  expect((await repository.read([{ path: 'a.ts', blob }], signal)).get(blob)).toEqual({
    unread: 'it changed while it was being read',
  });
});

test('reads names of any bytes, a part of the folder, and a single file', async () => {
  const root = folderWith({ 'src/a b\n.ts': '1', 'srcs/b.ts': '', 'src/-x': '' });
  writeFileSync(Buffer.concat([Buffer.from(`${root}/src/`), Buffer.from([0xff])]), 'x');
  expect(await paths(root, './src/')).toEqual(['src/-x', 'src/\\xff', 'src/a b\n.ts']);
  expect(await paths(join(root, 'srcs/b.ts'))).toEqual(['b.ts']);
  await expect(paths(root, 'nope')).rejects.toMatchObject({ code: 'path/not-found' });
  expect(() => openFolder(join(root, 'nope'))).toThrow(expect.objectContaining({ code: 'path/not-found' }));
});

test('a folder has no commits to judge', async () => {
  const repository = openFolder(folderWith({ 'a.ts': '' }));
  await expect(repository.loadChange({ kind: 'default' }, signal)).rejects.toMatchObject({
    code: 'git/not-a-repository',
  });
});
