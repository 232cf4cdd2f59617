import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/apps/cli/main.ts';
import { temporaryFolder } from '../git/fixture.ts';
import { cloneAt, makeClone } from './clone.ts';

/** Runs a command line without a terminal, as a script would. */
async function command(cwd: string, ...args: readonly string[]) {
  const said = { out: '', err: '' };
  const code = await run(args, {
    cwd,
    env: {},
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    color: false,
    interactive: false,
    progress: false,
    columns: 80,
    signal: new AbortController().signal,
  });
  return { code, ...said };
}

describe('countersign init', () => {
  it('shows every line that it would write and writes none of them with --dry-run', async () => {
    const clone = makeClone();
    const before = clone.snapshot();
    const { code, out } = await command(clone.top, 'init', '--dry-run', '--ci', 'github');
    expect(code).toBe(0);
    for (const line of [
      'create  countersign.yaml',
      'create  .github/workflows/countersign.yml',
      'pre-push (executable)',
    ]) {
      expect(out).toContain(line);
    }
    expect(clone.snapshot()).toEqual(before);
    await command(clone.top, 'init', '--yes', '--ci', 'github');
    for (const path of ['countersign.yaml', '.github/workflows/countersign.yml', '.git/hooks/pre-push']) {
      for (const line of clone.read(path).split('\n')) expect(out).toContain(line);
    }
  });

  it('refuses in one sentence when nobody can be asked', async () => {
    const clone = makeClone();
    const before = clone.snapshot();
    const { code, err } = await command(clone.top, 'init');
    expect(code).toBe(2);
    expect(err).toBe(
      'countersign: Nobody can be asked, since stdin is not a terminal; nothing was written. Add --yes to agree.\n',
    );
    expect(clone.snapshot()).toEqual(before);
  });

  it('changes nothing the second time and says so', async () => {
    const clone = makeClone();
    await command(clone.top, 'init', '--yes');
    const before = clone.snapshot();
    expect(await command(clone.top, 'init', '--yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Everything is set up already; nothing to change.\n'),
    });
    expect(clone.snapshot()).toEqual(before);
  });

  it('brings a change that ships, and names every file of it to commit', async () => {
    const clone = makeClone();
    const { out } = await command(clone.top, 'init', '--yes', '--ci', 'github');
    const added = ['.github/workflows/countersign.yml', 'countersign.yaml'];
    expect(/Commit (.*) so that/.exec(out)?.[1]?.split(', ').sort()).toEqual(added);
    clone.git('add', '-A');
    expect(clone.git('diff', '--cached', '--name-only').split('\n')).toEqual(added);
    const checked = await command(clone.top, 'check', '--staged', '--format', 'json');
    expect(checked.err).toBe('');
    const { decision, findings } = JSON.parse(checked.out) as { decision: { outcome: string }; findings: unknown[] };
    expect({ findings, outcome: decision.outcome }).toEqual({ findings: [], outcome: 'ship' });
  });

  it('leaves a policy of the team alone', async () => {
    const clone = makeClone();
    clone.write('countersign.yaml', 'version: 1 # ours\n');
    const { out } = await command(clone.top, 'init', '--yes');
    expect(out).toContain('countersign.yaml is there already and is left as it is.');
    await command(clone.top, 'uninstall', '--yes');
    expect(clone.read('countersign.yaml')).toBe('version: 1 # ours\n');
  });

  it('works from a folder below the top', async () => {
    const clone = makeClone();
    mkdirSync(join(clone.top, 'deep/er'), { recursive: true });
    expect((await command(clone.top, '-C', 'deep/er', 'init', '--yes')).code).toBe(0);
    expect(existsSync(join(clone.top, 'countersign.yaml'))).toBe(true);
  });

  it('writes no GitHub workflow where every remote is elsewhere', async () => {
    const clone = makeClone();
    clone.git('remote', 'set-url', 'origin', 'https://gitlab.example/x.git');
    const { out } = await command(clone.top, 'init', '--yes');
    expect(out).toContain('no workflow is written');
    expect(existsSync(join(clone.top, '.github'))).toBe(false);
  });

  it.each([
    ['a folder that git does not know', (folder: string) => void folder, 'is not inside a git repository'],
    [
      'a bare repository',
      (folder: string) => void spawnSync('git', ['init', '-q', '--bare', folder]),
      'is a bare repository',
    ],
  ])('refuses %s in one sentence', async (_, prepare, sentence) => {
    const folder = temporaryFolder();
    prepare(folder);
    const { code, out, err } = await command(folder, 'init', '--yes');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  it('never writes through a folder that leads out of the repository', async () => {
    const clone = makeClone();
    const outside = temporaryFolder();
    symlinkSync(outside, join(clone.top, '.github'));
    const before = clone.snapshot();
    const { code, err } = await command(clone.top, 'init', '--yes', '--ci', 'github');
    expect(code).toBe(2);
    expect(err).toContain(`is a link that leads out of the repository, to ${outside}`);
    expect(clone.snapshot()).toEqual(before);
    expect(cloneAt(outside, outside).snapshot()).toEqual({ '/': 'folder' });
  });

  it('puts everything back when the last step fails', async () => {
    const clone = makeClone();
    clone.write('.git/hooks/pre-push', '#!/usr/bin/env python3\n', 0o755);
    clone.write('.git/config.lock', '');
    const before = clone.snapshot();
    const { code, err } = await command(clone.top, 'init', '--yes', '--ci', 'none');
    expect(code).toBe(2);
    expect(err).toMatch(/^countersign: Nothing was set up: remote.origin.fetch: could not lock config file .*\n$/);
    expect(clone.snapshot()).toEqual(before);
  });

  it('says in one sentence that a file is where a folder should be', async () => {
    const clone = makeClone();
    clone.write('.github', 'a file', 0o755);
    const before = clone.snapshot();
    const { code, err } = await command(clone.top, 'init', '--yes', '--ci', 'github');
    expect(code).toBe(2);
    expect(err).toMatch(/^countersign: Nothing was set up: .*: a part of the path is a file, not a folder\.\n$/);
    expect(clone.snapshot()).toEqual(before);
  });

  it.skipIf(process.getuid?.() !== 0)('says it in one sentence when the hooks folder is read-only', () => {
    const clone = makeClone();
    spawnSync('chmod', ['-R', 'a+rX', join(clone.top, '../..')]);
    spawnSync('chown', ['-R', '65534', clone.top]);
    spawnSync('chown', ['0', join(clone.top, '.git/hooks')]);
    chmodSync(join(clone.top, '.git/hooks'), 0o755);
    const before = clone.snapshot();
    const module = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
    // Everything is loaded with the rights of the test and done with the rights of nobody.
    const script = `const { locate } = await import(${module('adapters/setup/place.ts')});
const { planSetup } = await import(${module('adapters/setup/plan.ts')});
const { applyEdits } = await import(${module('adapters/setup/edit.ts')});
process.setgid(65534);
process.setuid(65534);
const place = await locate(${JSON.stringify(clone.top)});
const { edits } = await planSetup(place, { policy: true, hooks: true, ci: 'github', assistants: false }, { node: '/n', cli: '/c' });
console.log(await applyEdits(place, edits).catch((error) => error.message));`;
    const done = spawnSync(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script],
      { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: '/nonexistent' } },
    );
    expect(done.stdout).toBe(
      `Nothing was set up: ${join(clone.top, '.git/hooks/pre-push')}: no permission to write there.\n`,
    );
    expect(clone.snapshot()).toEqual(before);
  });
});

