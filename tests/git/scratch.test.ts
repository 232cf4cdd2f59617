import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRepository } from '../../src/adapters/git/repository.ts';
import { temporaryFolder } from './fixture.ts';
import { victim } from './hostile.ts';

const ADAPTER = join(import.meta.dirname, '../../src/adapters/git/repository.ts');

/** A program that opens a repository, says so and then ends in the way it is told. */
const PROGRAM = `
import { openRepository } from ${JSON.stringify(ADAPTER)};
const { signal } = new AbortController();
const repository = await openRepository(process.argv[1], { signal });
await repository.loadChange({ kind: 'default' }, signal);
console.log('open');
const end = process.argv[2];
if (end === 'exit') process.exit(3);
if (end === 'throw') throw new Error('no');
if (end === 'handled') process.on('SIGINT', () => process.exit(7));
if (end !== 'return') setInterval(() => {}, 1000);
`;

test.each([
  ['return', null, 0],
  ['exit', null, 3],
  ['throw', null, 1],
  ['wait', 'SIGINT', 'SIGINT'],
  ['wait', 'SIGTERM', 'SIGTERM'],
  ['handled', 'SIGINT', 7],
] as const)('leaves nothing behind when the program ends: %s %s', async (way, kill, expected) => {
  const place = temporaryFolder();
  const repository = victim();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', PROGRAM, repository.path, way],
    { env: { ...process.env, TMPDIR: place }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  await once(child.stdout, 'data');
  const scratch = () => readdirSync(place).filter((name) => name.startsWith('countersign-'));
  if (kill !== null) {
    expect(scratch()).toHaveLength(1);
    child.kill(kill);
  }
  const [code, signal] = await once(child, 'close');
  expect(code ?? signal).toBe(expected);
  expect(scratch()).toEqual([]);
});

test('stops at once when it is told to, and can be asked again', async () => {
  const repository = victim();
  const { signal } = new AbortController();
  const opened = await openRepository(repository.path, { signal });
  try {
    const stop = new AbortController();
    const loading = opened.loadChange({ kind: 'default' }, stop.signal);
    stop.abort();
    await expect(loading).rejects.toMatchObject({ code: 'interrupted' });
    const { change } = await opened.loadChange({ kind: 'default' }, signal);
    expect(change.files.map((file) => file.path)).toEqual(['a.ts', 'new.ts']);
  } finally {
    opened.close();
  }
});
