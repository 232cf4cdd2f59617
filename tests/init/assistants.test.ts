import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ASSISTANT_HOOKS } from '../../src/lib/assistant-hooks.ts';
import { temporaryFolder } from '../git/fixture.ts';
import { type Clone, makeClone } from './clone.ts';

interface Hooks {
  readonly hooks: Readonly<Record<string, readonly unknown[]>>;
}

function json(clone: Clone, path: string): Hooks {
  return JSON.parse(clone.read(path)) as Hooks;
}

/** Runs a command as an assistant would: by a shell, in a folder of the work tree, with a payload on stdin. */
function call(command: string, cwd: string) {
  const done = spawnSync('sh', ['-c', command], { cwd, input: '{"x":1}', encoding: 'utf8' });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

function commandsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(commandsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === 'command' || key === 'bash') && typeof inner === 'string' ? [inner] : commandsIn(inner),
  );
}

describe('hooks of assistants', () => {
  it('are set up for those that are used, and only for those', async () => {
    const clone = makeClone();
    mkdirSync(join(clone.top, '.cursor'));
    const before = clone.snapshot();
    await clone.init();
    expect(json(clone, '.cursor/hooks.json')).toMatchObject({ version: 1 });
    for (const path of ['.claude', '.codex', '.gemini', '.windsurf', '.clinerules', '.opencode', '.github/hooks']) {
      expect(existsSync(join(clone.top, path))).toBe(false);
    }
    await clone.uninstall();
    expect(clone.snapshot()).toEqual(before);
  });

  it('call the recorder from any folder, and never fail where init never ran', async () => {
    const clone = makeClone();
    for (const { signs } of ASSISTANT_HOOKS) mkdirSync(join(clone.top, signs[0]!), { recursive: true });
    const before = clone.snapshot();
    await clone.init();
    const elsewhere = makeClone();
    mkdirSync(join(clone.top, 'deep'));
    for (const { id, files } of ASSISTANT_HOOKS) {
      for (const file of files) {
        if (id === 'opencode') continue;
        const commands = file.kind === 'json' ? commandsIn(json(clone, file.path)) : [clone.read(file.path)];
        expect(commands.length).toBeGreaterThan(0);
        for (const command of commands) {
          clone.answer(2);
          expect(call(command, join(clone.top, 'deep'))).toEqual({ code: 0, out: '', err: '' });
          expect(clone.calls()).toEqual([{ args: expect.arrayContaining(['hook', id]), stdin: '{"x":1}' }]);
          expect(call(command, elsewhere.top)).toEqual({ code: 0, out: '', err: '' });
          expect(call(command, temporaryFolder())).toEqual({ code: 0, out: '', err: '' });
        }
      }
    }
    expect(elsewhere.calls()).toEqual([]);
    expect(await clone.init()).toEqual([]);
    await clone.uninstall();
    expect({ ...clone.snapshot(), 'deep/': undefined }).toEqual({ ...before, 'deep/': undefined });
  });

  it('are merged into settings that are there, which come back byte for byte', async () => {
    const clone = makeClone();
    const settings = '{\n\t"permissions": {"allow": ["Bash(ls)"]},\n\t"hooks": {"PostToolUse": [{"hooks": []}]}\n}';
    clone.write('.claude/settings.local.json', settings);
    const before = clone.snapshot();
    await clone.init();
    const merged = json(clone, '.claude/settings.local.json');
    expect(merged).toMatchObject({ permissions: { allow: ['Bash(ls)'] } });
    expect(merged.hooks.PostToolUse).toHaveLength(2);
    expect(clone.git('status', '--porcelain')).not.toContain('.claude');
    await clone.uninstall();
    expect(clone.snapshot()).toEqual(before);
  });

  it('are taken out of settings that the assistant changed since', async () => {
    const clone = makeClone();
    mkdirSync(join(clone.top, '.claude'));
    await clone.init();
    const settings = { permissions: {}, ...json(clone, '.claude/settings.local.json') };
    clone.write('.claude/settings.local.json', JSON.stringify(settings, null, 4));
    await clone.uninstall();
    expect(json(clone, '.claude/settings.local.json')).toEqual({ permissions: {} });
  });

  it('leave alone what is no JSON, and a folder that leads elsewhere', async () => {
    const clone = makeClone();
    clone.write('.gemini/settings.json', 'not json');
    const outside = temporaryFolder();
    symlinkSync(outside, join(clone.top, '.cursor'));
    const said = await clone.init();
    expect(said).toContain('.gemini/settings.json is left as it is (Gemini CLI): it is not JSON that can be added to.');
    expect(said.join('\n')).toContain('a link that leads out of the work tree');
    expect(clone.read('.gemini/settings.json')).toBe('not json');
    expect(existsSync(join(outside, 'hooks.json'))).toBe(false);
  });

  it('run in OpenCode as a plugin that tells what came before and after', async () => {
    const clone = makeClone();
    mkdirSync(join(clone.top, '.opencode'));
    await clone.init();
    const script = `const { Countersign } = await import(${JSON.stringify(`file://${encodeURI(clone.top).replaceAll('$', '%24')}/.opencode/plugin/countersign.js`)});
const hooks = await Countersign({ directory: ${JSON.stringify(clone.top)} });
const input = { tool: 'edit', sessionID: 's', callID: 'c' };
await hooks['tool.execute.before'](input, { args: { filePath: 'a.txt' } });
await hooks['tool.execute.after'](input, { title: '', output: '' });`;
    clone.write('.opencode/package.json', '{"type":"module"}');
    const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(done.stderr).toBe('');
    const calls = clone.calls().map(({ args, stdin }) => ({ args, ...(JSON.parse(stdin) as object) }));
    const call = { args: { filePath: 'a.txt' }, sessionID: 's', callID: 'c', tool: 'edit', directory: clone.top };
    expect(calls).toEqual([
      { ...call, event: 'before' },
      { ...call, event: 'after' },
    ]);
  });
});
