import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './fixture.ts';
import { attempt, canary, TRAPS, victim } from './hostile.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
/** These change the repository itself, so they are no part of a checkout that is otherwise whole. */
const APART = new Set(['a promisor remote that runs a program to fetch what is missing']);

test('no command runs anything in a checkout that has every trap set at once', () => {
  const repository = victim();
  const bird = canary();
  for (const trap of TRAPS) if (!APART.has(trap.name)) trap.set(repository, bird);
  bird.hush();
  const home = temporaryFolder();
  const commands = [
    ['check', '--no-cache'],
    ['check', '--staged'],
    ['check', '--commit', 'HEAD'],
    ['check', 'HEAD~1..HEAD'],
    ['scan'],
    ['scan', '--history'],
    ['blame', 'b.txt'],
    ['stats'],
    ['provenance', 'record'],
    ['provenance', 'show', 'HEAD'],
  ];
  for (const command of commands) {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', MAIN, '-C', repository.path, ...command],
      { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: home, NO_COLOR: '1' }, timeout: 60_000 },
    );
    expect(bird.sang(), command.join(' ')).toBe(false);
    // It has to have done its work: a command that failed early proves nothing.
    expect([0, 1, 3], `${command.join(' ')}: ${stderr}`).toContain(status);
  }
  // Some traps make git fail on the way; that it ran their program is what counts.
  attempt(() => repository.git('status'));
  expect(bird.sang()).toBe(true);
}, 240_000);
