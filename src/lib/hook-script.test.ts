import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  BLOCK_END,
  blockOf,
  chainFile,
  finderScript,
  HOOKS,
  hookBlock,
  hookFile,
  insertBlock,
  isShellScript,
  removeBlock,
  shellQuote,
} from './hook-script.ts';

const prePush = HOOKS[0]!;
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), `it's a "folder" $x `));
  folders.push(path);
  return path;
}

function script(path: string, text: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  // Written by a process of its own: what a thread of the test runner forks meanwhile would keep it busy for execution.
  spawnSync('sh', ['-c', 'cat > "$1" && chmod 755 "$1"', 'sh', path], { input: text });
  return path;
}

function run(shell: string, path: string, input: string, env: Readonly<Record<string, string>> = {}) {
  const done = spawnSync(shell, [path, 'origin', 'a b'], {
    input,
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', HOME: '/nowhere', ...env },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

const shells = ['/bin/sh', '/bin/bash', '/usr/bin/zsh', '/usr/bin/ksh'].filter((shell) => existsSync(shell));

describe.each(shells)('a block in a hook run by %s', (shell) => {
  function chain(code: number): string {
    const git = folder();
    script(join(git, 'countersign/hooks/pre-push'), `#!/bin/sh\necho "ours $# $2"; cat; exit ${code}\n`);
    const theirs = '#!/bin/sh -e\n# theirs\necho "theirs $# $2"; cat; exit 4\n';
    return script(join(git, 'hooks/pre-push'), insertBlock(theirs, hookBlock(prePush, 'git-dir')));
  }

  it('hands every line to both hooks and keeps the exit code of the second', () => {
    const lines = 'refs/heads/a 1 refs/heads/a 2\nrefs/heads/`b` 3 refs/heads/$HOME 4\n';
    const { code, out } = run(shell, chain(0), lines);
    expect(out).toBe(`ours 2 a b\n${lines}theirs 2 a b\n${lines}`);
    expect(code).toBe(4);
  });

  it('stops with our exit code before the second hook runs', () => {
    const { code, out } = run(shell, chain(1), 'x 1 x 2\n');
    expect(out).toBe('ours 2 a b\nx 1 x 2\n');
    expect(code).toBe(1);
  });

  it('leaves the second hook an empty stdin when nothing is pushed', () => {
    const { code, out } = run(shell, chain(1), '');
    expect(out).toBe('theirs 2 a b\n');
    expect(code).toBe(4);
  });

  it('survives more lines than a pipe holds', () => {
    const lines = `${'refs/heads/x 1 refs/heads/x 2'.padEnd(120, 'y')}\n`.repeat(2000);
    expect(run(shell, chain(0), lines).out).toBe(`ours 2 a b\n${lines}theirs 2 a b\n${lines}`);
  });
});

describe('the chain file', () => {
  it('runs the kept hook, whatever its language, with its own name', () => {
    const git = folder();
    script(join(git, 'countersign/hooks/pre-push'), '#!/bin/sh\nexit 0\n');
    script(join(git, 'hooks/countersign.d/pre-push'), `#!/bin/sh\nbasename "$0"; cat; exit 9\n`);
    const chained = script(
      join(git, 'hooks/pre-push'),
      chainFile(prePush, 'git-dir', `"\${0%/*}"/${shellQuote('countersign.d')}`),
    );
    expect(run('/bin/sh', chained, 'x 1 x 2\n')).toMatchObject({ code: 9, out: 'pre-push\nx 1 x 2\n' });
  });

  it('does not run a kept hook that was switched off', () => {
    const git = folder();
    script(join(git, 'countersign/hooks/pre-push'), '#!/bin/sh\nexit 0\n');
    mkdirSync(join(git, 'hooks/countersign.d'), { recursive: true });
    writeFileSync(join(git, 'hooks/countersign.d/pre-push'), 'exit 1\n', { mode: 0o644 });
    const chained = script(join(git, 'hooks/pre-push'), chainFile(prePush, 'git-dir', `"\${0%/*}/countersign.d"`));
    expect(run('/bin/sh', chained, 'x 1 x 2\n').code).toBe(0);
  });
});

describe('the launcher of pre-push', () => {
  function launched(exitCode: number, env: Readonly<Record<string, string>> = {}) {
    const git = folder();
    script(join(git, 'countersign/run'), `#!/bin/sh\necho "$@"\nexit ${exitCode}\n`);
    return run('/bin/sh', script(join(git, 'countersign/hooks/pre-push'), prePush.launcher), '', env);
  }

  it('stops git for a block alone', () => {
    expect(launched(10)).toMatchObject({ code: 1, out: 'hook git pre-push origin a b\n', err: '' });
    expect(launched(0)).toMatchObject({ code: 0, err: '' });
  });

  it('lets the push pass, and says so, when Countersign crashed or is gone', () => {
    expect(launched(1)).toMatchObject({ code: 0, err: expect.stringContaining('code 1') });
    expect(launched(127)).toMatchObject({ code: 0, err: 'countersign: this push was not checked.\n' });
  });

  it('is switched off by COUNTERSIGN_HOOKS=0', () => {
    expect(launched(10, { COUNTERSIGN_HOOKS: '0' })).toMatchObject({ code: 0, out: '' });
  });
});

describe('the finder', () => {
  const answer = (name: string) => `#!/bin/sh\necho "${name}: $*"\n`;

  it('starts what was recorded, also from a path with quotes, and needs no PATH', () => {
    const home = folder();
    const node = script(join(home, 'node'), answer('node'));
    const cli = script(join(home, 'main.js'), '');
    const { out } = run('/bin/sh', script(join(home, 'run'), finderScript(node, cli)), '', { PATH: '/nowhere' });
    expect(out).toBe(`node: ${cli} origin a b\n`);
  });

  it('takes another node when the recorded one is gone', () => {
    const home = folder();
    const cli = script(join(home, 'main.js'), '');
    script(join(home, '.nvm/versions/node/v22.1.0/bin/node'), answer('nvm'));
    const finder = script(join(home, 'run'), finderScript('/gone/node', cli));
    expect(run('/bin/sh', finder, '', { HOME: home, PATH: '/nowhere' }).out).toBe(`nvm: ${cli} origin a b\n`);
  });

  it('takes an installed countersign when the recorded one is gone, PATH before the usual places', () => {
    const home = folder();
    script(join(home, 'bin/countersign'), answer('path'));
    script(join(home, '.volta/bin/countersign'), answer('volta'));
    const finder = script(join(home, 'run'), finderScript('/gone/node', '/gone/main.js'));
    const path = `relative:/usr/bin:/bin:${join(home, 'bin')}`;
    expect(run('/bin/sh', finder, '', { HOME: home, PATH: path }).out).toBe('path: origin a b\n');
    expect(run('/bin/sh', finder, '', { HOME: home }).out).toBe('volta: origin a b\n');
  });

  it('never starts what lies in the repository, and says in one sentence that nothing was found', () => {
    const top = folder();
    spawnSync('git', ['init', '-q', top]);
    script(join(top, 'node_modules/.bin/countersign'), answer('evil'));
    const finder = script(join(top, '.git/countersign/run'), finderScript('/gone/node', '/gone/main.js'));
    const done = spawnSync('/bin/sh', [finder], {
      cwd: top,
      encoding: 'utf8',
      env: { PATH: `${join(top, 'node_modules/.bin')}:node_modules/.bin::/usr/bin:/bin`, HOME: '/nowhere' },
    });
    expect(done.status).toBe(127);
    expect(done.stdout).toBe('');
    expect(done.stderr).toBe(
      'countersign: not found at /gone/main.js nor where it is usually installed; run `countersign init` again.\n',
    );
  });
});

describe('a block', () => {
  const block = hookBlock(prePush, 'shared');

  it('is taken out without a trace', () => {
    for (const text of ['', 'npm test\n', 'no newline', '#!/bin/sh\n', '#!/bin/sh\necho hi\n# >>> other\n']) {
      const inserted = insertBlock(text, block);
      expect(blockOf(inserted)).toBe(block);
      expect(removeBlock(inserted)).toBe(text);
    }
  });

  it('is replaced, never doubled', () => {
    const once = insertBlock('#!/bin/sh\necho hi\n', hookBlock(prePush, 'git-dir'));
    expect(insertBlock(once, block)).toBe(insertBlock('#!/bin/sh\necho hi\n', block));
  });

  it('is not touched when its end is gone', () => {
    expect(removeBlock(block.replace(BLOCK_END, ''))).toBeNull();
  });

  it('stays silent in a shared hook where init never ran', () => {
    const top = folder();
    spawnSync('git', ['init', '-q', top]);
    const shared = script(join(top, 'hook'), `${hookFile(prePush, 'shared')}cat\n`);
    const done = spawnSync('/bin/sh', ['-e', shared], { cwd: top, input: 'x 1 x 2\n', encoding: 'utf8' });
    expect({ code: done.status, out: done.stdout, err: done.stderr }).toEqual({ code: 0, out: 'x 1 x 2\n', err: '' });
  });
});

describe('telling shell scripts from others', () => {
  it.each([
    '#!/bin/sh\n',
    '#!/usr/bin/env bash\n',
    '#!/usr/bin/env -S bash -e\n',
    '#! /bin/dash -e\n',
    'echo no shebang\n',
  ])('reads %j as shell', (text) => expect(isShellScript(text)).toBe(true));
  it.each(['#!/usr/bin/env python3\n', '#!/usr/bin/fish\n', '#!/bin/csh\n', '#!/usr/bin/env node\n', '\x7fELF\0\n'])(
    'does not read %j as POSIX shell',
    (text) => expect(isShellScript(text)).toBe(false),
  );
});