describe('countersign uninstall', () => {
  it('says that there is nothing to do where init never ran', async () => {
    const { code, out } = await command(makeClone().top, 'uninstall');
    expect({ code, out }).toEqual({ code: 0, out: 'Countersign is not set up here; nothing to remove.\n' });
  });

  it('leaves alone what somebody changed, and says why', async () => {
    const clone = makeClone();
    await command(clone.top, 'init', '--yes', '--ci', 'github');
    clone.write('countersign.yaml', 'version: 1\n# edited\n');
    clone.write('.github/workflows/countersign.yml', 'name: edited\n');
    const { out } = await command(clone.top, 'uninstall', '--yes');
    expect(out).toContain('leave   countersign.yaml: somebody changed it since');
    expect(out).toContain('leave   .github/workflows/countersign.yml: somebody changed it since');
    expect(out).toContain('Removed, but for what is left above.');
    expect(clone.read('countersign.yaml')).toBe('version: 1\n# edited\n');
    expect(existsSync(join(clone.top, '.git/hooks/pre-push'))).toBe(false);
    expect(existsSync(join(clone.top, '.git/countersign'))).toBe(false);
  });

  it('takes its part out of a hook that somebody went on editing', async () => {
    const clone = makeClone();
    clone.write('.git/hooks/pre-push', '#!/bin/sh\necho one\n', 0o755);
    await clone.init();
    clone.write('.git/hooks/pre-push', `${clone.read('.git/hooks/pre-push')}echo two\n`, 0o755);
    await clone.uninstall();
    expect(clone.read('.git/hooks/pre-push')).toBe('#!/bin/sh\necho one\necho two\n');
  });

  it('gives back a hook that was moved aside as it is now', async () => {
    const clone = makeClone();
    clone.write('.git/hooks/pre-push', '#!/usr/bin/env python3\n', 0o755);
    await clone.init();
    clone.write('.git/hooks/countersign.d/pre-push', '#!/usr/bin/env python3\n# edited\n', 0o755);
    await clone.uninstall();
    expect(clone.read('.git/hooks/pre-push')).toBe('#!/usr/bin/env python3\n# edited\n');
    expect(existsSync(join(clone.top, '.git/hooks/countersign.d'))).toBe(false);
  });

  it('goes back to before the first init after several', async () => {
    const clone = makeClone();
    clone.write('.git/hooks/pre-push', '#!/bin/sh\necho one\n', 0o755);
    const before = clone.snapshot();
    await clone.init();
    // An older release wrote another text: the next init renews it.
    const hook = clone.read('.git/hooks/pre-push').replace('# Git says', '# Once git said');
    clone.write('.git/hooks/pre-push', hook, 0o755);
    expect(await clone.init()).toContain('.git/hooks/pre-push');
    await clone.uninstall();
    expect(clone.snapshot()).toEqual(before);
  });

  it('does not reach from a copy of the clone into the original', async () => {
    const clone = makeClone();
    await clone.init();
    const copy = cloneAt(join(clone.top, '../copy'), join(clone.top, '../tool'));
    spawnSync('cp', ['-r', clone.top, copy.top]);
    const before = clone.snapshot();
    await copy.uninstall();
    expect(clone.snapshot()).toEqual(before);
    expect(existsSync(join(copy.top, 'countersign.yaml'))).toBe(false);
  });

  it('refuses a record that was tampered with to reach outside', async () => {
    const clone = makeClone();
    await clone.init();
    const record = clone.read('.git/countersign/setup.json');
    clone.write('.git/countersign/setup.json', record.replace('top:countersign.yaml', 'top:../victim'));
    clone.write('../victim', clone.read('countersign.yaml'));
    expect(await clone.uninstall()).toContain('leave: it does not lie in this repository');
    expect(clone.read('../victim')).toContain('version');
  });

  it('says in one sentence that the record cannot be read', async () => {
    const clone = makeClone();
    await clone.init();
    clone.write('.git/countersign/setup.json', '{"version": 1');
    const { code, err } = await command(clone.top, 'uninstall', '--yes');
    expect(code).toBe(2);
    expect(err).toContain('cannot be read; delete it to start anew.');
  });

  it('finishes what was interrupted half way', async () => {
    const clone = makeClone();
    const before = clone.snapshot();
    await clone.init();
    rmSync(join(clone.top, '.git/hooks/pre-push'));
    rmSync(join(clone.top, 'countersign.yaml'));
    await clone.uninstall();
    expect(clone.snapshot()).toEqual(before);
  });
});
