import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openRepository } from '../../src/adapters/git/repository.ts';
import type { LoadedChange } from '../../src/model/ports.ts';
import { existingRepository, FIXTURE_ENVIRONMENT, fixtureRepository, makePipe, temporaryFolder } from './fixture.ts';
import { configure, exercise, victim } from './hostile.ts';

const { signal } = new AbortController();

const paths = ({ change }: LoadedChange) => change.files.map((file) => file.path);
const reasons = ({ gaps }: LoadedChange) => gaps.map((gap) => `${gap.path}: ${gap.reason}`);

async function using<T>(
  path: string,
  act: (repository: Awaited<ReturnType<typeof openRepository>>) => Promise<T>,
): Promise<T> {
  const repository = await openRepository(path, { signal });
  try {
    return await act(repository);
  } finally {
    repository.close();
  }
}

test('people keep the names that they committed under, whatever a mailmap says', async () => {
  const repository = victim();
  repository.write({ '.mailmap': 'Somebody Else <else@example.com> <ada@example.com>\n' });
  configure(repository, '[mailmap]\nfile = .mailmap\n[log]\nmailmap = true');
  const [loaded] = await exercise(repository.path);
  expect(loaded!.change.commits[0]!.author.email).toBe('ada@example.com');
  expect(repository.git('log', '-1', '--format=%aE')).toBe('else@example.com');
});

test('a replacement object and a graft do not forge a commit', async () => {
  const repository = victim();
  const head = repository.git('rev-parse', 'HEAD');
  const forged = repository.gitWith(
    repository.git('cat-file', 'commit', 'HEAD').replace('Second', 'Forged'),
    'hash-object',
    '-t',
    'commit',
    '-w',
    '--stdin',
  );
  repository.git('replace', head, forged);
  const [loaded] = await exercise(repository.path);
  expect(loaded!.messages.get(head)).toBe('Second\n');
  expect(repository.git('log', '-1', '--format=%s')).toBe('Forged');
});

test('a link is its text, and neither a link nor a folder that became one leads out of the tree', async () => {
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'secret.ts'), 'secret\n');
  const repository = victim();
  repository.commit({ files: { 'dir/secret.ts': 'ours\n' } });
  symlinkSync(join(outside, 'secret.ts'), join(repository.path, 'file-link.ts'));
  renameSync(join(repository.path, 'dir'), join(repository.path, 'old'));
  symlinkSync(outside, join(repository.path, 'dir'));
  symlinkSync('/etc/passwd', join(repository.path, 'a.ts.link'));
  await using(repository.path, async (opened) => {
    const loaded = await opened.loadChange({ kind: 'default' }, signal);
    const link = loaded.change.files.find((file) => file.path === 'file-link.ts')!;
    expect(link).toMatchObject({ mode: '120000', status: 'added' });
    const contents = await opened.read([{ path: link.path, blob: link.blob! }], signal);
    expect(contents.get(link.blob!)).toEqual({ bytes: Buffer.from(join(outside, 'secret.ts')) });
    expect(loaded.change.files.find((file) => file.path === 'dir')).toMatchObject({ mode: '120000' });
    expect(paths(loaded)).not.toContain('dir/secret.ts');
    expect(await opened.readAt(null, 'dir/secret.ts', signal)).toBeNull();
    expect(await opened.readAt(null, '../secret.ts', signal)).toBeNull();
    expect(await opened.readAt(null, '.git/config', signal)).toBeNull();
    const before = await opened.readAt('HEAD', 'dir/secret.ts', signal);
    expect(before).toEqual({ bytes: Buffer.from('ours\n') });
  });
});

