import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { gitIn } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
execFileSync('git', ['init', '-q', '--bare', folder]);
const { signal } = new AbortController();

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('gives up on a git that says nothing', async () => {
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, '.gitignore')]);
  const waiting = gitIn(folder).run(['ls-files', '--others', '--exclude-standard'], {
    signal,
    patienceMs: 300,
    environment: { GIT_WORK_TREE: folder },
  });
  await expect(waiting).rejects.toMatchObject({
    code: 'git/failed',
    message: 'git ls-files gave no answer for 0.3 seconds.',
  });
});

test('stops collecting at the cap, and hands its input over', async () => {
  const input = 'x'.repeat(300_000);
  const id = (await gitIn(folder).run(['hash-object', '-w', '--stdin'], { signal, input })).output.toString().trim();
  const all = await gitIn(folder).run(['cat-file', 'blob', id], { signal });
  expect(all.output.toString()).toBe(input);
  const some = await gitIn(folder).run(['cat-file', 'blob', id], { signal, outputCap: 1000 });
  expect(some.truncated).toBe(true);
  expect(some.output.length).toBeLessThanOrEqual(1000);
});

test('sees nothing of the environment, and no program beside it', async () => {
  writeFileSync(join(folder, 'git'), '#!/bin/sh\necho evil\n', { mode: 0o755 });
  const before = { ...process.env };
  Object.assign(process.env, {
    PATH: `.:${before.PATH}`,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'a.b',
    GIT_CONFIG_VALUE_0: 'evil',
  });
  try {
    const { code, output } = await gitIn(folder).run(['config', 'a.b'], { signal });
    expect([code, output.toString()]).toEqual([1, '']);
  } finally {
    for (const name of ['GIT_CONFIG_COUNT', 'GIT_CONFIG_KEY_0', 'GIT_CONFIG_VALUE_0']) delete process.env[name];
    process.env.PATH = before.PATH;
  }
});
