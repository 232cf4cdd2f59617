import { existsSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../git/fixture.ts';
import { type Clone, cloneAt, makeClone, toolOf } from './clone.ts';

const ZERO = '0'.repeat(40);

/** A hook that writes its name, arguments and stdin into `theirs` and exits with 0 or as told by `their-code`. */
const THEIRS = `#!/bin/sh
echo "\${0##*/} $1" >> theirs
cat >> theirs
[ ! -f their-code ] || exit "$(cat their-code)"
`;

async function expectReversible(clone: Clone, check: () => void): Promise<void> {
  const before = clone.snapshot();
  await clone.init();
  expect(clone.snapshot()).not.toEqual(before);
  check();
  expect(await clone.init()).toEqual([]);
  await clone.uninstall();
  expect(clone.snapshot()).toEqual(before);
}

/** Pushes once with both hooks content, once with ours blocking, once with theirs failing. */
function expectBothHooks(clone: Clone): void {
  const head = clone.git('rev-parse', 'HEAD');
  const line = `refs/heads/main ${head} refs/heads/main ${ZERO}\n`;
  clone.answer(10);
  expect(clone.push('origin', 'main').code).not.toBe(0);
  expect(clone.calls()).toEqual([{ args: ['hook', 'git', 'pre-push', 'origin', clone.remote], stdin: line }]);
  clone.answer(0);
  clone.write('their-code', '3');
  expect(clone.push('origin', 'main').code).not.toBe(0);
  unlinkSync(join(clone.top, 'their-code'));
  unlinkSync(join(clone.top, 'theirs'));
  expect(clone.push('origin', 'main').code).toBe(0);
  expect(clone.read('theirs')).toBe(`pre-push origin\n${line}`);
  unlinkSync(join(clone.top, 'theirs'));
}

describe('a clone without hooks', () => {
  it('gets one that stops a block, lets all else pass, and goes without a trace', async () => {
    const clone = makeClone();
    await expectReversible(clone, () => {
      clone.answer(10);
      expect(clone.push('origin', 'main').code).not.toBe(0);
      expect(clone.push('--no-verify', 'origin', 'main').code).toBe(0);
      clone.git('commit', '-q', '--allow-empty', '-m', 'two');
      clone.answer(1);
      expect(clone.push('origin', 'main')).toMatchObject({ code: 0, err: expect.stringContaining('not checked') });
      clone.answer(0);
      clone.git('commit', '-q', '--allow-empty', '-m', 'three');
      expect(clone.push('origin', 'main').code).toBe(0);
    });
  });

  it('works where git gives no hooks folder', async () => {
    const clone = makeClone();
    for (const name of ['hooks', 'info']) rmSync(join(clone.top, '.git', name), { recursive: true });
    await expectReversible(clone, () => {
      clone.answer(10);
      expect(clone.push('origin', 'main').code).not.toBe(0);
    });
  });

  it('lets a push pass and says so when Countersign is gone', async () => {
    const clone = makeClone();
    await clone.init();
    unlinkSync(join(toolOf(clone), 'main.cjs'));
    const { code, err } = clone.push('origin', 'main');
    expect(code).toBe(0);
    expect(err).toContain('countersign: not found at ');
    expect(err).toContain('this push was not checked');
  });
});

describe('beside a hook that is there already', () => {
  it('runs a shell script with the same stdin, arguments and exit code', async () => {
    const clone = makeClone();
    clone.write('.git/hooks/pre-push', THEIRS, 0o755);
    await expectReversible(clone, () => expectBothHooks(clone));
  });

  it('keeps bytes that are no text in any encoding', async () => {
    const clone = makeClone();
    writeFileSync(join(clone.top, '.git/hooks/pre-push'), Buffer.from(`${THEIRS}# \xff\xfe caf\xe9\n`, 'latin1'), {
      mode: 0o755,
    });
    await expectReversible(clone, () => expectBothHooks(clone));
  });

  it('runs a program in another language, under its own name', async () => {
    const clone = makeClone();
    const script = `#!${process.execPath}
const fs = require('node:fs');
fs.appendFileSync('theirs', require('node:path').basename(process.argv[1]) + ' ' + process.argv[2] + '\\n' + fs.readFileSync(0));
if (fs.existsSync('their-code')) process.exit(Number(fs.readFileSync('their-code')));
`;
    clone.write('.git/hooks/pre-push', script, 0o755);
    await expectReversible(clone, () => expectBothHooks(clone));
  });

  it('runs what a link points to, and never writes through the link', async () => {
    const clone = makeClone();
    clone.write('tools/hook.sh', THEIRS, 0o755);
    symlinkSync('../../tools/hook.sh', join(clone.top, '.git/hooks/pre-push'));
    await expectReversible(clone, () => {
      expect(clone.read('tools/hook.sh')).toBe(THEIRS);
      expectBothHooks(clone);
    });
  });

  it('does not wake a hook that is switched off', async () => {
    const clone = makeClone();
    clone.write('.git/hooks/pre-push', THEIRS, 0o644);
    await expectReversible(clone, () => {
      expect(clone.push('origin', 'main').code).toBe(0);
      expect(clone.calls()).toHaveLength(1);
      expect(existsSync(join(clone.top, 'theirs'))).toBe(false);
    });
  });
});

describe('beside a hook manager', () => {
  it('uses husky 9: the committed file under .husky, silent in clones without init', async () => {
    const clone = makeClone();
    clone.write(
      '.husky/_/h',
      'n=$(basename "$0")\ns=$(dirname "$(dirname "$0")")/$n\n[ -f "$s" ] || exit 0\nsh -e "$s" "$@"\n',
    );
    clone.write('.husky/_/pre-push', '#!/bin/sh\n. "$(dirname "$0")/h"\n', 0o755);
    clone.write('.husky/pre-push', THEIRS.replace('#!/bin/sh\n', ''));
    clone.git('config', 'core.hooksPath', '.husky/_');
    await expectReversible(clone, () => {
      expectBothHooks(clone);
      const hook = clone.read('.husky/pre-push');
      expect(hook).not.toContain(clone.top);
      const other = makeClone();
      other.write('.git/hooks/pre-push', `#!/bin/sh\n${hook}`, 0o755);
      expect(other.push('origin', 'main')).toMatchObject({ code: 0, err: expect.not.stringContaining('countersign:') });
      expect(other.read('theirs')).toContain('refs/heads/main');
    });
  });

  it('makes the file under .husky when there is none', async () => {
    const clone = makeClone();
    clone.write('.husky/_/h', 'sh -e "$(dirname "$(dirname "$0")")/$(basename "$0")" "$@"\n');
    clone.write('.husky/_/pre-push', '#!/bin/sh\n. "$(dirname "$0")/h"\n', 0o755);
    clone.git('config', 'core.hooksPath', '.husky/_');
    await expectReversible(clone, () => {
      clone.answer(10);
      expect(clone.push('origin', 'main').code).not.toBe(0);
    });
  });

  it('becomes the legacy hook of pre-commit, which survives its next install', async () => {
    const clone = makeClone();
    const framework = `#!/usr/bin/env bash
# File generated by pre-commit
ARGS=(hook-impl --hook-type=pre-push)
refs=$(cat)
here=$(cd "$(dirname "$0")" && pwd)
[ ! -x "$here/pre-push.legacy" ] || printf '%s\\n' "$refs" | "$here/pre-push.legacy" "$@" || exit 1
echo "pre-push $1" >> theirs
printf '%s\\n' "$refs" >> theirs
[ ! -f their-code ] || exit "$(cat their-code)"
`;
    clone.write('.git/hooks/pre-push', framework, 0o755);
    await expectReversible(clone, () => {
      expect(clone.read('.git/hooks/pre-push')).toBe(framework);
      expectBothHooks(clone);
    });
  });

  it('keeps the legacy hook that pre-commit already has', async () => {
    const clone = makeClone();
    const framework = '#!/bin/sh\n# pre-commit hook-impl\nexec "$0.legacy" "$@"\n';
    clone.write('.git/hooks/pre-push', framework, 0o755);
    clone.write('.git/hooks/pre-push.legacy', THEIRS.replace('${0##*/}', 'pre-push'), 0o755);
    await expectReversible(clone, () => expectBothHooks(clone));
  });

  it('asks lefthook by its personal file and leaves its hook alone', async () => {
    const clone = makeClone();
    clone.write('lefthook.yml', 'pre-push:\n  commands:\n    test:\n      run: npm test\n');
    const personal = '# mine\npre-commit:\n  commands:\n    a: { run: echo }\n';
    clone.write('lefthook-local.yml', personal);
    clone.write('.git/hooks/pre-push', '#!/bin/sh\ncall_lefthook run "pre-push" "$@"\n', 0o755);
    await expectReversible(clone, () => {
      expect(clone.read('.git/hooks/pre-push')).toBe('#!/bin/sh\ncall_lefthook run "pre-push" "$@"\n');
      expect(clone.read('lefthook-local.yml')).toContain(personal.split('\n')[0]);
      expect(clone.read('lefthook-local.yml')).toContain('use_stdin: true');
      expect(clone.read('lefthook-local.yml')).toContain('countersign/hooks/pre-push');
    });
  });
});

describe('beside core.hooksPath', () => {
  it('uses a folder of the work tree', async () => {
    const clone = makeClone();
    clone.write('.githooks/pre-push', THEIRS, 0o755);
    clone.git('config', 'core.hooksPath', '.githooks');
    await expectReversible(clone, () => expectBothHooks(clone));
  });

  it.each(['/dev/null', ''])('does not switch hooks on that were switched off by %j', async (value) => {
    const clone = makeClone();
    clone.git('config', 'core.hooksPath', value);
    const said = await clone.init();
    expect(said.join('\n')).toContain('so git runs no hooks here: none were set up.');
    expect(existsSync(join(clone.top, '.git/countersign/hooks'))).toBe(false);
    expect(clone.git('config', 'core.hooksPath')).toBe(value);
  });

  it.each(['here', 'for the machine'])(
    'never writes into a folder outside, set %s, and runs its hooks',
    async (where) => {
      const clone = makeClone();
      const shared = temporaryFolder();
      const theirs = cloneAt(shared, shared);
      theirs.write('pre-push', THEIRS, 0o755);
      theirs.write('post-commit', '#!/bin/sh\ntouch committed\n', 0o755);
      if (where === 'here') clone.git('config', 'core.hooksPath', shared);
      else clone.configureMachine('core.hooksPath', shared);
      const before = theirs.snapshot();
      await clone.init();
      expect(theirs.snapshot()).toEqual(before);
      expectBothHooks(clone);
      clone.git('commit', '-q', '--allow-empty', '-m', 'two');
      expect(existsSync(join(clone.top, 'committed'))).toBe(true);
      await clone.uninstall();
      expect(clone.git('config', 'core.hooksPath')).toBe(shared);
    },
  );
});

describe('the hooks that record', () => {
  const queue = (clone: Clone) => (clone.read('.git/countersign/queue') ?? '').trimEnd().split('\n');

  async function until(condition: () => boolean): Promise<void> {
    const end = Date.now() + 30_000;
    while (!condition() && Date.now() < end) await new Promise((done) => setTimeout(done, 20));
    expect(condition()).toBe(true);
  }

  it('note every commit, checkout, merge and rewrite, and start a worker that git does not wait for', async () => {
    const clone = makeClone();
    await clone.init();
    clone.git('commit', '-q', '--allow-empty', '-m', 'two');
    expect(queue(clone)).toEqual(['post-commit']);
    await until(() => clone.workers() === 1);
    clone.git('checkout', '-q', '-b', 'topic');
    clone.git('commit', '-q', '--amend', '--allow-empty', '-m', 'rewritten');
    clone.git('checkout', '-q', 'main');
    clone.git('merge', '-q', '--no-ff', '--no-edit', 'topic');
    expect(queue(clone).slice(1)).toEqual([
      'post-checkout',
      'post-commit',
      'post-rewrite',
      'post-checkout',
      'post-merge',
    ]);
  });

  it('start no worker during a rebase, and one at its end', async () => {
    const clone = makeClone();
    const base = clone.git('rev-parse', 'HEAD');
    for (const name of ['b', 'c', 'd']) {
      clone.write(`${name}.txt`, name);
      clone.git('add', '.');
      clone.git('commit', '-qm', name);
    }
    await clone.init();
    clone.git('rebase', '-q', '--force-rebase', base);
    expect(queue(clone).filter((name) => name === 'post-rewrite')).toEqual(['post-rewrite']);
    expect(queue(clone).length).toBeGreaterThan(2);
    await until(() => clone.workers() > 0);
    await new Promise((done) => setTimeout(done, 300));
    expect(clone.workers()).toBe(1);
  });

  it('start none while one is at work', async () => {
    const clone = makeClone();
    await clone.init();
    clone.write('.git/countersign/worker', `${process.pid}\n`);
    clone.git('commit', '-q', '--allow-empty', '-m', 'two');
    await new Promise((done) => setTimeout(done, 300));
    expect(queue(clone)).toEqual(['post-commit']);
    expect(clone.workers()).toBe(0);
  });

  it('let every fetch bring the records of others to a place of their own', async () => {
    const clone = makeClone();
    const other = makeClone();
    other.git('notes', '--ref', 'countersign/them', 'add', '-m', 'theirs', 'HEAD');
    other.git('push', '-q', clone.remote, 'refs/notes/countersign/them');
    clone.git('notes', '--ref', 'countersign/me', 'add', '-m', 'mine', 'HEAD');
    const mine = clone.git('rev-parse', 'refs/notes/countersign/me');
    const before = clone.read('.git/config');
    await clone.init();
    clone.git('fetch', '-q', '--prune', 'origin');
    expect(clone.git('for-each-ref', '--format=%(refname)', 'refs/notes').split('\n')).toEqual([
      'refs/notes/countersign/me',
      'refs/notes/countersign/remotes/origin/them',
    ]);
    expect(clone.git('rev-parse', 'refs/notes/countersign/me')).toBe(mine);
    await clone.uninstall();
    expect(clone.read('.git/config')).toBe(before);
  });
});

describe('in other kinds of clone', () => {
  it('serves every linked work tree, whichever one ran init', async () => {
    const clone = makeClone();
    const linked = cloneAt(join(clone.top, '../linked tree'), toolOf(clone));
    clone.git('worktree', 'add', '-q', '-b', 'linked', linked.top);
    const before = clone.snapshot();
    await linked.init();
    clone.answer(10);
    expect(linked.push('origin', 'HEAD').code).not.toBe(0);
    expect(clone.push('origin', 'main').code).not.toBe(0);
    expect(existsSync(join(linked.top, 'countersign.yaml'))).toBe(true);
    await clone.uninstall();
    expect(existsSync(join(linked.top, 'countersign.yaml'))).toBe(false);
    expect(clone.snapshot()).toEqual(before);
  });

  it('serves a submodule by its own hooks, not those around it', async () => {
    const clone = makeClone();
    const outer = makeClone();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', clone.top, 'sub');
    const sub = cloneAt(join(outer.top, 'sub'), toolOf(outer));
    sub.git('remote', 'set-url', 'origin', clone.remote);
    await sub.init();
    outer.answer(10);
    expect(sub.push('origin', 'HEAD:main').code).not.toBe(0);
    expect(outer.push('origin', 'main').code).toBe(0);
    expect(existsSync(join(outer.top, '.git/modules/sub/hooks/pre-push'))).toBe(true);
    await sub.uninstall();
    expect(readFileSync(join(sub.top, '.git'), 'utf8')).toContain('modules/sub');
    expect(existsSync(join(outer.top, '.git/modules/sub/hooks/pre-push'))).toBe(false);
  });
});
