import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixtureRepository, temporaryFolder } from '../git/fixture.ts';
import { command } from './command.ts';

const repository = fixtureRepository();
repository.commit({ files: { 'a.ts': 'export const a = 1;\n' } });
const plain = temporaryFolder();
mkdirSync(join(plain, 'empty'));

/** Each is answered by one sentence that names what was wrong, exit code 2, nothing on stdout and no stack. */
const REFUSED: readonly (readonly [args: readonly string[], sentence: string])[] = [
  [['-C', '/no/such/place', 'check'], '/no/such/place does not exist.'],
  [['-C', 'a.ts', 'check'], 'a.ts is not a folder.'],
  [['-C', plain, 'check'], 'is not in a git repository.'],
  [['-C', plain, 'init', '--yes'], 'is not inside a git repository'],
  [['-C', plain, 'uninstall', '--yes'], 'is not inside a git repository'],
  [['scan', '/no/such/place'], '/no/such/place does not exist.'],
  [['check', 'nope..HEAD'], '"nope" is not a revision of this repository.'],
  [['check', 'HEAD..nope'], '"nope" is not a revision of this repository.'],
  [['check', 'HEAD~99999999'], '"HEAD~99999999" is not a revision of this repository'],
  [['check', 'HEAD:a.ts'], '"HEAD:a.ts" is not a revision'],
  [['check', ''], '"" is not a revision'],
  [['check', '--', '--output=x'], '"--output=x" is not a revision'],
  [['check', '--upload-pack=x..HEAD'], "unknown option '--upload-pack=x..HEAD'"],
  [['check', '--commit', 'nope'], '"nope" is not a revision'],
  [['check', '--tree', 'nope'], '"nope" is not a revision'],
  [['check', '--last', '0'], 'Give a whole number of at least 1.'],
  [['check', '--last', '100'], '"HEAD~100" is not a revision'],
  [['check', '--staged', '--last', '1'], 'Give only one of'],
  [['check', '--format', 'nope'], 'Choose one of terminal, json'],
  [['check', '--output', 'report.zip'], 'Name a --format before this --output.'],
  [['check', '--format', 'json', '--output', '.'], 'Cannot write .: it is a folder.'],
  [['check', '--format', 'json', '--output', 'a.ts/x.json'], 'a part of the path is a file, not a folder'],
  [['check', '--nope'], "unknown option '--nope'"],
  [['explain', 'nope'], 'There is no rule "nope".'],
  [['explain', '../../etc/passwd'], 'There is no rule "../../etc/passwd".'],
  [['blame', 'nope.ts'], 'There is no file nope.ts.'],
  [['blame', '../../etc/passwd'], 'is not in this repository.'],
  [['blame', 'a.ts', 'nope'], 'There is no commit "nope".'],
  [['stats', 'nope'], '"nope" is not a revision'],
  [['provenance', 'show', 'nope'], 'There is no commit "nope".'],
  [['nope'], "unknown command 'nope'"],
  [['-C'], "option '-C <dir>' argument missing"],
];

it.each(REFUSED)('refuses %j in one sentence', async (args, sentence) => {
  const { code, out, err } = await command(repository.path, ...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(sentence);
  expect(err).not.toMatch(/\n\s+at |node:internal|Unexpected error/);
  const [, ...rest] = err.trimEnd().split('\n');
  expect(rest.filter((line) => !line.startsWith('(countersign --help'))).toEqual([]);
});

it('prints help where there is no repository and no command', async () => {
  const { code, out } = await command(plain);
  expect(code).toBe(0);
  expect(out).toContain('Usage: countersign');
});

it.each(['HEAD..HEAD', 'HEAD..', '..'])('says that there is nothing to judge in %s', async (range) => {
  const { code, out } = await command(repository.path, 'check', range, '--format', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ decision: { empty: true } });
});

it('says so in a repository without a commit', async () => {
  const { code, out, err } = await command(fixtureRepository().path, 'check');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('NOTHING TO JUDGE');
});