test('reads files of any name, committed or not', async () => {
  const names = [
    'new\nline.ts',
    'quo"te\'s\t.ts',
    '-rf',
    '--output=x',
    ':(top)x',
    'ümlaut é.ts',
    ' lead',
    '\\x41',
    'a\n@@ -1 +1 @@\n.ts',
  ];
  const raw = Buffer.from([0x62, 0xff, 0x2e, 0x74, 0x73]);
  const repository = fixtureRepository();
  repository.commit({ files: { base: 'b\n' } });
  for (const committed of [false, true]) {
    const text = committed ? 'committed\n' : 'work tree\n';
    for (const name of names) repository.write({ [name]: text });
    writeFileSync(Buffer.concat([Buffer.from(`${repository.path}/`), raw]), text);
    if (committed) repository.commit();
    await using(repository.path, async (opened) => {
      const loaded = await opened.loadChange(
        committed ? { kind: 'commit', revision: 'HEAD' } : { kind: 'tree' },
        signal,
      );
      const shown = [...names.map((name) => name.replace('\\x41', '\\x5cx41')), 'b\\xff.ts'].sort();
      expect(paths(loaded).filter((path) => path !== 'base')).toEqual(shown);
      for (const file of loaded.change.files) {
        if (file.path === 'base') continue;
        expect(file.hunks, JSON.stringify(file.path)).toEqual([{ oldStart: 0, oldLines: 0, newStart: 1, newLines: 1 }]);
        const here = await opened.readAt(committed ? 'HEAD' : null, file.path, signal);
        expect(here, JSON.stringify(file.path)).toEqual({ bytes: Buffer.from(text) });
      }
      const diffs = await opened.commitDiffs(null, 'HEAD', signal);
      if (committed) expect(diffs[0]!.files.map((file) => file.path).sort()).toEqual(shown);
    });
  }
});

test('an index that names places outside of the tree is not followed', async () => {
  const repository = victim();
  const blob = repository.git('rev-parse', 'HEAD:b.txt');
  const outside = join(temporaryFolder(), 'outside.txt');
  writeFileSync(outside, 'outside\n');
  // git refuses to write such an index, so a harmless one of the same length is edited.
  const climb = '../../outside.txt';
  repository.gitWith(`100644 ${blob}\t${'x'.repeat(climb.length)}\n`, 'update-index', '--index-info');
  const index = join(repository.path, '.git/index');
  const bytes = execFileSync('cat', [index]);
  const at = bytes.indexOf('x'.repeat(climb.length));
  bytes.write(climb, at);
  bytes.fill(0, bytes.length - 20);
  writeFileSync(index, bytes);
  await using(repository.path, async (opened) => {
    const loaded = await opened.loadChange({ kind: 'default' }, signal);
    expect(reasons(loaded)).toEqual([
      `${climb}: the index names a path that is not inside the work tree; it was not read`,
    ]);
    expect(paths(loaded)).toEqual(['a.ts', 'new.ts']);
  });
});

test('a submodule is listed by its commit and named as not read', async () => {
  const inner = fixtureRepository();
  inner.commit({ files: { 'inner.ts': '1\n' } });
  const repository = victim();
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.path, 'sub');
  repository.commit();
  const [loaded] = await exercise(repository.path);
  expect(loaded!.change.files.find((file) => file.path === 'sub')).toEqual({
    path: 'sub',
    status: 'added',
    language: 'text',
    hunks: [],
    mode: '160000',
  });
  expect(reasons(loaded!)).toEqual(['sub: it is a submodule; its content is judged in its own repository']);
});

test('a partial clone names what it does not have and fetches nothing', async () => {
  const origin = fixtureRepository();
  origin.commit({ files: { 'a.ts': 'one\n', 'b.ts': 'one\n' } });
  origin.commit({ files: { 'a.ts': 'two\n', 'c.ts': 'new\n', 'moved.ts': 'one\n', 'b.ts': null } });
  origin.git('config', 'uploadpack.allowFilter', 'true');
  const path = join(temporaryFolder(), 'clone');
  const flags = ['--filter=blob:none', '--no-checkout'];
  execFileSync('git', ['clone', '-q', ...flags, `file://${origin.path}`, path], { env: FIXTURE_ENVIRONMENT });
  const clone = existingRepository(path);
  clone.git('cat-file', '-e', 'HEAD:c.ts');
  const before = readdirSync(join(path, '.git/objects/pack')).length;
  await using(path, async (opened) => {
    const loaded = await opened.loadChange({ kind: 'commit', revision: 'HEAD' }, signal);
    const reason = 'its content was left on the server by a partial clone; nothing is fetched';
    expect(loaded.change.files.map((file) => [file.path, file.hunks.length])).toEqual([
      ['a.ts', 0],
      ['b.ts', 0],
      ['c.ts', 1],
      ['moved.ts', 0],
    ]);
    expect(reasons(loaded).sort()).toEqual([`a.ts: ${reason}`, `b.ts: ${reason}`, `moved.ts: ${reason}`]);
    const { blob = '' } = loaded.change.files[0]!;
    expect(await opened.read([{ path: 'a.ts', blob }], signal)).toEqual(new Map([[blob, { unread: reason }]]));
    const gaps: string[] = [];
    await opened.commitDiffs(null, 'HEAD', signal, (gap) => gaps.push(gap.reason));
    expect(gaps).toHaveLength(1);
    const tree = await opened.loadChange({ kind: 'tree', revision: 'HEAD' }, signal);
    expect(reasons(tree)).toHaveLength(2);
  });
  expect(readdirSync(join(path, '.git/objects/pack'))).toHaveLength(before);
});

