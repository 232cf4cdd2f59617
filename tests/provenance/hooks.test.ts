import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/adapters/setup/edit.ts';
import { locate } from '../../src/adapters/setup/place.ts';
import { planSetup } from '../../src/adapters/setup/plan.ts';
import { FIXTURE_ENVIRONMENT, temporaryFolder } from '../git/fixture.ts';

/** A clone with the real hooks of git, calling the real command line from source in processes of their own. */
async function clone() {
  const folder = temporaryFolder();
  const [top, remote] = [join(folder, 'work'), join(folder, 'remote.git')];
  mkdirSync(top);
  const env = { ...FIXTURE_ENVIRONMENT, HOME: folder };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: top, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd();
  git('init', '-q', '-b', 'main', '--template=');
  git('init', '-q', '--bare', '--template=', remote);
  git('remote', 'add', 'origin', remote);
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.com');
  const cli = join(folder, 'countersign.mjs');
  const main = new URL('../../src/main.ts', import.meta.url).href;
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  writeFileSync(cli, `import { register } from ${tsx};\nregister();\nawait import(${JSON.stringify(main)});\n`);
  const place = await locate(top);
  const choice = { policy: false, hooks: true, ci: 'none', assistants: false } as const;
  const { edits } = await planSetup(place, choice, { node: process.execPath, cli });
  await applyEdits(place, edits);
  const notes = (): string[] => {
    const refs = git('for-each-ref', '--format=%(refname)', 'refs/notes/countersign').split('\n').filter(Boolean);
    return refs.flatMap((ref) => git('ls-tree', '-r', '--name-only', ref).replaceAll('/', '').split('\n'));
  };
  return {
    top,
    git,
    notes,
    countersign: (args: readonly string[], input = '') =>
      spawnSync(process.execPath, [cli, ...args], { cwd: top, env, input, encoding: 'utf8' }),
    /** Waits for the detached worker; a deadline only ends a test that has failed already. */
    async recorded(count: number): Promise<void> {
      for (let i = 0; i < 600 && (notes().length < count || existsSync(join(top, '.git/countersign/worker'))); i++) {
        await sleep(100);
      }
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const payload = (event: string, path: string, call: string): string =>
  JSON.stringify({
    hook_event_name: event,
    session_id: 'conversation',
    tool_name: 'Write',
    tool_input: { file_path: path, content: 'never stored' },
    tool_use_id: call,
  });

describe('the hooks', () => {
  it('record each commit of a burst and of a rebase, in the background, and send the records with a push', {
    timeout: 180_000,
  }, async () => {
    const { top, git, notes, countersign, recorded } = await clone();
    writeFileSync(join(top, 'base.ts'), 'base();\n');
    git('add', '-A');
    git('commit', '-qm', 'Base');
    expect(countersign(['hook', 'claude'], payload('PreToolUse', 'a.ts', '1'))).toMatchObject({
      status: 0,
      stdout: '',
      stderr: '',
    });
    writeFileSync(join(top, 'a.ts'), 'const written = byMachine(1);\nconst another = byMachine(2);\n');
    expect(countersign(['hook', 'claude'], payload('PostToolUse', 'a.ts', '1'))).toMatchObject({ status: 0 });
    git('add', '-A');
    git('commit', '-qm', 'By the assistant');
    git('checkout', '-q', '-b', 'topic');
    for (let i = 0; i < 12; i++) {
      writeFileSync(join(top, 'burst.ts'), `burst(${i});\n`);
      git('add', '-A');
      git('commit', '-qm', `Burst ${i}`);
    }
    await recorded(13);
    expect(notes().length).toBeGreaterThanOrEqual(13);
    git('checkout', '-q', 'main');
    writeFileSync(join(top, 'base.ts'), 'base();\nmore();\n');
    git('commit', '-qam', 'More');
    git('rebase', '-q', 'main', 'topic');
    await recorded(26);
    const unnoted = git('rev-list', 'main~2..topic')
      .split('\n')
      .filter((sha) => !notes().includes(sha));
    expect(unnoted).toEqual([]);
    const { attributions } = JSON.parse(countersign(['blame', 'a.ts', '--format', 'json']).stdout);
    expect(attributions).toMatchObject([
      { startLine: 1, endLine: 2, contributor: 'ai', tool: 'claude', source: 'hook' },
    ]);
    expect(readFileSync(join(top, '.git/countersign/journal'), 'utf8')).not.toMatch(/byMachine|never stored/);
    git('push', '-q', 'origin', 'topic');
    expect(git('ls-remote', 'origin', 'refs/notes/countersign/*')).not.toBe('');
  });

  it('record each of 500 commits in a row, or name it', { timeout: 600_000 }, async () => {
    const { top, git, notes, countersign, recorded } = await clone();
    writeFileSync(join(top, 'base.ts'), 'base();\n');
    git('add', '-A');
    git('commit', '-qm', 'Base');
    countersign(['hook', 'claude'], payload('PreToolUse', 'a.ts', '1'));
    writeFileSync(join(top, 'a.ts'), 'const written = byMachine(1);\n');
    countersign(['hook', 'claude'], payload('PostToolUse', 'a.ts', '1'));
    git('add', '-A');
    for (let i = 0; i < 500; i++) git('commit', '-q', '--allow-empty', '-m', `Burst ${i}`);
    await recorded(500);
    const noted = new Set(notes());
    const { stdout } = countersign(['provenance', 'lint', '--format', 'json']);
    const named = new Set(JSON.parse(stdout).map(({ commit }: { commit: string }) => commit));
    const lost = git('rev-list', 'HEAD~500..HEAD')
      .split('\n')
      .filter((sha) => !noted.has(sha) && !named.has(sha));
    expect(lost).toEqual([]);
    expect(noted.size).toBeGreaterThanOrEqual(500);
  });

  it('start one worker at most, and another when that was killed before its turn', { timeout: 60_000 }, async () => {
    const { top, git } = await clone();
    const home = join(top, '.git/countersign');
    // A worker that never gets to its turn.
    writeFileSync(join(home, 'run'), '#!/bin/sh\necho x >>"$(dirname "$0")/started"\nexec sleep 300\n', {
      mode: 0o755,
    });
    for (let i = 0; i < 20; i++) git('commit', '-q', '--allow-empty', '-m', `Burst ${i}`);
    const started = (): number =>
      existsSync(join(home, 'started')) ? readFileSync(join(home, 'started'), 'utf8').split('\n').length - 1 : 0;
    for (let i = 0; i < 100 && started() < 1; i++) await sleep(20);
    expect(started()).toBe(1);
    const pid = Number(readFileSync(join(home, 'starting'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    for (let i = 0; i < 100 && isRunning(pid); i++) await sleep(20);
    git('commit', '-q', '--allow-empty', '-m', 'After');
    for (let i = 0; i < 100 && started() < 2; i++) await sleep(20);
    expect(started()).toBe(2);
    process.kill(Number(readFileSync(join(home, 'starting'), 'utf8')), 'SIGKILL');
  });

  it('break nothing where the repository cannot be written to, nor when the payload is nonsense', {
    timeout: 60_000,
  }, async () => {
    const { top, countersign, git } = await clone();
    for (const input of [
      '',
      'nonsense',
      '[]',
      '{"hook_event_name":"PreToolUse"}',
      '{"hook_event_name":"FromTheFuture"}',
    ]) {
      expect(countersign(['hook', 'claude'], input)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    }
    writeFileSync(join(top, '.git', 'countersign', 'secret'), 'damaged');
    expect(countersign(['hook', 'claude'], payload('PreToolUse', 'a.ts', '1'))).toMatchObject({
      status: 0,
      stderr: '',
    });
    writeFileSync(join(top, 'a.ts'), 'x();\n');
    git('add', '-A');
    git('commit', '-qm', 'Still possible');
    expect(git('log', '-1', '--format=%s')).toBe('Still possible');
  });
});
