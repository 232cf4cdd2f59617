import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { applyEdits } from '../../src/adapters/setup/edit.ts';
import { locate } from '../../src/adapters/setup/place.ts';
import { planSetup } from '../../src/adapters/setup/plan.ts';
import { applyRemoval, planRemoval } from '../../src/adapters/setup/remove.ts';
import { FIXTURE_ENVIRONMENT, temporaryFolder } from '../git/fixture.ts';

/** A clone with a bare remote, and a stand-in for Countersign that writes down how its hook was called. */
export interface Clone {
  readonly top: string;
  readonly remote: string;
  git(...args: readonly string[]): string;
  /** Pushes as a user would; the machine's configuration is out of the way. */
  push(...args: readonly string[]): { readonly code: number | null; readonly err: string };
  /** Exit code of the stand-in from now on. */
  answer(code: number): void;
  /** What the stand-in was told so far, oldest first; forgets it. */
  calls(): readonly { readonly args: readonly string[]; readonly stdin: string }[];
  /** How often the worker that records was started so far. */
  workers(): number;
  /** Sets a key for the whole machine, as this clone sees it. */
  configureMachine(key: string, value: string): void;
  write(path: string, text: string, mode?: number): void;
  read(path: string): string;
  init(): Promise<readonly string[]>;
  uninstall(): Promise<readonly string[]>;
  /** Every path with its mode and content, but for what git writes at every push and our own folder. */
  snapshot(): Readonly<Record<string, string>>;
}

const STUB = `const { appendFileSync, readFileSync } = require('node:fs');
const home = __dirname;
if (process.argv[2] === 'provenance') {
  appendFileSync(home + '/workers', process.argv.slice(2).join(' ') + '\\n');
  process.exit(0);
}
const stdin = readFileSync(0, 'utf8');
appendFileSync(home + '/calls', JSON.stringify({ args: process.argv.slice(2), stdin }) + '\\n');
process.exit(Number(readFileSync(home + '/answer', 'utf8')));
`;

/** Makes the clone below a folder with blanks and quotes in its name, with one commit. */
export function makeClone(): Clone {
  const folder = join(temporaryFolder(), `it's a "clone" $HOME`);
  const [top, remote, tool] = [join(folder, 'work'), join(folder, 'remote.git'), join(folder, 'tool')] as const;
  for (const path of [top, tool]) mkdirSync(path, { recursive: true });
  writeFileSync(join(tool, 'main.cjs'), STUB);
  writeFileSync(join(tool, 'answer'), '0');
  const git = gitIn(top, tool);
  git('init', '-q', '-b', 'main');
  git('init', '-q', '--bare', remote);
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.com');
  git('remote', 'add', 'origin', remote);
  writeFileSync(join(top, 'a.txt'), 'a\n');
  git('add', '.');
  git('commit', '-qm', 'one');
  return { ...cloneAt(top, tool), remote };
}

/** The same handle on another work tree (linked, or a submodule), with the stand-in of the first. */
export function cloneAt(top: string, tool: string): Clone {
  const runtime = { node: process.execPath, cli: join(tool, 'main.cjs') };
  const at = (path: string) => join(top, path);
  return {
    top,
    remote: '',
    git: gitIn(top, tool),
    push(...args) {
      const env = { ...environment(tool), PATH: '/usr/bin:/bin' };
      // A thread of the test runner that forks while a hook is written holds it open for an instant; git then cannot
      // start the hook and waits forever, for want of a child to wait for. The second try finds it closed.
      const options = { cwd: top, env, encoding: 'utf8', timeout: 15_000 } as const;
      const first = spawnSync('git', ['push', ...args], options);
      const done = first.signal === null ? first : spawnSync('git', ['push', ...args], options);
      return { code: done.status, err: done.stderr };
    },
    answer: (code) => writeFileSync(join(tool, 'answer'), String(code)),
    calls() {
      const path = join(tool, 'calls');
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      writeFileSync(path, '');
      return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    },
    workers() {
      const path = join(tool, 'workers');
      return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
    },
    configureMachine: (key, value) => void gitIn(top, tool)('config', '--global', key, value),
    write(path, text, mode = 0o644) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
      chmodSync(at(path), mode);
    },
    read: (path) => readFileSync(at(path), 'utf8'),
    async init() {
      Object.assign(process.env, environment(tool));
      const place = await locate(top);
      const { edits, notes } = await planSetup(
        place,
        { policy: true, hooks: true, ci: 'github', assistants: true },
        runtime,
      );
      await applyEdits(place, edits);
      return [...edits.map((edit) => (edit.kind === 'config' ? edit.key : edit.path.slice(top.length + 1))), ...notes];
    },
    async uninstall() {
      Object.assign(process.env, environment(tool));
      const place = await locate(top);
      const removals = (await planRemoval(place)) ?? [];
      await applyRemoval(place, removals);
      return removals.flatMap(({ action, because }) => (because === undefined ? [] : [`${action}: ${because}`]));
    },
    snapshot: () => snapshot(top),
  };
}

export function toolOf(clone: Clone): string {
  return join(dirname(clone.top), 'tool');
}

/** The machine's configuration is a file beside the stand-in. */
function environment(tool: string): Readonly<Record<string, string>> {
  return { ...FIXTURE_ENVIRONMENT, GIT_CONFIG_GLOBAL: join(tool, 'gitconfig') };
}

function gitIn(cwd: string, tool: string) {
  return (...args: readonly string[]): string =>
    execFileSync('git', [...args], { cwd, env: environment(tool), encoding: 'utf8', stdio: 'pipe' }).trimEnd();
}

function snapshot(top: string): Readonly<Record<string, string>> {
  const seen: Record<string, string> = {};
  const pending = [''];
  for (let way = pending.pop(); way !== undefined; way = pending.pop()) {
    if (/^\.git\/(objects|refs|logs|index$|COMMIT_EDITMSG|worktrees|modules)/.test(way)) continue;
    const path = join(top, way);
    const stat = lstatSync(path);
    if (stat.isDirectory()) {
      seen[`${way}/`] = 'folder';
      for (const name of readdirSync(path)) pending.push(way === '' ? name : `${way}/${name}`);
    } else if (stat.isSymbolicLink()) seen[way] = `-> ${readlinkSync(path)}`;
    else seen[way] = `${(stat.mode & 0o777).toString(8)} ${readFileSync(path, 'latin1')}`;
  }
  return seen;
}
