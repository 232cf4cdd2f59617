import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { applyEdits } from '../../src/adapters/setup/edit.ts';
import { locate } from '../../src/adapters/setup/place.ts';
import { planSetup } from '../../src/adapters/setup/plan.ts';
import { FIXTURE_ENVIRONMENT, temporaryFolder } from '../git/fixture.ts';

const CARELESS = `import https from 'node:https';
export const get = (url) => https.get(url, { rejectUnauthorized: false });
`;
const CAREFUL = CARELESS.replace(', { rejectUnauthorized: false }', '');

/** A clone with a bare remote in which the real command line, from source, was set up. */
async function clone() {
  const folder = join(temporaryFolder(), `the "real" one's`);
  const [top, remote] = [join(folder, 'work'), join(folder, 'remote.git')];
  mkdirSync(top, { recursive: true });
  const env = { ...FIXTURE_ENVIRONMENT, HOME: folder };
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: top, env: { ...env, COUNTERSIGN_HOOKS: '0' }, encoding: 'utf8' }).trimEnd();
  git('init', '-q', '-b', 'main');
  git('init', '-q', '--bare', remote);
  git('remote', 'add', 'origin', remote);
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.com');
  const cli = join(folder, 'countersign.mjs');
  const main = new URL('../../src/main.ts', import.meta.url).href;
  writeFileSync(
    cli,
    `import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))};\nregister();\nawait import(${JSON.stringify(main)});\n`,
  );
  const place = await locate(top);
  const choice = { policy: false, hooks: true, ci: 'none', assistants: false } as const;
  const { edits } = await planSetup(place, choice, { node: process.execPath, cli });
  await applyEdits(place, edits);
  return {
    top,
    git,
    commit(files: Readonly<Record<string, string>>): string {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(top, name), text);
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', 'change');
      return git('rev-parse', 'HEAD');
    },
    push(...args: readonly string[]) {
      const done = spawnSync('git', ['push', '-q', ...args], { cwd: top, env, encoding: 'utf8', timeout: 50_000 });
      return { code: done.status, err: done.stderr };
    },
    remote: (ref: string) => git('ls-remote', remote, ref).slice(0, 40),
  };
}

it('stops a push that brings a new error, and lets it through once that is gone', async () => {
  const { commit, push, remote } = await clone();
  commit({ 'README.md': 'A project.\n' });
  expect(push('origin', 'main')).toMatchObject({ code: 0, err: expect.stringMatching(/^countersign: main: .*SHIP/m) });
  commit({ 'get.js': CARELESS });
  const stopped = push('origin', 'main');
  expect(stopped.code).not.toBe(0);
  expect(stopped.err).toContain('security/tls-verification-off');
  expect(stopped.err).toContain('countersign: the push of main is stopped');
  const head = commit({ 'get.js': CAREFUL });
  expect(push('origin', 'main').code).toBe(0);
  expect(remote('refs/heads/main')).toBe(head);
}, 120_000);

it('judges only what is new: tags, known commits and a rebased branch pass beside an old error', async () => {
  const { git, commit, push, top } = await clone();
  commit({ 'get.js': CARELESS });
  expect(push('--no-verify', 'origin', 'main').code).toBe(0);
  git('tag', 'v1');
  expect(push('origin', 'v1')).toEqual({ code: 0, err: '' });
  expect(push('origin', 'main:copy')).toEqual({ code: 0, err: '' });
  expect(push('origin', 'main')).toEqual({ code: 0, err: '' });
  expect(push('origin', ':copy')).toEqual({ code: 0, err: '' });
  git('checkout', '-q', '-b', 'topic');
  commit({ 'b.js': 'export const b = 1;\n' });
  expect(push('origin', 'topic').code).toBe(0);
  git('checkout', '-q', 'main');
  commit({ 'other.js': CARELESS });
  expect(push('--no-verify', 'origin', 'main').code).toBe(0);
  git('checkout', '-q', 'topic');
  git('rebase', '-q', 'main');
  expect(existsSync(join(top, 'other.js'))).toBe(true);
  expect(push('--force', 'origin', 'topic')).toMatchObject({ code: 0, err: expect.stringContaining('topic:') });
}, 120_000);

it('judges every file at a first push, and each of several branches', async () => {
  const { git, commit, push, remote } = await clone();
  commit({ 'get.js': CARELESS });
  const first = push('origin', 'main');
  expect(first.code).not.toBe(0);
  expect(first.err).toContain('security/tls-verification-off');
  expect(push('--no-verify', 'origin', 'main').code).toBe(0);
  git('checkout', '-q', '-b', 'good');
  commit({ 'good.js': 'export const good = 1;\n' });
  git('checkout', '-q', '-b', 'bad', 'main');
  commit({ 'bad.js': CARELESS });
  const both = push('origin', 'good', 'bad');
  expect(both.code).not.toBe(0);
  expect(both.err).toContain('countersign: the push of bad is stopped');
  expect(both.err).not.toContain('the push of good is stopped');
  expect(remote('refs/heads/good')).toBe('');
}, 120_000);
