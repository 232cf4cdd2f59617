import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../src/adapters/journal/journal.ts';
import { FIXTURE_ENVIRONMENT, temporaryFolder } from '../git/fixture.ts';
import { countersign } from '../provenance/command.ts';
import { shape, started } from '../provenance/story.ts';
import { linesOf, Workshop } from '../provenance/workshop.ts';

/** The command line from source, as a file that any process can start. */
function commandLine(): string {
  const cli = join(temporaryFolder(), 'countersign.mjs');
  const main = new URL('../../src/main.ts', import.meta.url).href;
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  writeFileSync(cli, `import { register } from ${tsx};\nregister();\nawait import(${JSON.stringify(main)});\n`);
  return cli;
}

const payload = (event: string, path: string, session = 's'): string =>
  JSON.stringify({ hook_event_name: event, session_id: session, tool_name: 'Write', tool_input: { file_path: path } });

const lostIn = (shop: Workshop): number => openJournal(join(shop.path, '.git')).read().lost;

describe('recording', () => {
  it('goes on when the disk is full, and counts what was cut', { timeout: 120_000 }, async () => {
    const shop = await started();
    shop.person({ 'a.ts': linesOf('a', 400) });
    const cli = commandLine();
    // As on a full disk, a write of more than a kilobyte fails, and what fits of it stays.
    const full = ['-c', 'trap "" XFSZ; ulimit -f 1; exec "$@"', 'sh', process.execPath, cli];
    const run = (input: string, ...args: readonly string[]) =>
      spawnSync('sh', [...full, ...args], { cwd: shop.path, env: FIXTURE_ENVIRONMENT, input, encoding: 'utf8' });
    expect(run(payload('PostToolUse', 'a.ts'), 'hook', 'claude')).toMatchObject({ status: 0, stdout: '' });
    expect(lostIn(shop)).toBeGreaterThan(0);
    shop.commit('Still possible');
    const refused = run('', 'provenance', 'record');
    expect(refused.status).not.toBe(1);
    expect(refused.stderr).not.toContain('    at ');
    const { code, err } = await countersign(shop.path, 'provenance', 'lint');
    expect(code).toBe(1);
    expect(err).toContain('events of assistants were lost');
    expect((await countersign(shop.path, 'provenance', 'record')).code).toBe(0);
    // What was lost may have been anybody's: nobody is named.
    expect(shape(await shop.authors('a.ts'))).toBe('?*400');
  });

  it('breaks neither git nor the assistant where nothing can be written', { timeout: 120_000 }, async () => {
    const shop = new Workshop();
    writeFileSync(join(shop.path, '.git', 'countersign'), 'in the way');
    const done = spawnSync(process.execPath, [commandLine(), 'hook', 'claude'], {
      cwd: shop.path,
      env: FIXTURE_ENVIRONMENT,
      input: payload('PostToolUse', 'a.ts'),
      encoding: 'utf8',
    });
    expect(done).toMatchObject({ status: 0, stdout: '', stderr: '' });
    shop.person({ 'a.ts': 'x();\n' });
    expect(shop.commit('Possible')).toMatch(/^[0-9a-f]{40}$/);
    const { code, err } = await countersign(shop.path, 'provenance', 'record');
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect((await countersign(shop.path, 'blame', 'a.ts')).code).toBe(0);
  });

  it('keeps every line of many assistants that write at once', { timeout: 120_000 }, async () => {
    const shop = await started();
    const cli = commandLine();
    const before = openJournal(join(shop.path, '.git')).read().entries.length;
    shop.person({ 'a.ts': linesOf('a', 300) });
    const hooks = Array.from({ length: 6 }, (_, i) => {
      const child = spawn(process.execPath, [cli, 'hook', 'claude'], {
        cwd: shop.path,
        env: FIXTURE_ENVIRONMENT,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      child.stdin.end(payload('PostToolUse', 'a.ts', `session-${i}`));
      return new Promise((resolve) => child.on('close', resolve));
    });
    expect(await Promise.all(hooks)).toEqual([0, 0, 0, 0, 0, 0]);
    const { entries, lost } = openJournal(join(shop.path, '.git')).read();
    expect([entries.length - before, lost]).toEqual([6, 0]);
  });

  it('names nobody where the clock was put back, and misses no commit', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': linesOf('a', 4) });
    shop.commit('One');
    const early = new Workshop(shop.path, false, 1_700_000_000);
    early.person({ 'a.ts': linesOf('a', 4) + linesOf('mine', 2) });
    early.commit('Before its time');
    const { recorded } = await early.record();
    expect(recorded).toContain(early.head());
    expect(shape(await early.authors('a.ts'))).toBe('claude*4 ?*2');
  });

  it('leaves a note of 50 MB unread, says so, and reads the others', { timeout: 120_000 }, async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': linesOf('a', 4) });
    shop.commit('One');
    await countersign(shop.path, 'provenance', 'record');
    const large = `${'a.ts\n  s_0123456789abcd 1-4\n'.repeat(2_000_000)}---\n{}\n`;
    const stream = `commit refs/notes/countersign/large\ncommitter c <c@localhost> 1 +0000\ndata 1\nn\nN inline ${shop.head()}\ndata ${large.length}\n${large}\n`;
    execFileSync('git', ['fast-import', '--quiet'], { cwd: shop.path, env: FIXTURE_ENVIRONMENT, input: stream });
    expect(shape(await shop.authors('a.ts'))).toBe('claude*4');
    const { out } = await countersign(shop.path, 'check', 'HEAD~1..HEAD', '--format', 'json');
    expect(out).toContain('was not read');
    expect((await countersign(shop.path, 'provenance', 'show')).err).toContain('was not read');
  });

  it('counts a truncated journal and goes on with what is whole', async () => {
    const shop = await started();
    await shop.assistant('claude', { 'a.ts': linesOf('a', 4) });
    const journal = join(shop.path, '.git', 'countersign', 'journal');
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}\n{"v":1,"at":"2026-`);
    expect(lostIn(shop)).toBe(1);
    shop.commit('One');
    await shop.record();
    expect(shape(await shop.authors('a.ts'))).toBe('claude*4');
    rmSync(journal);
    shop.person({ 'a.ts': linesOf('a', 5) });
    shop.commit('Two');
    expect((await shop.record()).recorded).toEqual([]);
  });
});