test('a blob that is missing or damaged is named, and the other files are judged', async () => {
  const repository = fixtureRepository();
  repository.commit({ files: { base: '' } });
  repository.commit({ files: { 'a.ts': 'gone\n', 'b.ts': 'damaged\n', 'c.ts': 'fine\n' } });
  const object = (name: string) => {
    const id = repository.git('rev-parse', `HEAD:${name}`);
    return join(repository.path, '.git/objects', id.slice(0, 2), id.slice(2));
  };
  rmSync(object('a.ts'));
  rmSync(object('b.ts'));
  writeFileSync(object('b.ts'), deflateSync('blob 8\0damaged\n', { level: 0 }).subarray(0, 16));
  await using(repository.path, async (opened) => {
    const loaded = await opened.loadChange({ kind: 'commit', revision: 'HEAD' }, signal);
    expect(loaded.change.files.map((file) => [file.path, file.hunks.length])).toEqual([
      ['a.ts', 0],
      ['b.ts', 0],
      ['c.ts', 1],
    ]);
    expect(reasons(loaded)).toEqual([
      'a.ts: its content is missing from the object store',
      'b.ts: its content is damaged in the object store',
    ]);
    const requests = loaded.change.files.map((file) => ({ path: file.path, blob: file.blob! }));
    const contents = [...(await opened.read(requests, signal)).values()];
    expect(contents.map((content) => 'unread' in content)).toEqual([true, true, false]);
  });
});

test('objects from outside of the repository are refused by name', async () => {
  const lender = fixtureRepository();
  lender.commit({ files: { 'a.ts': '1\n' } });
  const path = join(temporaryFolder(), 'clone');
  execFileSync('git', ['clone', '-q', '--shared', lender.path, path], { env: FIXTURE_ENVIRONMENT });
  await expect(openRepository(path, { signal })).rejects.toMatchObject({
    code: 'git/failed',
    message: expect.stringContaining(join(lender.path, '.git/objects')),
  });
  const inside = victim();
  mkdirSync(join(inside.path, '.git/lender'));
  writeFileSync(join(inside.path, '.git/objects/info/alternates'), '../lender\n');
  expect(paths((await exercise(inside.path))[0]!)).toContain('a.ts');
  mkdirSync(join(inside.path, '.git/lender/info'));
  writeFileSync(join(inside.path, '.git/lender/info/alternates'), `${lender.path}/.git/objects\n`);
  await expect(openRepository(inside.path, { signal })).rejects.toMatchObject({ code: 'git/failed' });
  rmSync(join(inside.path, '.git/objects/info/alternates'));
  renameSync(join(inside.path, '.git/refs'), join(inside.path, '.git/refs-old'));
  symlinkSync(join(lender.path, '.git/refs'), join(inside.path, '.git/refs'));
  await expect(openRepository(inside.path, { signal })).rejects.toMatchObject({ code: 'git/failed' });
});

test('a pipe in the place of a file does not hang', async () => {
  const repository = victim();
  const pipe = (name: string) => {
    rmSync(join(repository.path, name), { force: true });
    makePipe(join(repository.path, name));
  };
  pipe('a.ts');
  pipe('b.txt');
  pipe('.gitattributes');
  pipe('.git/shallow');
  const [loaded] = await exercise(repository.path);
  expect(reasons(loaded!)).toContain('a.ts: it is neither a file nor a link and was not read');
  pipe('.git/config');
  await exercise(repository.path, [{ kind: 'default' }]);
  pipe('.git/index');
  await expect(exercise(repository.path, [{ kind: 'staged' }])).rejects.toMatchObject({ code: 'git/failed' });
  pipe('.git/HEAD');
  await expect(openRepository(repository.path, { signal })).rejects.toMatchObject({ code: 'git/not-a-repository' });
});

