import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixtureRepository, temporaryFolder } from '../git/fixture.ts';
import { command } from './command.ts';

const MAIN = new URL('../../src/main.ts', import.meta.url).pathname;
const NODE = ['--import', import.meta.resolve('tsx'), MAIN];
const isDevice = (path: string) => existsSync(path) && lstatSync(path).isCharacterDevice();

function repository() {
  const made = fixtureRepository();
  made.commit({ files: { 'README.md': 'A project.\n' } });
  return made;
}

it('writes a report whole, through a link to where it points', async () => {
  const { path } = repository();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'real.json'), 'old');
  symlinkSync('real.json', join(folder, 'link.json'));
  expect((await command(path, 'check', '--output', join(folder, 'link.json'))).code).toBe(0);
  expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
  expect(JSON.parse(readFileSync(join(folder, 'real.json'), 'utf8'))).toMatchObject({ version: 1 });
  expect(readdirSync(folder).sort()).toEqual(['link.json', 'real.json']);
});

it.skipIf(!isDevice('/dev/full'))(
  'says that the disk is full, on stdout and in a file, and leaves a device a device',
  async () => {
    const { path } = repository();
    const { code, err } = await command(path, 'check', '--format', 'json', '--output', '/dev/full');
    expect({ code, err }).toEqual({ code: 2, err: 'countersign: Cannot write /dev/full: there is no space left.\n' });
    expect(isDevice('/dev/full')).toBe(true);
    const done = spawnSync('sh', ['-c', 'exec "$0" "$@" > /dev/full', process.execPath, ...NODE, 'check'], {
      cwd: path,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: temporaryFolder() },
    });
    expect({ code: done.status, err: done.stderr }).toEqual({
      code: 2,
      err: 'countersign: The report could not be written: there is no space left.\n',
    });
  },
);

it('is no error when the reader goes away', () => {
  const { path } = repository();
  const script = '{ "$0" "$@"; echo "code $?" >&2; } | head -c 1';
  const done = spawnSync('sh', ['-c', script, process.execPath, ...NODE, 'check'], {
    cwd: path,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: temporaryFolder() },
  });
  expect(done.stderr).toMatch(/^code [03]\n$/);
});

function ended(child: ChildProcess): Promise<number | string | null> {
  return new Promise((done) => child.on('close', (code, signal) => done(code ?? signal)));
}

it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing half-written when interrupted by %s', async (signal) => {
  const { path, write } = repository();
  for (const name of ['a', 'b', 'c', 'd']) {
    write({ [`${name}.ts`]: `export function ${name}(x: number) {\n  return x + 1;\n}\n`.repeat(30_000) });
  }
  const [temporary, home] = [temporaryFolder(), temporaryFolder()];
  const output = join(temporaryFolder(), 'report.json');
  const child = spawn(process.execPath, [...NODE, 'scan', '.', '--format', 'json', '--output', output], {
    cwd: path,
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  const end = ended(child);
  // The scratch folder of the git adapter says that the work has begun.
  const scratch = () => readdirSync(temporary).filter((name) => name.startsWith('countersign-git-'));
  for (let i = 0; i < 2000 && scratch().length === 0; i++) await new Promise((done) => setTimeout(done, 20));
  expect(scratch()).toHaveLength(1);
  child.kill(signal);
  expect(await end).toBe(2);
  expect(err).toBe('countersign: Interrupted: nothing was written.\n');
  expect(scratch()).toEqual([]);
  expect(readdirSync(join(output, '..'))).toEqual([]);
});

it('keeps judging when its cache is in the way of something else', async () => {
  const { path, write } = repository();
  write({ 'a.ts': 'export const a = 1;\n' });
  mkdirSync(join(path, '.git/countersign'), { recursive: true });
  writeFileSync(join(path, '.git/countersign/cache'), 'not a folder');
  const { code, err } = await command(path, 'check');
  expect({ code, err }).toEqual({ code: 0, err: '' });
});
