import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

/** Path to content; a `null` deletes the file. */
export type FixtureFiles = Readonly<Record<string, string | Uint8Array | null>>;

export interface FixturePerson {
  readonly name: string;
  readonly email: string;
}

interface FixtureCommit {
  /** Written before the commit is made; everything in the work tree is staged. */
  readonly files?: FixtureFiles;
  readonly message?: string;
  /** Lines such as `Co-authored-by: A <a@b.c>`, put in a last paragraph of their own. */
  readonly trailers?: readonly string[];
  readonly author?: FixturePerson;
  readonly committer?: FixturePerson;
  /** ISO 8601; without it each commit of a repository is a minute after the one before. */
  readonly at?: string;
}

/** A real repository in a temporary folder that is removed when the test file ends. */
export interface FixtureRepository {
  readonly path: string;
  /** Runs git in the work tree, without the machine's configuration, and returns stdout without its last newline. */
  git(...args: readonly string[]): string;
  /** The same with standard input, for `hash-object --stdin`, `update-index --index-info`, `mktree`. */
  gitWith(input: string | Uint8Array, ...args: readonly string[]): string;
  write(files: FixtureFiles): void;
  /** Stages everything and commits; returns the commit id. */
  commit(commit?: FixtureCommit): string;
  /** Creates a branch here (or at `start`) and checks it out. */
  branch(name: string, start?: string): void;
  /** Makes a bare `origin` from the current branch, with upstream and `origin/HEAD` set; returns its path. */
  remote(): string;
}

/** A person who is plainly a person, for commits whose author does not matter. */
export const ADA: FixturePerson = { name: 'Ada Byron', email: 'ada@example.com' };

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** An empty folder, removed when the test file ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-test-')));
  folders.push(folder);
  return folder;
}

/** Writes files below a folder, making the folders on the way. */
export function writeFiles(folder: string, files: FixtureFiles): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    if (content === null) {
      rmSync(target, { force: true });
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

/** A named pipe: whoever opens it to read waits for a writer that never comes. */
export function makePipe(path: string): void {
  execFileSync('sh', ['-c', 'mkfifo "$0"', path]);
}

/** What a test's own git runs under: nothing of the machine's configuration or of a surrounding repository. */
export const FIXTURE_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

/** A new repository on branch `main`. */
export function fixtureRepository(
  options: { readonly objectFormat?: 'sha1' | 'sha256'; readonly path?: string } = {},
): FixtureRepository {
  const path = options.path ?? temporaryFolder();
  const init = ['init', '-q', '-b', 'main', `--object-format=${options.objectFormat ?? 'sha1'}`, '--template=', path];
  execFileSync('git', init, { env: FIXTURE_ENVIRONMENT });
  return existingRepository(path);
}

/** The same handle on a repository that a test made itself: a clone, a linked work tree. */
export function existingRepository(path: string): FixtureRepository {
  let minutes = 0;
  const run = (args: readonly string[], input: string | Uint8Array | undefined, extra: Record<string, string> = {}) =>
    execFileSync('git', args, {
      cwd: path,
      env: { ...FIXTURE_ENVIRONMENT, ...identity(ADA, ADA, at(minutes)), ...extra },
      encoding: 'utf8',
      timeout: 60_000,
      maxBuffer: 256 * 1024 * 1024,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    }).replace(/\n$/, '');
  return {
    path,
    git: (...args) => run(args, undefined),
    gitWith: (input, ...args) => run(args, input),
    write: (files) => writeFiles(path, files),
    commit(commit = {}) {
      if (commit.files) writeFiles(path, commit.files);
      run(['add', '-A'], undefined);
      minutes += 1;
      const author = commit.author ?? ADA;
      const people = identity(author, commit.committer ?? author, commit.at ?? at(minutes));
      const message = [commit.message ?? `Change ${minutes}`, (commit.trailers ?? []).join('\n')].filter(Boolean);
      run(['commit', '-q', '--allow-empty', '--no-verify', '-F', '-'], message.join('\n\n'), people);
      return run(['rev-parse', 'HEAD'], undefined);
    },
    branch(name, start) {
      run(['checkout', '-q', '-b', name, ...(start === undefined ? [] : [start])], undefined);
    },
    remote() {
      const bare = temporaryFolder();
      run(['clone', '-q', '--bare', '--template=', '.', bare], undefined);
      const branch = run(['symbolic-ref', '--short', 'HEAD'], undefined);
      run(['remote', 'add', 'origin', bare], undefined);
      run(['fetch', '-q', 'origin'], undefined);
      run(['branch', '-q', `--set-upstream-to=origin/${branch}`], undefined);
      run(['symbolic-ref', 'refs/remotes/origin/HEAD', `refs/remotes/origin/${branch}`], undefined);
      return bare;
    },
  };
}

function at(minutes: number): string {
  return new Date(Date.UTC(2025, 0, 1, 9, minutes)).toISOString();
}

function identity(author: FixturePerson, committer: FixturePerson, date: string): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: date,
  };
}