test.skipIf(process.getuid?.() !== 0)('works on a repository that belongs to somebody else', async () => {
  const repository = victim();
  execFileSync('chown', ['-R', '12345', repository.path]);
  expect(paths((await exercise(repository.path))[0]!)).toEqual(['a.ts', 'new.ts']);
  expect(() => repository.git('status')).toThrow(/dubious ownership/);
});

test('a broken configuration is one sentence, and so is a broken index', async () => {
  const repository = victim();
  const index = join(repository.path, '.git/index');
  const bytes = execFileSync('cat', [index]);
  for (const broken of [
    Buffer.from('DIRC'),
    bytes.subarray(0, 60),
    Buffer.concat([bytes, Buffer.from('x')]),
    Buffer.alloc(100),
  ]) {
    writeFileSync(index, broken);
    await expect(exercise(repository.path, [{ kind: 'default' }])).rejects.toMatchObject({
      code: 'git/failed',
      message: expect.stringContaining('index'),
    });
  }
  configure(repository, '[core\nx = ');
  await expect(openRepository(repository.path, { signal })).rejects.toMatchObject({
    code: 'git/failed',
    message: expect.stringContaining('bad config line'),
  });
});

test('a format that git does not know is an error, not an empty history', async () => {
  const repository = victim();
  configure(repository, '[core]\nrepositoryformatversion = 1\n[extensions]\nrefStorage = unheardof');
  await expect(openRepository(repository.path, { signal })).rejects.toMatchObject({
    code: 'git/failed',
    message: expect.stringContaining('This git cannot read the repository'),
  });
});

test('reads notes of authorship, in every shape of their tree, and names those it cannot', async () => {
  const repository = fixtureRepository();
  const commits = Array.from({ length: 4 }, () => repository.commit());
  const [one, two, three, four] = commits as [string, string, string, string];
  const blob = (text: string) => repository.gitWith(text, 'hash-object', '-w', '--stdin');
  repository.git('notes', '--ref', 'commits', 'add', '-m', 'a remark', one);
  repository.git('notes', '--ref', 'countersign/ada', 'add', '-m', 'shard', one);
  const fan = repository.gitWith(`100644 blob ${blob('fanned')}\t${two.slice(2)}\n`, 'mktree');
  const missing = 'deadbeef'.repeat(5);
  const entries = [
    `040000 tree ${fan}\t${two.slice(0, 2)}`,
    `100644 blob ${blob('flat')}\t${one}`,
    `100644 blob ${missing}\t${three}`,
    `100644 blob ${blob('x'.repeat(5_000_000))}\t${four}`,
  ].sort((a, b) => (a.split('\t')[1]! < b.split('\t')[1]! ? -1 : 1));
  const tree = repository.gitWith(`${entries.join('\n')}\n`, 'mktree', '--missing');
  repository.git('update-ref', 'refs/notes/ai', repository.git('commit-tree', '-m', 'n', tree));
  await using(repository.path, async (opened) => {
    const { notes, gaps } = await opened.notes(commits, signal);
    expect(notes.map(({ ref, commit, text }) => [ref, commit, text.trim()])).toEqual([
      ['refs/notes/ai', one, 'flat'],
      ['refs/notes/ai', two, 'fanned'],
      ['refs/notes/countersign/ada', one, 'shard'],
    ]);
    expect(gaps.map((gap) => gap.reason)).toEqual([
      `refs/notes/ai: the note of ${three.slice(0, 12)} is missing`,
      expect.stringContaining('5,000,000 bytes'),
    ]);
  });
  repository.git('pack-refs', '--all');
  const object = join(repository.path, '.git/objects', tree.slice(0, 2), tree.slice(2));
  rmSync(object);
  writeFileSync(object, deflateSync('tree 5\0abcde'));
  await using(repository.path, async (opened) => {
    const { notes, gaps } = await opened.notes(commits, signal);
    expect(notes.map((note) => note.ref)).toEqual(['refs/notes/countersign/ada']);
    expect(gaps).toHaveLength(1);
  });
});
