import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { putText } from '../../src/adapters/fixes/put-text.ts';
import { CountersignError } from '../../src/model/error.ts';
import { command } from '../bad-input/command.ts';
import { fixtureRepository } from '../git/fixture.ts';

const UNVERIFIED = 'import requests\n\ndef get(url):\n    return requests.get(url, verify=False)\n';
const VERIFIED = UNVERIFIED.replace('verify=False', 'verify=True');
const MARK = '\ufeff';

function repository(files: Readonly<Record<string, string>>) {
  const made = fixtureRepository();
  made.commit({ files: { 'README.md': 'x\n' } });
  made.write(files);
  return made.path;
}
const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');

test('--fix changes what is safe to change, judges again, and says what it did', async () => {
  const folder = repository({ 'get.py': UNVERIFIED, 'other.py': 'x = 1\n' });
  const { code, out, err } = await command(folder, 'check', '--fix');
  expect(read(folder, 'get.py')).toBe(VERIFIED);
  expect(err).toBe('Fixed get.py: security/tls-verification-off.\n');
  expect(out).toContain('SHIP');
  expect(code).toBe(0);
});

test('--fix leaves what the change did not bring', async () => {
  const made = fixtureRepository();
  made.commit({ files: { 'get.py': UNVERIFIED } });
  // Without an upstream the last commit belongs to the change.
  made.commit({ files: { 'README.md': 'x\n' } });
  made.write({ 'get.py': `${UNVERIFIED}\nx = 1\n` });
  const { err } = await command(made.path, 'check', '--fix');
  expect(read(made.path, 'get.py')).toBe(`${UNVERIFIED}\nx = 1\n`);
  expect(err).toBe('Nothing could be fixed safely.\n');
});

test('--diff prints a patch that git applies, also to a file with a byte order mark and CRLF, and changes nothing', async () => {
  const marked = MARK + UNVERIFIED.replaceAll('\n', '\r\n');
  const folder = repository({ 'get.py': UNVERIFIED, 'marked.py': marked });
  const { code, out } = await command(folder, 'check', '--diff');
  expect(code).toBe(1);
  expect([read(folder, 'get.py'), read(folder, 'marked.py')]).toEqual([UNVERIFIED, marked]);
  execFileSync('git', ['-C', folder, 'apply', '-'], { input: out });
  expect(read(folder, 'get.py')).toBe(VERIFIED);
  expect(read(folder, 'marked.py')).toBe(MARK + VERIFIED.replaceAll('\n', '\r\n'));
});

test('a committed file of which the work tree holds another version is left alone', async () => {
  const made = fixtureRepository();
  made.commit({ files: { 'README.md': 'x\n' } });
  made.commit({ files: { 'get.py': UNVERIFIED } });
  made.write({ 'get.py': `# mine\n${UNVERIFIED}` });
  const { err } = await command(made.path, 'check', '--commit', 'HEAD', '--fix');
  expect(read(made.path, 'get.py')).toBe(`# mine\n${UNVERIFIED}`);
  expect(err).toBe('get.py was left alone: the work tree holds another version of it.\n');
});

test('a folder that git does not know is fixed too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-fix-'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'get.py'), UNVERIFIED);
  await command(folder, 'scan', '.', '--fix');
  expect(read(folder, 'src/get.py')).toBe(VERIFIED);
});

test('both at once are refused', async () => {
  const { code, err } = await command(repository({}), 'check', '--fix', '--diff');
  expect(code).toBe(2);
  expect(err).toContain('only one of --fix and --diff');
});

test('a file is never written through a link, outside of the tree, or over a later edit', () => {
  const [tree, outside] = [mkdtempSync(join(tmpdir(), 'tree-')), mkdtempSync(join(tmpdir(), 'outside-'))];
  const [before, after] = [Buffer.from('a'), Buffer.from('b')];
  writeFileSync(join(outside, 'a.txt'), before);
  writeFileSync(join(tree, 'a.txt'), before, { mode: 0o751 });
  symlinkSync(outside, join(tree, 'folder'));
  symlinkSync(join(outside, 'a.txt'), join(tree, 'link.txt'));
  for (const path of ['folder/a.txt', 'link.txt', `../${outside.split('/').at(-1)}/a.txt`, 'gone.txt']) {
    expect(() => putText(tree, path, before, after)).toThrow(CountersignError);
  }
  expect(() => putText(tree, 'a.txt', Buffer.from('other'), after)).toThrow('it changed meanwhile');
  expect(read(outside, 'a.txt')).toBe('a');
  putText(tree, 'a.txt', before, after);
  expect(read(tree, 'a.txt')).toBe('b');
  expect(lstatSync(join(tree, 'a.txt')).mode & 0o777).toBe(0o751);
});
