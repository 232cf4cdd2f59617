import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixtureRepository, temporaryFolder, writeFiles } from '../git/fixture.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

function teach(folder: string, ...args: string[]) {
  const env = { PATH: process.env.PATH, HOME: '/nonexistent', NO_COLOR: '1' };
  const argv = ['--import', 'tsx', MAIN, '-C', folder, 'assistants', 'teach', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', env, timeout: 60_000 });
  return { status, stdout, stderr };
}

test('writes the files of the assistants in use, is current then, and stale when the policy changes', () => {
  const repository = fixtureRepository();
  repository.write({
    'AGENTS.md': '# Mine\n\nUse tabs.\n',
    'CLAUDE.md': '@AGENTS.md\n',
    '.cursor/settings.json': '{}',
    'countersign.yaml': 'version: 1\ntiers:\n  - tier: critical\n    paths: [src/engine/]\n    why: it moves money\n',
    'src/a.py': 'import requests\nrequests.get("https://acme.dev", verify=False)\n',
  });
  expect(teach(repository.path, '--check')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('stale    AGENTS.md'),
  });
  expect(readFileSync(join(repository.path, 'AGENTS.md'), 'utf8')).toBe('# Mine\n\nUse tabs.\n');
  expect(teach(repository.path)).toMatchObject({ status: 0 });
  const written = readFileSync(join(repository.path, 'AGENTS.md'), 'utf8');
  expect(written.startsWith('# Mine\n\nUse tabs.\n')).toBe(true);
  expect(written).toContain('`src/engine/`');
  expect(written).toContain('security/tls-verification-off');
  expect(existsSync(join(repository.path, '.cursor/rules/countersign.mdc'))).toBe(true);
  expect(readFileSync(join(repository.path, 'CLAUDE.md'), 'utf8')).toBe('@AGENTS.md\n');
  expect(teach(repository.path, '--check')).toMatchObject({ status: 0 });
  repository.write({ 'countersign.yaml': 'version: 1\nclauses:\n  approved-assistants: { tools: [claude] }\n' });
  expect(teach(repository.path, '--check')).toMatchObject({ status: 1 });
}, 120_000);

test('a link is not written through, and neither is a folder that leads elsewhere', () => {
  const outside = temporaryFolder();
  writeFiles(outside, { 'AGENTS.md': 'not ours\n' });
  const folder = temporaryFolder();
  symlinkSync(join(outside, 'AGENTS.md'), join(folder, 'AGENTS.md'));
  expect(teach(folder)).toMatchObject({ status: 2, stderr: expect.stringContaining('left alone') });
  expect(readFileSync(join(outside, 'AGENTS.md'), 'utf8')).toBe('not ours\n');
  const other = temporaryFolder();
  mkdirSync(join(outside, 'cursor'));
  symlinkSync(join(outside, 'cursor'), join(other, '.cursor'));
  expect(teach(other, '--for', 'cursor')).toMatchObject({ status: 2 });
  expect(existsSync(join(outside, 'cursor/rules'))).toBe(false);
}, 120_000);

test('broken marks, a broken policy and bytes that are no text are said, and nothing is written', () => {
  const folder = temporaryFolder();
  for (const [files, said] of [
    [{ 'AGENTS.md': 'a\n<!-- countersign:begin -->\n' }, 'marks'],
    [{ 'AGENTS.md': new Uint8Array([0x61, 0xff, 0xfe, 0x0a]) }, 'UTF-8'],
    [{ 'AGENTS.md': 'a\n', 'countersign.yaml': 'version: 1\ntiers: 5\n' }, 'tiers'],
  ] as const) {
    writeFiles(folder, files);
    expect(teach(folder)).toMatchObject({ status: 2, stderr: expect.stringContaining(said) });
    expect(readFileSync(join(folder, 'AGENTS.md'))).toEqual(Buffer.from(files['AGENTS.md']));
  }
}, 120_000);
