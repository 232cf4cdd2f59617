import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const MODULE = new URL('./pre-push.ts', import.meta.url).href;
const ZERO = '0'.repeat(40);

/** Runs the hook in a repository whose two commits are new, with a stand-in that answers for `countersign check`. */
function pushed(answer: number, lines: (first: string, second: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-hook-'));
  folders.push(folder);
  const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' }).stdout.trim();
  git('init', '-q');
  for (const message of ['one', 'two']) {
    git('-c', 'user.name=A', '-c', 'user.email=a@b.c', 'commit', '-q', '--allow-empty', '-m', message);
  }
  const [second = '', first = ''] = git('rev-list', 'HEAD').split('\n');
  const script = join(folder, 'main.mts');
  writeFileSync(
    script,
    `if (process.argv[2] === 'provenance') { console.error(process.argv.slice(2).join(' ')); process.exit(0); }
if (process.argv[2] === 'check') { console.log('VERDICT ' + process.argv.slice(3).join(' ')); process.exit(${answer}); }
const { prePush } = await import(${JSON.stringify(MODULE)});
process.exitCode = await prePush(process.cwd(), 'origin', ${JSON.stringify(lines(first, second))});
`,
  );
  const done = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
    cwd: folder,
    encoding: 'utf8',
  });
  const shorten = (text: string) => text.replaceAll(first, 'FIRST').replaceAll(second, 'SECOND');
  return { code: done.status, out: done.stdout, err: shorten(done.stderr) };
}

const update = (first: string, second: string) => `refs/heads/x ${second} refs/heads/x ${first}\n`;

it('stops a block with the whole report, on stderr alone', () => {
  expect(pushed(1, update)).toEqual({
    code: 10,
    out: '',
    err: 'VERDICT FIRST..SECOND --fail-on block\ncountersign: the push of x is stopped; `git push --no-verify` pushes all the same.\n',
  });
});

it('passes anything else with the verdict in one line, and sends the records along', () => {
  const err = 'countersign: x: VERDICT FIRST..SECOND --fail-on block\nprovenance push origin\n';
  expect(pushed(0, update)).toEqual({ code: 0, out: '', err });
});

it('neither judges nor sends anything for a push that brings no commit', () => {
  expect(pushed(1, (first) => `(delete) ${ZERO} refs/heads/x ${first}\n`)).toEqual({ code: 0, out: '', err: '' });
});

it('passes what could not be judged, and says so', () => {
  const { code, err } = pushed(2, update);
  expect(code).toBe(0);
  expect(err).toContain('countersign: x could not be judged; it is pushed unchecked.');
});

it('judges every file where the remote knows nothing', () => {
  const { err } = pushed(0, (_, second) => `refs/heads/x ${second} refs/heads/x ${ZERO}\n`);
  expect(err).toContain('VERDICT --tree SECOND');
});

it('judges the same commits once, under whatever names they go', () => {
  const { err } = pushed(0, (first, second) => update(first, second) + update(first, second).replaceAll('/x', '/y'));
  expect(err.match(/VERDICT/g)).toHaveLength(1);
});
