import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openRepository } from '../../src/adapters/git/repository.ts';
import { FIXTURE_ENVIRONMENT, type FixtureRepository, fixtureRepository } from './fixture.ts';

const { signal } = new AbortController();
const FOLDERS = ['', 'a/', 'a/b/', 'a-b/', 'z/y/x/'];
const NAMES = ['one.ts', 'two.txt', 'b', 'ümlaut.md', 'crlf.txt', 'x.bin'];
const TEXTS = ['', 'a\n', 'a\nb\n', 'a\r\nb\r\n', 'a\r\nb\n', 'no end', 'nul\0\r\n', 'lone\rcr\r\n'];
const CONFIGURATIONS = [
  ['core.autocrlf', 'true'],
  ['core.autocrlf', 'input'],
  ['core.autocrlf', 'false'],
  ['core.fileMode', 'false'],
  ['core.fileMode', 'true'],
] as const;
const ATTRIBUTES = [
  '',
  '* text=auto\n',
  '*.txt text\n*.bin -text\n',
  'a/*.txt eol=crlf\n',
  'crlf.txt -crlf\n[attr]t text\n*.md t\n',
];

/** A generator that gives the same steps on every machine. */
function random(seed: number): <T>(choices: readonly T[]) => T {
  let state = seed;
  return (choices) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return choices[(state >> 8) % choices.length]!;
  };
}

function step(repository: FixtureRepository, pick: ReturnType<typeof random>): string {
  const path = pick(FOLDERS) + pick(NAMES);
  const full = join(repository.path, path);
  // A file where the path needs a folder: something has to give way.
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    const above = join(repository.path, path.slice(0, at));
    if (!lstatSync(above, { throwIfNoEntry: false })?.isDirectory()) rmSync(above, { force: true });
  }
  const clear = () => rmSync(full, { recursive: true, force: true });
  const write = () => {
    clear();
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, pick(TEXTS));
  };
  const action = pick([
    'write',
    'write',
    'write',
    'remove',
    'link',
    'mode',
    'stage',
    'commit',
    'unstage',
    'intend',
  ] as const);
  switch (action) {
    case 'write':
      write();
      break;
    case 'remove':
      clear();
      break;
    case 'link':
      write();
      clear();
      symlinkSync(pick(['one.ts', '/etc/passwd', '..']), full);
      break;
    case 'mode':
      write();
      chmodSync(full, pick([0o644, 0o755]));
      break;
    case 'stage':
      repository.git('add', '-A', '.');
      break;
    case 'commit':
      repository.commit();
      break;
    case 'unstage':
      repository.git('reset', '-q');
      break;
    case 'intend':
      repository.git('add', '-N', '.');
  }
  return `${action} ${path}`;
}

/** The tree that git would commit if all of the work tree were added. */
function expectedTree(repository: FixtureRepository): string {
  const index = join(repository.path, '.git/expected-index');
  copyFileSync(join(repository.path, '.git/index'), index);
  const run = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: repository.path,
      env: { ...FIXTURE_ENVIRONMENT, GIT_INDEX_FILE: index },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  run('add', '-A', '.');
  return run('write-tree');
}

test.each([1, 2, 103])('computes the tree that git would, over a walk of random steps (%i)', async (seed) => {
  const pick = random(seed);
  const repository = fixtureRepository();
  // Once and for all: when they change, what git answers depends on whether it looked within the same second.
  repository.git('config', ...pick(CONFIGURATIONS));
  repository.commit({ files: { 'start.txt': 'start\n', '.gitattributes': pick(ATTRIBUTES) } });
  const steps: string[] = [];
  for (let round = 0; round < 10; round += 1) {
    for (let count = 0; count < 4; count += 1) steps.push(step(repository, pick));
    const opened = await openRepository(repository.path, { signal });
    try {
      const { change, gaps } = await opened.loadChange({ kind: 'default' }, signal);
      expect(gaps, steps.join('\n')).toEqual([]);
      const expected = expectedTree(repository);
      expect(change.head.tree, steps.join('\n')).toBe(expected);
    } finally {
      opened.close();
    }
  }
});
