import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command } from '../bad-input/command.ts';
import { fixtureRepository, temporaryFolder } from '../git/fixture.ts';

test('attesting keeps a ledger that verifies, and one that was touched does not', async () => {
  const root = temporaryFolder();
  const key = join(root, 'countersign.key');
  const pub = join(root, 'countersign.pub');
  const repository = fixtureRepository();
  repository.commit({ files: { 'src/a.ts': 'export const a = 1;\n' } });
  repository.commit({
    files: { 'src/b.ts': 'export const b = 2;\n' },
    trailers: ['Co-authored-by: Claude <noreply@anthropic.com>'],
  });
  await command(root, 'keys', 'new', '--output', '.');
  const run = (...args: string[]) => command(repository.path, ...args);
  for (const commit of ['HEAD~1', 'HEAD']) {
    const made = await run('attest', '--commit', commit, '--key', key, '--output', join(root, `${commit}.jsonl`));
    expect(made).toMatchObject({ code: 0, err: '' });
  }
  const shown = await run('ledger', 'show');
  expect(shown.out).toMatch(/3 entries\n.*1 .*decision.*\n.*2 .*decision.*\n.*3 .*ai-use/s);

  const kept = join(root, 'head.json');
  expect((await run('ledger', 'head', '--key', key, '--output', kept)).code).toBe(0);
  const proof = join(root, 'proof.json');
  expect((await run('ledger', 'prove', '2', '--key', pub, '--output', proof)).code).toBe(0);
  expect((await command(root, 'verify', proof, '--key', pub)).code).toBe(0);
  writeFileSync(proof, readFileSync(proof, 'utf8').replace('"index":1', '"index":0'));
  expect((await command(root, 'verify', proof, '--key', pub)).code).toBe(1);

  const whole = await run('verify', '--ledger', '--key', pub, '--head', kept);
  expect(whole).toMatchObject({ code: 0, err: '' });
  expect(whole.out).toContain('It goes on from the head of 3 entries');

  const folder = join(repository.path, '.git', 'countersign', 'ledger');
  const entries = join(folder, 'entries.log');
  const before = readFileSync(entries, 'utf8');
  writeFileSync(entries, before.split('\n').slice(0, 2).join('\n'));
  expect((await run('verify', folder, '--key', pub)).code).toBe(1);
  writeFileSync(entries, before);
  expect((await run('verify', folder, '--key', pub)).code).toBe(0);
});

test('a ledger elsewhere is kept where it was asked for, or not at all', async () => {
  const root = temporaryFolder();
  const repository = fixtureRepository();
  repository.commit({ files: { 'a.ts': 'let a = 1;\n' } });
  await command(root, 'keys', 'new', '--output', '.');
  const attest = (...more: string[]) =>
    command(
      repository.path,
      'attest',
      '--commit',
      'HEAD',
      '--key',
      join(root, 'countersign.key'),
      '--output',
      '-',
      ...more,
    );
  expect((await attest('--no-ledger')).code).toBe(0);
  expect((await command(repository.path, 'ledger', 'show')).out).toContain('The ledger is empty');
  expect((await attest('--ledger', join(root, 'log'))).code).toBe(0);
  expect((await command(root, 'ledger', 'show', '--ledger', 'log')).out).toContain('1 entry');
  expect((await command(root, 'ledger', 'prove', '5', '--ledger', 'log', '--key', 'countersign.pub')).err).toContain(
    'The signed ledger has the entries 1 to 1.',
  );
});
